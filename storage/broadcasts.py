"""Broadcasts: written by one, let go by another, begun and ended when it is time, and how they stand.

A deed that cannot be done is answered with Refused and changes nothing; all raise StoreUnavailable.
"""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from storage import transaction as writing
from storage.alert_codes import Codes, read_codes
from storage.broadcast_answered import STRETCH, Span, read_answering, read_answering_span
from storage.broadcast_approving import APPROVE, RELEASE, REVIEW, approvals_needed
from storage.broadcast_beginning import begin
from storage.broadcast_laying import AT_ONCE, CLEAR, to_clear
from storage.broadcast_moving import CANCEL, PAUSE, REJECT, RESUME, SUBMIT
from storage.broadcast_progress import Line, Progress, Spent, read_lines, read_progress, read_span
from storage.broadcast_records import (
    Answer,
    Approval,
    Broadcast,
    Deed,
    Done,
    Draft,
    Event,
    Kind,
    Refused,
    State,
    Text,
    Unfit,
    What,
    Why,
)
from storage.broadcast_starting import FINISH, to_finish, to_start
from storage.broadcast_views import NEWEST, read_by_code, read_events, read_latest, read_one
from storage.broadcast_writes import CORRECT, EDIT, MAKE, Writing
from storage.database import Database
from storage.staff import normal_name

__all__ = [
    "Answer",
    "Approval",
    "Broadcast",
    "Broadcasts",
    "Codes",
    "Done",
    "Draft",
    "Event",
    "Kind",
    "Line",
    "Progress",
    "Refused",
    "Spent",
    "State",
    "Text",
    "Unfit",
    "What",
    "Why",
]


def _nobody() -> None:
    """Wake nobody."""


@dataclass(frozen=True, slots=True)
class Broadcasts:
    """The broadcasts in the database.

    `channels` are those that carry them; `budget` is what one approver may let go, in millionths of a euro.
    `changed` is called after each deed that was done, for what waits in this process to look. `stretch` is
    how many recipients are laid at once, while nobody else writes.
    """

    database: Database
    channels: Sequence[str]
    budget: int
    changed: Callable[[], None] = _nobody
    stretch: int = AT_ONCE

    async def make(self, draft: Draft, by: str, codes: Codes | None = None) -> Done:
        """Make a draft, however unfinished; `codes` are what CAP says of it."""
        return await self.database.writer.submit(MAKE, Writing(draft, _name(by), codes=codes))

    async def edit(
        self, number: int, draft: Draft, by: str, expected: int, codes: Codes | None = None
    ) -> Answer:
        """Write one anew that has not begun; it is a draft, and whoever approved it has approved nothing.

        Without `codes` those that it has stay.
        """
        writing = Writing(draft, _name(by), number, expected, codes)
        return self._told(await self.database.writer.submit(EDIT, writing))

    async def submit(self, number: int, by: str, expected: int, counted: int, micros: int) -> Answer:
        """Put a draft before who approves it, with the people and micros its writer was shown."""
        return await self._do(SUBMIT, Deed(number, _name(by), expected, counted=counted, micros=micros))

    async def reject(self, number: int, by: str, expected: int, reason: str) -> Answer:
        """Give one that waits for approval back to its writer; whoever wrote it may take it back so."""
        return await self._do(REJECT, Deed(number, _name(by), expected, reason))

    async def approve(self, number: int, by: str, expected: int, counted: int, micros: int = 0) -> Answer:
        """Agree to a version for about so many people; over the budget it takes two.

        `micros`, if it was reckoned anew for who approves: the budget is held against the higher figure.
        OWN for whoever has submitted it or wrote it last, TWICE for who has agreed before.
        """
        deed = Deed(number, _name(by), expected, counted=counted, micros=micros, budget=self.budget)
        return await self._do(APPROVE, deed)

    async def release(self, number: int, by: str, expected: int, reason: str) -> Answer:
        """Let a submitted emergency go alone, whoever wrote it; somebody else reviews that later."""
        return await self._do(RELEASE, Deed(number, _name(by), expected, reason))

    async def review(self, number: int, by: str, reason: str = "") -> Answer:
        """Note that somebody who had no part in it has looked at what was let go alone."""
        return await self._do(REVIEW, Deed(number, _name(by), reason=reason))

    async def pause(self, number: int, by: str, expected: int | None = None, reason: str = "") -> Answer:
        """Let no more of it leave; what is on its way arrives."""
        return await self._do(PAUSE, Deed(number, _name(by), expected, reason))

    async def resume(self, number: int, by: str, expected: int | None = None) -> Answer:
        """Let it go on exactly where it was; LATE if its time is over."""
        return await self._do(RESUME, Deed(number, _name(by), expected))

    async def cancel(self, number: int, by: str, expected: int | None = None, reason: str = "") -> Answer:
        """Put an end to it, however far it is; what is on its way arrives."""
        return await self._do(CANCEL, Deed(number, _name(by), expected, reason))

    async def correct(self, number: int, by: str) -> Answer:
        """Make a draft for exactly those whom a broadcast has reached; that one goes on no more.

        Done is of the draft. TWICE if there is one that has not begun: `detail` is its code.
        """
        return await self._do(CORRECT, Deed(number, _name(by)))

    async def start_due(self) -> int:
        """Begin what is approved and due, once its recipients are there; how many began.

        One whose audience has grown by more than a tenth and ROOM people since it was approved is HELD.
        """
        now = self.database.clock()
        due = await self.database.reader.fetch(lambda connection: to_start(connection, now))
        begun, problems = 0, list[Exception]()
        for number in due:
            try:
                begun += await begin(self.database, number, tuple(self.channels), self.stretch)
            except Exception as problem:  # noqa: BLE001 - one that cannot begin holds no other up
                problems.append(problem)
        await self._clear()
        if problems:
            raise problems[0]
        return begun

    async def _clear(self) -> None:
        """Take away recipients of what was edited or ended before it began."""
        for number in await self.database.reader.fetch(to_clear):
            while await self.database.writer.submit(CLEAR, number):
                pass

    async def finish_due(self) -> int:
        """End what has nobody left to be written to, or no time left; how many ended."""
        now = self.database.clock()
        numbers = await self.database.reader.fetch(lambda connection: to_finish(connection, now))
        return sum([await self._finish(number) for number in numbers])

    async def _finish(self, number: int) -> bool:
        while (ended := await self.database.writer.submit(FINISH, number)) is None:
            pass  # a stretch of its recipients was dropped, and there are more
        return ended

    async def one(self, number: int) -> Broadcast | None:
        """Find one by its id."""
        return await self.database.reader.fetch(lambda connection: read_one(connection, number))

    async def by_code(self, code: str) -> Broadcast | None:
        """Find one by its code, such as 2026-0007."""
        return await self.database.reader.fetch(lambda connection: read_by_code(connection, code))

    async def codes(self, one: Broadcast) -> Codes | None:
        """Read what CAP says of one, or of the first that it sets right; None if nobody has said any."""
        return await self.database.reader.fetch(lambda connection: read_codes(connection, one))

    async def list(
        self, states: Collection[State] = (), limit: int = 50, before: int = 0
    ) -> Sequence[Broadcast]:
        """List those in one of the states (none: in any), the newest first, from before an id (0: all)."""
        wanted = tuple(states)
        return await self.database.reader.fetch(
            lambda connection: read_latest(connection, wanted, limit, before)
        )

    async def events(self, number: int) -> Sequence[Event]:
        """Read what happened to one, the oldest first."""
        return await self.database.reader.fetch(lambda connection: read_events(connection, number))

    async def newest(self) -> int:
        """Give the number of the latest event of all, 0 for none: it is cheap to ask whether it grew."""
        return await self.database.reader.fetch(lambda connection: connection.scalar(NEWEST) or 0)

    def needed(self, one: Broadcast) -> int:
        """Tell how many people must agree to it as it was submitted."""
        return approvals_needed(one, self.budget)

    async def progress(self, number: int) -> Progress | None:
        """Count how it stands; None if there is none."""
        return await self.database.reader.fetch(lambda connection: read_progress(connection, number))

    async def report(self, number: int, page: int = 1000) -> AsyncIterator[Line]:
        """Read its recipients one after the other, of however many; no more than a page is in memory."""
        reader = self.database.reader
        after, last = await reader.fetch(lambda connection: read_span(connection, number))
        while after < last:
            lines = await reader.fetch(partial(read_lines, number=number, after=after, last=last, most=page))
            for line in lines:
                yield line
            after = lines[-1].id if lines else last

    async def answered(self, number: int) -> int:
        """Count whom it has reached and who have written to us within 48 hours after that."""
        reader, now = self.database.reader, self.database.clock()
        found = await reader.fetch(lambda connection: read_answering_span(connection, number, now))
        people: set[str] = set()
        for first in range(found.first, found.last, STRETCH):
            span = Span(first, min(first + STRETCH, found.last))
            people |= await reader.fetch(partial(read_answering, number=number, span=span))
        return len(people)

    async def _do(self, kind: writing.Kind[Deed, Answer], deed: Deed) -> Answer:
        return self._told(await self.database.writer.submit(kind, deed))

    def _told(self, answer: Answer) -> Answer:
        if isinstance(answer, Done):
            self.changed()
        return answer


def _name(by: str) -> str:
    """Write the name of somebody as it is compared; ValueError without one: two of them are nobody."""
    if not (name := normal_name(by)):
        raise ValueError("whoever does this has a name")
    return name
