"""A person of the office who takes a conversation over: when they are there, and what is kept of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.fixed import fixed
from bot.records import Record

CLOSED = "session.person_closed"  # the event of staff who have closed a conversation with them
AGAIN = "session.person_again"  # that of staff who write in one that is ours again
LATE = "session.person_late"  # that of a conversation with a person in which nobody answers any more


@fixed
class Expected:
    """What can be told to who asks for a person: until when the office is open, or when it opens again.

    `open` is None where its hours are not known; `turns_at` is when it closes, or if it is closed opens,
    None where that is not known. `wait` is how long citizens have waited for a first answer of late, counted
    while the office is open, None where too few have.
    """

    open: bool | None = None
    turns_at: datetime | None = None
    wait: timedelta | None = None


@fixed
class Progress:
    """How a conversation with a person stands: since when words of the citizen are unanswered, if any are.

    `last` is the last word of either side.
    """

    last: datetime
    waiting_since: datetime | None = None


class Persons(Protocol):
    """The people of the office, as the engine sees them; the records count once they are written."""

    @property
    def patience(self) -> timedelta:
        """After how long without an answer the counter itself answers again."""

    async def expected(self) -> Expected:
        """Tell what who asks for a person now may expect."""

    async def progress(self, lane: str) -> Progress | None:
        """Tell how the conversation of a lane stands; None if staff have none of it open."""

    def heard(self, message: int, at: datetime) -> Sequence[Record]:
        """Have a message, by its number, read by a person: it begins a conversation with them, or goes on."""

    def left(self, at: datetime) -> Sequence[Record]:
        """Note that the counter answers again; what is unanswered stays with staff."""
