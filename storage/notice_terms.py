"""Terms that have run out: notices past their last day are marked, and pagoPA's register is to hear of it."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from storage.notices import NoticeStatus, hold, is_open, notice
from storage.positions import touch
from storage.transaction import Kind, Transaction


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
EXPIRE: Kind[date, int] = Kind("expired", _expire_all)
