"""Broadcasts written: made, edited, and made anew to set one right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from storage import transaction as writing
from storage.alert_codes import Codes, keep_codes
from storage.audience import Audience
from storage.broadcast_deeds import Happened, happen, lock, note, refused
from storage.broadcast_dropping import drop
from storage.broadcast_records import Answer, Broadcast, Deed, Done, Draft, Refused, State, What, Why
from storage.broadcast_rows import broadcast, broadcast_text, broadcast_topic, broadcast_zone
from storage.documents import storable
from storage.transaction import Transaction

_CODES: Final = 7_261_023  # the name of the lock of who gives a code
WRITABLE: Final = (State.DRAFT, State.SUBMITTED, State.APPROVED, State.HELD)
SENDING: Final = (State.RUNNING, State.PAUSED)
_SENT: Final = (*SENDING, State.DONE, State.CANCELLED)
# What is said of a version that nobody has submitted.
UNSUBMITTED: Final[Mapping[str, Any]] = {
    "state": State.DRAFT.value,
    "submitted_by": "",
    "submitted_at": None,
    "urgent": "",
    "counted": None,
    "micros": None,
    "approved_at": None,
    "held": "",
}
_LAST_CODE = (
    sa.select(broadcast.c.code)
    .where(broadcast.c.code.like(sa.bindparam("in_year", type_=sa.Text())))
    .order_by(sa.func.length(broadcast.c.code).desc(), broadcast.c.code.desc())
    .limit(1)
)
_CORRECTION = sa.select(broadcast.c.code).where(
    broadcast.c.corrects == sa.bindparam("of_broadcast", type_=sa.BigInteger()),
    broadcast.c.state.in_([state.value for state in WRITABLE]),
)


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody has written; `id` None for a new broadcast, else of which they saw `expected`.

    `codes` are those of CAP; None leaves them as they are.
    """

    draft: Draft
    by: str
    id: int | None = None
    expected: int | None = None
    codes: Codes | None = None


def _make_all(transaction: Transaction, asked: Sequence[Writing]) -> list[Done]:
    _hold_codes(transaction.connection)
    return [_written(transaction, each) for each in asked]


def _written(transaction: Transaction, writing: Writing) -> Done:
    made = _make(transaction, writing.draft, writing.by)
    if writing.codes is not None:
        keep_codes(transaction.connection, made.id, writing.codes)
    return made


def _hold_codes(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CODES)))


def _make(transaction: Transaction, draft: Draft, by: str, detail: str = "") -> Done:
    connection = transaction.connection
    code = _next_code(connection, transaction.now.year)
    row = {
        **_columns(draft),
        **UNSUBMITTED,
        "code": code,
        "version": 1,
        "corrects": draft.audience.corrects,
        "made_by": by,
        "made_at": transaction.now,
        "edited_by": by,
    }
    number = connection.execute(sa.insert(broadcast).values(row).returning(broadcast.c.id)).scalar_one()
    _write_parts(connection, number, draft)
    note(transaction, number, code, by, What.MADE, detail)
    return Done(number, code, State.DRAFT, 1)


def _next_code(connection: sa.Connection, year: int) -> str:
    last = connection.scalar(_LAST_CODE, {"in_year": f"{year}-%"})
    return f"{year}-{int(last.partition('-')[2]) + 1 if last else 1:04d}"


def _columns(draft: Draft) -> dict[str, Any]:
    audience = draft.audience
    return {
        "kind": draft.kind.value,
        "policy": draft.policy.value,
        "sender": storable(draft.sender),
        "everyone": audience.everyone,
        "basis": storable(draft.basis),
        "languages": storable(" ".join(audience.languages)),
        "query": storable(audience.query),
        "list": audience.list,
        "excluded_list": audience.excluded_list,
        "starts_at": draft.starts_at,
        "valid_until": draft.valid_until,
        "training": draft.training,
        "public": draft.public,
    }


def _write_parts(connection: sa.Connection, number: int, draft: Draft) -> None:
    texts = [
        {"language": language, "title": storable(text.title), "body": storable(text.body)}
        for language, text in draft.texts.items()
    ]
    topics = [{"topic": storable(each)} for each in dict.fromkeys(draft.audience.topics)]
    zones = [{"zone": storable(each)} for each in dict.fromkeys(draft.audience.zones)]
    for table, rows in ((broadcast_text, texts), (broadcast_topic, topics), (broadcast_zone, zones)):
        connection.execute(sa.delete(table).where(table.c.broadcast == number))
        if rows:
            connection.execute(sa.insert(table), [{**row, "broadcast": number} for row in rows])


def _edit_all(transaction: Transaction, asked: Sequence[Writing]) -> list[Answer]:
    return [_edit(transaction, each) for each in asked]


def _edit(transaction: Transaction, writing: Writing) -> Answer:
    """Write it anew; whoever agreed to what stood there has agreed to nothing. What it corrects stays."""
    connection = transaction.connection
    found = lock(connection, writing.id or 0)
    if found is None:
        return Refused(Why.ABSENT)
    if writing.expected != found.version:
        return refused(connection, found, Why.STALE)
    if found.state not in WRITABLE:
        return refused(connection, found, Why.STATE)
    _write_parts(connection, found.id, writing.draft)
    if writing.codes is not None:
        keep_codes(connection, found.id, writing.codes)
    change = {**_columns(writing.draft), **UNSUBMITTED, "edited_by": writing.by}
    return happen(transaction, found, writing.by, Happened(What.EDITED, change, renewed=True))


def _correct_all(transaction: Transaction, deeds: Sequence[Deed]) -> list[Answer]:
    _hold_codes(transaction.connection)
    return [_correct(transaction, deed) for deed in deeds]


def _correct(transaction: Transaction, deed: Deed) -> Answer:
    connection = transaction.connection
    found = lock(connection, deed.id)
    if found is None:
        return Refused(Why.ABSENT)
    if found.state not in _SENT or found.begun_at is None:
        return refused(connection, found, Why.STATE)
    if code := connection.scalar(_CORRECTION, {"of_broadcast": found.id}):
        return replace(refused(connection, found, Why.TWICE), detail=code)
    made = _make(transaction, _correcting(found, transaction), deed.by, found.code)
    change: dict[str, Any] = {}
    if found.state in SENDING:
        change = {"state": State.CANCELLED.value, "ended_at": transaction.now}
    drop(transaction, found.id)  # nobody else gets what is wrong, by no other address of theirs either
    happen(transaction, found, deed.by, Happened(What.CORRECTED, change, made.code))
    return made


def _correcting(found: Broadcast, transaction: Transaction) -> Draft:
    """Copy what is to be set right, for exactly those whom it has reached; it leaves once it is approved."""
    until = found.draft.valid_until
    return replace(
        found.draft,
        audience=Audience(corrects=found.id),
        starts_at=None,
        valid_until=until if until and until > transaction.now else None,
    )


# Makes a draft.
MAKE: writing.Kind[Writing, Done] = writing.Kind("make-broadcast", _make_all, first=True)
# Writes one anew that has not begun: it is a draft again.
EDIT: writing.Kind[Writing, Answer] = writing.Kind("edit-broadcast", _edit_all)
# Makes a draft for those whom a broadcast has reached, which goes on no more: that of the draft.
CORRECT: writing.Kind[Deed, Answer] = writing.Kind("correct-broadcast", _correct_all, first=True)
