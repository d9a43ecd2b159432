"""What goes to many: how a sender takes it from the store, and what it says of each part afterwards.

Many parts in one commit each way: a broadcast has a hundred thousand of them, and replies want the same
writer. One implementation for SQLite and PostgreSQL is in storage/.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, Protocol

from bot.channel import Receipt
from bot.fixed import fixed
from bot.message import Part

KEY: Final = "b"  # the key of a part of a broadcast: b<recipient's id>; no other key begins so
SENDER, SUBJECT, DRILL = "sender", "subject", "drill"  # in a part's context: an alias, a title, training


class Fate(Enum):
    """What came of one attempt to send a part."""

    SENT = "sent"
    DELAYED = "delayed"  # again at `until`
    FAILED = "failed"  # never by this address
    UNKNOWN = "unknown"  # the network's answer is lost
    RELEASED = "released"  # not begun: it waits again as if it had never been taken


@fixed
class Outcome:
    """What came of a part: `id` and `attempt` as it was taken; `code` as in bot.ledger.Outbox.

    `segments` is what its network charges for it, with SENT.
    """

    id: int
    attempt: int
    fate: Fate
    provider_id: str = ""
    code: str = ""
    until: datetime | None = None
    segments: int = 1


@fixed
class Handful:
    """Parts to send now, marked `sending`; when there are none, how long none will be there unless woken."""

    parts: Sequence[Part] = ()
    pause: timedelta = timedelta()


class Bulk(Protocol):
    """The recipients of broadcasts, as senders see them. Every method returns after its commit."""

    async def take(self, channel: str, limit: int, *, ahead: int = 0) -> Handful:
        """Mark parts `sending` and hand them over, emergencies first, then in the order of approval.

        No more than the rate of the channel allows, which all processes share; `ahead` are the parts that
        this process has sent past it since the last call (replies and notices), which count as well. None
        of a broadcast that is paused, in its quiet hours, or over; what is past its time becomes `stale`.
        """

    async def note(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what came of parts, all in one commit; what a receipt has said more of stays.

        Who cannot be reached (FAILED) is tried at their next address, if the broadcast allows.
        """

    async def unsettled(self, channel: str, limit: int, older_than: timedelta) -> Sequence[Part]:
        """Parts that are `unknown` for at least so long, to be settled."""

    async def resend(self, parts: Sequence[Part], *, counted: bool) -> None:
        """Queue unknown parts again; `counted` if the network could not tell: they may arrive twice."""

    async def fold(self, receipt: Receipt) -> bool:
        """Fold a network's word into its part, as bot.ledger.Outbox; False if it is of no broadcast."""

    async def sweep(self) -> int:
        """Turn parts that were `sending` when their process died into `unknown`; the number found."""
