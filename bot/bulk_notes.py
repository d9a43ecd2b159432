"""What came of parts, gathered for some hundredths of a second and written down in one commit."""

import asyncio
from collections.abc import Callable

from bot.bulk import Bulk, Outcome
from bot.loop import Wake, keep_going
from bot.report import Report

_EVERY = 0.05  # seconds
_MANY = 200  # outcomes that do not wait for their time
_FULL = 4 * _MANY  # where the store is away, no more parts are begun than this
_IDLE = 60.0  # seconds


class Notes:
    """Outcomes on their way into the store; `on_room` hears that there is room again."""

    def __init__(self, bulk: Bulk, report: Report, on_room: Callable[[], None]) -> None:
        self._bulk = bulk
        self._report = report
        self._on_room = on_room
        self._gathered: list[Outcome] = []
        self._idle = True
        self._wake = Wake()
        self._at_work = asyncio.Lock()
        self._writing: asyncio.Task[None] | None = None

    @property
    def full(self) -> bool:
        """Whether so many are not written down that no part should be begun."""
        return len(self._gathered) >= _FULL

    def add(self, outcome: Outcome) -> None:
        """Have it written down soon."""
        self._gathered.append(outcome)
        if self._idle or len(self._gathered) >= _MANY:
            self._wake()

    def start(self) -> None:
        """Write, until stopped; while the store is away nothing is lost."""
        self._writing = asyncio.create_task(keep_going("bulk notes", self._round, self._wake, self._report))

    async def stop(self) -> None:
        """Write down the last, and no more by itself. Raises what the store raises."""
        async with self._at_work:  # nobody is cut short in the middle of a commit
            if self._writing is not None:
                self._writing.cancel()
        await self.flush()

    async def flush(self) -> None:
        """Write down what is gathered. Raises what the store raises, and keeps them then."""
        async with self._at_work:
            while self._gathered:
                batch, self._gathered = self._gathered, []
                try:
                    await self._bulk.note(batch)
                except BaseException:
                    self._gathered = batch + self._gathered
                    raise
                if len(batch) >= _MANY:
                    self._on_room()

    async def _round(self) -> float:
        self._idle = not self._gathered
        if self._idle:
            return _IDLE
        await self.flush()
        return _EVERY
