"""Checks once a night that nothing is paid and not told; what is found is set aside for staff."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.clock import Clock, Ids
from bot.loop import Wake, keep_going
from bot.report import Report
from storage.database import Database
from storage.nightly import last_night
from storage.payment_hearing import Hearer
from storage.payment_receipts import TELL, Telling
from storage.payments_night import (
    CLOSE_NIGHT,
    LOOKS_BACK,
    NAME,
    Found,
    began_on,
    look_at_day,
    stuck,
    unmatched,
    unseen,
)
from storage.singleton import Singleton

_AT = time(3, 30)  # the city sleeps; a counter that starts later looks at once
_EVERY = 300.0  # seconds between two looks at the clock
_SWEEPS = 200  # each tells some hundreds

# What a night found, by kind, and its day: for the figures.
OnFound = Callable[[Mapping[str, int], date], None]


class PaymentsWatch:
    """The check of one counter; of several processes on one database one alone does it.

    That a night is done is written in the transaction that sets aside what it found: whoever dies before
    has done nothing, and the next one does it all.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        report: Report,
        on_found: OnFound,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._report = report
        self._on_found = on_found
        self._wake = wake  # there are messages to write

    async def run(self) -> None:
        """Look every night until cancelled."""
        await Singleton(self._database, "payments watch").run(self._keep_going)

    async def _keep_going(self) -> None:
        await keep_going("payments watch", self.look, Wake(), self._report)

    async def look(self) -> float:
        """Do what is to be done tonight, unless it is done; in how many seconds to come again."""
        now = self._clock()
        last = await self._database.reader.fetch(lambda connection: last_night(connection, NAME))
        if last is not None:
            self._on_found(last.found, last.done_on)
        done_on = last.done_on if last else await self._database.reader.fetch(began_on)
        if now.time() >= _AT and done_on is not None and done_on < now.date():
            await self._tell()
            await self._check(now)
        return _EVERY

    async def _tell(self) -> None:
        """Tell whoever was forgotten, so that staff hear only of those who cannot be told."""
        for _ in range(_SWEEPS):
            if not await self._database.writer.submit(TELL, Telling(self._ids(), thorough=True)):
                return
            self._wake()

    async def _check(self, now: datetime) -> None:
        found = await self._found(now)
        for reason, correlation in await self._database.writer.submit(CLOSE_NIGHT, found):
            self._report.parked(reason, correlation)
        last = await self._database.reader.fetch(lambda connection: last_night(connection, NAME))
        if last is not None:
            self._on_found(last.found, last.done_on)

    async def _found(self, now: datetime) -> Found:
        """Look a day at a time: the pages and figures of others wait while the reader reads."""
        fetch, unheard = self._database.reader.fetch, 0
        untold: list[Hearer] = []
        for days in range(LOOKS_BACK.days, 0, -1):
            day = now - timedelta(days=days)
            trouble, count = await fetch(partial(look_at_day, day=day, now=now))
            untold += trouble
            unheard += count
        return Found(
            now.date(),
            untold,
            unheard,
            await fetch(lambda connection: stuck(connection, now)),
            await fetch(lambda connection: unseen(connection, now)),
            await fetch(unmatched),
        )
