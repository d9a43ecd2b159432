"""What the reconciliation of payments reads: what was issued, paid, has expired, or does not match."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from storage.database import Database
from storage.notices import (
    PaymentNotice,
    is_open,
    is_paid,
    is_untold,
    notice,
    read_notice,
    same_debt,
    watcher,
)
from storage.payment_statements import payment_receipt
from storage.prepared import FoundRow

_MATCHED = ("paid", "failed")


@dataclass(frozen=True, slots=True)
class Movement:
    """A receipt, and what became of it: a word of storage.payment_receipts.Settled.

    `service`, `reference` and `option` are empty if its notice is unknown.
    """

    receipt_id: str
    nav: str
    service: str
    reference: str
    option: str
    amount_cents: int
    paid_at: datetime
    arrived_at: datetime
    psp: str
    way: str
    settled: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The payments between two days: notices issued and expired, receipts that paid and that did not match.

    `issued` and `paid` go by the day on which we wrote them down, `expired` by the last day of the notice.
    """

    issued: Sequence[PaymentNotice]
    paid: Sequence[Movement]
    expired: Sequence[PaymentNotice]
    mismatched: Sequence[Movement]


@dataclass(frozen=True, slots=True)
class Untold:
    """A debt that was paid, and how many of those who asked to hear of it have not been told."""

    nav: str
    receipt_id: str
    paid_at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class PaymentViews:
    """Reads the payments for staff."""

    database: Database

    async def between(self, first: date, last: date) -> Reconciliation:
        """Read from a day to another, both included, as the city's clocks tell them."""
        zone = self.database.zone
        since = datetime.combine(first, time(), zone)
        until = datetime.combine(last + timedelta(days=1), time(), zone)
        today = self.database.clock().date()

        def read(connection: sa.Connection) -> Reconciliation:
            receipts = [_movement(row) for row in connection.execute(_receipts(since, until))]
            return Reconciliation(
                _notices(connection, notice.c.made_at >= since, notice.c.made_at < until),
                [one for one in receipts if one.settled == "paid"],
                _notices(connection, *_expired(first, last, today)),
                [one for one in receipts if one.settled not in _MATCHED],
            )

        return await self.database.reader.fetch(read)

    async def untold(self, before: datetime) -> Sequence[Untold]:
        """Find what was paid before a moment and has not been told to somebody who asked."""
        people = sa.func.count().label("people")
        query = (
            sa.select(notice.c.nav, notice.c.receipt_id, notice.c.paid_at, people)
            .join(watcher, same_debt)
            .where(is_paid, is_untold, notice.c.paid_at < before)
            .group_by(notice.c.nav, notice.c.receipt_id, notice.c.paid_at)
            .order_by(notice.c.paid_at, notice.c.nav)
        )
        return await self.database.reader.fetch(
            lambda connection: [Untold(*row) for row in connection.execute(query)]
        )


def _notices(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[PaymentNotice]:
    query = sa.select(notice).where(*conditions).order_by(notice.c.made_at, notice.c.nav)
    return [read_notice(row) for row in connection.execute(query)]


def _expired(first: date, last: date, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Those marked, and those that will be: it is their days that decide."""
    over = sa.or_(notice.c.status == "expired", sa.and_(is_open, notice.c.payable_until < today))
    return over, notice.c.payable_until >= first, notice.c.payable_until <= last


def _receipts(since: datetime, until: datetime) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(payment_receipt, notice.c.service, notice.c.reference, notice.c.option)
        .outerjoin(notice, notice.c.nav == payment_receipt.c.nav)
        .where(payment_receipt.c.arrived_at >= since, payment_receipt.c.arrived_at < until)
        .order_by(payment_receipt.c.arrived_at, payment_receipt.c.receipt_id)
    )


def _movement(row: FoundRow) -> Movement:
    return Movement(
        row.receipt_id,
        row.nav,
        row.service or "",
        row.reference or "",
        row.option or "",
        row.amount_cents,
        row.paid_at,
        row.arrived_at,
        row.psp,
        row.way,
        row.settled,
    )
