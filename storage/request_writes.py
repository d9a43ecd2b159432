"""What staff do with a request, one transaction each: whoever was second is told who was first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from storage.blobs import keep
from storage.documents import storable
from storage.records import write_records
from storage.request_answers import leave, thread_of, wants_no_notices
from storage.request_deeds import Answer, Deed, Done, Stale
from storage.request_events import DONE, Turn, document_row, keep_documents
from storage.request_rows import (
    Direction,
    Event,
    Request,
    Stage,
    State,
    What,
    read_event,
    read_request,
    request,
    request_event,
)
from storage.request_terms import STANDSTILL, answer_due
from storage.request_views import ONE, decision_key
from storage.telling import told
from storage.transaction import Kind, Transaction

RATING: Final = "request_rating.ask"  # the event that asks how it went
_reference = sa.bindparam("its_reference", type_=sa.Text())
_LOCKED = ONE.with_for_update()
_UPDATE = sa.update(request).where(request.c.reference == _reference)
_LAST = (
    sa.select(request_event)
    .where(request_event.c.reference == _reference)
    .order_by(request_event.c.number.desc())
    .limit(1)
)


Change = Mapping[str, Any]
Act = Callable[[Transaction, Request, Deed], tuple[Change, bool]]


def _each(act: Act, *, closed: bool = False) -> Callable[[Transaction, Sequence[Deed]], list[Answer]]:
    """Make what a Kind runs of what is done with one; `closed`: it may be done when all is decided too."""

    def run(transaction: Transaction, deeds: Sequence[Deed]) -> list[Answer]:
        return [_do(transaction, deed, act, closed=closed) for deed in deeds]

    return run


def _do(transaction: Transaction, deed: Deed, act: Act, *, closed: bool) -> Answer:
    connection, asked = transaction.connection, {"its_reference": deed.reference}
    row = connection.execute(_LOCKED, asked).one_or_none()
    if row is None:
        raise LookupError("there is no request of this reference")
    found = read_request(row)
    seen = deed.expected is None or deed.expected == found.version
    if not seen or not (closed or found.state is State.OPEN):
        return _stale(connection, found)
    change, was_told = act(transaction, found, deed)
    version = found.version + 1
    connection.execute(_UPDATE.values({**change, "version": version}), asked)
    return Done(version, was_told)


def _stale(connection: sa.Connection, found: Request) -> Stale:
    row = connection.execute(_LAST, {"its_reference": str(found.reference)}).one_or_none()
    last: Event | None = None if row is None else read_event(row)
    if last is None:
        return Stale(found.answered_by, found.answered_at or found.opened_at, What.OPENED, found.version)
    return Stale(last.by, last.at, last.kind, found.version)


def _tell(transaction: Transaction, found: Request, deed: Deed, key: str) -> bool:
    """Send the words off; False if there are none, or they reach nobody."""
    thread = thread_of(transaction, found) if deed.words else None
    if thread is not None:
        leave(transaction, thread, key, deed.words, deed.files, deed.carriage)
    return thread is not None


def _note_down(
    transaction: Transaction, found: Request, deed: Deed, what: What, text: str, *, shown: bool = True
) -> None:
    key = f"{what.value}:{found.version}"
    row = Turn(deed.reference, transaction.now, storable(deed.by)).row(what, text, key, shown=shown)
    DONE.many(transaction.connection, [{**row, "message": None}])


def _enclose(transaction: Transaction, deed: Deed, direction: Direction) -> None:
    hashes = keep(transaction.connection, deed.files)
    rows = [
        document_row(deed.reference, file, sha256, direction, storable(deed.by), transaction.now)
        for file, sha256 in zip(deed.files, hashes, strict=True)
    ]
    keep_documents(transaction.connection, rows)


def _take(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    _note_down(transaction, found, deed, What.TAKEN, "")
    stage = found.stage if found.stage is Stage.ASKED else Stage.WORKING
    return {"assignee": storable(deed.by), "stage": stage.value}, False


def _assign(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    _note_down(transaction, found, deed, What.ASSIGNED, deed.name, shown=False)
    stage = found.stage if found.stage is Stage.ASKED else Stage.WORKING if deed.name else Stage.RECEIVED
    return {"assignee": storable(deed.name), "stage": stage.value}, False


def _hand(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    _note_down(transaction, found, deed, What.ASSIGNED, deed.name, shown=False)
    stage = found.stage if found.stage is Stage.ASKED else Stage.RECEIVED
    return {"office": storable(deed.name), "assignee": "", "stage": stage.value}, False


def _note(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    _note_down(transaction, found, deed, What.NOTED, deed.text, shown=False)
    return {}, False


def _attach(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    _enclose(transaction, deed, Direction.OUT)
    for file in deed.files:
        key = f"{What.DOCUMENT.value}:{file.sha256}"
        row = Turn(deed.reference, transaction.now, storable(deed.by)).row(What.DOCUMENT, file.name, key)
        DONE.many(transaction.connection, [{**row, "message": None}])
    return {}, _tell(transaction, found, deed, _key(found))


def _reply(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    _note_down(transaction, found, deed, What.MESSAGE, deed.text)
    _enclose(transaction, deed, Direction.OUT)
    return {}, _tell(transaction, found, deed, _key(found))


def _ask_more(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    _note_down(transaction, found, deed, What.ASKED, deed.text)
    today = transaction.now.date()
    change = {
        "stage": Stage.ASKED.value,
        "asked_on": found.asked_on if found.stage is Stage.ASKED else today,
        "asked_until": deed.until or today + STANDSTILL,
        "assignee": found.assignee or storable(deed.by),
    }
    return change, _tell(transaction, found, deed, _key(found))


def _decide(transaction: Transaction, found: Request, deed: Deed) -> tuple[Change, bool]:
    now = transaction.now
    _note_down(transaction, found, deed, What.ACCEPTED if deed.accepted else What.REFUSED, deed.text)
    _enclose(transaction, deed, Direction.OUT)
    due = answer_due(found, now.date())
    if now.date() > due:
        _note_down(transaction, found, deed, What.CLOSED_LATE, due.isoformat())
    change = {
        "state": State.ANSWERED.value,
        "accepted": deed.accepted,
        "answer": storable(deed.words or deed.text),
        "answered_by": storable(deed.by),
        "answered_at": now,
        "answer_by": due,
        "asked_until": None,
    }
    reached = _tell(transaction, found, deed, decision_key(found))
    _let_hear(transaction, found, deed)
    return change, reached


def _let_hear(transaction: Transaction, found: Request, deed: Deed) -> None:
    """Tell the service of the kind, and ask how it went, by events in the lane: each once for a request."""
    thread = thread_of(transaction, found)
    if thread is None:
        return
    reference = str(found.reference)
    payload = {"reference": reference, "accepted": deed.accepted, "text": deed.text}
    channel = thread.lane.partition(":")[0]
    events = {}
    if deed.service:
        events[f"decided/{reference}"] = f"{deed.service}.decided", payload
    if channel in deed.carriage.rated and not wants_no_notices(transaction.connection, thread.lane):
        events[f"rating/{reference}"] = RATING, {"reference": reference}
    now, correlation = transaction.now, deed.correlation
    records = [told(thread.lane, *event, name, correlation, now) for name, event in events.items()]
    write_records(transaction.connection, records)


def _key(found: Request) -> str:
    return f"{decision_key(found)}-v{found.version}"


# One of the staff has a request in hand from now on.
TAKE: Kind[Deed, Answer] = Kind("take-request", _each(_take))
# Somebody else of the staff has it, or with an empty name nobody.
ASSIGN: Kind[Deed, Answer] = Kind("assign-request", _each(_assign))
# Another office has it.
HAND: Kind[Deed, Answer] = Kind("hand-request", _each(_hand))
# A remark for staff alone.
NOTE: Kind[Deed, Answer] = Kind("note-request", _each(_note, closed=True))
# Documents for the citizen, who is told if there are words.
ATTACH: Kind[Deed, Answer] = Kind("attach-request", _each(_attach, closed=True))
# A message to the citizen that asks for nothing.
REPLY: Kind[Deed, Answer] = Kind("reply-request", _each(_reply, closed=True))
# More is asked of the citizen, by a day.
ASK: Kind[Deed, Answer] = Kind("ask-request", _each(_ask_more))
# It is accepted or refused, and the citizen and the service of its kind are told.
DECIDE: Kind[Deed, Answer] = Kind("decide-request", _each(_decide))
