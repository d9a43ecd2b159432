"""Timers: what is to happen in a lane, kept until it has arrived there.

The one of an unanswered question is put off by every message. Its row, and the index of what is due, stay
as they are meanwhile: the moment is kept with the caller, whom every turn writes anyway, and a timer that
rings before it is set anew to it.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.ledger import OFTEN_PUT_OFF, Timer
from bot.message import Inbound
from storage.among import Among
from storage.arrivals import ARRIVE
from storage.documents import storable
from storage.inbox_rows import inbound_row
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.tables import caller, timer, word

MOST_AT_ONCE = 256

TimerRow = tuple[str, str, int | None]

_upsert = insert(timer).values({name: sa.bindparam(name) for name in ("lane", "event", "due_at")})
_KEY, _MOVED = ["lane", "event"], {"due_at": _upsert.excluded.due_at}
_stays = sa.and_(timer.c.event == word(OFTEN_PUT_OFF), timer.c.due_at <= _upsert.excluded.due_at)
_SET = Prepared(_upsert.on_conflict_do_update(index_elements=_KEY, set_=_MOVED, where=sa.not_(_stays)))
_SET_ANEW = Prepared(_upsert.on_conflict_do_update(index_elements=_KEY, set_=_MOVED))
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
# Asked for once the timers are locked: of whoever has put one off meanwhile, this sees the commit.
_PUT_OFF = Prepared(
    sa.select(caller.c.lane, caller.c.pauses_at).where(
        Among(caller.c.lane, "lanes"), caller.c.pauses_at > sa.bindparam("now")
    )
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


def pauses(timers: Iterable[TimerRow]) -> dict[str, int]:
    """Tell of each lane until when its question stays open, where that is among what is set."""
    return {lane: due_at for lane, event, due_at in timers if event == OFTEN_PUT_OFF and due_at is not None}


def ring(connection: sa.Connection, now: datetime) -> int:
    """Move timers that are due into the inbox, the earliest first, a batch at most; how many."""
    while due := connection.execute(_DUE, {"now": now}).all():
        later = _put_off(connection, [row.lane for row in due if row.event == OFTEN_PUT_OFF], now)
        _SET_ANEW.many(
            connection, [{"lane": lane, "event": OFTEN_PUT_OFF, "due_at": at} for lane, at in later.items()]
        )
        rung = [row for row in due if row.event != OFTEN_PUT_OFF or row.lane not in later]
        ARRIVE.many(connection, [_event_row(*row, now) for row in rung])
        _REMOVE.many(connection, [{"lane": row.lane, "event": row.event} for row in rung])
        if rung:
            return len(rung)
    return 0


def _put_off(connection: sa.Connection, lanes: list[str], now: datetime) -> dict[str, int]:
    return dict(map(tuple, _PUT_OFF.ask(connection, {"lanes": lanes, "now": to_ms(now)}))) if lanes else {}


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
