"""How far a mailbox is read: kept outside, and moved only after what was read is kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Place:
    """The mails up to `uid` are done, in the numbering `uid_validity`.

    What arrived before `began_at` is not ours. Up to `again_to` the mails are looked at again, because the
    server has numbered them anew: old ones may be among them.
    """

    uid_validity: int
    uid: int
    began_at: datetime
    again_to: int = 0


class Places(Protocol):
    """Where the place in one folder is kept; what either raises ends the session, to be tried again."""

    async def read(self) -> Place | None:
        """The place, None for a folder that was never read."""

    async def write(self, place: Place) -> None:
        """Keep it; committed on return."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a mailbox is read: sizes in bytes, times in seconds.

    With `since`, mails that arrived from that day on are read at the very first look; without it only
    those that come later. Of a mail beyond `largest` the header alone is loaded; `batch` mails, of
    `load` bytes together, are loaded at once. `renew` is the longest wait for the server's word (RFC 2177
    allows 29 minutes, but routers forget a silent line sooner), `poll` the wait where it has none.
    """

    since: date | None = None
    largest: int = 30_000_000
    batch: int = 32
    load: int = 8_000_000
    renew: float = 540.0
    poll: float = 60.0
