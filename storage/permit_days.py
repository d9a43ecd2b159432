"""What a day does to permits: some begin, some end, some were never paid; the gates are told in that order.

It may be late or asked twice: what was done is found done, and whoever stops half-way goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

import sqlalchemy as sa

from storage.access_log import COUNTER
from storage.gates import Pair, hold, tell_gates
from storage.instants import to_ms
from storage.permit_records import BETWEEN, Ended
from storage.permit_reminders import may_remind, reachable
from storage.permit_rows import begins_later, gate_entry, permit, permit_plate, unpaid
from storage.permit_writes import Revocation, revoke_one
from storage.records import write_records
from storage.telling import told
from storage.transaction import Kind, Transaction

LAPSED: Final = "renew_permit.lapsed"
_MOST: Final = 64  # of each, in one round: citizens wait behind it
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


def is_due(connection: sa.Connection, now: datetime) -> bool:
    """Tell whether a moment has anything to do: for who would rather not write for nothing."""
    due = (_BEGUN, _OVER, *((_UNPAID,) if may_remind(now) else ()))
    return any(connection.execute(each.limit(1), {"today": now.date()}).first() is not None for each in due)


def _pass_all(transaction: Transaction, rounds: Sequence[bool | None]) -> list[int]:
    hold(transaction)
    return [_pass(transaction, tells=bool(tells)) for tells in rounds]


def _pass(transaction: Transaction, *, tells: bool) -> int:
    """Let what was not paid go, what begins come, what has ended go; how many changes the gates were told."""
    connection, today = transaction.connection, {"today": transaction.now.date()}
    done = 0
    if may_remind(transaction.now):  # whoever has not paid is told, and not at night
        done += sum(_lapse(transaction, number, tells=tells) for number in _unpaid(connection, today))
    begun = connection.execute(_BEGUN, today).all()
    if begun:
        connection.execute(_BEGINS, [{"of": row.number} for row in begun])
        done += tell_gates(transaction, _pairs(connection, [(row.number, row.zone) for row in begun]))
    over: list[Pair] = [(row.plate, row.zone) for row in connection.execute(_OVER, today)]
    return done + tell_gates(transaction, over)


def _unpaid(connection: sa.Connection, today: Mapping[str, object]) -> Sequence[str]:
    return connection.execute(_UNPAID, today).scalars().all()


def _lapse(transaction: Transaction, number: str, *, tells: bool) -> bool:
    """Revoke what nobody has paid, and tell whose it was, in one transaction."""
    connection, now = transaction.connection, transaction.now
    gone = revoke_one(transaction, Revocation(number, Ended.UNPAID, COUNTER))
    lane = reachable(connection, gone.citizen, now) if gone is not None and tells else None
    if gone is not None and lane is not None:
        name = f"permit-lapsed/{number}/{to_ms(now)}"
        payload = {"number": number, "kind": gone.kind, "plates": list(gone.plates)}
        correlation = sha256(name.encode()).hexdigest()[:12]
        write_records(connection, [told(lane, LAPSED, payload, name, correlation, now)])
    return gone is not None


def _pairs(connection: sa.Connection, permits: Sequence[tuple[str, str]]) -> Iterator[Pair]:
    for number, zone in permits:
        for plate in connection.execute(_PLATES, {"of": number}).scalars():
            yield from ((plate, each) for each in zone.split(BETWEEN))


# Brings the gates and the permits to today, some at a time: how many changes. To be asked until it says none.
# Takes whether there is a service that tells whoever has not paid.
PERMIT_DAY: Kind[bool | None, int] = Kind("permit-day", _pass_all, first=True)
