"""Conversations with a person of the office (talks), as rows and as records of a citizen's turn.

A lane has one open talk at most. Whatever a citizen writes to a person opens it or goes on in it, by one
statement: a message that crosses with its closing opens the next one, and is seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import LANE, Record
from storage.instants import Instant, to_ms
from storage.prepared import FoundRow, Prepared
from storage.tables import RowId, metadata
from storage.veiled import VEILED_LANE

# `message` is the citizen's newest, in whose thread is answered; `heard` counts theirs, `version` what staff
# do. `waiting_since` is their first word that nobody has answered; `back_at` when the counter answered again.
talk = sa.Table(
    "talk",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("lane", VEILED_LANE, nullable=False),
    sa.Column("message", sa.BigInteger, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("last_in", Instant, nullable=False),
    sa.Column("heard", sa.Integer, nullable=False, server_default="1"),
    sa.Column("waiting_since", Instant),
    sa.Column("first_out", Instant),
    sa.Column("last_out", Instant),
    sa.Column("taken_by", sa.Text, nullable=False, server_default=""),
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    sa.Column("changed_by", sa.Text, nullable=False, server_default=""),
    sa.Column("changed_at", Instant),
    sa.Column("back_at", Instant),
    sa.Column("closed_at", Instant),
    sqlite_autoincrement=True,  # the keys of what staff write begin with it
)
is_open = talk.c.closed_at.is_(None)


def _index(name: str, column: sa.Column[object], condition: sa.ColumnElement[bool], *, one: bool) -> None:
    sa.Index(name, column, unique=one, sqlite_where=condition, postgresql_where=condition)


_index("ix_talk_open", talk.c.lane, is_open, one=True)
_index("ix_talk_answered", talk.c.first_out, talk.c.first_out.is_not(None), one=False)
_index("ix_talk_closed", talk.c.closed_at, talk.c.closed_at.is_not(None), one=False)

_hear = insert(talk).values(
    {name: sa.bindparam(name) for name in ("lane", "message", "opened_at", "last_in", "waiting_since")}
)
_HEAR = Prepared(
    _hear.on_conflict_do_update(
        index_elements=["lane"],
        index_where=is_open,
        set_={
            "message": _hear.excluded.message,
            "last_in": _hear.excluded.last_in,
            "heard": talk.c.heard + sa.literal_column("1"),
            "waiting_since": sa.func.coalesce(talk.c.waiting_since, _hear.excluded.waiting_since),
            "back_at": sa.null(),
        },
    )
)
_at = sa.bindparam("at", type_=Instant())
_LEAVE = Prepared(
    sa.update(talk)
    .where(talk.c.lane == sa.bindparam("of_lane", type_=VEILED_LANE), is_open)
    .values(
        back_at=_at,
        # Nothing of theirs is left to be answered: it is over. Else it stays until staff close it.
        closed_at=sa.case((talk.c.waiting_since.is_(None), _at)),
    )
)
# How many citizens wait for a person, and since when the first of them does.
WAITING_TALKS = sa.select(
    sa.func.count().label("number"), sa.func.min(talk.c.waiting_since).label("since")
).where(is_open, talk.c.waiting_since.is_not(None))


def hear_for_person(message: int, at: datetime) -> Record:
    """Have a message of whoever the turn belongs to read by staff."""
    now = to_ms(at)
    values = {"lane": LANE, "message": message, "opened_at": now, "last_in": now, "waiting_since": now}
    return Record(_HEAR, values)


def leave_person(at: datetime) -> Record:
    """Note that the counter answers whoever the turn belongs to; what is unanswered stays with staff."""
    return Record(_LEAVE, {"of_lane": LANE, "at": to_ms(at)})


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with a person; for what each is see the table. `closed_at` None: it is open."""

    id: int
    lane: str
    message: int
    opened_at: datetime
    last_in: datetime
    heard: int
    waiting_since: datetime | None
    first_out: datetime | None
    last_out: datetime | None
    taken_by: str
    version: int
    changed_by: str
    changed_at: datetime | None
    back_at: datetime | None
    closed_at: datetime | None

    def as_seen(self, version: int, heard: int) -> "Talk":
        """Give it as somebody has seen it, who acts on what they saw."""
        return replace(self, version=version, heard=heard)

    @property
    def channel(self) -> str:
        """The network on which the citizen writes."""
        return self.lane.partition(":")[0]


NAMES: Sequence[str] = tuple(Talk.__slots__)


def read_talk(row: FoundRow) -> Talk:
    """Read a row with every column of the table."""
    return Talk(**{name: getattr(row, name) for name in NAMES})
