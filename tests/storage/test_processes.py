"""Several processes on one PostgreSQL: what one holds, no other takes."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import LeaseLost, StoreUnavailable
from bot.ledger import Timer, Work
from storage import schema
from storage.departures import departure
from storage.records import RECORDS
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, message, part, turn

OWNERS = ("first", "second", "third")


@pytest.fixture
def store(postgres_url: str, clock: Ticker, tmp_path: Path) -> Iterator[Store]:
    schema.create(postgres_url)
    store = Store(postgres_url, clock, tmp_path / "journal")
    yield store
    for database in store.opened:
        database.close()


@pytest.fixture
def desks(store: Store) -> list[Desk]:
    return [store.open(owner) for owner in OWNERS]


async def test_a_message_delivered_to_several_is_accepted_once(desks: list[Desk]) -> None:
    for number in range(10):
        answers = await asyncio.gather(
            *[desk.inbox.accept(message(f"SM{number}"), "c") for desk in desks * 3]
        )
        assert sorted(answers) == [False] * 8 + [True]


async def test_no_lane_is_held_twice_and_each_goes_in_order(desks: list[Desk]) -> None:
    for number in range(120):
        await desks[number % 3].inbox.accept(message(f"SM{number:03}", f"+{number % 7}"), "c")
    held: set[str] = set()
    done: dict[str, list[str]] = {}

    async def work(desk: Desk) -> None:
        idle = 0
        while idle < 20:
            works = await desk.inbox.claim(3)
            idle = 0 if works else idle + 1
            for each in works:
                assert each.inbound.lane not in held
                held.add(each.inbound.lane)
            await asyncio.gather(*[end(desk, each) for each in works])

    async def end(desk: Desk, each: Work) -> None:
        done.setdefault(each.inbound.lane, []).append(each.inbound.external_id)
        held.discard(each.inbound.lane)
        await desk.inbox.finish(turn(each, part(f"{each.id}-0-0", each.inbound.sender)))

    await asyncio.gather(*map(work, desks))
    assert sum(map(len, done.values())) == 120
    assert all(order == sorted(order) for order in done.values())


async def test_a_lane_whose_later_message_is_held_is_not_claimed(desks: list[Desk], store: Store) -> None:
    await desks[0].inbox.accept(message("SM1"), "c")
    await desks[0].inbox.accept(message("SM2"), "c")
    store.run("UPDATE inbox SET owner = 'second', attempts = 1 WHERE external_id = 'SM2'")
    assert await desks[0].inbox.claim(5) == ()


async def test_a_lease_passes_on_and_the_late_turn_is_refused(desks: list[Desk], clock: Ticker) -> None:
    first, second, _ = desks
    await first.inbox.accept(message("SM1"), "c")
    (held,) = await first.inbox.claim(1)
    assert await second.inbox.sweep() == 0
    clock.tick(seconds=121)
    assert await second.inbox.sweep() == 1
    (taken,) = await second.inbox.claim(1)
    with pytest.raises(LeaseLost):
        await first.inbox.finish(turn(held))
    await second.inbox.finish(turn(taken))


async def test_no_part_is_taken_twice(desks: list[Desk]) -> None:
    records = [
        record for number in range(90) for record in departure(part(f"k{number}", f"+{number % 30}"), NINE)
    ]
    await desks[0].database.writer.submit(RECORDS, records)
    left: list[str] = []

    async def send(desk: Desk) -> None:
        idle = 0
        while idle < 20:
            parts = await desk.outbox.take("sms", 4)
            idle = 0 if parts else idle + 1
            left.extend(each.key for each in parts)
            await asyncio.gather(*[desk.outbox.sent(each, f"SM{each.id}") for each in parts])

    await asyncio.gather(*map(send, desks))
    assert sorted(left) == sorted(f"k{number}" for number in range(90))


async def test_a_timer_rings_in_one_process(desks: list[Desk], clock: Ticker) -> None:
    await desks[0].inbox.accept(message("SM1"), "c")
    (work,) = await desks[0].inbox.claim(1)
    await desks[0].inbox.finish(turn(work, timers=[Timer(work.inbound.lane, "nudge", clock())]))
    assert sorted(await asyncio.gather(*[desk.inbox.ring() for desk in desks])) == [0, 0, 1]


async def test_an_expired_call_becomes_unknown_for_all(desks: list[Desk], clock: Ticker) -> None:
    first, second, _ = desks
    await first.database.writer.submit(RECORDS, departure(part("k"), NINE))
    await first.outbox.take("sms", 1)
    assert await second.outbox.sweep() == 0
    clock.tick(seconds=121)
    assert await second.outbox.sweep() == 1
    assert len(await first.outbox.unsettled("sms", 5, timedelta(0))) == 1


async def test_a_lost_connection_is_said_and_mended(desks: list[Desk], store: Store) -> None:
    first = desks[0]
    ask = sa.text("SELECT 1")
    await first.inbox.accept(message("SM1"), "c")
    await first.database.reader.fetch(lambda connection: connection.scalar(ask))
    store.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with pytest.raises(StoreUnavailable):
        await first.inbox.accept(message("SM2"), "c")
    with pytest.raises(StoreUnavailable):
        await first.database.reader.fetch(lambda connection: connection.scalar(ask))
    assert await first.inbox.accept(message("SM3"), "c")
    assert await first.database.reader.fetch(lambda connection: connection.scalar(ask)) == 1
    assert store.rows("SELECT external_id FROM inbox ORDER BY id") == [("SM1",), ("SM3",)]
