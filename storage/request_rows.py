"""The tables of requests (istanze): what was asked, what happened to it, and the documents in and out."""

from typing import Any

import sqlalchemy as sa

from bot.values.reference import Reference
from storage.documents import load
from storage.instants import Instant
from storage.prepared import FoundRow
from storage.request_records import (
    CITIZEN,
    COUNTER,
    Direction,
    Document,
    Event,
    Request,
    Stage,
    State,
    What,
)
from storage.tables import RowId, metadata, word
from storage.veiled import VEILED_LANE, Findable, Veiled

__all__ = [
    "ANSWERED",
    "ASKED",
    "CITIZEN",
    "COUNTER",
    "NOTHING",
    "OPEN",
    "RECEIVED",
    "WITHDRAWN",
    "WORKING",
    "Direction",
    "Document",
    "Event",
    "Request",
    "Stage",
    "State",
    "What",
    "has_no_entry",
    "is_asked",
    "is_open",
    "read_document",
    "read_event",
    "read_request",
    "request",
    "request_document",
    "request_event",
]

# `details` is JSON.
request = sa.Table(
    "request",
    metadata,
    sa.Column("reference", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", Findable("request.subject"), nullable=False),
    sa.Column("lane", VEILED_LANE, nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column("details", Findable("request.details"), nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("answer_by", sa.Date, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default="open"),
    sa.Column("accepted", sa.Boolean),
    sa.Column("answer", Veiled("request.answer"), nullable=False, server_default=""),
    sa.Column("answered_by", sa.Text, nullable=False, server_default=""),
    sa.Column("answered_at", Instant),
    sa.Column("citizen", sa.Text, nullable=False, server_default=""),
    sa.Column("office", sa.Text, nullable=False, server_default=""),
    sa.Column("assignee", sa.Text, nullable=False, server_default=""),
    sa.Column("stage", sa.Text, nullable=False, server_default="received"),
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    sa.Column("entry", sa.Text, nullable=False, server_default=""),
    sa.Column("rating", sa.Integer),
    sa.Column("asked_on", sa.Date),
    sa.Column("asked_until", sa.Date),
    sa.Column("stood_still", sa.Integer),
    sa.Column("filed", sa.Boolean, nullable=False, server_default=sa.false()),
)
OPEN, WITHDRAWN, ANSWERED = word(State.OPEN.value), word(State.WITHDRAWN.value), word(State.ANSWERED.value)
RECEIVED, WORKING, ASKED = word(Stage.RECEIVED.value), word(Stage.WORKING.value), word(Stage.ASKED.value)
NOTHING = sa.literal_column("''", sa.Text())
is_open = request.c.state == OPEN
is_asked = sa.and_(is_open, request.c.stage == ASKED)
has_no_entry = sa.and_(request.c.filed == sa.true(), request.c.entry == NOTHING)


def _queue(name: str, *columns: sa.Column[Any]) -> None:
    """Index the open ones as a queue is read: those first whose term ends first.

    What else may be asked for stands behind: rows that do not fit are passed over without a look at them.
    """
    filters = (request.c.office, request.c.assignee, request.c.kind, request.c.stage)
    order = dict.fromkeys((*columns, request.c.answer_by, request.c.reference, *filters))
    sa.Index(name, *order, sqlite_where=is_open, postgresql_where=is_open)


_queue("ix_request_open")
_queue("ix_request_office", request.c.office)
_queue("ix_request_assignee", request.c.assignee)
_queue("ix_request_kind", request.c.kind)
_queue("ix_request_stage", request.c.stage)
# What the desk counts all the time is counted without a look at the rows.
_counted = (request.c.office, request.c.assignee, request.c.answer_by)
sa.Index("ix_request_board", *_counted, sqlite_where=is_open, postgresql_where=is_open)
sa.Index("ix_request_lane", request.c.lane)
sa.Index(
    "ix_request_citizen",
    request.c.citizen,
    sqlite_where=request.c.citizen != NOTHING,
    postgresql_where=request.c.citizen != NOTHING,
)
sa.Index(
    "ix_request_entry",
    request.c.entry,
    sqlite_where=request.c.entry != NOTHING,
    postgresql_where=request.c.entry != NOTHING,
)
sa.Index(
    "ix_request_unentered", request.c.opened_at, sqlite_where=has_no_entry, postgresql_where=has_no_entry
)
sa.Index("ix_request_asked", request.c.asked_until, sqlite_where=is_asked, postgresql_where=is_asked)

# The same key happens to a request once, however often it is said.
request_event = sa.Table(
    "request_event",
    metadata,
    sa.Column("number", RowId, primary_key=True),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("text", Veiled("request_event.text"), nullable=False),
    sa.Column("message", sa.BigInteger),
    sa.Column("shown", sa.Boolean, nullable=False),
    sa.UniqueConstraint("reference", "key"),
    sqlite_autoincrement=True,  # a number is never given twice: who looks on remembers the last
)

request_document = sa.Table(
    "request_document",
    metadata,
    sa.Column("reference", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("direction", sa.Text, primary_key=True),
    sa.Column("name", Veiled("request_document.name"), nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
)


def read_request(row: FoundRow) -> Request:
    """Read a row with every column of the table."""
    values = {name: getattr(row, name) for name in Request.__slots__}
    values |= {"reference": Reference(row.reference), "details": load(row.details)}
    values |= {"state": State(row.state), "stage": Stage(row.stage), "filed": bool(row.filed)}
    return Request(**values)


def read_event(row: FoundRow) -> Event:
    """Read a row with every column of the table."""
    values = {name: getattr(row, name) for name in Event.__slots__}
    return Event(**{**values, "kind": What(row.kind), "shown": bool(row.shown)})


def read_document(row: FoundRow) -> Document:
    """Read a row with every column of the table."""
    values = {name: getattr(row, name) for name in Document.__slots__}
    return Document(**{**values, "direction": Direction(row.direction)})
