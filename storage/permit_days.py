"""What a day does to permits: some begin, some end, some were never paid; the gates are told in that order.

It may be late or asked twice: what was done is found done, and whoever stops half-way goes on.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import sqlalchemy as sa

from storage.access_log import COUNTER
from storage.gates import Pair, hold, tell_gates
from storage.permit_records import BETWEEN, Ended
from storage.permit_rows import begins_later, gate_entry, permit, permit_plate, unpaid
from storage.permit_writes import Revocation, revoke_one
from storage.transaction import Kind, Transaction

_MOST: Final = 256  # of each, in one round
_today = sa.bindparam("today", type_=sa.Date())
_UNPAID = (
    sa.select(permit.c.number)
    .where(unpaid, permit.c.pay_by < _today)
    .order_by(permit.c.pay_by, permit.c.number)
    .limit(_MOST)
)
_BEGUN = (
    sa.select(permit.c.number, permit.c.zone)
    .where(begins_later, permit.c.valid_from <= _today)
    .order_by(permit.c.valid_from, permit.c.number)
    .limit(_MOST)
)
_BEGINS = sa.update(permit).where(permit.c.number == sa.bindparam("of")).values(waits=False)
_PLATES = sa.select(permit_plate.c.plate).where(permit_plate.c.permit == sa.bindparam("of", type_=sa.Text()))
_OVER = (
    sa.select(gate_entry.c.plate, gate_entry.c.zone)
    .where(gate_entry.c.valid_until < _today)
    .order_by(gate_entry.c.valid_until, gate_entry.c.permit)
    .limit(_MOST)
)
_DUE = (_UNPAID, _BEGUN, _OVER)


def is_due(connection: sa.Connection, today: date) -> bool:
    """Tell whether a day has anything to do: for who would rather not write for nothing."""
    return any(connection.execute(each.limit(1), {"today": today}).first() is not None for each in _DUE)


def _pass_all(transaction: Transaction, rounds: Sequence[None]) -> list[int]:
    hold(transaction)
    return [_pass(transaction) for _ in rounds]


def _pass(transaction: Transaction) -> int:
    """Let what was not paid go, what begins come, what has ended go; how many changes the gates were told."""
    connection, today = transaction.connection, {"today": transaction.now.date()}
    told = 0
    for number in connection.execute(_UNPAID, today).scalars().all():
        told += revoke_one(transaction, Revocation(number, Ended.UNPAID, COUNTER)) is not None
    begun = connection.execute(_BEGUN, today).all()
    if begun:
        connection.execute(_BEGINS, [{"of": row.number} for row in begun])
        told += tell_gates(transaction, _pairs(connection, [(row.number, row.zone) for row in begun]))
    over: list[Pair] = [(row.plate, row.zone) for row in connection.execute(_OVER, today)]
    return told + tell_gates(transaction, over)


def _pairs(connection: sa.Connection, permits: Sequence[tuple[str, str]]) -> Iterator[Pair]:
    for number, zone in permits:
        for plate in connection.execute(_PLATES, {"of": number}).scalars():
            yield from ((plate, each) for each in zone.split(BETWEEN))


# Brings the gates and the permits to today, some at a time: how many changes. To be asked until it says none.
PERMIT_DAY: Kind[None, int] = Kind("permit-day", _pass_all, first=True)
