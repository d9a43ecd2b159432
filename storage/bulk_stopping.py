"""STOP said while a broadcast is under way: whoever waits for it in that conversation gets it no more."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from bot.records import LANE, Record
from storage import tables
from storage.broadcast_records import State
from storage.broadcast_rows import broadcast, broadcast_topic
from storage.bulk_standing import UNDER_WAY
from storage.bulk_statements import STOP_MARK
from storage.prepared import Prepared
from storage.recipient_rows import SPARE, STOPPED, recipient
from storage.subscriber_rows import subscriber, subscription
from storage.tables import QUEUED, SENDING, UNKNOWN, inbox
from storage.veiled import VEILED_ADDRESS, VEILED_LANE

_lane = sa.bindparam("lane", type_=VEILED_LANE)
_topic = sa.bindparam("about", type_=sa.Text())


class _Half(sa.ColumnElement[str]):
    """What of a conversation stands before its first colon, or behind it: see storage.veiled.lane_of."""

    inherit_cache = False

    def __init__(self, *, address: bool) -> None:
        self.address = address
        self.type = VEILED_ADDRESS if address else sa.Text()


@compiles(_Half)
def _half(element: _Half, compiler: SQLCompiler, **options: Any) -> str:
    lane = compiler.process(_lane, **options)
    find = "instr" if compiler.dialect.name == "sqlite" else "strpos"
    text = f"CAST({lane} AS TEXT)"
    colon = f"{find}({text}, ':')"
    return f"substr({text}, {colon} + 1)" if element.address else f"substr({text}, 1, {colon} - 1)"


# While one begins, some of its rows are there already.
_LAID: Final = sorted(UNDER_WAY | {State.APPROVED.value})
_under_way: Final = sa.or_(*(broadcast.c.state == tables.word(state) for state in _LAID))
_waits = sa.or_(recipient.c.status == QUEUED, recipient.c.status == SPARE)
_in_hand = sa.or_(recipient.c.status == SENDING, recipient.c.status == UNKNOWN)
# The moment of a turn: that at which its message was done with.
_now = (
    sa.select(sa.type_coerce(sa.func.max(inbox.c.done_at), sa.BigInteger()))
    .where(inbox.c.lane == _lane)
    .scalar_subquery()
)
_updated = sa.type_coerce(recipient.c.updated_at, sa.BigInteger())


def _stop(concerned: sa.ColumnElement[bool]) -> Prepared:
    """Stop what waits; what is in hand leaves once and is never tried again.

    Broadcast, channel and address are the beginning of an index: a few rows are looked at.
    """
    going = sa.select(broadcast.c.id).where(_under_way, concerned)
    return Prepared(
        sa.update(recipient)
        .where(
            recipient.c.broadcast.in_(going),
            recipient.c.channel == _Half(address=False),
            recipient.c.address == _Half(address=True),
            sa.or_(_waits, _in_hand),
        )
        .values(
            status=sa.case((_waits, STOPPED), else_=recipient.c.status),
            code=tables.word(STOP_MARK),
            updated_at=sa.case((_waits, sa.func.coalesce(_now, _updated)), else_=_updated),
        )
    )


_named = broadcast_topic.alias("named")
_other = broadcast_topic.alias("other")
_by_topic = sa.exists().where(_named.c.broadcast == broadcast.c.id, _named.c.topic == _topic)
_still_wanted = sa.exists(
    sa.select(1)
    .select_from(_other)
    .join(subscription, subscription.c.topic == _other.c.topic)
    .join(subscriber, subscriber.c.id == subscription.c.subscriber)
    .where(_other.c.broadcast == broadcast.c.id, _other.c.topic != _topic, subscriber.c.lane == _lane)
)
_STOP_ALL = _stop(sa.true())
_STOP_TOPIC = _stop(sa.and_(~broadcast.c.everyone, _by_topic, ~_still_wanted))


def stop_waiting(topic: str = "") -> Record:
    """Stop within a turn what its conversation waits for, of all broadcasts that are under way.

    With a topic: of those that name it, and no other that the conversation still wants; what goes to
    everyone goes on. Whatever the same turn does to subscriptions may be written before or after.
    """
    return Record(_STOP_TOPIC, {"lane": LANE, "about": topic}) if topic else Record(_STOP_ALL, {"lane": LANE})
