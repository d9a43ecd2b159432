"""How an answer of staff leaves: where the citizen last wrote about the request, in the thread of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.message import File, Part
from storage.contacts import OF, Contact, read_contact
from storage.departures import depart
from storage.documents import load
from storage.instants import to_ms
from storage.request_rows import CITIZEN, Request, request_event
from storage.tables import caller, inbox
from storage.transaction import Transaction
from storage.veiled import VEILED_LANE

_THREAD = (
    sa.select(inbox.c.id, inbox.c.body, inbox.c.received_at)
    .join(request_event, request_event.c.message == inbox.c.id)
    .where(
        request_event.c.reference == sa.bindparam("of", type_=sa.Text()),
        request_event.c.by == CITIZEN,
        inbox.c.lane == sa.bindparam("its_lane", type_=VEILED_LANE),
    )
    .order_by(inbox.c.id.desc())
    .limit(1)
)
_STOPPED = sa.select(caller.c.stopped).where(caller.c.lane == sa.bindparam("its_lane", type_=VEILED_LANE))


@dataclass(frozen=True, slots=True)
class Carriage:
    """What channels carry, by their names: those that carry files, those of letters, with files inside.

    In those of `rated` a citizen is asked how it went: not where each message costs or is registered.
    """

    files: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    rated: frozenset[str] = frozenset()


TEXT_ALONE = Carriage()


@dataclass(frozen=True, slots=True)
class Thread:
    """Where an answer goes: a conversation, and the message in it that is answered, if there is one."""

    lane: str
    message: int | None
    context: dict[str, str]


def thread_of(transaction: Transaction, found: Request) -> Thread | None:
    """Find where an answer reaches the citizen; None if nowhere.

    A conversation that was another citizen's when they last wrote about it in it is nobody to tell: then it
    goes to another contact of whose affair it is.
    """
    connection = transaction.connection
    row = connection.execute(_THREAD, {"of": str(found.reference), "its_lane": found.lane}).one_or_none()
    wrote_at = row.received_at if row else found.opened_at
    contact = read_contact(connection, found.lane)
    if not _was_taken_over(contact, wrote_at):
        context = load(row.body or "").get("context", {}) if row else {}
        return Thread(found.lane, row.id if row else found.message, context)
    others = [each for each in _living(connection, found.citizen, transaction.now) if each.lane != found.lane]
    return Thread(others[-1].lane, None, {}) if others else None


def _was_taken_over(contact: Contact | None, since: datetime) -> bool:
    return contact is not None and contact.theirs_since is not None and contact.theirs_since > since


def _living(connection: sa.Connection, citizen: str, now: datetime) -> list[Contact]:
    if not citizen:
        return []
    found = (Contact(*row) for row in connection.execute(OF, {"of_citizen": citizen}))
    return [each for each in found if each.lives(now)]


def wants_no_notices(connection: sa.Connection, lane: str) -> bool:
    """Whether a citizen has asked for no more notices in a conversation (STOP)."""
    return bool(connection.scalar(_STOPPED, {"its_lane": lane}))


def leave(
    transaction: Transaction, thread: Thread, key: str, words: str, files: Sequence[File], how: Carriage
) -> None:
    """Send words off, and the files that the channel carries; a key leaves once.

    Who wants no notices is answered all the same: they have asked.
    """
    channel, _, address = thread.lane.partition(":")
    files = files if channel in how.files else ()
    enclosed, alone = (files, ()) if channel in how.letters else ((), files)
    parts = [Part(key, channel, address, words, files=tuple(enclosed), context=thread.context)]
    parts += [
        Part(f"{key}-{number}", channel, address, files=(file,), context=thread.context)
        for number, file in enumerate(alone, 1)
    ]
    depart(transaction.connection, [(thread.message, part) for part in parts], to_ms(transaction.now))
