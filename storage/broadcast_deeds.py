"""What becomes of a broadcast by one of the staff, one transaction each: locked, checked, done, noted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from storage.audit import Deed as Audited
from storage.audit import note_deeds
from storage.broadcast_records import Answer, Broadcast, Deed, Done, Refused, State, What, Why
from storage.broadcast_rows import broadcast, broadcast_event
from storage.broadcast_views import LAST_EVENT, ONE, read_all, read_event
from storage.documents import storable
from storage.transaction import Transaction

LOCKED: Final = ONE.with_for_update()
UPDATE: Final = sa.update(broadcast).where(
    broadcast.c.id == sa.bindparam("of_broadcast", type_=sa.BigInteger())
)


@dataclass(frozen=True, slots=True)
class Happened:
    """What a deed comes to: the columns that change. `renewed`: nobody has agreed to the new version."""

    what: What
    change: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""
    renewed: bool = False


Act = Callable[[Transaction, Broadcast, Deed], Happened | Refused]


def each(
    act: Act, states: Collection[State] = tuple(State)
) -> Callable[[Transaction, Sequence[Deed]], list[Answer]]:
    """Make what a Kind runs of what is done with a broadcast that is in one of the states."""

    def run(transaction: Transaction, deeds: Sequence[Deed]) -> list[Answer]:
        return [_do(transaction, deed, act, states) for deed in deeds]

    return run


def _do(transaction: Transaction, deed: Deed, act: Act, states: Collection[State]) -> Answer:
    connection = transaction.connection
    found = lock(connection, deed.id)
    if found is None:
        return Refused(Why.ABSENT)
    if deed.expected is not None and deed.expected != found.version:
        return refused(connection, found, Why.STALE)
    if found.state not in states:
        return refused(connection, found, Why.STATE)
    answer = act(transaction, found, deed)
    return answer if isinstance(answer, Refused) else happen(transaction, found, deed.by, answer)


def lock(connection: sa.Connection, number: int) -> Broadcast | None:
    """Read a broadcast that nobody else changes until the commit."""
    return next(iter(read_all(connection, connection.execute(LOCKED, {"of_broadcast": number}).all())), None)


def refused(connection: sa.Connection, found: Broadcast, why: Why) -> Refused:
    """Say who did what last."""
    row = connection.execute(LAST_EVENT, {"of_broadcast": found.id}).one()
    last = read_event(row)
    return Refused(why, last.who, last.at, last.what, found.state)


def happen(transaction: Transaction, found: Broadcast, by: str, happened: Happened) -> Done:
    """Write what happens to a broadcast, and note it: in its story, and of staff in the audit."""
    version = found.version + happened.renewed
    change = {**happened.change, "version": version}
    transaction.connection.execute(UPDATE.values(change), {"of_broadcast": found.id})
    note(transaction, found.id, found.code, by, happened.what, happened.detail)
    return Done(found.id, found.code, State(change.get("state", found.state)), version)


def note(transaction: Transaction, number: int, code: str, by: str, what: What, detail: str = "") -> None:
    """Write into the story of a broadcast; `by` is empty for what comes by itself."""
    row = {
        "broadcast": number,
        "at": transaction.now,
        "who": storable(by),
        "what": what.value,
        "detail": storable(detail),
    }
    transaction.connection.execute(sa.insert(broadcast_event), row)
    if by:
        note_deeds(transaction, [Audited(by, f"broadcast-{what.value}", code, detail)])
