"""Alerts of others taken in: each becomes a draft, sets one anew, or calls one back, and is taken once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage import transaction as writing
from storage.alert_codes import Codes, keep_codes
from storage.alert_rows import alert
from storage.broadcast_moving import CANCEL
from storage.broadcast_records import Broadcast, Deed, Done, Draft, State
from storage.broadcast_views import read_one
from storage.broadcast_writes import CORRECT, EDIT, MAKE, SENDING, WRITABLE, Writing
from storage.documents import storable
from storage.transaction import Transaction


class Became(StrEnum):
    """What an alert that came has become."""

    DRAFT = "draft"  # a new draft, for the whole area
    EDITED = "edited"  # the draft of the one that it updates says what it says; nobody has agreed to that
    CALLED_BACK = "called-back"  # a draft for those who were reached; the first goes on no more
    CANCELLED = "cancelled"  # the first had not begun: it will not
    KNOWN = "known"  # it had been taken before
    UNRELATED = "unrelated"  # it cancels nothing that we have taken, or what is over


@dataclass(frozen=True, slots=True)
class Coming:
    """An alert of somebody else, read and checked.

    `key` and `refers` are "sender,identifier"; `kind` is Alert, Update or Cancel. `by` is who brought it.
    """

    key: str
    sender: str
    sent_at: datetime
    kind: str
    refers: tuple[str, ...]
    expires_at: datetime | None
    document: str
    draft: Draft
    codes: Codes
    by: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it: `done` is the broadcast, if there is one, and `first` the one that it is about."""

    became: Became
    done: Done | None = None
    first: str = ""


_INSERT: Final = (
    insert(alert).on_conflict_do_nothing(index_elements=["identifier"]).returning(alert.c.identifier)
)
_KEPT: Final = sa.select(alert.c.broadcast).where(alert.c.identifier == sa.bindparam("key", type_=sa.Text()))
_FIRST: Final = sa.select(alert.c.broadcast).where(
    alert.c.identifier.in_(sa.bindparam("keys", expanding=True)),
    alert.c.theirs == sa.true(),
    alert.c.broadcast.is_not(None),
)


def _take_all(transaction: Transaction, coming: Sequence[Coming]) -> list[Taken]:
    MAKE.run(transaction, ())  # its lock is taken before any row
    return [_take(transaction, each) for each in coming]


def _take(transaction: Transaction, coming: Coming) -> Taken:
    connection = transaction.connection
    if connection.scalar(_INSERT.values(_row(coming))) is None:
        number = connection.scalar(_KEPT, {"key": coming.key})
        known = read_one(connection, number) if number else None
        return Taken(Became.KNOWN, _standing(known), known.code if known else "")
    taken = _cancel(transaction, coming) if coming.kind == "Cancel" else _warn(transaction, coming)
    if taken.done is not None:
        connection.execute(
            sa.update(alert).where(alert.c.identifier == coming.key).values(broadcast=taken.done.id)
        )
    return taken


def _row(coming: Coming) -> Mapping[str, Any]:
    return {
        "identifier": coming.key,
        "sender": coming.sender,
        "sent_at": coming.sent_at,
        "kind": coming.kind,
        "refers": " ".join(coming.refers),
        "theirs": True,
        "broadcast": None,
        "expires_at": coming.expires_at,
        "document": storable(coming.document),
    }


def _standing(found: Broadcast | None) -> Done | None:
    return Done(found.id, found.code, found.state, found.version) if found else None


def _firsts(connection: sa.Connection, coming: Coming) -> list[Broadcast]:
    """Find the broadcasts of what it refers to, the newest first."""
    if not coming.refers:
        return []
    numbers = set(connection.scalars(_FIRST, {"keys": list(coming.refers)}))
    found = (read_one(connection, number) for number in sorted(numbers, reverse=True))
    return [each for each in found if each is not None]


def _warn(transaction: Transaction, coming: Coming) -> Taken:
    """Write the first anew while nobody has read it; else make another, and leave the first alone."""
    firsts = _firsts(transaction.connection, coming)
    for first in firsts:
        if first.state in WRITABLE and first.corrects is None:
            edit = Writing(coming.draft, coming.by, first.id, first.version)
            if isinstance(done := EDIT.run(transaction, (edit,))[0], Done):
                keep_codes(transaction.connection, done.id, coming.codes)
                return Taken(Became.EDITED, done, first.code)
    made = MAKE.run(transaction, (Writing(coming.draft, coming.by),))[0]
    keep_codes(transaction.connection, made.id, coming.codes)
    return Taken(Became.DRAFT, made, firsts[0].code if firsts else "")


def _cancel(transaction: Transaction, coming: Coming) -> Taken:
    """End what has not begun; of what has, make the draft that tells those who were reached."""
    for first in _firsts(transaction.connection, coming):
        deed = Deed(first.id, coming.by, first.version, coming.key)
        if first.state in WRITABLE and isinstance(done := CANCEL.run(transaction, (deed,))[0], Done):
            return Taken(Became.CANCELLED, done, first.code)
        if first.state in (*SENDING, State.DONE):
            made = CORRECT.run(transaction, (deed,))[0]
            if isinstance(made, Done):
                return Taken(Became.CALLED_BACK, _reworded(transaction, coming, made), first.code)
    return Taken(Became.UNRELATED)


def _reworded(transaction: Transaction, coming: Coming, made: Done) -> Done:
    """Give the draft that sets another right the words of the cancelling, and as serious as the first."""
    standing = read_one(transaction.connection, made.id)
    training = coming.draft.training if standing is None else standing.draft.training
    draft = replace(coming.draft, training=training)
    done = EDIT.run(transaction, (Writing(draft, coming.by, made.id, made.version),))[0]
    keep_codes(transaction.connection, made.id, coming.codes)
    return done if isinstance(done, Done) else made


# Takes alerts of others: each once, whoever brings it how often.
TAKE: writing.Kind[Coming, Taken] = writing.Kind("take-alert", _take_all, first=True)
