"""What the engine asks of the store. Every method returns after its commit.

The two halves of the way of a message: Inbox (accepted, in hand, done or parked) and Outbox (queued,
sending, unknown, stale, and the states of bot.channel.Delivery). One implementation for SQLite and
PostgreSQL is in storage/.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.channel import Receipt
from bot.fixed import fixed
from bot.message import Inbound, Part
from bot.records import Record
from bot.session import Caller

# The event of a timer of the lane of its own message, which nearly every turn sets again.
OFTEN_PUT_OFF: Final = "session.pause"


@fixed
class Work:
    """A message in hand, with what we know of its sender (None: never seen before)."""

    id: int
    inbound: Inbound
    caller: Caller | None
    attempts: int  # how often it was taken in hand before: above 0 after a crash
    correlation: str


@fixed
class Timer:
    """Something to happen in a lane at a moment: it arrives there as an event of that name.

    One timer per (lane, event): a second one replaces the first; `due_at` None removes it.
    """

    lane: str
    event: str
    due_at: datetime | None


@fixed
class Turn:
    """All that one message changes, written in one transaction or not at all."""

    work: Work
    caller: Caller
    parts: Sequence[Part] = ()
    records: Sequence[Record] = ()
    timers: Sequence[Timer] = ()


class Inbox(Protocol):
    """Messages that have come in."""

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """Keep a message; False if (channel, external id) is known already. Committed on return."""

    async def claim(self, limit: int) -> Sequence[Work]:
        """Take messages in hand: at most one per lane, the oldest of each, none that another holds."""

    async def finish(self, turn: Turn) -> None:
        """Write a whole turn and mark its message done.

        Raises LeaseLost, with nothing written, if the message is not in our hand any more, and
        StoreUnavailable if the commit is not known to have happened.
        """

    async def finish_all(self, turns: Sequence[Turn]) -> Sequence[Exception | None]:
        """As finish(), for several: what each would have raised."""

    async def park(self, turn: Turn, reason: str, detail: str) -> None:
        """Set a message aside for staff, with the apology that the turn carries.

        Raises as finish(). `reason` is a word ("crash", "person"); `detail` is a traceback without the
        citizen's words.
        """

    async def release(self, ids: Sequence[int]) -> None:
        """Give back messages in hand, untouched: the graceful stop."""

    async def renew(self, ids: Sequence[int]) -> None:
        """Say that messages are still in hand, before others take them for abandoned."""

    async def sweep(self) -> int:
        """Free the messages whose holder is gone; the number freed."""

    async def ring(self) -> int:
        """Turn every timer that is due into an event in its lane; the number rung."""

    async def next_timer(self) -> datetime | None:
        """When the next timer is due."""


class Outbox(Protocol):
    """Messages on their way out."""

    async def take(self, channel: str, limit: int) -> Sequence[Part]:
        """Mark parts `sending` and hand them over: replies before notices before bulk.

        At most one per recipient and priority, the oldest; none before its not_before or its retry
        time; those past valid_until become `stale` and are not returned.
        """

    async def sent(self, part: Part, provider_id: str) -> None:
        """The network has it. A part of which a receipt has said more keeps that state."""

    async def delayed(self, part: Part, code: str, until: datetime) -> None:
        """Try again, not before `until`."""

    async def failed(self, part: Part, code: str) -> None:
        """It will never pass."""

    async def unknown(self, part: Part, code: str) -> None:
        """The network's answer is lost."""

    async def unsettled(self, channel: str, limit: int, older_than: timedelta) -> Sequence[Part]:
        """Parts that are `unknown` for at least so long, to be settled."""

    async def resend(self, part: Part, *, counted: bool) -> None:
        """Queue an unknown part again; `counted` if the network could not tell: it may arrive twice.

        One of which a receipt has come meanwhile is not unknown any more, and is left as it is.
        """

    async def fold(self, receipt: Receipt) -> bool:
        """Fold a network's word into its part; False if no part is known by its key or id.

        The order in which words come does not matter: a part goes to a later state of Delivery and never
        back, whatever its own status was (queued, sending, unknown), and is not sent after that.
        """

    async def sweep(self) -> int:
        """Turn parts that were `sending` when their process died into `unknown`; the number found."""

    async def wakes_at(self, channel: str) -> datetime | None:
        """When the next queued part of a channel may leave."""
