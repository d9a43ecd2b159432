"""The zero-left check: whatever came in on a day was handled, or somebody holds it; nothing is nowhere.

Messages are numbered as they are accepted, so a day is a stretch of numbers, found without an index of days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from storage.database import Database
from storage.instants import Instant
from storage.receipt_statements import receipt, unmatched
from storage.register_tables import register_entry
from storage.tables import DONE, PARKED, WAITING, inbox

_at_or_after = sa.bindparam("number", type_=sa.BigInteger())
_LAST = sa.select(sa.func.max(inbox.c.id))
_NEXT = sa.select(inbox.c.accepted_at).where(inbox.c.id >= _at_or_after).order_by(inbox.c.id).limit(1)
_since, _until = sa.bindparam("since", type_=sa.BigInteger()), sa.bindparam("until", type_=sa.BigInteger())


def _count(*which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((sa.and_(*which), 1), else_=0)), 0)


_untouched = inbox.c.reason == sa.literal_column("''", sa.Text())
# A message that was set aside keeps the reason once it is closed: so it was a person who was done with it.
_DAY = sa.select(
    sa.func.count(),
    _count(inbox.c.status == DONE, _untouched),
    _count(inbox.c.status == DONE, sa.not_(_untouched)),
    _count(inbox.c.status == PARKED),
    _count(inbox.c.status == WAITING),
).where(inbox.c.id >= _since, inbox.c.id < _until)
_HELD = (
    sa.select(inbox.c.reason, sa.func.count(), sa.func.min(inbox.c.accepted_at))
    .where(inbox.c.status == PARKED)
    .group_by(inbox.c.reason)
    .order_by(inbox.c.reason)
)
_ENTERED = (
    sa.select(register_entry.c.at, register_entry.c.message_sha256)
    .where(register_entry.c.direction == "in")
    .order_by(register_entry.c.year.desc(), register_entry.c.number.desc())
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
_ORIGINALS = sa.select(inbox.c.original).where(
    inbox.c.id >= _since, inbox.c.original != sa.literal_column("''", sa.Text())
)
_UNMATCHED = (
    sa.select(sa.func.count())
    .select_from(receipt)
    .where(unmatched, receipt.c.arrived_at >= sa.bindparam("moment", type_=Instant()))
)
_MOST_ENTRIES = 5_000  # that are looked at: of a day of a large city


@dataclass(frozen=True, slots=True)
class Day:
    """What came in on a day, and where all of it is: `left` must be nothing."""

    day: date
    came: int
    handled: int
    closed: int  # by a person
    held: int
    in_hand: int

    @property
    def left(self) -> int:
        """How many are in no place that we know."""
        return self.came - self.handled - self.closed - self.held - self.in_hand


@dataclass(frozen=True, slots=True)
class Held:
    """What waits for a person for one reason."""

    reason: str
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Certified:
    """The certified mail of some days: receipts of nothing of ours, entries, those without their message."""

    unmatched: int
    entries: int
    lost: int


class Holding:
    """Counts, for staff."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def days(self, last: date, number: int) -> Sequence[Day]:
        """Count the days up to the last one, that first."""
        days = [last - timedelta(days=each) for each in range(number)]
        return await self._database.reader.fetch(
            lambda connection: [self._day(connection, day) for day in days]
        )

    async def held(self) -> Sequence[Held]:
        """Count what waits for a person now, by reason."""
        return await self._database.reader.fetch(
            lambda connection: [Held(*row) for row in connection.execute(_HELD)]
        )

    async def certified(self, since: date) -> Certified:
        """Look whether every certified message that was entered since a day is among those that were kept."""
        start = datetime.combine(since, time(), self._database.zone)
        return await self._database.reader.fetch(lambda connection: _certified(connection, start))

    def _day(self, connection: sa.Connection, day: date) -> Day:
        start = datetime.combine(day, time(), self._database.zone)
        numbers = {
            "since": first_since(connection, start),
            "until": first_since(connection, start + timedelta(days=1)),
        }
        return Day(day, *connection.execute(_DAY, numbers).one())


def _certified(connection: sa.Connection, start: datetime) -> Certified:
    found = connection.execute(_ENTERED, {"most": _MOST_ENTRIES}).all()
    entered = [row.message_sha256 for row in found if row.at >= start]
    # It is kept with its entry, in one transaction: what was entered since is numbered since.
    kept = set(connection.scalars(_ORIGINALS, {"since": first_since(connection, start)}))
    lost = sum(bool(sha256) and sha256 not in kept for sha256 in entered)
    return Certified(connection.scalar(_UNMATCHED, {"moment": start}) or 0, len(entered), lost)


def first_since(connection: sa.Connection, moment: datetime) -> int:
    """Find the number of the first message accepted since a moment; one past the last if none was."""
    low, high = 1, (connection.scalar(_LAST) or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = connection.scalar(_NEXT, {"number": middle})
        if at is None or at >= moment:
            high = middle
        else:
            low = middle + 1
    return low
