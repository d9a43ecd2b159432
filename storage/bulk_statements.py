"""The SQL of the ledger of broadcasts; every status that a recipient can go to, and from which.

    spare → queued → sending → sent → accepted → warned → expired → delivered | failed
    sending → queued (delayed, given back), failed (refused: a spare address is queued), unknown
    unknown → sent | queued (settled)
    queued, spare → stale (past its time), stopped (they have said so), cancelled

What waits again does so only while its broadcast is under way, and never for somebody who has said STOP
meanwhile: their row in hand is marked by its `code`.
"""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage import tables
from storage.among import Among
from storage.broadcast_records import Kind, State
from storage.broadcast_rows import broadcast
from storage.instants import Instant
from storage.prepared import Prepared
from storage.recipient_rows import SPARE, STOPPED, broadcast_spent, recipient
from storage.tables import QUEUED, SENDING, STALE, UNKNOWN, caller
from storage.veiled import lane_of

STOP_MARK: Final = "stopped"  # the code of a row in hand whose person has said STOP

channel_ = sa.bindparam("on_channel", type_=sa.Text())
_now = sa.bindparam("now", type_=sa.BigInteger())
_now_instant = sa.bindparam("now", type_=Instant())
_broadcast = sa.bindparam("of_broadcast", type_=sa.BigInteger())
_most = sa.bindparam("most", type_=sa.Integer())
_urgent_first = sa.case((broadcast.c.kind == tables.word(Kind.EMERGENCY.value), 0), else_=1)
_waiting = sa.and_(
    recipient.c.broadcast == _broadcast, recipient.c.channel == channel_, recipient.c.status == QUEUED
)

# Whoever pauses or cancels one waits until what is being taken of it is written down, and the other way
# round: what is just being changed is not taken from.
GOING = Prepared(
    sa.select(
        broadcast.c.id, broadcast.c.version, broadcast.c.kind, broadcast.c.valid_until, broadcast.c.sender
    )
    .where(broadcast.c.state == tables.word(State.RUNNING.value))
    .order_by(_urgent_first, broadcast.c.approved_at, broadcast.c.id)
    .with_for_update(read=True, skip_locked=True)
)
NEXT_DUE = Prepared(
    sa.select(recipient.c.due_at).where(_waiting).order_by(recipient.c.due_at, recipient.c.id).limit(1)
)
# A stretch at a time: nobody who writes is to wait for a hundred thousand rows.
_late = sa.select(recipient.c.id).where(
    recipient.c.broadcast == _broadcast,
    recipient.c.channel == channel_,
    sa.or_(recipient.c.status == QUEUED, recipient.c.status == SPARE),
)
EXPIRE = Prepared(
    sa.update(recipient)
    .where(recipient.c.id.in_(_late.limit(_most).with_for_update(skip_locked=True).scalar_subquery()))
    .values(status=STALE, updated_at=_now)
    .returning(recipient.c.id)
)

_heads = (
    sa.select(recipient.c.id)
    .where(_waiting, recipient.c.due_at <= _now_instant)
    .order_by(recipient.c.due_at, recipient.c.id)
    .limit(_most)
    .with_for_update(skip_locked=True)
    .cte("heads")
)
# Who says STOP in the very moment in which a broadcast is made is seen here.
_has_stopped = (
    sa.exists()
    .where(caller.c.lane == lane_of(recipient.c.channel, recipient.c.address), caller.c.stopped)
    .correlate(recipient)
)
TAKE = Prepared(
    sa.update(recipient)
    .where(recipient.c.id.in_(sa.select(_heads.c.id)))
    .values(
        status=SENDING,
        attempts=recipient.c.attempts + sa.literal_column("1"),
        owner=sa.bindparam("me", type_=sa.Text()),
        lease_until=sa.bindparam("until"),
        first_tried_at=sa.func.coalesce(recipient.c.first_tried_at, _now_instant),
        updated_at=_now_instant,
    )
    .returning(
        recipient.c.id,
        recipient.c.broadcast,
        recipient.c.address,
        recipient.c.language,
        recipient.c.list_row,
        recipient.c.attempts,
        recipient.c.first_tried_at,
        _has_stopped,
    )
)
DROP_STOPPED = Prepared(
    sa.update(recipient)
    .where(Among(recipient.c.id, "parts"))
    .values(status=STOPPED, owner=sa.null(), lease_until=sa.null(), updated_at=_now)
    .returning(recipient.c.id)
)
UNSETTLED = Prepared(
    sa.select(
        recipient.c.id,
        recipient.c.broadcast,
        recipient.c.address,
        recipient.c.language,
        recipient.c.list_row,
        recipient.c.attempts,
        recipient.c.first_tried_at,
        broadcast.c.version,
    )
    .join(broadcast, broadcast.c.id == recipient.c.broadcast)
    .where(
        recipient.c.channel == channel_,
        recipient.c.status == UNKNOWN,
        recipient.c.updated_at <= sa.bindparam("since"),
    )
    .order_by(recipient.c.updated_at, recipient.c.id)
    .limit(_most)
)

# What is said of parts is weighed against how they stand: see storage.bulk_standing.
STANDING = Prepared(
    sa.select(
        recipient.c.id,
        recipient.c.broadcast,
        recipient.c.channel,
        recipient.c.person,
        recipient.c.status,
        recipient.c.attempts,
        recipient.c.resent,
        recipient.c.segments,
        recipient.c.due_at,
        recipient.c.owner,
        recipient.c.lease_until,
        recipient.c.provider_id,
        recipient.c.code,
        recipient.c.first_tried_at,
        recipient.c.updated_at,
        broadcast.c.state,
        broadcast.c.training,
    )
    .join(broadcast, broadcast.c.id == recipient.c.broadcast)
    .where(Among(recipient.c.id, "parts"))
    .order_by(recipient.c.id)
    .with_for_update(of=recipient)
)
_MOVED = (
    "status",
    "attempts",
    "resent",
    "segments",
    "due_at",
    "owner",
    "lease_until",
    "provider_id",
    "code",
    "first_tried_at",
    "updated_at",
)


def _as_it_is(name: str) -> sa.BindParameter[Any]:
    """Bind a value as the driver gave it."""
    kind = recipient.c[name].type
    return sa.bindparam(f"to_{name}", type_=sa.BigInteger() if isinstance(kind, Instant) else kind)


MOVE = Prepared(
    sa.update(recipient)
    .where(recipient.c.id == sa.bindparam("part", type_=sa.BigInteger()))
    .values({name: _as_it_is(name) for name in _MOVED})
)

_spent = insert(broadcast_spent).values(
    {name: sa.bindparam(name) for name in ("broadcast", "channel", "messages", "segments")}
)
SPEND = Prepared(
    _spent.on_conflict_do_update(
        index_elements=["broadcast", "channel"],
        set_={
            "messages": broadcast_spent.c.messages + _spent.excluded.messages,
            "segments": broadcast_spent.c.segments + _spent.excluded.segments,
        },
    )
)
SPENT = Prepared(
    sa.select(broadcast_spent.c.messages, broadcast_spent.c.segments).where(
        broadcast_spent.c.broadcast == _broadcast, broadcast_spent.c.channel == channel_
    )
)


def _sweep(orphaned: sa.ColumnElement[bool]) -> Prepared:
    marked = recipient.c.code == tables.word(STOP_MARK)
    return Prepared(
        sa.update(recipient)
        .where(recipient.c.status == SENDING, orphaned)
        .values(
            status=UNKNOWN,
            code=sa.case((marked, recipient.c.code), else_=tables.word("swept")),
            owner=sa.null(),
            lease_until=sa.null(),
            updated_at=_now,
        )
    )


SWEEP_ALONE = _sweep(recipient.c.owner != sa.bindparam("me", type_=sa.Text()))
SWEEP_AMONG_MANY = _sweep(recipient.c.lease_until < _now)
