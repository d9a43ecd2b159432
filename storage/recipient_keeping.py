"""Recipients let go: counted into the figures of their broadcast, then forgotten, in one transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import Record
from storage.broadcast_rows import broadcast, recipient_list, recipient_list_row
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.recipient_rows import SPARE, STOPPED, broadcast_figure, recipient
from storage.retention_words import BEFORE, MOST, some
from storage.subscriber_rows import suppression
from storage.subscribers import leave
from storage.tables import QUEUED, SENDING, UNKNOWN
from storage.veiled import VEILED_ADDRESS, VEILED_LANE

_KEYS: Final = ("broadcast", "channel", "status", "code")
# One broadcast after another, in the order of an index: no night looks at all the rows, and both statements
# take the same.
_ended = (
    sa.select(broadcast.c.id)
    .where(broadcast.c.ended_at < BEFORE, sa.exists().where(recipient.c.broadcast == broadcast.c.id))
    .order_by(broadcast.c.id)
    .limit(1)
)
_one = recipient.alias()
_of_the_ended = recipient.c.id.in_(
    sa.select(_one.c.id)
    .where(_one.c.broadcast == _ended.scalar_subquery())
    .order_by(_one.c.broadcast, _one.c.channel, _one.c.status, _one.c.due_at, _one.c.id)
    .limit(MOST)
)


class Stay(Protocol):
    """For how long a conversation was somebody's: as storage.personal_sheets.Window."""

    @property
    def lane(self) -> str:
        """The conversation."""

    @property
    def since(self) -> datetime:
        """From when on."""

    @property
    def until(self) -> datetime:
        """Until when."""


def _counted(which: sa.ColumnElement[bool], status: sa.ColumnElement[str]) -> sa.Insert:
    """Add those who are let go to the figures."""
    one = recipient.c
    columns = (one.broadcast, one.channel, status, one.code, sa.func.count())
    found = sa.select(*columns).where(which).group_by(one.broadcast, one.channel, status, one.code)
    adding = insert(broadcast_figure).from_select([*_KEYS, "people"], found)
    added = broadcast_figure.c.people + adding.excluded.people
    return adding.on_conflict_do_update(index_elements=_KEYS, set_={"people": added})


# What the night does with those of broadcasts that ended long ago, some at a time.
LET_GO_OF_RECIPIENTS: Final = (
    _counted(_of_the_ended, recipient.c.status),
    sa.delete(recipient).where(_of_the_ended),
)
_used = sa.exists().where(
    sa.or_(broadcast.c.list == recipient_list.c.id, broadcast.c.excluded_list == recipient_list.c.id),
    sa.or_(broadcast.c.ended_at.is_(None), broadcast.c.ended_at >= BEFORE),
)
_old = sa.and_(recipient_list.c.made_at < BEFORE, sa.not_(_used))
_rows_left = sa.exists().where(recipient_list_row.c.list == recipient_list.c.id)
# And with lists of addresses that nothing under way needs.
LET_GO_OF_LISTS: Final = (
    sa.delete(recipient_list_row).where(
        some(recipient_list_row, recipient_list_row.c.list.in_(sa.select(recipient_list.c.id).where(_old)))
    ),
    sa.delete(recipient_list).where(some(recipient_list, _old, sa.not_(_rows_left))),
)

_channel = sa.bindparam("of_channel", type_=sa.Text())
_address = sa.bindparam("of_address", type_=VEILED_ADDRESS)
_since, _until = (sa.bindparam(name, type_=sa.BigInteger()) for name in ("since", "until"))
# What a network has in hand has to be told what became of it: the night takes it later.
_theirs = sa.and_(
    recipient.c.broadcast.in_(sa.select(broadcast.c.id)),
    recipient.c.channel == _channel,
    recipient.c.address == _address,
    sa.type_coerce(recipient.c.updated_at, sa.BigInteger()).between(_since, _until),
    recipient.c.status != SENDING,
    recipient.c.status != UNKNOWN,
)
_waits = sa.or_(recipient.c.status == QUEUED, recipient.c.status == SPARE)
_COUNT = Prepared(_counted(_theirs, sa.case((_waits, STOPPED), else_=recipient.c.status)))
_FORGET = Prepared(sa.delete(recipient).where(_theirs))
_made = sa.type_coerce(recipient_list.c.made_at, sa.BigInteger()).between(_since, _until)
_UNLIST = Prepared(
    sa.delete(recipient_list_row).where(
        recipient_list_row.c.list.in_(sa.select(recipient_list.c.id).where(_made)),
        recipient_list_row.c.channel == _channel,
        recipient_list_row.c.address == _address,
    )
)
_UNSUPPRESS = Prepared(
    sa.delete(suppression).where(suppression.c.lane == sa.bindparam("of_lane", type_=VEILED_LANE))
)


def forget_addresses(stays: Iterable[Stay]) -> tuple[Record, ...]:
    """Take somebody off everything that is sent to many: what they asked for, lists, and what they were sent.

    What waits for them does not leave. The figures of broadcasts stay.
    """
    merged = tuple(_merged(stays))
    lanes = tuple(dict.fromkeys(lane for lane, _, _ in merged))
    where = [_where(*each) for each in merged]
    return (
        *(record for lane in lanes for record in leave(lane)),
        *(Record(_UNSUPPRESS, {"of_lane": lane}) for lane in lanes),
        *(Record(_COUNT, each) for each in where),
        *(Record(_FORGET, each) for each in where),
        *(Record(_UNLIST, each) for each in where),
    )


def _merged(stays: Iterable[Stay]) -> Iterable[tuple[str, datetime, datetime]]:
    """Join what overlaps: nobody is counted twice."""
    open_: tuple[str, datetime, datetime] | None = None
    for each in sorted(stays, key=lambda stay: (stay.lane, stay.since)):
        if open_ is not None and open_[0] == each.lane and each.since <= open_[2] + timedelta(milliseconds=1):
            open_ = (each.lane, open_[1], max(open_[2], each.until))
            continue
        if open_ is not None:
            yield open_
        open_ = (each.lane, each.since, each.until)
    if open_ is not None:
        yield open_


def _where(lane: str, since: datetime, until: datetime) -> Mapping[str, Any]:
    channel, _, address = lane.partition(":")
    return {"of_channel": channel, "of_address": address, "since": to_ms(since), "until": to_ms(until)}
