"""The tables of requests (istanze): what was asked, what happened to it, and the documents in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

from bot.values.reference import Reference
from storage.documents import load
from storage.instants import Instant
from storage.prepared import FoundRow
from storage.tables import RowId, metadata, word
from storage.veiled import VEILED_LANE, Findable, Veiled

CITIZEN, COUNTER = "citizen", "counter"  # who did something, where it was nobody of the staff


class State(Enum):
    """Where a request stands; only an open one can be answered."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Stage(Enum):
    """How far an open request is; of one that is closed it tells how far it had come."""

    RECEIVED = "received"  # nobody has it in hand
    WORKING = "working"
    ASKED = "asked"  # more was asked of the citizen


class What(Enum):
    """What happened to a request."""

    OPENED = "opened"
    MESSAGE = "message"
    DOCUMENT = "document"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REMINDED = "reminded"
    PAID = "paid"
    NOTED = "noted"
    MOVED = "moved"  # the conversation goes on elsewhere; `text` is the channel
    RATED = "rated"
    ENTERED = "entered"  # it has a number in the register; `text` is the number
    CLOSED_LATE = "closed-late"  # it was decided after its term; `text` is the day by which it was due


class Direction(Enum):
    """Which way a document went, as seen from the office."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Request:
    """A request (istanza) as it is kept; as long as it takes it is what citizens call their case (pratica).

    `kind` is a word of the service that opened it ("instalments"), `subject` what it is about (the number
    of a fine), `details` what the citizen said, by name. `answer_by` is the last day for the answer (L.
    241/1990 art. 2). `message` is the number of the message that opened it. `accepted` is None until it is
    answered, `answer` the words that went to the citizen, `answered_by` who of the staff wrote them.
    `lane` is where the citizen last wrote about it. `citizen` is whose affair it is (an opaque id, empty
    for nobody we know), `office` a code, `assignee` a name of the staff, each empty for none. `stage` means
    something while the state is OPEN. `version` grows with every change. `entry` is its number in the
    register ("0000123/2026"), empty for none; `filed` says that it is an application that must have one.
    `rating` goes from 1 to 5. What was asked of the citizen was asked on `asked_on`, and is awaited until
    `asked_until`; for so many days the term has `stood_still` the first time, None if it never did.
    """

    reference: Reference
    kind: str
    subject: str = field(repr=False)
    lane: str = field(repr=False)
    message: int | None
    details: Mapping[str, Any] = field(repr=False)
    opened_at: datetime
    answer_by: date
    state: State
    accepted: bool | None
    answer: str = field(repr=False)
    answered_by: str
    answered_at: datetime | None
    citizen: str = ""
    office: str = ""
    assignee: str = ""
    stage: Stage = Stage.RECEIVED
    version: int = 0
    entry: str = ""
    rating: int | None = None
    asked_on: date | None = None
    asked_until: date | None = None
    stood_still: int | None = None
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a request; `number` grows with time, over all requests.

    `by` is CITIZEN, COUNTER or a name of the staff. `message` is the citizen's message that brought it.
    `shown` says that the citizen is told of it; the rest is for staff.
    """

    number: int
    reference: str
    key: str
    at: datetime
    kind: What
    by: str
    text: str = field(repr=False)
    message: int | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file of a request; its content is in the table `blob` under `sha256`. `size` is in bytes."""

    reference: str
    sha256: str
    direction: Direction
    name: str = field(repr=False)
    media_type: str
    size: int
    at: datetime
    by: str


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
