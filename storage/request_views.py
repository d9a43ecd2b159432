"""What staff read of requests: the queue page by page, and one request with all that happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from storage.request_rows import (
    Document,
    Event,
    Request,
    Stage,
    is_open,
    read_document,
    read_event,
    read_request,
    request,
    request_document,
    request_event,
)
from storage.tables import caller, outbox
from storage.veiled import VEILED_LANE

_reference = sa.bindparam("its_reference", type_=sa.Text())
ONE = sa.select(request).where(request.c.reference == _reference)
_EVENTS = (
    sa.select(request_event).where(request_event.c.reference == _reference).order_by(request_event.c.number)
)
_DOCUMENTS = (
    sa.select(request_document)
    .where(request_document.c.reference == _reference)
    .order_by(request_document.c.at, request_document.c.sha256)
)
_LANGUAGE = sa.select(caller.c.language).where(caller.c.lane == sa.bindparam("its_lane", type_=VEILED_LANE))
_SENT = sa.select(outbox.c.status).where(outbox.c.key == sa.bindparam("its_key", type_=sa.Text()))


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last request of a page: the next page begins after it."""

    answer_by: date
    reference: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which open requests are wanted; None is any. `late` are those whose term ended before that day."""

    office: str | None = None
    assignee: str | None = None
    stage: Stage | None = None
    kind: str | None = None
    late: date | None = None
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with its story, the oldest first.

    `sent` is how far the decision got (the status of its part; empty if there is none), `language` what the
    counter speaks with its citizen ("it"), empty if that is not known.
    """

    request: Request
    events: Sequence[Event]
    documents: Sequence[Document]
    sent: str
    language: str


def queue(connection: sa.Connection, which: Filter, limit: int) -> list[Request]:
    """Read open requests, those first whose term ends first."""
    query = sa.select(request).where(is_open, *wanted(which))
    query = query.order_by(request.c.answer_by, request.c.reference).limit(limit)
    return [read_request(row) for row in connection.execute(query)]


def wanted(which: Filter) -> list[sa.ColumnElement[bool]]:
    """Write down which open requests are wanted."""
    given = {
        request.c.office: which.office,
        request.c.assignee: which.assignee,
        request.c.kind: which.kind,
        request.c.stage: which.stage and which.stage.value,
    }
    wanted = [column == value for column, value in given.items() if value is not None]
    if which.late is not None:
        wanted.append(request.c.answer_by < which.late)
    if which.after is not None:
        place = sa.tuple_(sa.literal(which.after.answer_by, sa.Date()), which.after.reference)
        wanted.append(sa.tuple_(request.c.answer_by, request.c.reference) > place)
    return wanted


def view(connection: sa.Connection, reference: str) -> RequestView | None:
    """Read one request; None if there is none of that reference."""
    asked = {"its_reference": reference}
    row = connection.execute(ONE, asked).one_or_none()
    if row is None:
        return None
    found = read_request(row)
    return RequestView(
        found,
        [read_event(each) for each in connection.execute(_EVENTS, asked)],
        [read_document(each) for each in connection.execute(_DOCUMENTS, asked)],
        sent_of(connection, found),
        language_of(connection, found.lane),
    )


def decision_key(found: Request) -> str:
    """Name the part that carries the decision: there is one."""
    return f"{found.message or 'request'}-{found.reference}"


def sent_of(connection: sa.Connection, found: Request) -> str:
    """Tell the status of the part that carries the decision; empty if there is none."""
    return connection.scalar(_SENT, {"its_key": decision_key(found)}) or ""


def language_of(connection: sa.Connection, lane: str) -> str:
    """Tell the language spoken in a conversation; empty if that is not known."""
    return connection.scalar(_LANGUAGE, {"its_lane": lane}) or ""
