"""Two processes find the same broadcast due on one PostgreSQL: one makes its rows, whatever happens to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.broadcasts import State
from tests.clock import Ticker
from tests.storage.broadcasting import Hall, lay_subscribers
from tests.storage.conftest import Store
from tests.storage.test_broadcast_beginning import ALL, Died, die, meeting

_LOSE = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks"
    " WHERE locktype = 'advisory' AND classid = 7261024 AND database ="
    " (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@pytest.fixture
def store(postgres_made: str, clock: Ticker, tmp_path: Path) -> Iterator[Store]:
    store = Store(postgres_made, clock, tmp_path / "journal", "apart")
    yield store
    for database in store.opened:
        database.close()


@pytest.fixture
def halls(store: Store, clock: Ticker) -> list[Hall]:
    lay_subscribers(store, len(ALL))
    return [Hall.of(store, store.open(name), clock) for name in ("first", "second")]


async def test_who_comes_second_leaves_it_alone(halls: list[Hall]) -> None:
    first, second = halls
    number = await first.approved(counted=7)

    async def meddle() -> None:
        assert await second.broadcasts.start_due() == 0
        assert len(second.standing(number)) == 2

    assert await meeting(first.broadcasts.database, meddle).start_due() == 1
    assert second.standing(number) == dict.fromkeys(ALL, "queued")


async def test_who_has_lost_the_lock_lays_no_more(halls: list[Hall]) -> None:
    first, second = halls
    number = await first.approved(counted=7)

    async def meddle() -> None:
        first.store.rows(_LOSE)
        assert await second.broadcasts.start_due() == 1

    assert await meeting(first.broadcasts.database, meddle).start_due() == 0
    assert await second.state(number) is State.RUNNING
    assert second.standing(number) == dict.fromkeys(ALL, "queued")


async def test_who_has_lost_the_lock_is_told_so_by_what_is_gone(halls: list[Hall]) -> None:
    first, second = halls
    number = await first.approved(counted=7)

    async def begin_too() -> None:
        first.store.rows(_LOSE)
        with pytest.raises(Died):
            await meeting(second.broadcasts.database, die).start_due()

    assert await meeting(first.broadcasts.database, begin_too).start_due() == 0
    assert (await first.state(number), len(first.standing(number))) == (State.APPROVED, 2)
    assert await first.broadcasts.start_due() == 1
    assert second.standing(number) == dict.fromkeys(ALL, "queued")
