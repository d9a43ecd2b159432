"""Who cannot be reached at one address is tried at the next, and whoever says STOP at none."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.bulk import Fate
from bot.channel import Delivery, Receipt
from bot.message import Part
from storage.broadcast_rows import broadcast_topic
from storage.bulk import SqlBulk
from storage.bulk_falling import is_dead
from storage.bulk_stopping import stop_waiting
from storage.records import RECORDS
from storage.subscriber_rows import subscriber, subscription
from storage.tables import caller
from tests.clock import Ticker
from tests.storage.bulk_rows import insert, lay_broadcast, lay_recipients, outcome
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE

WAITING = "SELECT channel, status, code FROM recipient ORDER BY id"


@pytest.fixture
def bulk(desk: Desk) -> SqlBulk:
    return SqlBulk(desk.database)


async def taken(bulk: SqlBulk, channel: str = "telegram") -> Sequence[Part]:
    return (await bulk.take(channel, 10)).parts


def lay_person(store: Store, number: int = 1) -> None:
    """Somebody who is known on three networks: chat first, then mail, then SMS."""
    ranked = (("telegram", "7"), ("email", "ada@example.org"), ("sms", "+1"))
    for rank, (channel, address) in enumerate(ranked):
        values = {"rank": rank, "status": "spare" if rank else "queued", "person": "ada"}
        lay_recipients(store, address, number=number, channel=channel, **values)


async def stop(desk: Desk, lane: str, topic: str = "") -> None:
    await desk.database.writer.submit(RECORDS, [stop_waiting(topic).for_lane(lane)])


def test_which_failures_say_that_an_address_is_dead() -> None:
    dead = ["number:21614", "stopped:21610", "blocked:403", "gone:403", "recipient:400", "address:5.1.1"]
    alive = ["unreachable:30003", "content:21617", "full:5.2.2", "spam:5.7.1", "address:smtputf8", ""]
    assert [code for code in dead + alive if is_dead(code)] == dead


async def test_the_next_address_is_tried(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    lay_broadcast(store)
    lay_person(store)
    await bulk.note([outcome(part, Fate.FAILED, code="blocked:403") for part in await taken(bulk)])
    assert not await taken(bulk, "sms")
    (mail,) = await taken(bulk, "email")
    await bulk.note([outcome(mail)])
    clock.tick(minutes=5)
    for _ in range(2):
        assert await bulk.fold(Receipt("email", Delivery.FAILED, NINE, key=mail.key, code="full:5.2.2"))
    (sms,) = await taken(bulk, "sms")
    await bulk.note([outcome(sms, Fate.FAILED, code="number:21614")])
    assert store.rows(WAITING) == [
        ("telegram", "failed", "blocked:403"),
        ("email", "failed", "full:5.2.2"),
        ("sms", "failed", "number:21614"),
    ]
    assert store.rows("SELECT lane, channel, code, since, times FROM suppression ORDER BY code") == [
        ("telegram:7", "telegram", "blocked:403", NINE.timestamp() * 1000 + 3_600_000, 1),
        ("sms:+1", "sms", "number:21614", clock().timestamp() * 1000, 1),
    ]


async def test_what_is_over_falls_back_on_nobody(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_person(store)
    (chat,) = await taken(bulk)
    store.run("UPDATE broadcast SET state = 'cancelled'")
    await bulk.note([outcome(chat, Fate.FAILED, code="blocked:403")])
    assert [row[1] for row in store.rows(WAITING)] == ["failed", "spare", "spare"]


async def test_an_address_that_dies_again_is_dead_from_then_on(
    bulk: SqlBulk, store: Store, clock: Ticker
) -> None:
    for number in (1, 2):
        lay_broadcast(store, number)
        lay_recipients(store, "+1", number=number)
        await bulk.note(
            [outcome(part, Fate.FAILED, code="number:21614") for part in await taken(bulk, "sms")]
        )
        clock.tick(hours=1)
    assert store.rows("SELECT since, times FROM suppression") == [(clock().timestamp() * 1000 - 3_600_000, 2)]


async def test_stop_in_the_middle_of_a_broadcast(
    desk: Desk, bulk: SqlBulk, store: Store, clock: Ticker
) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2", "+3")
    first, second, _ = await taken(bulk, "sms")
    lay_recipients(store, "+1", "+4", channel="telegram")
    lay_recipients(store, "+5", "+6", channel="sms")
    for address in ("+1", "+2", "+5"):
        await stop(desk, f"sms:{address}")
    await bulk.note([outcome(first), outcome(second, Fate.DELAYED, until=clock())])
    assert [part.to for part in await taken(bulk, "sms")] == ["+6"]
    assert store.rows(WAITING) == [
        ("sms", "sent", ""),
        ("sms", "stopped", "stopped"),
        ("sms", "sending", ""),
        ("telegram", "queued", ""),
        ("telegram", "queued", ""),
        ("sms", "stopped", "stopped"),
        ("sms", "sending", ""),
    ]


async def test_whoever_has_said_stop_is_tried_at_no_other_address(
    desk: Desk, bulk: SqlBulk, store: Store
) -> None:
    lay_broadcast(store)
    lay_person(store)
    (chat,) = await taken(bulk)
    await stop(desk, "telegram:7")
    await bulk.note([outcome(chat, Fate.UNKNOWN)])
    await bulk.resend([chat], counted=False)
    assert [row[1] for row in store.rows(WAITING)] == ["stopped", "spare", "spare"]


async def test_stop_in_the_very_moment_in_which_a_broadcast_is_made(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2")
    said = {"language": "it", "chosen": False, "session": "", "updated_at": NINE}
    rows = [{"lane": f"sms:+{number}", "stopped": number == 1, **said} for number in (1, 2)]
    insert(store, caller, rows)
    assert [part.to for part in await taken(bulk, "sms")] == ["+2"]
    assert [row[1] for row in store.rows(WAITING)] == ["stopped", "sending"]


async def test_stop_of_a_topic(desk: Desk, store: Store) -> None:
    topics = {1: ["waste"], 2: ["waste", "school"], 3: ["waste", "roads"], 4: ["roads"], 5: ["waste"], 6: []}
    for number, named in topics.items():
        lay_broadcast(store, number, everyone=number == 5)
        lay_recipients(store, "+1", number=number, subscriber=1)
        if named:
            insert(store, broadcast_topic, [{"broadcast": number, "topic": topic} for topic in named])
    who = {"id": 1, "lane": "sms:+1", "channel": "sms", "address": "+1", "person": "", "language": "it"}
    insert(store, subscriber, [{**who, "source": "message", "added_at": NINE}])
    wanted = [{"topic": topic, "subscriber": 1, "since": NINE} for topic in ("waste", "school")]
    insert(store, subscription, wanted)
    await stop(desk, "sms:+1", "waste")
    assert [row[1] for row in store.rows(WAITING)] == [
        "stopped",  # of waste alone
        "queued",  # of school too, which they still want
        "stopped",  # of roads too, which they never wanted
        "queued",
        "queued",  # for everyone
        "queued",
    ]


async def test_stop_leaves_alone_what_is_over(desk: Desk, bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1")
    await bulk.note([outcome(part) for part in await taken(bulk, "sms")])
    lay_broadcast(store, 2, state="cancelled")
    lay_recipients(store, "+1", number=2, status="cancelled")
    await stop(desk, "sms:+1")
    assert [row[1] for row in store.rows(WAITING)] == ["sent", "cancelled"]


async def test_a_person_is_reached_at_one_address(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    """A word on a failure that comes twice, or late, wakes one address and not two."""
    lay_broadcast(store)
    lay_person(store)
    (chat,) = await taken(bulk)
    await bulk.note([outcome(chat, Fate.FAILED, code="rights:403")] * 2)
    await bulk.fold(Receipt("telegram", Delivery.FAILED, clock() + timedelta(hours=1), key=chat.key))
    await bulk.note([outcome(chat, Fate.FAILED, code="rights:403")])
    assert [row[1] for row in store.rows(WAITING)] == ["failed", "queued", "spare"]


async def test_who_reads_the_files_finds_no_address(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+393330001234", person="p1")
    await bulk.note([outcome(part, Fate.FAILED, code="number:21614") for part in await taken(bulk, "sms")])
    for table in ("recipient", "suppression", "broadcast_spent"):
        assert "3330001234" not in str(store.raw(f"SELECT * FROM {table}"))  # noqa: S608 - ours
    assert store.rows("SELECT lane FROM suppression") == [("sms:+393330001234",)]
