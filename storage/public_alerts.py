"""The broadcasts that anybody may read: what holds now, and one by its code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from storage.broadcast_records import Broadcast, Kind, State, Text
from storage.broadcast_rows import broadcast
from storage.broadcast_views import read_all, read_one

_MOST: Final = 100  # shown at once; a city has a few
_DEEP: Final = 20  # corrections of corrections that are followed
# Its words are out: people were told, or are being told.
_OUT: Final = (State.RUNNING, State.PAUSED, State.DONE)
_later = broadcast.alias()
_set_right = sa.exists().where(_later.c.corrects == broadcast.c.id, _later.c.begun_at.is_not(None))
_shown = sa.and_(
    broadcast.c.public == sa.true(),
    broadcast.c.training == sa.false(),
    broadcast.c.begun_at.is_not(None),
)
_ACTIVE: Final = (
    sa.select(broadcast)
    .where(
        _shown,
        broadcast.c.state.in_([state.value for state in _OUT]),
        broadcast.c.valid_until > sa.bindparam("at_now", type_=broadcast.c.valid_until.type),
        sa.not_(_set_right),
    )
    .order_by((broadcast.c.kind == Kind.EMERGENCY.value).desc(), broadcast.c.begun_at.desc(), broadcast.c.id)
    .limit(_MOST)
)
_BY_CODE: Final = sa.select(broadcast).where(
    _shown, broadcast.c.code == sa.bindparam("of_code", type_=sa.Text())
)
_SUCCESSOR: Final = (
    sa.select(broadcast.c.code)
    .where(broadcast.c.corrects == sa.bindparam("of_broadcast", type_=sa.BigInteger()), _shown)
    .order_by(broadcast.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class PublicAlert:
    """What the public is told.

    `zones` by code, none for the whole city; `set_right` is the code of what took its place, `corrects` that
    of what it sets right, if that was public too.
    """

    code: str
    emergency: bool
    texts: Mapping[str, Text]
    zones: tuple[str, ...]
    topics: tuple[str, ...]
    begun_at: datetime
    valid_until: datetime | None
    withdrawn: bool
    set_right: str = ""
    corrects: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether it holds at a moment."""
        over = self.valid_until is not None and self.valid_until <= now
        return not (over or self.withdrawn or self.set_right)


def read_active(connection: sa.Connection, now: datetime) -> Sequence[PublicAlert]:
    """Read what holds now: emergencies first, then the newest first."""
    rows = connection.execute(_ACTIVE, {"at_now": now}).all()
    return [_public(connection, each) for each in read_all(connection, rows)]


def read_public(connection: sa.Connection, code: str) -> PublicAlert | None:
    """Read one that holds or has held; None if there is none, or none that the public may read."""
    rows = connection.execute(_BY_CODE, {"of_code": code}).all()
    return next((_public(connection, each) for each in read_all(connection, rows)), None)


def _public(connection: sa.Connection, one: Broadcast) -> PublicAlert:
    root, first = root_of(connection, one), before(connection, one)
    return PublicAlert(
        code=one.code,
        emergency=one.draft.kind is Kind.EMERGENCY,
        texts=one.draft.texts,
        zones=root.draft.audience.zones,
        topics=root.draft.audience.topics,
        begun_at=one.begun_at or one.made_at,
        valid_until=one.draft.valid_until,
        withdrawn=one.state is State.CANCELLED,
        set_right=connection.scalar(_SUCCESSOR, {"of_broadcast": one.id}) or "",
        corrects=first.code if first and first.draft.public and first.begun_at else "",
    )


def before(connection: sa.Connection, one: Broadcast) -> Broadcast | None:
    """Read what one sets right."""
    return None if one.corrects is None else read_one(connection, one.corrects)


def root_of(connection: sa.Connection, one: Broadcast) -> Broadcast:
    """Go back to what was written at first: a correction names neither topics nor zones of its own."""
    for _ in range(_DEEP):
        first = before(connection, one)
        if first is None:
            break
        one = first
    return one
