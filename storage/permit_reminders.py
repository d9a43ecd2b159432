"""Reminders of permits that end: an event in their citizen's lane, 30, 7 and 1 days before, once each."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.civil_hours import civil_hour
from bot.records import Record
from storage.contacts import contact, live
from storage.instants import Instant
from storage.permit_rows import ends, permit
from storage.permit_writes import PLATES
from storage.prepared import FoundRow
from storage.records import write_records
from storage.tables import caller
from storage.telling import told
from storage.transaction import Kind, Transaction

EVENT: Final = "renew_permit.expiring"
DAYS: Final = (30, 7, 1)
_MOST: Final = 128  # of each of the days, in one round: citizens wait behind it

# Which of the days is due is told by how many are left; one of them is never told twice.
_left = sa.bindparam("last", type_=sa.Date())
_LEFT = (
    sa.select(permit)
    .where(
        ends,
        permit.c.valid_until >= sa.bindparam("today", type_=sa.Date()),
        permit.c.valid_until <= _left,
        permit.c.reminded > sa.bindparam("days", type_=sa.Integer()),
        permit.c.citizen != sa.literal_column("''", sa.Text()),
        permit.c.replaced_by == sa.literal_column("''", sa.Text()),
    )
    .order_by(permit.c.valid_until, permit.c.number)
    .limit(_MOST)
)
_DUE = _LEFT.with_for_update(skip_locked=True)
_TOLD = (
    sa.update(permit)
    .where(permit.c.number == sa.bindparam("of", type_=sa.Text()))
    .values(reminded=sa.bindparam("now_told", type_=sa.Integer()))
)
# The conversation in which they wrote last; who wants no more notices in one is not told there.
_LANE = (
    sa.select(contact.c.lane)
    .outerjoin(caller, caller.c.lane == contact.c.lane)
    .where(
        contact.c.citizen == sa.bindparam("whose", type_=sa.Text()),
        live,
        contact.c.expires_at > sa.bindparam("now", type_=Instant()),
        sa.or_(caller.c.lane.is_(None), caller.c.stopped == sa.false()),
    )
    .order_by(sa.func.coalesce(caller.c.updated_at, contact.c.bound_at).desc(), contact.c.bound_at.desc())
    .limit(1)
)


def reachable(connection: sa.Connection, citizen: str, now: datetime) -> str | None:
    """Find the conversation in which a citizen is told of their permits; None if there is none."""
    return connection.scalar(_LANE, {"whose": citizen, "now": now}) if citizen else None


def may_remind(now: datetime) -> bool:
    """Tell whether it is an hour at which a message may leave that nobody waits for."""
    return civil_hour(now) == now


def is_due(connection: sa.Connection, today: date) -> bool:
    """Tell whether anybody is to be reminded: for who would rather not write for nothing."""
    return any(connection.execute(_LEFT.limit(1), _asked(today, days)).first() is not None for days in DAYS)


def _asked(today: date, days: int) -> dict[str, object]:
    return {"today": today, "last": today + timedelta(days=days), "days": days}


def _remind_all(transaction: Transaction, correlations: Sequence[str]) -> list[int]:
    return [_round(transaction, correlation) for correlation in correlations]


def _round(transaction: Transaction, correlation: str) -> int:
    """Remind, the most urgent first; who cannot be reached is passed over until the next of the days."""
    connection, today = transaction.connection, transaction.now.date()
    events: list[Record] = []
    for days in sorted(DAYS):
        rows = connection.execute(_DUE, _asked(today, days)).all()
        if rows:
            connection.execute(_TOLD, [{"of": row.number, "now_told": days} for row in rows])
        events += [event for row in rows if (event := _event(transaction, row, correlation)) is not None]
    write_records(connection, events)
    return len(events)


def _event(transaction: Transaction, row: FoundRow, correlation: str) -> Record | None:
    connection, now = transaction.connection, transaction.now
    lane = reachable(connection, row.citizen, now)
    if lane is None:
        return None
    left = (row.valid_until - now.date()).days
    payload = {
        "number": row.number,
        "kind": row.kind,
        "zone": row.zone,
        "plates": connection.execute(PLATES, {"of": row.number}).scalars().all(),
        "valid_until": row.valid_until.isoformat(),
        "days": left,
    }
    return told(lane, EVENT, payload, f"permit-expiring/{row.number}/{left}", correlation, now)


# Reminds whoever has a permit that ends soon; how many. Takes a correlation id; to be asked at civil hours.
REMIND_PERMITS: Kind[str, int] = Kind("permit-reminders", _remind_all)
