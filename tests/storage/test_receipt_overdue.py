from datetime import timedelta
from itertools import count

import pytest

from bot.channel import Delivery
from storage import schema
from storage.database import read_url, writing_engine
from storage.overdue import OVERDUE, Overdue, SqlOverdue
from storage.receipts import PostalReceipt, SqlReceipts
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.test_receipts import ROSSI, parked, receipt, receipts, sending, sent

__all__ = ["receipts"]  # a fixture

NOBODY = Overdue()
UNACCEPTED, UNDELIVERED = Overdue(unaccepted=("7-0-0",)), Overdue(undelivered=("7-0-0",))


@pytest.fixture
def overdue(desk: Desk) -> SqlOverdue:
    return SqlOverdue(desk.database)


def external(number: int, key: str) -> PostalReceipt:
    name = f"<{key}@comune.example>"
    return receipt(Delivery.ACCEPTED, number, about="", code="external", reference=name, key=key)


async def test_no_acceptance_in_time(desk: Desk, clock: Ticker, overdue: SqlOverdue) -> None:
    await sent(desk)
    clock.tick(minutes=14)
    assert await overdue.find("pec", clock()) == NOBODY
    clock.tick(minutes=1)
    assert await overdue.find("email", clock()) == NOBODY
    assert await overdue.find("pec", clock()) == UNACCEPTED


LATE: dict[str, list[Delivery]] = {
    "1-0-0": [],
    "2-0-0": [Delivery.WARNED],
    "3-0-0": [Delivery.WARNED, Delivery.EXPIRED],
    "4-0-0": [Delivery.DELIVERED],
    "5-0-0": [Delivery.WARNED, Delivery.FAILED],
}


async def test_no_end_in_time(desk: Desk, clock: Ticker, receipts: SqlReceipts, overdue: SqlOverdue) -> None:
    for key in LATE:
        await sent(desk, key)
    start, numbers = clock.tick(minutes=10), count()
    for round_ in range(3):
        for key, late in LATE.items():
            said = [Delivery.ACCEPTED, *late, None, None][round_]
            await receipts.keep(receipt(said, next(numbers), reference=f"<{key}@comune.example>"))
        clock.tick(hours=12)
    assert await overdue.find("pec", start + timedelta(hours=25)) == NOBODY
    found = await overdue.find("pec", start + timedelta(hours=26))
    assert found == Overdue(undelivered=("1-0-0", "2-0-0", "3-0-0"))


async def test_each_is_told_once(
    desk: Desk, store: Store, clock: Ticker, receipts: SqlReceipts, overdue: SqlOverdue
) -> None:
    await sent(desk)
    clock.tick(minutes=15)
    assert [await overdue.find("pec", clock()) for _ in range(2)] == [UNACCEPTED, NOBODY]
    clock.tick(hours=30)
    assert await overdue.find("pec", clock()) == NOBODY
    await receipts.keep(receipt(Delivery.ACCEPTED, 1))
    clock.tick(hours=26)
    assert [await overdue.find("pec", clock()) for _ in range(2)] == [UNDELIVERED, NOBODY]
    await receipts.keep(receipt(Delivery.WARNED, 2))
    clock.tick(hours=26)
    await overdue.find("pec", clock())
    assert parked(store) == [
        ("overdue:7-0-0:accepted", ROSSI, "pec-not-accepted"),
        ("overdue:7-0-0:final", ROSSI, "pec-not-delivered"),
    ]


async def test_to_an_ordinary_mailbox_no_delivery_is_awaited(
    desk: Desk, clock: Ticker, receipts: SqlReceipts, overdue: SqlOverdue
) -> None:
    early = await sending(desk)
    await receipts.keep(external(1, "7-0-0"))
    await desk.outbox.sent(early, "<7-0-0@comune.example>")
    await sent(desk, "8-0-0")
    await receipts.keep(external(2, "8-0-0"))
    clock.tick(hours=100)
    assert await overdue.find("pec", clock()) == NOBODY


async def test_nothing_is_awaited_of_a_network_that_proves_nothing(
    desk: Desk, store: Store, clock: Ticker, overdue: SqlOverdue
) -> None:
    await desk.outbox.sent(await sending(desk, "k1", "+390001", "sms"), "SM1")
    clock.tick(hours=100)
    assert await overdue.find("sms", clock()) == NOBODY
    assert store.rows("SELECT awaited_since FROM outbox") == [(None,)]


def test_the_search_reads_only_what_is_awaited(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    engine = writing_engine(read_url(sqlite_url))
    asked = {"on_channel": "pec", "accepted_before": 5, "ended_before": 3, "most": 9, "param_1": 0}
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {OVERDUE.text(engine.dialect)}", asked).all()
    engine.dispose()
    assert ["USING INDEX ix_outbox_awaited" in str(row) for row in plan] == [True]
