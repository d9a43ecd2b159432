"""The payments between two days, counted and one by one: every figure is of one moment, so that they add up.

A notice goes by the day on which it was made, a receipt by the day on which we heard of it: so the figures of
a day that is over stay as they are, but for what became of its notices since.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

import sqlalchemy as sa

from storage.notices import is_open, notice
from storage.payment_statements import payment_receipt

MISMATCHES = ("twice", "differs", "not-owed", "unknown")  # what storage.payment_receipts.Settled calls them


@dataclass(frozen=True, slots=True)
class Period:
    """From the first moment of a day to the last of another, as the clocks of a zone tell them.

    `today` decides what is expired: what the table has as open is so too once its last day is over.
    """

    first: date
    last: date
    today: date
    zone: tzinfo

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time(), self.zone)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)


@dataclass(slots=True)
class Figures:
    """Notices made in a period, by how they stand now, and the payments of which a receipt came in it.

    `issued` is the sum of the next four. The payments may be of notices made earlier.
    """

    service: str
    option: str
    issued: int = 0
    open: int = 0
    paid: int = 0
    expired: int = 0
    annulled: int = 0
    payments: int = 0
    cents: int = 0


@dataclass(slots=True)
class Amount:
    """So many receipts, of so much money in all."""

    count: int = 0
    cents: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All that was issued and received; `mismatched` has an Amount for each of MISMATCHES that there was.

    What `rows` have in payments, and what is mismatched, is together what was received.
    """

    rows: Sequence[Figures]
    mismatched: dict[str, Amount] = field(default_factory=dict)

    @property
    def total(self) -> Figures:
        """All rows in one."""
        total = Figures("", "")
        for row in self.rows:
            for name in Figures.__slots__[2:]:
                setattr(total, name, getattr(total, name) + getattr(row, name))
        return total

    @property
    def received(self) -> Amount:
        """Every receipt, whatever it settled."""
        total = self.total
        every = [Amount(total.payments, total.cents), *self.mismatched.values()]
        return Amount(sum(one.count for one in every), sum(one.cents for one in every))


@dataclass(frozen=True, slots=True)
class Issued:
    """A notice that was made in a period, and how it stands: open, paid, expired or annulled."""

    nav: str
    iuv: str
    service: str
    reference: str
    option: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None
    made_at: datetime
    standing: str
    receipt_id: str


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt of money; `asked_cents` is what its notice asks, None if there is no such notice.

    `settled` is "paid" or one of MISMATCHES. `service`, `reference` and `option` are those of the notice.
    """

    receipt_id: str
    nav: str
    service: str
    reference: str
    option: str
    amount_cents: int
    asked_cents: int | None
    paid_at: datetime
    arrived_at: datetime
    psp: str
    way: str
    settled: str


def _standing(today: date) -> sa.ColumnElement[str]:
    over = sa.and_(is_open, notice.c.payable_until < today)
    return sa.case((over, "expired"), else_=notice.c.status).label("standing")


def _made(period: Period) -> sa.ColumnElement[bool]:
    return sa.and_(notice.c.made_at >= period.since, notice.c.made_at < period.until)


def _arrived(period: Period) -> sa.ColumnElement[bool]:
    """Receipts of money: one that says that nothing was paid is none."""
    arrived = payment_receipt.c.arrived_at
    return sa.and_(arrived >= period.since, arrived < period.until, payment_receipt.c.executed)


_WITH_NOTICE = payment_receipt.outerjoin(notice, notice.c.nav == payment_receipt.c.nav)


def report(connection: sa.Connection, period: Period) -> Report:
    """Count; the connection must stand still between two questions (storage.snapshot)."""
    rows: dict[tuple[str, str], Figures] = {}
    for service, option, standing, count in connection.execute(_counts(period)):
        row = rows.setdefault((service, option), Figures(service, option))
        row.issued += count
        setattr(row, standing, getattr(row, standing) + count)
    mismatched: dict[str, Amount] = {}
    for service, option, settled, count, cents in connection.execute(_sums(period)):
        if settled != "paid":
            amount = mismatched.setdefault(settled, Amount())
            amount.count, amount.cents = amount.count + count, amount.cents + int(cents)
            continue
        row = rows.setdefault((service, option), Figures(service, option))
        row.payments, row.cents = row.payments + count, row.cents + int(cents)
    return Report([rows[key] for key in sorted(rows)], mismatched)


def _counts(period: Period) -> sa.Select[Any]:
    # Grouped outside: PostgreSQL does not know one expression with parameters for another.
    found = (
        sa.select(notice.c.service, notice.c.option, _standing(period.today)).where(_made(period)).subquery()
    )
    return sa.select(*found.c, sa.func.count()).group_by(*found.c)


def _sums(period: Period) -> sa.Select[Any]:
    settled, cents = payment_receipt.c.settled, payment_receipt.c.amount_cents
    found = (
        sa.select(*map(_of_notice, ("service", "option")), settled, cents)
        .select_from(_WITH_NOTICE)
        .where(_arrived(period))
        .subquery()
    )
    keys = (found.c.service, found.c.option, found.c.settled)
    return sa.select(*keys, sa.func.count(), sa.func.sum(found.c.amount_cents)).group_by(*keys)


def _of_notice(name: str) -> sa.ColumnElement[str]:
    """A column of the notice that a receipt speaks of, empty if there is none."""
    return sa.func.coalesce(notice.c[name], "").label(name)


def issued(connection: sa.Connection, period: Period) -> Iterator[Issued]:
    """Read the notices that were made, the earliest first, a few at a time."""
    columns = [notice.c[name] for name in Issued.__slots__ if name != "standing"]
    query = (
        sa.select(*columns, _standing(period.today))
        .where(_made(period))
        .order_by(notice.c.made_at, notice.c.nav)
    )
    for row in connection.execute(query):
        yield Issued(**row._mapping)  # noqa: SLF001 - public, in spite of its name: SQLAlchemy's documentation of Row


def received(connection: sa.Connection, period: Period, *, mismatched: bool = False) -> Iterator[Received]:
    """Read the receipts of money, the earliest first, a few at a time; with `mismatched` those alone."""
    named: dict[str, sa.ColumnElement[Any]] = {
        "asked_cents": notice.c.amount_cents.label("asked_cents"),
        **{name: _of_notice(name) for name in ("service", "reference", "option")},
    }
    columns = [named[name] if name in named else payment_receipt.c[name] for name in Received.__slots__]
    only = payment_receipt.c.settled.in_(MISMATCHES) if mismatched else sa.true()
    query = (
        sa.select(*columns)
        .select_from(_WITH_NOTICE)
        .where(_arrived(period), only)
        .order_by(payment_receipt.c.arrived_at, payment_receipt.c.receipt_id)
    )
    for row in connection.execute(query):
        yield Received(**row._mapping)  # noqa: SLF001 - as above
