"""One day, counted from the tables where things happened: the same as often as it is asked for.

What grows is entered by an index or by its numbers, which grow with time; so a day costs what happened on it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

from bot.message import Priority
from storage.certificate_rows import ISSUED, certificate
from storage.contacts import contact
from storage.documents import load
from storage.notices import notice
from storage.payment_statements import payment_receipt
from storage.permit_rows import permit
from storage.requests import request
from storage.statistics_rows import (
    ABANDONED,
    ANSWERED,
    CENTS,
    CERTIFICATES,
    CONTACTS,
    DECIDED,
    DECIDED_WORKING,
    PAYMENTS,
    PEOPLE,
    PERMITS,
    REQUESTS,
    SERVICES,
    service_use,
)
from storage.tables import DONE, inbox, outbox, word

# How many seconds a first reply took at most, each a column of a histogram; longer ones are in the last.
SECONDS: Final = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 4 * 3600, 86400, 3 * 86400)
LONGER: Final = "longer"
_SLACK = timedelta(minutes=10)  # by which the moments of two rows may be out of order against their numbers
_STRETCH = 1000  # numbers that are counted in one go
_MIDNIGHT = time()

Count = tuple[str, str]  # a measure and a key
Working = Callable[[date, date], int]  # how many working days lie between two days, the first left out


@dataclass(frozen=True, slots=True)
class Day:
    """A civil day of a zone; `working` counts working days."""

    day: date
    zone: tzinfo
    working: Working

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.day, _MIDNIGHT, self.zone)

    @property
    def until(self) -> datetime:
        """The first moment after it: 23 or 25 hours later, where the clocks change."""
        return datetime.combine(self.day + timedelta(days=1), _MIDNIGHT, self.zone)


@dataclass(slots=True)
class Counted:
    """What happened on a day; `people` has a mark for each person who wrote, the same on every day."""

    day: date
    counts: Counter[Count] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some numbers of the messages of a day, or of the parts that left; `last` is no more among them."""

    table: str
    first: int
    last: int


def count_day(connection: sa.Connection, day: Day) -> Counted:
    """Count all at once: for who keeps nobody waiting."""
    counted = Counted(day.day)
    for stretch in stretches(connection, day):
        count_stretch(connection, day, stretch, counted)
    count_rest(connection, day, counted)
    return counted


def stretches(connection: sa.Connection, day: Day) -> list[Stretch]:
    """Enter the long tables by their numbers: none of these pieces takes long."""
    found = []
    for table, at in ((inbox, inbox.c.accepted_at), (outbox, outbox.c.created_at)):
        moments = day.since - _SLACK, day.until + _SLACK
        first, last = (number_at(connection, table, at, moment) for moment in moments)
        found += [
            Stretch(table.name, begin, min(begin + _STRETCH, last)) for begin in range(first, last, _STRETCH)
        ]
    return found


def count_stretch(connection: sa.Connection, day: Day, stretch: Stretch, counted: Counted) -> None:
    """Count what happened on the day among some numbers, into what was counted before."""
    if stretch.table == inbox.name:
        _contacts(connection, day, stretch, counted)
    else:
        counted.counts.update(dict(_replies(connection, day, stretch)))


def count_rest(connection: sa.Connection, day: Day, counted: Counted) -> None:
    """Count what has an index of its own."""
    for count in (_requests, _decisions, _uses, _payments, _permits, _certificates):
        counted.counts.update(dict(count(connection, day)))


# -- what came in


def _within(day: Day, stretch: Stretch, number: Any, at: sa.Column[datetime]) -> sa.ColumnElement[bool]:
    among = number >= stretch.first, number < stretch.last
    return sa.and_(*among, at >= day.since, at < day.until)


def number_at(connection: sa.Connection, table: sa.Table, at: sa.Column[datetime], moment: datetime) -> int:
    """Find the first number of a row that is no earlier than a moment, in twenty looks or so."""
    low, high = connection.execute(sa.select(sa.func.min(table.c.id), sa.func.max(table.c.id))).one()
    low, high = (0, 0) if low is None else (low, high + 1)
    looked = (
        sa.select(table.c.id, at).where(table.c.id >= sa.bindparam("number")).order_by(table.c.id).limit(1)
    )
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(looked, {"number": middle}).one()
        low, high = (row[0] + 1, high) if row[1] < moment else (low, middle)
    return int(low)


def _contacts(connection: sa.Connection, day: Day, stretch: Stretch, counted: Counted) -> None:
    """Count messages and people: not events of our own, nor what was done with at the door."""
    heard = sa.not_(
        sa.and_(inbox.c.status == DONE, inbox.c.attempts == 0, inbox.c.done_at == inbox.c.accepted_at)
    )
    lane = sa.type_coerce(inbox.c.lane, sa.Text).label("sealed_lane")
    query = (
        sa.select(inbox.c.channel, inbox.c.body, lane, contact.c.citizen)
        .outerjoin(contact, sa.and_(contact.c.lane == inbox.c.lane, contact.c.revoked_at.is_(None)))
        .where(_within(day, stretch, inbox.c.id, inbox.c.accepted_at), heard)
    )
    for channel, body, sealed, citizen in connection.execute(query):
        if '"event"' not in body or not load(body).get("event"):
            counted.counts[CONTACTS, channel] += 1
            counted.people.add(sha256((citizen or sealed).encode()).hexdigest())
    if counted.people:
        counted.counts[PEOPLE, ""] = len(counted.people)


def _replies(connection: sa.Connection, day: Day, stretch: Stretch) -> Iterator[tuple[Count, int]]:
    """Sort the first replies of the day by how long their message had waited for them."""
    earlier = outbox.alias()
    first = sa.not_(sa.exists().where(earlier.c.inbox_id == outbox.c.inbox_id, earlier.c.id < outbox.c.id))
    query = (
        sa.select(inbox.c.received_at, outbox.c.first_tried_at)
        .join(inbox, inbox.c.id == outbox.c.inbox_id)
        .where(_within(day, stretch, outbox.c.id, outbox.c.created_at))
        .where(outbox.c.priority == int(Priority.REPLY), outbox.c.first_tried_at.is_not(None), first)
    )
    waited = ((sent - received).total_seconds() for received, sent in connection.execute(query))
    buckets = Counter(next((str(each) for each in SECONDS if took <= each), LONGER) for took in waited)
    return (((ANSWERED, bucket), count) for bucket, count in buckets.items())


# -- what was asked for, and what became of it


def _requests(connection: sa.Connection, day: Day) -> Iterator[tuple[Count, int]]:
    at = request.c.opened_at
    yield from _grouped(connection, REQUESTS, request.c.kind, at >= day.since, at < day.until)


def _decisions(connection: sa.Connection, day: Day) -> Iterator[tuple[Count, int]]:
    at = request.c.answered_at
    query = sa.select(request.c.opened_at, at).where(
        at >= day.since, at < day.until, request.c.accepted.is_not(None)
    )
    took: Counter[Count] = Counter()
    for opened, answered in connection.execute(query):
        took[DECIDED, str((answered.date() - opened.date()).days)] += 1
        took[DECIDED_WORKING, str(day.working(opened.date(), answered.date()))] += 1
    yield from took.items()


def _uses(connection: sa.Connection, day: Day) -> Iterator[tuple[Count, int]]:
    columns = service_use.c.service, service_use.c.left_at
    query = sa.select(*columns, sa.func.count()).where(service_use.c.day == day.day).group_by(*columns)
    for service, left_at, count in connection.execute(query):
        yield ((ABANDONED, f"{service}/{left_at}") if left_at else (SERVICES, service)), count


def _payments(connection: sa.Connection, day: Day) -> Iterator[tuple[Count, int]]:
    """Count receipts of money by the day on which we heard of them, as storage.payment_report does."""
    at, service = payment_receipt.c.arrived_at, sa.func.coalesce(notice.c.service, word(""))
    query = (
        sa.select(service, sa.func.count(), sa.func.sum(payment_receipt.c.amount_cents))
        .select_from(payment_receipt.outerjoin(notice, notice.c.nav == payment_receipt.c.nav))
        .where(at >= day.since, at < day.until, payment_receipt.c.executed)
        .group_by(service)
    )
    for name, count, cents in connection.execute(query):
        yield (PAYMENTS, name), count
        yield (CENTS, name), int(cents)


def _permits(connection: sa.Connection, day: Day) -> Iterator[tuple[Count, int]]:
    at = permit.c.made_at
    made = at >= day.since, at < day.until, permit.c.imported == sa.false()
    yield from _grouped(connection, PERMITS, permit.c.kind, *made)


def _certificates(connection: sa.Connection, day: Day) -> Iterator[tuple[Count, int]]:
    issued = certificate.c.issued_on == day.day, certificate.c.state == word(ISSUED)
    yield from _grouped(connection, CERTIFICATES, certificate.c.kind, *issued)


def _grouped(
    connection: sa.Connection, measure: str, key: sa.Column[Any], *which: sa.ColumnElement[bool]
) -> Iterator[tuple[Count, int]]:
    for value, count in connection.execute(sa.select(key, sa.func.count()).where(*which).group_by(key)):
        yield (measure, str(value)), count
