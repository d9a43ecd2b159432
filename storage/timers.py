"""Timers: what is to happen in a lane, kept until it has arrived there."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.ledger import Timer
from bot.message import Inbound
from storage.arrivals import ARRIVE
from storage.documents import storable
from storage.inbox_rows import inbound_row
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.tables import timer

MOST_AT_ONCE = 256

TimerRow = tuple[str, str, int | None]

_upsert = insert(timer).values({name: sa.bindparam(name) for name in ("lane", "event", "due_at")})
_SET = Prepared(
    _upsert.on_conflict_do_update(index_elements=["lane", "event"], set_={"due_at": _upsert.excluded.due_at})
)
_REMOVE = Prepared(
    sa.delete(timer).where(timer.c.lane == sa.bindparam("lane"), timer.c.event == sa.bindparam("event"))
)
_DUE = (
    sa.select(timer.c.lane, timer.c.event, timer.c.due_at)
    .where(timer.c.due_at <= sa.bindparam("now"))
    .order_by(timer.c.due_at)
    .limit(MOST_AT_ONCE)
    .with_for_update(skip_locked=True)
)
NEXT = sa.select(timer.c.due_at).order_by(timer.c.due_at).limit(1)


def timer_row(timer: Timer) -> TimerRow:
    """Write a timer as its lane, its event and its moment in milliseconds, None to remove it."""
    return storable(timer.lane), timer.event, None if timer.due_at is None else to_ms(timer.due_at)


def set_timers(connection: sa.Connection, timers: Iterable[TimerRow]) -> None:
    """Set and remove timers; the last word on a (lane, event) counts."""
    last = {(lane, event): due_at for lane, event, due_at in timers}
    rows = [{"lane": lane, "event": event, "due_at": due_at} for (lane, event), due_at in last.items()]
    _SET.many(connection, [row for row in rows if row["due_at"] is not None])
    _REMOVE.many(
        connection,
        [{"lane": row["lane"], "event": row["event"]} for row in rows if row["due_at"] is None],
    )


def ring(connection: sa.Connection, now: datetime) -> int:
    """Move timers that are due into the inbox, the earliest first, a batch at most; how many."""
    rung = connection.execute(_DUE, {"now": now}).all()
    ARRIVE.many(connection, [_event_row(*row, now) for row in rung])
    _REMOVE.many(connection, [{"lane": row.lane, "event": row.event} for row in rung])
    return len(rung)


def _event_row(lane: str, event: str, due_at: datetime, now: datetime) -> dict[str, object]:
    channel, _, sender = lane.partition(":")
    inbound = Inbound(
        channel=channel,
        external_id=f"timer/{event}/{to_ms(due_at)}/{lane}",
        sender=sender,
        text="",
        received_at=now,
        event=event,
        payload={"due_at": due_at.isoformat()},
    )
    # A correlation id is logged: it must not show the lane, which holds a phone number.
    correlation = hashlib.sha256(inbound.external_id.encode()).hexdigest()[:12]
    return {**inbound_row(inbound, (), correlation), "accepted_at": to_ms(now)}
