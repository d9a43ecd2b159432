"""What broadcasts do by themselves: they begin when it is time, and end when nothing is left to be done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from storage import transaction as writing
from storage.audience import RANKS
from storage.broadcast_deeds import Happened, happen, lock
from storage.broadcast_dropping import drop
from storage.broadcast_laying import Stretch, is_due, put
from storage.broadcast_records import ROOM, Broadcast, State, What
from storage.broadcast_rows import broadcast
from storage.recipient_rows import recipient
from storage.tables import word
from storage.transaction import Transaction

QUERY, GREW = "query", "grew"  # why one is held
_BACK: Final = timedelta(days=7)  # after its end, for which what may still come back of it is looked at
_NOT_REACHED: Final = ("queued", "spare", "stale", "stopped", "cancelled", "failed")
_OPEN: Final = ("queued", "sending", "unknown")

_now = sa.bindparam("now", type_=broadcast.c.starts_at.type)
_of_broadcast = sa.bindparam("of_broadcast", type_=sa.BigInteger())
_begins = sa.or_(broadcast.c.starts_at.is_(None), broadcast.c.starts_at <= _now)
_is_over = sa.and_(broadcast.c.valid_until.is_not(None), broadcast.c.valid_until <= _now)
_TO_START = (
    sa.select(broadcast.c.id)
    .where(broadcast.c.state == State.APPROVED.value, _begins)
    .order_by(broadcast.c.kind, broadcast.c.approved_at, broadcast.c.id)  # emergencies first
)


def _any(*statuses: str) -> sa.Exists:
    """Whether a broadcast has recipients of a status, by ix_recipient_due."""
    return (
        sa.exists()
        .where(recipient.c.broadcast == broadcast.c.id)
        .where(recipient.c.channel.in_([word(channel) for channel in RANKS]))
        .where(recipient.c.status.in_([word(status) for status in statuses]))
    )


_ENDED: Final = (State.DONE, State.CANCELLED, State.EXPIRED)
_lately = broadcast.c.ended_at > sa.bindparam("back", type_=broadcast.c.ended_at.type)
_TO_FINISH = (
    sa.select(broadcast.c.id)
    .where(
        sa.or_(
            sa.and_(
                broadcast.c.state.in_([State.RUNNING.value, State.PAUSED.value]),
                sa.or_(_is_over, sa.not_(_any(*_OPEN))),
            ),
            sa.and_(broadcast.c.state == State.HELD.value, _is_over),
            sa.and_(broadcast.c.state == State.CANCELLED.value, _lately, _any("queued", "spare")),
            sa.and_(broadcast.c.state.in_([State.DONE.value, State.EXPIRED.value]), _lately, _any("queued")),
        )
    )
    .order_by(broadcast.c.id)
)
_LEFT = sa.select(_any(*_OPEN)).where(broadcast.c.id == _of_broadcast)
_CORRECTED = sa.select(sa.exists().where(broadcast.c.corrects == _of_broadcast))
_REACHED = sa.select(
    sa.exists().where(recipient.c.broadcast == _of_broadcast, recipient.c.status.not_in(_NOT_REACHED))
)


def to_start(connection: sa.Connection, now: datetime) -> Sequence[int]:
    """Find what is approved and due."""
    return connection.scalars(_TO_START, {"now": now}).all()


def to_finish(connection: sa.Connection, now: datetime) -> Sequence[int]:
    """Find what may have to be ended, or of which something is left though it has ended."""
    return connection.scalars(_TO_FINISH, {"now": now, "back": now - _BACK}).all()


class Beginning(NamedTuple):
    """The last stretch of an audience of so many people; `problem` if nobody could find it."""

    stretch: Stretch
    people: int
    problem: str = ""


def has_grown(found: Broadcast, people: int) -> bool:
    """Tell whether they are many more than those to whom somebody has agreed."""
    return people * 10 > _agreed(found) * 11 + ROOM * 10


def _agreed(found: Broadcast) -> int:
    return min((one.counted for one in found.approvals), default=0)


def _start_all(transaction: Transaction, asked: Sequence[Beginning]) -> list[bool]:
    return [_start(transaction, each) for each in asked]


def _start(transaction: Transaction, beginning: Beginning) -> bool:
    found = lock(transaction.connection, beginning.stretch.number)
    if found is None or not is_due(found, beginning.stretch):
        return False  # somebody else was first, or has changed it meanwhile
    happened = _begun(transaction, found, beginning)
    if happened is not None:
        happen(transaction, found, "", happened)
    return happened is not None and happened.what is What.BEGUN


def _begun(transaction: Transaction, found: Broadcast, beginning: Beginning) -> Happened | None:
    """Lay the last of its recipients, unless it cannot begin; None if those before were not left alone."""
    people = beginning.people
    if _late(found, transaction.now):
        return _ended(State.EXPIRED, What.EXPIRED, transaction.now)
    if beginning.problem:
        return _held(found, QUERY, beginning.problem, found.counted or 0)
    if has_grown(found, people):
        return _held(found, GREW, f"{_agreed(found)} → {people}", people)
    if put(transaction, found, beginning.stretch) is None:
        return None
    return Happened(What.BEGUN, {"state": State.RUNNING.value, "begun_at": transaction.now}, str(people))


def _held(found: Broadcast, why: str, detail: str, people: int) -> Happened:
    """Let it wait for who approves it anew, with the figures as they are now."""
    micros = (found.micros or 0) * people // max(found.counted or people, 1)
    change: dict[str, Any] = {
        "state": State.HELD.value,
        "held": why,
        "urgent": "",
        "counted": people,
        "micros": micros,
        "approved_at": None,
    }
    return Happened(What.HELD, change, detail, renewed=True)


def _finish_all(transaction: Transaction, numbers: Sequence[int]) -> list[bool | None]:
    return [_finish(transaction, number) for number in numbers]


def _finish(transaction: Transaction, number: int) -> bool | None:
    found = lock(transaction.connection, number)
    if found is None:
        return False
    if found.state is State.CANCELLED:
        return False if drop(transaction, number) else None
    late = _late(found, transaction.now)
    if found.state in (State.RUNNING, State.PAUSED):
        return _end(transaction, found, late=late)
    if found.state is State.HELD and late:
        happen(transaction, found, "", _ended(State.EXPIRED, What.EXPIRED, transaction.now))
        return True
    if found.state in _ENDED:
        return _look_again(transaction, found, late=late)
    return False


def _end(transaction: Transaction, found: Broadcast, *, late: bool) -> bool | None:
    """End it when nothing is on its way; past its time whoever waits is dropped first."""
    asked = {"of_broadcast": found.id}
    if late and not drop(transaction, found.id, late=True):
        return None
    if transaction.connection.scalar(_LEFT, asked):
        return False
    in_vain = late and not transaction.connection.scalar(_REACHED, asked)
    state, what = (State.EXPIRED, What.EXPIRED) if in_vain else (State.DONE, What.DONE)
    happen(transaction, found, "", _ended(state, what, transaction.now))
    return True


def _look_again(transaction: Transaction, found: Broadcast, *, late: bool) -> bool | None:
    """Let somebody wait no more who came back after the end; where there is time, write to them."""
    asked = {"of_broadcast": found.id}
    if late or found.state is State.EXPIRED or transaction.connection.scalar(_CORRECTED, asked):
        return False if drop(transaction, found.id, late=True) else None
    if transaction.connection.scalar(_LEFT, asked):
        change = {"state": State.RUNNING.value, "ended_at": None}
        happen(transaction, found, "", Happened(What.REOPENED, change))
    return False


def _late(found: Broadcast, now: datetime) -> bool:
    until = found.draft.valid_until
    return until is not None and until <= now


def _ended(state: State, what: What, now: datetime) -> Happened:
    return Happened(what, {"state": state.value, "ended_at": now})


# Begins it when all its recipients but a stretch are there, if it is still to begin; False if it does not.
START: writing.Kind[Beginning, bool] = writing.Kind("start-broadcast", _start_all)
# Ends it, if nothing of it is left: True if it has ended now, None if it is to be asked once more.
FINISH: writing.Kind[int, bool | None] = writing.Kind("finish-broadcast", _finish_all)
