"""Who approves alerts hears in their linked conversations of each that waits for them, once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from bot.message import Inbound
from storage.arrivals import arrival
from storage.broadcast_records import State
from storage.broadcast_rows import broadcast
from storage.instants import Instant
from storage.prepared import FoundRow
from storage.records import write_records
from storage.staff_rows import ACTIVE, Role, officer_of, staff, staff_lane
from storage.tables import inbox
from storage.transaction import Kind, Transaction

EVENT: Final = "approve_broadcast.asked"
_FOR: Final = timedelta(days=1)  # what waits for longer is no news
_WAITING: Final = (
    sa.select(broadcast)
    .where(
        broadcast.c.state == State.SUBMITTED.value,
        broadcast.c.submitted_at > sa.bindparam("since", type_=Instant()),
    )
    .order_by(broadcast.c.id)
)
_LANES: Final = (
    sa.select(staff_lane.c.lane, staff)
    .join(staff, staff.c.name == staff_lane.c.name)
    .where(staff.c.state == ACTIVE)
)


def _ask_all(transaction: Transaction, correlations: Sequence[str]) -> list[int]:
    return [_ask(transaction, correlation) for correlation in correlations]


def _ask(transaction: Transaction, correlation: str) -> int:
    """Put an event into each conversation; one that had it keeps it: its name is that of the version."""
    waiting = transaction.connection.execute(_WAITING, {"since": transaction.now - _FOR}).all()
    if not waiting:
        return 0
    lanes = [row.lane for row in transaction.connection.execute(_LANES) if _approves(row)]
    events = _new(transaction, [_event(one, lane, transaction) for one in waiting for lane in lanes])
    records = (arrival(event, correlation, transaction.now) for event in events)
    write_records(transaction.connection, records)
    return len(events)


def _new(transaction: Transaction, events: Sequence[Inbound]) -> Sequence[Inbound]:
    """Leave out what was told before."""
    told = sa.select(inbox.c.external_id).where(
        inbox.c.channel.in_({event.channel for event in events}),
        inbox.c.external_id.in_([event.external_id for event in events]),
    )
    before = set(transaction.connection.scalars(told)) if events else set()
    return [event for event in events if event.external_id not in before]


def _approves(row: FoundRow) -> bool:
    return Role.APPROVER in officer_of(row).roles


def _event(one: FoundRow, lane: str, transaction: Transaction) -> Inbound:
    channel, _, sender = lane.partition(":")
    return Inbound(
        channel=channel,
        external_id=f"approval/{one.id}-{one.version}/{lane}",
        sender=sender,
        text="",
        received_at=transaction.now,
        event=EVENT,
        payload={"code": one.code},
    )


def is_asked_for(connection: sa.Connection, now: datetime) -> bool:
    """Tell whether anything was submitted of late: a look that costs no commit."""
    return connection.execute(_WAITING, {"since": now - _FOR}).first() is not None


# Asks whoever approves to look at what was submitted within a day; takes a correlation id.
ASK_APPROVERS: Kind[str, int] = Kind("ask-approvers", _ask_all)
