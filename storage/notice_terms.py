"""Terms that have run out: notices past their last day are marked, and pagoPA's register is to hear of it."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from storage.notices import NoticeStatus, PaymentNotice, hold, is_open, notice, read_notice
from storage.position_telling import position
from storage.positions import touch
from storage.transaction import Kind, Transaction

_PUBLISHED = sa.and_(position.c.service == notice.c.service, position.c.reference == notice.c.reference)


def outdated(connection: sa.Connection, today: date) -> list[PaymentNotice]:
    """Find the open notices, of debts that pagoPA's register has, whose amount held until before a day.

    Also those whose debt an import has changed.
    """
    past = sa.or_(notice.c.due_on < today, notice.c.stale == sa.true())
    query = sa.select(notice).join(position, _PUBLISHED).where(is_open, past)
    return [read_notice(row) for row in connection.execute(query)]


def outdate_notices(connection: sa.Connection, service: str, references: Sequence[str]) -> None:
    """Mark the open notices of debts that have changed: their price is to be asked for anew."""
    theirs = sa.and_(notice.c.service == service, notice.c.reference.in_(references), is_open)
    connection.execute(sa.update(notice).where(theirs).values(stale=True))


def _expire_all(transaction: Transaction, days: Sequence[date]) -> list[int]:
    hold(transaction)
    return [_expire(transaction, today) for today in days]


def _expire(transaction: Transaction, today: date) -> int:
    late = sa.update(notice).where(is_open, notice.c.payable_until < today)
    ended = late.values(status=NoticeStatus.EXPIRED.value).returning(notice.c.service, notice.c.reference)
    debts = {(row.service, row.reference) for row in transaction.connection.execute(ended)}
    for service in sorted({service for service, _ in debts}):
        touch(transaction, service, sorted(reference for of, reference in debts if of == service))
    return len(debts)


# Marks the notices that were payable until before a day; of how many debts.
EXPIRE: Kind[date, int] = Kind("expired", _expire_all, first=True)
