"""The figures of a year beside those of the year before: closed days as they stand, today as it goes."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from bot.clock import Clock
from handlers.pay_fine.holidays import Patron, working_days_after
from sportello.settings import Settings
from storage.database import Database
from storage.statistics import CLOSE_DAY, Closed, Figures, daily, next_open, read
from storage.statistics_day import Counted, Day, count_rest, count_stretch, stretches

AT: Final = time(1, 30)  # by then the replies of the day before have left
_FRESH = timedelta(minutes=1)  # for how long a count of today is shown again
_AT_ONCE = 20  # days that one look closes: a counter that was away for long closes the rest at the next ones


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year and the one before: `before` is all of it, `as_far` its days up to the same date.

    `until` is the last day of the year that is counted, `today` whether that day is still going on.
    """

    year: int
    now: Figures
    before: Figures
    as_far: Figures
    until: date
    today: bool

    def change(self, measure: str, key: str | None = None) -> int | None:
        """Compare the year with the same days of the year before: +88 is 88% more; None against nothing."""
        before = self.as_far.total(measure, key)
        return round(100 * (self.now.total(measure, key) - before) / before) if before else None


def working_days(patron: Patron) -> Callable[[date, date], int]:
    """Count the working days after a day up to another, as offices do: no Saturdays, no holidays."""

    def between(first: date, last: date) -> int:
        count, day = 0, first
        while (day := working_days_after(day, 1, patron)) <= last:
            count += 1
        return count

    return between


class Statistics:
    """Counts days and reads years; every method leaves the counting to the thread that reads."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._working = working_days(settings.city.patron_day)
        self._closed_on: date | None = None
        self._latest: tuple[datetime, Counted] | None = None  # of today, and when

    async def close_days(self) -> int:
        """Write the days that are over, the oldest first; a chore: it brings no messages."""
        now = self._clock()
        if self._closed_on == now.date():
            return 0
        last = now.date() - timedelta(days=1 if now.time() >= AT else 2)
        day = await self._database.reader.fetch(next_open)
        for _ in range(_AT_ONCE):
            if day is None or day > last:
                self._closed_on = now.date() if now.time() >= AT else None
                break
            counted = await self._count(day)
            await self._database.writer.submit(CLOSE_DAY, Closed.of(counted))
            day += timedelta(days=1)
        return 0

    async def year(self, year: int) -> Comparison:
        """Read a year, with what is not closed yet counted as it stands."""
        now = self._clock()
        today = now.date()
        until = min(today, date(year, 12, 31))
        figures = await self._read(date(year, 1, 1), until)
        if year == today.year:
            for counted in await self._open(now):
                figures.add(counted)
        before = date(year - 1, 1, 1)
        return Comparison(
            year,
            figures,
            await self._read(before, date(year - 1, 12, 31)),
            await self._read(before, _year_before(until)),
            until,
            year == today.year,
        )

    async def days(self, year: int) -> Sequence[tuple[date, str, str, int]]:
        """List every count of a year by day, measure and key; with the people of each day."""
        now = self._clock()
        between = partial(daily, first=date(year, 1, 1), last=date(year, 12, 31))
        rows = list(await self._database.reader.fetch(between))
        for counted in await self._open(now) if year == now.year else ():
            rows += [(counted.day, *count, n) for count, n in sorted(counted.counts.items())]
        return rows

    async def _open(self, now: datetime) -> Sequence[Counted]:
        """Count the days that are not closed: today, and until the night's chore is done yesterday."""
        today = now.date()
        first = await self._database.reader.fetch(next_open) or today
        yesterday = today - timedelta(days=1)
        found = [await self._count(yesterday)] if first <= yesterday and yesterday.year == today.year else []
        return [*found, await self._today(now)]

    async def _today(self, now: datetime) -> Counted:
        """Count today, unless that was done a moment ago."""
        if self._latest is not None:
            at, counted = self._latest
            if counted.day == now.date() and at <= now < at + _FRESH:
                return counted
        counted = await self._count(now.date())
        self._latest = now, counted
        return counted

    async def _read(self, first: date, last: date) -> Figures:
        return await self._database.reader.fetch(partial(read, first=first, last=last))

    async def _count(self, day: date) -> Counted:
        """Count a day piece by piece: pages that are asked for meanwhile come in between."""
        asked, counted = Day(day, self._database.zone, self._working), Counted(day)
        fetch = self._database.reader.fetch
        for stretch in await fetch(partial(stretches, day=asked)):
            await fetch(partial(count_stretch, day=asked, stretch=stretch, counted=counted))
        await fetch(partial(count_rest, day=asked, counted=counted))
        return counted


def _year_before(day: date) -> date:
    """Find the same date a year earlier; of 29 February the day before."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=day.day - 1)


def statistics_chore(database: Database, clock: Clock, settings: Settings) -> Callable[[], Awaitable[int]]:
    """Give the chore of a counter."""
    return Statistics(database, clock, settings).close_days
