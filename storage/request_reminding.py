"""Reminders of requests: citizens of what is awaited of them, staff of an answer that is due; each once.

Nobody is reminded of what is done: it is looked at in the transaction that reminds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from storage.database import Database
from storage.prepared import FoundRow
from storage.records import write_records
from storage.request_answers import thread_of, wants_no_notices
from storage.request_events import DONE, Turn
from storage.request_rows import ASKED, COUNTER, What, is_asked, is_open, read_request, request, request_event
from storage.tables import word
from storage.telling import told
from storage.transaction import Kind, Transaction

_MOST = 200  # of one round
EVENT: Final = "request_message.reminder"
_AWAITED, _DUE = "awaited/", "due/"  # how the keys begin, before the day


def _unsaid(opening: str, day: sa.ColumnElement[object]) -> sa.ColumnElement[bool]:
    """Find those of which it was not said yet that this day is near; another day is said again."""
    key = word(opening).concat(sa.cast(day, sa.Text()))
    said = sa.exists().where(request_event.c.reference == request.c.reference, request_event.c.key == key)
    return sa.not_(said)


_until = sa.bindparam("until", type_=sa.Date())
_WAITING = (
    sa.select(request)
    .where(is_asked, request.c.asked_until <= _until, _unsaid(_AWAITED, request.c.asked_until))
    .order_by(request.c.asked_until)
    .limit(_MOST)
)
_NEARLY_DUE = (
    sa.select(request)
    .where(
        is_open,
        request.c.stage != ASKED,
        request.c.answer_by <= _until,
        _unsaid(_DUE, request.c.answer_by),
    )
    .order_by(request.c.answer_by, request.c.reference)
    .limit(_MOST)
)


@dataclass(frozen=True, slots=True)
class Look:
    """How many days before the day that something is awaited, or due, one is reminded; None for never."""

    awaited: int | None
    due: int | None
    correlation: str


async def anybody_to_remind(database: Database, awaited: int | None, due: int | None) -> bool:
    """Tell whether a Look with these days would find anything: one that does not writes nothing."""
    today = database.clock().date()
    asked = [
        (query, {"until": today + timedelta(days=days)})
        for query, days in ((_WAITING, awaited), (_NEARLY_DUE, due))
        if days is not None
    ]
    return await database.reader.fetch(
        lambda connection: any(connection.execute(*each).first() is not None for each in asked)
    )


def _remind_all(transaction: Transaction, looks: Sequence[Look]) -> list[int]:
    return [_remind(transaction, look) for look in looks]


def _remind(transaction: Transaction, look: Look) -> int:
    return _of_what_is_awaited(transaction, look) + _of_what_is_due(transaction, look)


def _of_what_is_awaited(transaction: Transaction, look: Look) -> int:
    """Remind citizens, once for each day that they were given, also where they want no notices: silently."""
    if look.awaited is None:
        return 0
    rows = _near(transaction, _WAITING, look.awaited)
    for row in rows:
        found = read_request(row)
        until = row.asked_until.isoformat()
        thread = thread_of(transaction, found)
        heard = thread is not None and not wants_no_notices(transaction.connection, thread.lane)
        still = row.asked_until >= transaction.now.date()
        _note(transaction, row.reference, _AWAITED + until, until, shown=heard and still)
        if thread is not None and heard and still:
            payload = {"reference": row.reference, "until": until}
            name = f"awaited/{row.reference}/{until}"
            event = told(thread.lane, EVENT, payload, name, look.correlation, transaction.now)
            write_records(transaction.connection, [event])
    return len(rows)


def _of_what_is_due(transaction: Transaction, look: Look) -> int:
    if look.due is None:
        return 0
    rows = _near(transaction, _NEARLY_DUE, look.due)
    for row in rows:
        day = row.answer_by.isoformat()
        _note(transaction, row.reference, _DUE + day, day, shown=False)
    return len(rows)


def _near(transaction: Transaction, query: sa.Select[tuple[object, ...]], days: int) -> Sequence[FoundRow]:
    until = transaction.now.date() + timedelta(days=days)
    held = query.with_for_update(skip_locked=True)
    return transaction.connection.execute(held, {"until": until}).all()


def _note(transaction: Transaction, reference: str, key: str, day: str, *, shown: bool) -> None:
    row = Turn(reference, transaction.now, COUNTER).row(What.REMINDED, day, key, shown=shown)
    DONE.many(transaction.connection, [{**row, "message": None}])


# Reminds of what is awaited and of what is due; how many times.
REMIND_REQUESTS: Kind[Look, int] = Kind("remind-requests", _remind_all)
