"""Counts per day, written once a day is over, and read by year: what a year costs depends on no message.

A day that is closed stays as it was counted, whatever is let go of since (storage.retention).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.nightly import Night, keep_night, last_night
from storage.payment_statements import payment_receipt
from storage.requests import request
from storage.statistics_day import Count, Counted
from storage.statistics_rows import (
    MONTHLY_PEOPLE,
    PEOPLE,
    rows_of,
    service_use,
    statistic,
    statistic_person,
)
from storage.tables import inbox
from storage.transaction import Kind, Transaction

NAME: Final = "statistics"  # in storage.nightly
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Closed:
    """A day that is over, as it was counted."""

    day: date
    counts: tuple[tuple[Count, int], ...]
    people: tuple[str, ...]

    @classmethod
    def of(cls, counted: Counted) -> "Closed":
        """Make it of a count, as a value that may travel."""
        return cls(counted.day, tuple(sorted(counted.counts.items())), tuple(sorted(counted.people)))


def _close_all(transaction: Transaction, days: Sequence[Closed]) -> list[bool]:
    return [_close(transaction, each) for each in days]


def _close(transaction: Transaction, closed: Closed) -> bool:
    connection = transaction.connection
    night = last_night(connection, NAME)
    if night is not None and night.done_on >= closed.day:
        return False
    _write(connection, rows_of(closed.day, closed.counts))
    month = closed.day.replace(day=1)
    if closed.people:
        marks = [{"month": month, "mark": mark} for mark in closed.people]
        connection.execute(insert(statistic_person).on_conflict_do_nothing(), marks)
        people = sa.select(sa.func.count()).where(statistic_person.c.month == month)
        count = connection.scalar(people) or 0
        _write(connection, rows_of(month, [((MONTHLY_PEOPLE, ""), count)]))
    connection.execute(sa.delete(statistic_person).where(statistic_person.c.month < month))
    connection.execute(sa.delete(service_use).where(service_use.c.day <= closed.day))
    keep_night(connection, NAME, Night(closed.day, {"counts": len(closed.counts)}))
    return True


def _write(connection: sa.Connection, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        new = insert(statistic)
        keys = ["day", "measure", "key"]
        connection.execute(
            new.on_conflict_do_update(index_elements=keys, set_={"value": new.excluded.value}), list(rows)
        )


# Writes a day that is over, unless it or a later one is written already: whether it was.
CLOSE_DAY: Kind[Closed, bool] = Kind("statistics", _close_all)


def counted_until(connection: sa.Connection) -> date | None:
    """Tell the last day that is closed; None if there is none yet."""
    night = last_night(connection, NAME)
    return None if night is None else night.done_on


def began_on(connection: sa.Connection) -> date | None:
    """Tell the day on which the first thing happened that is still there; None while nothing has."""
    query = sa.select(inbox.c.accepted_at).order_by(inbox.c.id).limit(1)
    first: list[datetime | None] = [connection.scalar(query)]
    first += [
        connection.scalar(sa.select(sa.func.min(column)))
        for column in (request.c.opened_at, payment_receipt.c.arrived_at)
    ]
    return min((each.date() for each in first if each is not None), default=None)


def next_open(connection: sa.Connection) -> date | None:
    """Tell the first day that is not closed; None while nothing has happened."""
    closed = counted_until(connection)
    return began_on(connection) if closed is None else closed + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted in a stretch of days of one year, by measure, key and month (1 to 12)."""

    counts: Counter[tuple[str, str, int]] = field(default_factory=Counter)

    def total(self, measure: str, key: str | None = None) -> int:
        """Add up a measure, or one key of it."""
        return sum(n for (each, of, _), n in self.counts.items() if each == measure and key in (None, of))

    def by_month(self, measure: str) -> list[int]:
        """Add up the keys of a measure for each of twelve months."""
        months = [0] * _MONTHS
        for (each, _, month), count in self.counts.items():
            if each == measure:
                months[month - 1] += count
        return months

    def by_key(self, measure: str) -> Counter[str]:
        """Add up the months of a measure for each key."""
        keys: Counter[str] = Counter()
        for (each, key, _), count in self.counts.items():
            if each == measure:
                keys[key] += count
        return keys

    def add(self, counted: Counted) -> None:
        """Add a day that is not closed yet; the people of a month are known at its end alone."""
        for (measure, key), count in counted.counts.items():
            self.counts[measure, key, counted.day.month] += count


def read(connection: sa.Connection, first: date, last: date) -> Figures:
    """Add up the closed days of a stretch that lies within one year."""
    month = sa.extract("month", statistic.c.day).label("month")
    found = (
        sa.select(statistic.c.measure, statistic.c.key, month, statistic.c.value)
        .where(statistic.c.day >= first, statistic.c.day <= last, statistic.c.measure != PEOPLE)
        .subquery()
    )
    columns = found.c.measure, found.c.key, found.c.month
    query = sa.select(*columns, sa.func.sum(found.c.value)).group_by(*columns)
    rows = connection.execute(query)
    return Figures(Counter({(measure, key, int(month)): int(value) for measure, key, month, value in rows}))


def daily(connection: sa.Connection, first: date, last: date) -> Sequence[tuple[date, str, str, int]]:
    """Read the closed days one by one: for a sheet."""
    columns = statistic.c.day, statistic.c.measure, statistic.c.key, statistic.c.value
    query = (
        sa.select(*columns).where(statistic.c.day >= first, statistic.c.day <= last).order_by(*columns[:3])
    )
    return [(day, measure, key, value) for day, measure, key, value in connection.execute(query)]
