"""A broadcast begun: its audience found apart, laid in stretches, and let go when all of it is there."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final, NamedTuple

import sqlalchemy as sa

from storage.audience import pack
from storage.audience_query import BadQuery
from storage.broadcast_laying import CLEAR, HAS_ROWS, LAY, Stretch
from storage.broadcast_records import State
from storage.broadcast_starting import START, Beginning, has_grown
from storage.broadcast_views import read_one
from storage.database import Database
from storage.instants import to_ms

_BEGINNING: Final = 7_261_024  # the name of the lock of who begins one, beside its number
# Of the session (PostgreSQL's manual, 13.3.5): it is gone with the connection, or the process.
_TAKE: Final = sa.select(sa.func.pg_try_advisory_lock(_BEGINNING, sa.bindparam("number", type_=sa.Integer())))


class Found(NamedTuple):
    """The audience of a version as it was found; `problem`: why it could not be.

    `littered`: there are rows of somebody who died before it began.
    """

    version: int
    at_ms: int
    people: int = 0
    stretches: Sequence[str] = ()
    problem: str = ""
    littered: bool = False


async def begin(database: Database, number: int, channels: Sequence[str], size: int) -> bool:
    """Begin a broadcast that is approved and due; False if it does not begin, or somebody else is at it.

    Its rows are laid so many at a time.
    """
    async with _alone(database, number) as connection:
        if connection is None:
            return False
        at_ms = to_ms(database.clock())
        found = await asyncio.to_thread(_read, connection, number, channels, at_ms, size)
        return found is not None and await _laid(database, number, found)


def find(
    connection: sa.Connection, number: int, channels: Sequence[str], at_ms: int, size: int
) -> Found | None:
    """Find the audience of a broadcast that waits to begin, None of another: it may take a second."""
    one = read_one(connection, number)
    if one is None or one.state is not State.APPROVED:
        return None
    try:
        packed = pack(connection, one.draft.audience, one.draft.policy, channels, at_ms, size)
    except BadQuery as problem:  # what it names may have gone since
        return Found(one.version, at_ms, problem=str(problem))
    stretches = () if has_grown(one, packed.people) else packed.stretches
    littered = bool(connection.scalar(HAS_ROWS, {"of_broadcast": number}))
    return Found(one.version, at_ms, packed.people, stretches, littered=littered)


def _read(
    connection: sa.Connection, number: int, channels: Sequence[str], at_ms: int, size: int
) -> Found | None:
    found = find(connection, number, channels, at_ms, size)
    connection.rollback()  # nothing is read while rows are laid: SQLite can put what is written in its place
    return found


async def _laid(database: Database, number: int, found: Found) -> bool:
    """Lay all stretches but one, which comes with the beginning."""
    submit, last = database.writer.submit, 0
    while found.littered and await submit(CLEAR, number):
        pass
    *before, rest = found.stretches or ("",)
    for rows in before:
        laid = await submit(LAY, Stretch(number, found.version, found.at_ms, last, rows))
        if laid is None:
            return False
        last = laid
    stretch = Stretch(number, found.version, found.at_ms, last, rest)
    return await submit(START, Beginning(stretch, found.people, found.problem))


@asynccontextmanager
async def _alone(database: Database, number: int) -> AsyncIterator[sa.Connection | None]:
    """Give a connection to who begins a broadcast while no other process does; None if one does."""
    connection = await asyncio.to_thread(_take, database, number)
    try:
        yield connection
    finally:
        if connection is not None:
            await asyncio.to_thread(connection.close)


def _take(database: Database, number: int) -> sa.Connection | None:
    connection = database.connect()
    if database.exclusive:
        return connection
    if not connection.scalar(_TAKE, {"number": number}):
        connection.close()
        return None
    connection.detach()  # it is closed for good: in the pool it would keep the lock
    return connection
