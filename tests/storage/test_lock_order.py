"""Processes that write notices and positions at once wait for each other in turn, never in a circle."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import schema
from storage.committing import one_by_one, together
from storage.notice_opening import Payable
from storage.positions import (
    POSITION_FAILED,
    TAKE_POSITION,
    TAKE_POSITIONS,
    Unpublished,
)
from storage.transaction import Kind
from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.storage.payment_world import Store as Alone
from tests.storage.payment_world import made_store
from tests.storage.payments import Till

ROUNDS, DEBTS = 15, 4


@pytest.fixture
def store(postgres_url: str, clock: Ticker, tmp_path: Path) -> Iterator[Store]:
    schema.create(postgres_url)
    store = Store(postgres_url, clock, tmp_path / "journal")
    yield store
    for database in store.opened:
        database.close()


@pytest.fixture
def alone() -> Iterator[Alone]:
    with made_store() as made:
        yield made


async def test_two_counters_open_and_publish_the_same_debts_and_never_lock_each_other_out(store):
    tills = [Till(store.open(owner).database, owner) for owner in ("first", "second")]
    debts = [("pay_notice", f"{number}") for number in range(DEBTS)]

    async def work(till, debts):
        for cents in range(100, 100 + 2 * ROUNDS, 2):
            taken, *_ = await asyncio.gather(
                till.submit(TAKE_POSITIONS, DEBTS),
                *[till.submit(TAKE_POSITION, debt) for debt in debts],
                *[till.open(_asking(cents), debt=debt, publish=True) for debt in debts],
            )
            failed = [Unpublished(one.service, one.reference, one.version, timedelta()) for one in taken]
            await asyncio.gather(
                *[till.submit(POSITION_FAILED, one) for one in failed],
                *[till.open(_asking(cents + 1), debt=debt, publish=True) for debt in debts],
            )

    await asyncio.gather(work(tills[0], debts), work(tills[1], debts[::-1]))
    for till in tills:  # the server counts when a session is idle, or ends
        till.database.close()
    store.opened.clear()
    assert store.rows("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == [(0,)]


def _asking(cents):
    return Payable("", cents, None, None)


@pytest.mark.parametrize("write", [together, one_by_one], ids=lambda write: write.__name__)
def test_what_takes_the_lock_is_written_first_and_everybody_gets_his_own_answer(alone, write):
    seen: list[str] = []

    def noting(name, *, first):
        def run(_, payloads):
            seen.extend(f"{name}{each}" for each in payloads)
            return payloads

        return Kind(name, run, first)

    later, first = noting("later", first=False), noting("first", first=True)
    jobs = [(later, 1), (first, 2), (later, 3), (first, 4)]
    with alone.transaction() as transaction:
        assert write(transaction, jobs) == [1, 2, 3, 4]
    assert seen == ["first2", "first4", "later1", "later3"]
