"""One rate for all processes: no more leaves a channel than its network lets pass."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import Part
from storage.bulk import SqlBulk
from storage.bulk_rate import Tokens
from storage.recipient_rows import recipient
from tests.clock import Ticker
from tests.storage.bulk_rows import insert, lay_broadcast, lay_recipients, outcome, recipient_row
from tests.storage.conftest import Desk, Store

RATE = 50.0


@pytest.fixture
def bulk(desk: Desk) -> SqlBulk:
    return SqlBulk(desk.database, {"sms": 10.0})


async def count(bulk: SqlBulk, limit: int = 100, ahead: int = 0) -> int:
    return len((await bulk.take("sms", limit, ahead=ahead)).parts)


async def test_so_many_a_second_after_the_first_few(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    lay_broadcast(store)
    lay_recipients(store, *[f"+{number}" for number in range(40)])
    assert await count(bulk) == 5
    waits = await bulk.take("sms", 100)
    assert (waits.parts, waits.pause) == ([], timedelta(milliseconds=102))
    clock.tick(milliseconds=102)
    assert await count(bulk) == 1
    clock.tick(seconds=0.3)
    assert await count(bulk, limit=2) == 2
    clock.tick(minutes=10)
    assert await count(bulk) == 5


async def test_what_went_ahead_counts(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    lay_broadcast(store)
    lay_recipients(store, *[f"+{number}" for number in range(40)])
    assert await count(bulk, ahead=3) == 2
    assert await count(bulk, ahead=10) == 0
    clock.tick(seconds=1)
    assert await count(bulk) == 0
    clock.tick(seconds=0.2)
    assert await count(bulk) == 2
    assert await count(bulk, ahead=10_000) == 0
    clock.tick(seconds=5.2)
    assert await count(bulk) == 2, "who was flooded with questions is not silent for hours"


async def test_a_channel_without_a_rate_is_bounded_by_nothing(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, *[f"{number}" for number in range(40)], channel="telegram")
    assert len((await bulk.take("telegram", 100, ahead=1000)).parts) == 40


@given(
    rate=st.floats(0.2, 5000),
    steps=st.lists(st.tuples(st.integers(-500, 2000), st.integers(0, 50), st.integers(1, 256)), max_size=60),
)
def test_no_stretch_of_time_sees_more_than_the_rate_and_one_burst(
    rate: float, steps: Sequence[tuple[int, int, int]]
) -> None:
    tokens, start, now, left = Tokens(0.0, 0, rate), 0, 0, 0
    for passed, ahead, limit in steps:
        now += passed
        tokens = tokens.later(now, ahead)
        allowed = tokens.allow(limit)
        assert 0 <= allowed <= limit
        tokens, left = tokens.less(allowed), left + allowed
        start = max(start, now)
        assert left <= rate * start / 1000 + tokens.burst + 1e-6
        if not tokens.allow(limit):
            waits = tokens.wait(limit) // timedelta(milliseconds=1)
            assert tokens.later(tokens.at + waits, 0).allow(limit) > 0


@pytest.fixture
def shared(postgres_made: str, clock: Ticker, tmp_path: Path) -> Iterator[Store]:
    store = Store(postgres_made, clock, tmp_path / "journal", "apart")
    yield store
    for database in store.opened:
        database.close()


@pytest.mark.parametrize("behind", [0.0, 0.2], ids=["one clock", "a clock that is behind"])
async def test_two_processes_keep_one_rate(shared: Store, clock: Ticker, behind: float) -> None:
    """Each writes by a process of its own; time passes for both when it is told to."""

    class Behind(Ticker):
        def __call__(self) -> datetime:
            return clock.now - timedelta(seconds=behind)

    first = SqlBulk(shared.open("first").database, {"sms": RATE})
    shared.clock = Behind()
    second = SqlBulk(shared.open("second").database, {"sms": RATE})
    lay_broadcast(shared)
    insert(shared, recipient, [recipient_row(f"+{number}") for number in range(1200)])
    taken: list[Part] = []
    ahead, seconds = 0, 20

    async def work(bulk: SqlBulk, replies: int) -> None:
        parts = (await bulk.take("sms", 64, ahead=replies)).parts
        await bulk.note([outcome(part) for part in parts])
        taken.extend(parts)

    for number in range(seconds * 10):
        clock.tick(milliseconds=100)
        replies = number % 3 == 0
        await asyncio.gather(work(first, int(replies)), work(second, 0))
        ahead += replies
    assert abs(len(taken) + ahead - RATE * seconds) < 0.05 * RATE * seconds
    assert len({part.to for part in taken}) == len(taken)
    assert shared.rows("SELECT messages FROM broadcast_spent") == [(len(taken),)]


async def test_each_sender_has_a_rate_of_its_own(desk: Desk, store: Store, clock: Ticker) -> None:
    bulk = SqlBulk(desk.database, {"sms": 20.0}, sender_rates={"sms": 4.0})
    for number, sender in ((1, "COMUNE"), (2, "COMUNE"), (3, "")):
        lay_broadcast(store, number, sender=sender)
        lay_recipients(store, *[f"+{number}{each}" for each in range(20)], number=number)
    assert [part.to for part in (await bulk.take("sms", 100)).parts] == ["+10", "+11", "+30", "+31"]
    assert await count(bulk) == 0
    clock.tick(seconds=0.5)
    assert [part.to for part in (await bulk.take("sms", 3)).parts] == ["+12", "+13", "+32"]
