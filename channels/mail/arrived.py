"""A mail that has arrived, and who takes it from whoever watches the mailbox."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

LARGE, STUCK = "large", "stuck"  # why a mail is not whole

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A mail as it lies in the mailbox; if it is not `whole`, `raw` is its header, or nothing.

    `why` says why it is not: LARGE, or STUCK where it could not be loaded. `name` is its place there, no
    other mail's ever. `size` is in bytes, as the server tells it.
    """

    name: str
    raw: bytes = field(repr=False)
    size: int
    arrived_at: datetime | None
    why: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing of it is missing."""
        return not self.why


class Desk(Protocol[T]):
    """Who reads what arrives, and keeps it."""

    def read(self, mail: Arrived) -> T:
        """Read one; called in the mailbox's thread, because a large mail takes its time."""

    async def keep(self, read: Sequence[T]) -> None:
        """Keep what was read, in this order; committed on return."""


class Told(Protocol):
    """Who is told how the mailbox is; must not block and must not raise."""

    def well(self, filled: float | None) -> None:
        """It is read to its end; so full it is, from 0 to 1, if the server tells."""

    def away(self, error: Exception, pause: float) -> None:
        """It is not reached, or what was read could not be kept: tried again in so many seconds."""

    def renumbered(self, again: int) -> None:
        """The server has numbered the mails anew: so many are looked at again."""


@dataclass(frozen=True, slots=True)
class Party(Generic[T]):
    """Both, for one mailbox."""

    desk: Desk[T]
    told: Told
