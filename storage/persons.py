"""The people of the office as the engine sees them: when they are there, how soon they answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

import sqlalchemy as sa

from bot.person import Expected, Progress
from bot.records import Record
from storage.database import Database
from storage.instants import Instant
from storage.offices import Office, Offices
from storage.open_time import doors, open_time
from storage.talk_rows import hear_for_person, is_open, leave_person, talk
from storage.veiled import VEILED_LANE

LIFE = timedelta(minutes=5)  # for which a median that was measured is told again
_RECENT = timedelta(days=30)
_LATEST, _ENOUGH = 50, 5  # conversations that are measured, and how few say nothing

_answered = sa.and_(talk.c.first_out.is_not(None), talk.c.first_out > sa.bindparam("since", type_=Instant()))
_FIRST = (
    sa.select(talk.c.opened_at, talk.c.first_out)
    .where(_answered)
    .order_by(talk.c.first_out.desc())
    .limit(_LATEST)
)
_STANDS = sa.select(talk.c.waiting_since, talk.c.last_in, talk.c.last_out).where(
    talk.c.lane == sa.bindparam("its_lane", type_=VEILED_LANE), is_open
)
_Waits = Sequence[tuple[datetime, datetime]]


@dataclass
class SqlPersons:
    """bot.person.Persons, on SQLite and on PostgreSQL.

    `office` is the code of the office whose hours count; where there is none of that code they are not known,
    and every hour of a wait counts.
    """

    database: Database
    offices: Offices
    office: str
    patience: timedelta
    _measured: timedelta | None = field(default=None, repr=False)
    _measured_at: datetime | None = field(default=None, repr=False)

    async def expected(self) -> Expected:
        """Tell what who asks for a person now may expect."""
        now = self.database.clock()
        office = next((one for one in await self.offices.all() if one.code == self.office), None)
        if self._measured_at is None or not timedelta() <= now - self._measured_at < LIFE:
            self._measured, self._measured_at = await self._measure(office, now), now
        if office is None:
            return Expected(wait=self._measured)
        opened, turns_at = doors(office.hours, now)
        return Expected(opened, turns_at, self._measured)

    async def _measure(self, office: Office | None, now: datetime) -> timedelta | None:
        asked = {"since": now - _RECENT}
        waits: _Waits = await self.database.reader.fetch(
            lambda connection: [(row[0], row[1]) for row in connection.execute(_FIRST, asked)]
        )
        return _median(waits, _counting(office))

    async def progress(self, lane: str) -> Progress | None:
        """Tell how the conversation of a lane stands."""
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(_STANDS, {"its_lane": lane}).one_or_none()
        )
        return None if row is None else Progress(max(filter(None, row[1:])), row.waiting_since)

    def heard(self, message: int, at: datetime) -> Sequence[Record]:
        """Have a message read by staff."""
        return (hear_for_person(message, at),)

    def left(self, at: datetime) -> Sequence[Record]:
        """Note that the counter answers again."""
        return (leave_person(at),)


def _counting(office: Office | None) -> Callable[[datetime, datetime], timedelta]:
    if office is None:
        return lambda start, end: end - start
    return lambda start, end: open_time(office.hours, start, end)


def _median(waits: _Waits, count: Callable[[datetime, datetime], timedelta]) -> timedelta | None:
    """Measure the wait that half of them did not exceed; None of too few."""
    if len(waits) < _ENOUGH:
        return None
    return timedelta(seconds=median(count(*each).total_seconds() for each in waits))
