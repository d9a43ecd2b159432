"""The recipients of what is about to begin, laid a stretch in each transaction: others write between.

The rows of a broadcast that has not begun mean nothing. Who dies half-way leaves some, and whoever begins it
next takes them away and starts anew.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from storage import transaction as writing
from storage.audience_laying import lay
from storage.broadcast_deeds import lock
from storage.broadcast_records import Broadcast, State
from storage.broadcast_rows import broadcast
from storage.recipient_rows import recipient
from storage.transaction import Transaction

AT_ONCE: Final = 1000  # rows: some 10 ms of whoever writes
_NOT_BEGUN: Final = (State.DRAFT, State.SUBMITTED, State.HELD, State.CANCELLED, State.EXPIRED)

_of_broadcast = sa.bindparam("of_broadcast", type_=sa.BigInteger())
_theirs = recipient.c.broadcast == _of_broadcast
HAS_ROWS: Final = sa.select(sa.exists().where(_theirs))
_IS_LAST = sa.select(
    sa.exists().where(_theirs, recipient.c.id == sa.bindparam("last", type_=sa.BigInteger()))
)
# The last first: who is still laying more finds that theirs are gone.
_some = sa.select(recipient.c.id).where(_theirs).order_by(recipient.c.id.desc()).limit(AT_ONCE)
_CLEAR = sa.delete(recipient).where(recipient.c.id.in_(_some.scalar_subquery()))
_TO_CLEAR = (
    sa.select(broadcast.c.id)
    .where(broadcast.c.state.in_([state.value for state in _NOT_BEGUN]), broadcast.c.begun_at.is_(None))
    .where(sa.exists().where(recipient.c.broadcast == broadcast.c.id))
    .order_by(broadcast.c.id)
)


class Stretch(NamedTuple):
    """A stretch of a version's audience as it was found at a moment, packed; empty for nobody.

    `last` is the id of the last row that was laid before it, 0 for the first.
    """

    number: int
    version: int
    at_ms: int
    last: int
    rows: str


def to_clear(connection: sa.Connection) -> Sequence[int]:
    """Find of what rows were laid though it will not begin as it stood."""
    return connection.scalars(_TO_CLEAR).all()


def is_due(found: Broadcast | None, stretch: Stretch) -> bool:
    """Tell whether a broadcast still waits to begin as it stood when its audience was found."""
    return found is not None and found.state is State.APPROVED and found.version == stretch.version


def put(transaction: Transaction, found: Broadcast, stretch: Stretch) -> int | None:
    """Lay a stretch after the one before, of a broadcast that is locked: the id of its last row.

    None if somebody else has laid or cleared meanwhile: then these rows are no whole with those.
    """
    connection, asked = transaction.connection, {"of_broadcast": stretch.number, "last": stretch.last}
    goes_on = connection.scalar(_IS_LAST, asked) if stretch.last else not connection.scalar(HAS_ROWS, asked)
    if not goes_on:
        return None
    if not stretch.rows:
        return stretch.last
    return lay(connection, found.id, found.draft.audience, stretch.rows, stretch.at_ms) or stretch.last


def _lay_all(transaction: Transaction, stretches: Sequence[Stretch]) -> list[int | None]:
    return [_lay(transaction, each) for each in stretches]


def _lay(transaction: Transaction, stretch: Stretch) -> int | None:
    found = lock(transaction.connection, stretch.number)
    if found is None or not is_due(found, stretch):
        return None
    return put(transaction, found, stretch)


def _clear_all(transaction: Transaction, numbers: Sequence[int]) -> list[bool]:
    return [_clear(transaction, number) for number in numbers]


def _clear(transaction: Transaction, number: int) -> bool:
    found = lock(transaction.connection, number)
    if found is None or found.begun_at is not None or found.state not in (*_NOT_BEGUN, State.APPROVED):
        return False
    return transaction.connection.execute(_CLEAR, {"of_broadcast": number}).rowcount == AT_ONCE


# Lays a stretch; the id of its last row, None if no more of these are to be laid.
LAY: writing.Kind[Stretch, int | None] = writing.Kind("lay-broadcast", _lay_all)
# Takes away some rows of what has not begun: True if there may be more.
CLEAR: writing.Kind[int, bool] = writing.Kind("clear-broadcast", _clear_all)
