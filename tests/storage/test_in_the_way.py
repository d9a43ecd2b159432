"""Two counters that wait for each other: PostgreSQL ends one of the transactions, and both are written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Barrier

import sqlalchemy as sa

from storage import schema
from storage.database import open_database
from storage.transaction import Kind, Transaction
from tests.clock import Ticker

_LOCK = sa.text("SELECT pg_advisory_xact_lock(:number)")


@dataclass
class Taking:
    """Two locks, one after the other; at its first try it waits until the other has its first too."""

    first: int
    second: int
    met: Barrier
    tries: list[int] = field(default_factory=list)


def _take_all(transaction: Transaction, takings: Sequence[Taking]) -> list[str]:
    for each in takings:
        each.tries.append(len(each.tries) + 1)
        transaction.connection.execute(_LOCK, {"number": each.first})
        if each.tries == [1]:
            each.met.wait(timeout=20)
        transaction.connection.execute(_LOCK, {"number": each.second})
    return ["taken"] * len(takings)


TAKE: Kind[Taking, str] = Kind("take", _take_all)


async def test_who_was_in_the_way_is_written_again(postgres_url: str, clock: Ticker) -> None:
    schema.create(postgres_url)
    here, there = (open_database(postgres_url, clock=clock, owner=name) for name in ("here", "there"))
    met = Barrier(2)
    mine, theirs = Taking(1, 2, met), Taking(2, 1, met)
    answers = await asyncio.gather(here.writer.submit(TAKE, mine), there.writer.submit(TAKE, theirs))
    assert answers == ["taken", "taken"]
    assert sorted([len(mine.tries), len(theirs.tries)]) == [1, 2]
    here.close()
    there.close()
