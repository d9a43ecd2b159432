"""Several processes send one broadcast from one PostgreSQL, while staff pause it and citizens say STOP."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.bulk import Fate
from bot.channel import Delivery, Receipt
from storage.bulk import SqlBulk
from storage.bulk_rate import IN_ANOTHERS_HAND
from storage.bulk_stopping import stop_waiting
from storage.database import read_url, writing_engine
from storage.recipient_rows import recipient
from storage.records import RECORDS
from tests.clock import Ticker
from tests.storage.bulk_rows import insert, lay_broadcast, outcome, recipient_row
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE

PEOPLE = 400
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@pytest.fixture
def store(postgres_made: str, clock: Ticker, tmp_path: Path) -> Iterator[Store]:
    store = Store(postgres_made, clock, tmp_path / "journal", "apart")
    yield store
    for database in store.opened:
        database.close()


@pytest.fixture
def desks(store: Store) -> list[Desk]:
    opened = [store.open("first"), store.open("second")]
    lay_broadcast(store)
    insert(store, recipient, [recipient_row(f"+{number}") for number in range(PEOPLE)])
    return opened


async def test_each_person_is_sent_to_once_whoever_takes_them(store: Store, desks: list[Desk]) -> None:
    bulks, deadlocks = [SqlBulk(desk.database) for desk in desks], store.rows(DEADLOCKS)
    sent: Counter[str] = Counter()
    stopped: set[str] = set()

    async def send(bulk: SqlBulk, other: SqlBulk) -> None:
        before = frozenset(stopped)
        while parts := (await bulk.take("sms", 16)).parts:
            assert not before & {part.to for part in parts}
            later = [part for part in parts[::5] if part.attempts == 1]
            now = [part for part in parts if part not in later]
            sent.update(part.to for part in now)
            delayed = [outcome(part, Fate.DELAYED, until=NINE) for part in later]
            receipts = [Receipt("sms", Delivery.DELIVERED, NINE, key=part.key) for part in now[::2]]
            await asyncio.gather(
                bulk.note([*[outcome(part) for part in now], *delayed]),
                *[each.fold(receipt) for each in (bulk, other) for receipt in receipts],
            )
            before = frozenset(stopped)

    async def say_stop(desk: Desk, first: int) -> None:
        for number in range(first, PEOPLE, 40):
            await desk.database.writer.submit(RECORDS, [stop_waiting().for_lane(f"sms:+{number}")])
            stopped.add(f"+{number}")

    await asyncio.gather(send(*bulks), send(*reversed(bulks)), say_stop(desks[0], 11), say_stop(desks[1], 37))
    assert set(sent.values()) == {1}
    found = dict(store.rows("SELECT address, status FROM recipient"))
    assert {address for address, status in found.items() if status in {"sent", "delivered"}} == sent.keys()
    assert {status for address, status in found.items() if address not in sent} <= {"stopped"}
    assert len(stopped) == PEOPLE // 20
    assert store.rows("SELECT messages FROM broadcast_spent") == [(len(sent),)]
    assert store.rows(DEADLOCKS) == deadlocks, "whoever is in the way of another waits a second"


async def test_when_it_is_paused_nothing_more_is_taken(store: Store, desks: list[Desk]) -> None:
    paused = asyncio.Event()

    async def send(bulk: SqlBulk) -> int:
        taken = 0
        while not paused.is_set():
            taken += len((await bulk.take("sms", 2)).parts)
        return taken + len((await bulk.take("sms", 2)).parts)

    async def pause() -> object:
        await asyncio.to_thread(store.run, "UPDATE broadcast SET state = 'paused'")
        left = store.rows("SELECT COUNT(*) FROM recipient WHERE status = 'queued'")[0][0]
        paused.set()
        return left

    *taken, left = await asyncio.gather(*[send(SqlBulk(desk.database)) for desk in desks], pause())
    assert left == PEOPLE - sum(taken)
    assert store.rows("SELECT COUNT(*) FROM recipient WHERE status = 'queued'") == [(left,)]


async def test_nobody_waits_for_the_rate_in_anothers_hand(store: Store, desks: list[Desk]) -> None:
    bulk = SqlBulk(desks[0].database, {"sms": 10.0})
    assert len((await bulk.take("sms", 2)).parts) == 2
    engine = writing_engine(read_url(store.url))
    with engine.begin() as other:
        other.execute(sa.text("SELECT * FROM sending_rate FOR UPDATE"))
        waits = await bulk.take("sms", 2, ahead=2)
        assert (list(waits.parts), waits.pause) == ([], IN_ANOTHERS_HAND)
    engine.dispose()
    assert len((await bulk.take("sms", 2)).parts) == 1, "what went ahead is not forgotten"
