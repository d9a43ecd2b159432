"""Requests that a person decides later: opened within a citizen's turn, answered where they were asked.

Of a turn that runs twice only one is committed, and only its reference is ever told: so a reference is
drawn anew each time, and what was drawn in vain is nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import sha256
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.clock import Clock, Ids
from bot.records import LANE, Record
from bot.values.reference import Reference
from storage.database import Database
from storage.documents import dump, load, storable
from storage.instants import Instant, to_ms
from storage.prepared import FoundRow, Prepared
from storage.tables import inbox, metadata, word
from storage.veiled import VEILED_LANE, Findable, Veiled

_NUMBERS = 29**7  # how many references there are


class State(Enum):
    """Where a request stands; only an open one can be answered."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Request:
    """A request (istanza) as it is kept.

    `kind` is a word of the service that opened it ("instalments"), `subject` what it is about (the number
    of a fine), `details` what the citizen said, by name. `answer_by` is the last day for the answer (L.
    241/1990 art. 2). `message` is the number of the message that opened it. `accepted` is None until it is
    answered, `answer` the words that went to the citizen, `answered_by` who of the staff wrote them.
    """

    reference: Reference
    kind: str
    subject: str
    lane: str
    message: int | None
    details: Mapping[str, Any]
    opened_at: datetime
    answer_by: date
    state: State
    accepted: bool | None
    answer: str
    answered_by: str
    answered_at: datetime | None


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
)
OPEN, WITHDRAWN = word(State.OPEN.value), word(State.WITHDRAWN.value)
is_open = request.c.state == OPEN
sa.Index("ix_request_open", request.c.answer_by, sqlite_where=is_open, postgresql_where=is_open)
sa.Index("ix_request_lane", request.c.lane)

_lane = sa.bindparam("lane", type_=VEILED_LANE)
# Within a turn its message is the last that was done with in its lane: a lane has one in hand at a time.
_earlier = inbox.alias()
IN_HAND = (
    sa.select(sa.func.max(inbox.c.id))
    .where(
        inbox.c.lane == _lane,
        inbox.c.done_at
        == sa.select(sa.func.max(_earlier.c.done_at)).where(_earlier.c.lane == _lane).scalar_subquery(),
    )
    .scalar_subquery()
)
_GIVEN = ("reference", "kind", "subject", "details", "opened_at", "answer_by")
_OPEN = Prepared(
    insert(request).values(
        {name: sa.bindparam(name) for name in _GIVEN} | {"lane": _lane, "message": IN_HAND}
    )
)
_WITHDRAW = Prepared(
    sa.update(request)
    .where(
        request.c.reference == sa.bindparam("of", type_=sa.Text()),
        request.c.lane == sa.bindparam("whose", type_=VEILED_LANE),
        is_open,
    )
    .values(state=WITHDRAWN, answered_at=sa.bindparam("at"))
)
_PENDING = sa.select(request).where(
    request.c.lane == _lane,
    request.c.kind == sa.bindparam("of_kind", type_=sa.Text()),
    request.c.subject == sa.bindparam("about"),
    is_open,
)


def draw_reference(ids: Ids) -> Reference:
    """Draw a reference that nobody can guess."""
    return Reference.make(int.from_bytes(sha256(ids().encode()).digest()[:8]) % _NUMBERS)


def open_request(
    reference: Reference,
    kind: str,
    subject: str,
    details: Mapping[str, object],
    *,
    opened_at: datetime,
    answer_by: date,
) -> Record:
    """Open a request for whoever the turn belongs to; see Request for what each is.

    A reference that is taken already, one in seventeen thousand million for each request there is, makes
    the turn fail: its message is parked, and put back it draws another.
    """
    values = {
        "reference": str(reference),
        "kind": kind,
        "subject": storable(subject),
        "lane": LANE,
        "details": dump(dict(details)),
        "opened_at": to_ms(opened_at),
        "answer_by": answer_by.isoformat(),
    }
    return Record(_OPEN, values)


def withdraw_request(reference: Reference, at: datetime) -> Record:
    """Withdraw a request of whoever the turn belongs to; nothing happens unless it is theirs and open."""
    return Record(_WITHDRAW, {"of": str(reference), "whose": LANE, "at": to_ms(at)})


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that the turn opens with `record`: what the citizen is told of it."""

    reference: Reference
    answer_by: date
    record: Record


class Requests(Protocol):
    """The requests that a person decides, as handlers see them."""

    def open(self, kind: str, subject: str, details: Mapping[str, object]) -> Opened:
        """Draw a reference and set the term; nothing is written before the turn's records are."""

    async def pending(self, lane: str, kind: str, subject: str) -> Request | None:
        """Find what this conversation has asked for already and what nobody has decided yet."""


@dataclass(frozen=True, slots=True)
class SqlRequests:
    """Requests in the database; an answer is due after so many days, that of the asking not counted."""

    database: Database
    ids: Ids
    clock: Clock
    answer_days: int

    def open(self, kind: str, subject: str, details: Mapping[str, object]) -> Opened:
        """Draw a reference and set the term."""
        now, reference = self.clock(), draw_reference(self.ids)
        answer_by = now.date() + timedelta(days=self.answer_days)
        record = open_request(reference, kind, subject, details, opened_at=now, answer_by=answer_by)
        return Opened(reference, answer_by, record)

    async def pending(self, lane: str, kind: str, subject: str) -> Request | None:
        """Find an open request of a conversation."""
        asked = {"lane": lane, "of_kind": kind, "about": subject}
        return await self.database.reader.fetch(
            lambda connection: next(map(read_request, connection.execute(_PENDING, asked)), None)
        )


def read_request(row: FoundRow) -> Request:
    """Read a row with every column of the table."""
    values = {name: getattr(row, name) for name in Request.__slots__}
    values |= {"reference": Reference(row.reference), "details": load(row.details), "state": State(row.state)}
    return Request(**values)
