"""The ledger of broadcasts, on SQLite and on PostgreSQL: what is taken, and what is said of it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.bulk import DRILL, SENDER, SUBJECT, Fate, Outcome
from bot.channel import Delivery, Receipt
from bot.message import Part, Priority
from storage.bulk import LEASE, SqlBulk
from tests.clock import Ticker
from tests.storage.bulk_rows import lay_broadcast, lay_list_row, lay_recipients, outcome
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE

STANDING = "SELECT status, attempts, resent, segments, code FROM recipient ORDER BY id"
SPENT = "SELECT channel, messages, segments FROM broadcast_spent ORDER BY channel"


@pytest.fixture
def bulk(desk: Desk) -> SqlBulk:
    return SqlBulk(desk.database)


async def taken(bulk: SqlBulk, channel: str = "sms", limit: int = 10) -> Sequence[Part]:
    return (await bulk.take(channel, limit)).parts


async def addresses(bulk: SqlBulk, channel: str = "sms", limit: int = 10) -> list[str]:
    return [part.to for part in await taken(bulk, channel, limit)]


def status(store: Store) -> list[object]:
    return [row[0] for row in store.rows("SELECT status FROM recipient ORDER BY id")]


async def test_a_part_says_all_that_its_channel_needs(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    until = clock() + timedelta(hours=3)
    lay_broadcast(store, sender="COMUNE", training=True, valid_until=until)
    lay_recipients(store, "+1")
    lay_recipients(store, "a@example.org", channel="email", language="en")
    lay_recipients(store, "7", channel="telegram", language="de")
    (sms,) = await taken(bulk)
    assert sms == Part(
        f"b{sms.id}",
        "sms",
        "+1",
        "Allerta\nScuole chiuse.",
        context={SENDER: "COMUNE", DRILL: DRILL},
        priority=Priority.BULK,
        valid_until=until,
        id=sms.id,
        attempts=1,
        sent_since=clock(),
    )
    (mail,) = await taken(bulk, "email")
    assert (mail.context[SUBJECT], mail.text) == ("Alert", "Schools closed.")
    (chat,) = await taken(bulk, "telegram")
    assert chat.text.startswith("Allerta")


async def test_each_reads_what_their_list_says_of_them(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store, texts={"it": ("Mensa", "Gentile {nome|famiglia}, la rata è di {euro} euro.")})
    lay_list_row(store, 1, "+1", '{"nome": "Ada", "euro": "12,50"}')
    lay_list_row(store, 2, "+2", '{"euro": "9"}')
    lay_list_row(store, 3, "+3", '{"nome": "Ugo"}')
    for number in (1, 2, 3):
        lay_recipients(store, f"+{number}", list_row=number)
    assert [part.text for part in await taken(bulk)] == [
        "Mensa\nGentile Ada, la rata è di 12,50 euro.",
        "Mensa\nGentile famiglia, la rata è di 9 euro.",
    ]
    assert store.rows(STANDING)[2] == ("failed", 1, 0, 0, "content:euro")


async def test_many_leave_in_order_and_are_written_down_at_once(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, *[f"+{number}" for number in range(30)])
    first, second = await taken(bulk, limit=20), await taken(bulk, limit=20)
    assert [part.to for part in (*first, *second)] == [f"+{number}" for number in range(30)]
    assert not await taken(bulk)
    await bulk.note([outcome(part, segments=2) for part in first])
    assert status(store) == ["sent"] * 20 + ["sending"] * 10
    assert store.rows(SPENT) == [("sms", 20, 40)]


async def test_emergencies_leave_first_then_what_was_approved_first(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store, 1, approved_at=NINE + timedelta(minutes=2))
    lay_broadcast(store, 2, approved_at=NINE + timedelta(minutes=1))
    lay_broadcast(store, 3, approved_at=NINE + timedelta(minutes=3), kind="emergency")
    for number in (1, 2, 3):
        lay_recipients(store, f"+{number}1", f"+{number}2", number=number)
    assert await addresses(bulk, limit=3) == ["+31", "+32", "+21"]
    assert await addresses(bulk, limit=3) == ["+22", "+11", "+12"]


@pytest.mark.parametrize("state", ["draft", "approved", "paused", "held", "done", "cancelled"])
async def test_only_what_runs_leaves_and_goes_on_where_it_was(
    bulk: SqlBulk, store: Store, state: str
) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2", "+3")
    assert await addresses(bulk, limit=1) == ["+1"]
    store.run(f"UPDATE broadcast SET state = '{state}'")  # noqa: S608 - ours
    assert await addresses(bulk) == []
    store.run("UPDATE broadcast SET state = 'running'")
    assert await addresses(bulk) == ["+2", "+3"]


async def test_what_is_past_its_time_is_never_sent(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    lay_broadcast(store, 1, valid_until=clock() + timedelta(minutes=1))
    lay_broadcast(store, 2)
    lay_recipients(store, "+1", "+2")
    lay_recipients(store, "+3", status="spare", rank=1)
    lay_recipients(store, "+4", number=2)
    assert await addresses(bulk, limit=1) == ["+1"]
    clock.tick(minutes=2)
    assert await addresses(bulk) == ["+4"]
    assert status(store) == ["sending", "stale", "stale", "sending"]


async def test_in_quiet_hours_only_emergencies_leave(desk: Desk, store: Store, clock: Ticker) -> None:
    morning = clock() + timedelta(seconds=3)
    bulk = SqlBulk(desk.database, quiet=lambda now: morning if now < morning else None)
    lay_broadcast(store, 1)
    lay_broadcast(store, 2, kind="emergency")
    lay_recipients(store, "+1", number=1)
    lay_recipients(store, "+2", number=2)
    assert await addresses(bulk) == ["+2"]
    waits = await bulk.take("sms", 10)
    assert (waits.parts, timedelta() < waits.pause <= timedelta(seconds=5)) == ([], True)
    clock.tick(seconds=3)
    assert await addresses(bulk) == ["+1"]


async def test_what_came_of_parts_is_written_down_in_one_commit(
    bulk: SqlBulk, store: Store, clock: Ticker
) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2", "+3", "+4", "+5")
    parts = await taken(bulk)
    later = clock() + timedelta(minutes=1)
    before = len(store.commits)
    await bulk.note(
        [
            outcome(parts[0], segments=3),
            outcome(parts[1], Fate.DELAYED, code="limit:20429", until=later),
            outcome(parts[2], Fate.FAILED, code="content:21617"),
            outcome(parts[3], Fate.UNKNOWN, code="timeout"),
            outcome(parts[4], Fate.RELEASED),
        ]
    )
    assert store.commits[before:] == [("note-bulk", "before"), ("note-bulk", "after")]
    assert store.rows(STANDING) == [
        ("sent", 1, 0, 3, ""),
        ("queued", 1, 0, 0, "limit:20429"),
        ("failed", 1, 0, 0, "content:21617"),
        ("unknown", 1, 0, 0, "timeout"),
        ("queued", 1, 0, 0, ""),
    ]
    (again,) = await taken(bulk)
    assert (again.to, again.attempts) == ("+5", 2)
    await bulk.note([outcome(parts[4], Fate.RELEASED)])  # said twice: it was not known to be written
    assert await taken(bulk) == []
    waits = await bulk.take("sms", 10)
    assert waits.pause == timedelta(seconds=5)
    clock.tick(seconds=58)
    assert (await bulk.take("sms", 10)).pause == timedelta(seconds=2)
    clock.tick(seconds=2)
    (again,) = await taken(bulk)
    assert (again.to, again.attempts, again.sent_since) == ("+2", 2, parts[1].sent_since)


async def test_what_was_cancelled_meanwhile_is_not_tried_again(
    bulk: SqlBulk, store: Store, clock: Ticker
) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2", "+3")
    first, second, third = await taken(bulk)
    await bulk.note([outcome(third, Fate.UNKNOWN)])
    store.run("UPDATE broadcast SET state = 'cancelled'")
    await bulk.note([outcome(first, Fate.DELAYED, until=clock()), outcome(second, Fate.RELEASED)])
    await bulk.resend([third], counted=False)
    assert status(store) == ["cancelled"] * 3


async def test_an_unknown_part_is_settled(bulk: SqlBulk, store: Store, clock: Ticker) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2", "+3")
    parts = await taken(bulk)
    await bulk.note([outcome(part, Fate.UNKNOWN) for part in parts])
    assert not await bulk.unsettled("sms", 10, timedelta(minutes=1))
    clock.tick(minutes=1)
    assert await bulk.unsettled("sms", 10, timedelta(minutes=1)) == list(parts)
    assert not await bulk.unsettled("email", 10, timedelta(minutes=1))
    await bulk.resend(parts[:1], counted=True)
    await bulk.resend(parts[:1], counted=True)
    await bulk.resend(parts[1:2], counted=False)
    await bulk.note([outcome(parts[2])])
    assert [row[:3] for row in store.rows(STANDING)] == [("queued", 1, 1), ("queued", 1, 0), ("sent", 1, 0)]
    assert [part.attempts for part in await taken(bulk)] == [2, 2]


async def test_a_drill_costs_nothing(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store, training=True)
    lay_recipients(store, "+1")
    await bulk.note([outcome(part, segments=2) for part in await taken(bulk)])
    assert (status(store), store.rows(SPENT)) == (["sent"], [])


async def test_what_is_said_twice_costs_once(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2")
    first, second = await taken(bulk)
    assert await bulk.fold(Receipt("sms", Delivery.DELIVERED, NINE, key=first.key))
    assert store.rows(SPENT) == [("sms", 1, 1)]
    for _ in range(2):
        await bulk.note([outcome(first, segments=2), outcome(second, segments=2)])
    assert store.rows(SPENT) == [("sms", 2, 4)]
    assert status(store) == ["delivered", "sent"]
    assert store.rows("SELECT provider_id FROM recipient ORDER BY id") == [("SM1",), ("SM2",)]


@pytest.mark.parametrize(
    "receipt",
    [
        pytest.param(Receipt("sms", Delivery.DELIVERED, NINE, key="b999"), id="nobody has that number"),
        pytest.param(Receipt("email", Delivery.DELIVERED, NINE, key="b1"), id="another channel"),
        pytest.param(Receipt("sms", Delivery.DELIVERED, NINE, key="1-0-0"), id="a reply"),
        pytest.param(Receipt("sms", Delivery.DELIVERED, NINE, key="b"), id="no number"),
        pytest.param(Receipt("sms", Delivery.DELIVERED, NINE, key="b١"), id="a number of another script"),
        pytest.param(Receipt("sms", Delivery.DELIVERED, NINE, key="b" + "9" * 30), id="a long number"),
        pytest.param(Receipt("sms", Delivery.DELIVERED, NINE, provider_id="SM1"), id="no key"),
    ],
)
async def test_a_receipt_of_no_broadcast(bulk: SqlBulk, store: Store, receipt: Receipt) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1")
    await bulk.note([outcome(part) for part in await taken(bulk)])
    assert not await bulk.fold(receipt)
    assert status(store) == ["sent"]


async def test_what_was_in_hand_when_its_process_died_is_unknown(
    bulk: SqlBulk, store: Store, clock: Ticker
) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2")
    (first,) = await taken(bulk, limit=1)
    assert await bulk.sweep() == 0
    store.opened.pop().close()
    other = SqlBulk(store.open("second").database)
    if store.url.startswith("postgresql"):
        assert await other.sweep() == 0
        clock.tick(seconds=LEASE.total_seconds() + 1)
    assert await other.sweep() == 1
    assert store.rows(STANDING)[0] == ("unknown", 1, 0, 0, "swept")
    assert await other.unsettled("sms", 10, timedelta()) == [first]


async def test_who_stops_waiting_for_parts_leaves_them_for_others(bulk: SqlBulk, store: Store) -> None:
    lay_broadcast(store)
    lay_recipients(store, "+1", "+2")
    waiting = asyncio.create_task(bulk.take("sms", 10))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await addresses(bulk) == ["+1", "+2"]


async def test_parts_for_which_there_are_no_words_wait(desk: Desk, store: Store) -> None:
    def footer(kind: str, language: str, answerable: bool) -> str:  # noqa: FBT001 - as Footer
        raise LookupError(kind, language, answerable)

    lay_broadcast(store)
    lay_recipients(store, "+1")
    with pytest.raises(LookupError):
        await SqlBulk(desk.database, footer=footer).take("sms", 10)
    assert status(store) == ["queued"]


async def test_nothing_is_said_of_nothing(bulk: SqlBulk, store: Store) -> None:
    await bulk.note([])
    await bulk.note([Outcome(5, 1, Fate.SENT)])
    await bulk.resend([], counted=True)
    assert (await bulk.take("sms", 5)).pause == timedelta(seconds=5)
    assert store.rows(SPENT) == []
