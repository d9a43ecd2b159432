import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.channel import Delivery, Receipt
from bot.message import Button, File, Part, Priority
from storage.departures import departure
from storage.records import RECORDS
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, message, part, turn


async def queue(desk: Desk, *parts: Part) -> None:
    """Queue parts outside a turn, as a broadcast does."""
    records = [record for each in parts for record in departure(each, desk.database.clock())]
    await desk.database.writer.submit(RECORDS, records)


async def take(desk: Desk, limit: int = 10) -> list[str]:
    return keys(await desk.outbox.take("sms", limit))


def keys(parts: Sequence[Part]) -> list[str]:
    return [each.key for each in parts]


def status(store: Store) -> list[object]:
    return [row[0] for row in store.rows("SELECT status FROM outbox ORDER BY id")]


async def test_everything_of_a_part_comes_back(desk: Desk, clock: Ticker) -> None:
    told = part(
        "k1",
        text="è pronto",
        buttons=(Button("Sì", "1:si"), Button("Sito", "", "https://comune.example/")),
        files=(File("a.pdf", "application/pdf", b"\0\xff"), File("b.pdf", "application/pdf", b"b")),
        context={"subject": "Re: è"},
        priority=Priority.NOTICE,
        not_before=NINE,
        valid_until=clock() + timedelta(hours=1),
    )
    await queue(desk, told)
    (taken,) = await desk.outbox.take("sms", 1)
    assert (taken.attempts, taken.sent_since) == (1, clock())
    assert taken.id > 0
    blank = {"id": 0, "attempts": 0, "sent_since": None}
    assert Part(**{**{name: getattr(taken, name) for name in Part.__slots__}, **blank}) == told


async def test_what_is_said_twice_leaves_once(desk: Desk) -> None:
    await queue(desk, part("k1"), part("k1", text="altro"))
    await queue(desk, part("k1"))
    assert await take(desk) == ["k1"]


async def test_parts_for_one_recipient_leave_in_order_one_at_a_time(desk: Desk) -> None:
    await queue(desk, part("a1"), part("a2"), part("b1", "+2"), part("a3"))
    first = await desk.outbox.take("sms", 10)
    assert keys(first) == ["a1", "b1"]
    assert await take(desk) == []
    assert await desk.outbox.wakes_at("sms") is None
    await desk.outbox.sent(first[0], "SM1")
    assert await desk.outbox.wakes_at("sms") == desk.database.clock()
    assert await take(desk) == ["a2"]


async def test_replies_leave_before_notices_before_bulk(desk: Desk) -> None:
    bulk = [part(f"b{number}", f"+{number}", priority=Priority.BULK) for number in range(3)]
    await queue(desk, *bulk, part("n", "+1", priority=Priority.NOTICE), part("r", "+1"))
    assert await take(desk, 3) == ["r", "n", "b0"]
    assert await take(desk, 3) == ["b1", "b2"]


async def test_channels_do_not_meet(desk: Desk) -> None:
    await queue(desk, part("a"), part("b", channel="telegram"))
    assert keys(await desk.outbox.take("telegram", 5)) == ["b"]
    assert await desk.outbox.wakes_at("telegram") is None
    assert await desk.outbox.wakes_at("sms") is not None


async def test_nothing_leaves_before_its_hour_nor_holds_up_others(desk: Desk, clock: Ticker) -> None:
    later = clock() + timedelta(hours=2)
    await queue(desk, part("later", not_before=later), part("now"))
    assert await take(desk) == ["now"]
    assert await desk.outbox.wakes_at("sms") == later
    clock.tick(hours=2)
    assert await take(desk) == ["later"]


async def test_parts_with_one_hour_leave_in_order(desk: Desk, clock: Ticker) -> None:
    later = clock() + timedelta(hours=2)
    await queue(desk, part("a1", not_before=later), part("a2", not_before=later))
    clock.tick(hours=3)
    assert await take(desk) == ["a1"]


@pytest.mark.parametrize(("minutes", "expected"), [(59, ["k"]), (60, ["k"]), (61, [])])
async def test_what_is_stale_is_not_sent(
    desk: Desk, store: Store, clock: Ticker, minutes: int, expected: list[str]
) -> None:
    await queue(desk, part("k", valid_until=clock() + timedelta(hours=1)))
    clock.tick(minutes=minutes)
    assert await take(desk) == expected
    assert status(store) == ["sending" if expected else "stale"]


async def test_a_delayed_part_waits_and_its_siblings_behind_it(desk: Desk, clock: Ticker) -> None:
    await queue(desk, part("a1"), part("a2"), part("notice", priority=Priority.NOTICE))
    first, notice = await desk.outbox.take("sms", 10)
    until = clock() + timedelta(minutes=1)
    await desk.outbox.delayed(first, "20429", until)
    await desk.outbox.sent(notice, "SM1")
    assert await take(desk) == []
    assert await desk.outbox.wakes_at("sms") == until
    clock.tick(minutes=1)
    (again,) = await desk.outbox.take("sms", 10)
    assert (again.key, again.attempts) == ("a1", 2)
    assert again.sent_since == first.sent_since


async def test_a_refused_part_ends_and_its_siblings_go_on(desk: Desk, store: Store) -> None:
    await queue(desk, part("a1"), part("a2"))
    (first,) = await desk.outbox.take("sms", 10)
    await desk.outbox.failed(first, "21211")
    assert await take(desk) == ["a2"]
    assert store.rows("SELECT status, code FROM outbox WHERE key = 'a1'") == [("failed", "21211")]


async def test_an_unknown_beginning_holds_up_the_rest_of_its_message_and_what_follows_it(desk: Desk) -> None:
    await desk.inbox.accept(message("m1"), "c1")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(work, part("1-0"), part("1-1")))
    await queue(desk, part("other"))
    (first,) = await desk.outbox.take("sms", 1)
    await desk.outbox.unknown(first, "timeout")
    assert await take(desk) == []
    await desk.outbox.sent(first, "SM1")
    assert await take(desk) == ["1-1"]


async def test_an_unknown_part_is_settled_and_blocks_nobody(desk: Desk, store: Store, clock: Ticker) -> None:
    await queue(desk, part("a1"), part("a2"), part("b1", "+2"))
    first, second = await desk.outbox.take("sms", 10)
    await desk.outbox.unknown(first, "timeout")
    assert await desk.outbox.unsettled("sms", 10, timedelta(minutes=1)) == []
    assert await take(desk) == ["a2"]
    clock.tick(minutes=1)
    await desk.outbox.unknown(second, "timeout")
    assert keys(await desk.outbox.unsettled("sms", 10, timedelta(minutes=1))) == ["a1"]
    assert keys(await desk.outbox.unsettled("sms", 10, timedelta(0))) == ["a1", "b1"]
    await desk.outbox.sent(first, "SM1")
    await desk.outbox.resend(second, counted=True)
    await desk.outbox.resend(second, counted=True)
    assert store.rows("SELECT status, resent FROM outbox ORDER BY id") == [
        ("sent", 0),
        ("sending", 0),
        ("queued", 1),
    ]
    assert await take(desk) == ["b1"]


async def test_a_resend_that_is_certain_is_not_counted(desk: Desk, store: Store) -> None:
    await queue(desk, part("a1"))
    (first,) = await desk.outbox.take("sms", 1)
    await desk.outbox.unknown(first, "timeout")
    await desk.outbox.resend(first, counted=False)
    assert store.rows("SELECT status, resent FROM outbox") == [("queued", 0)]


async def test_what_is_said_of_an_earlier_attempt_does_not_count(desk: Desk, store: Store) -> None:
    await queue(desk, part("a1"))
    (first,) = await desk.outbox.take("sms", 1)
    await desk.outbox.unknown(first, "timeout")
    await desk.outbox.resend(first, counted=False)
    (second,) = await desk.outbox.take("sms", 1)
    await desk.outbox.delayed(first, "late", NINE)
    await desk.outbox.failed(first, "late")
    await desk.outbox.unknown(first, "late")
    assert status(store) == ["sending"]
    await desk.outbox.sent(first, "SM1")
    assert status(store) == ["sent"]
    await desk.outbox.failed(second, "late")
    assert status(store) == ["sent"]


async def test_a_receipt_before_our_own_record_wins(desk: Desk, store: Store) -> None:
    await queue(desk, part("a1"))
    (first,) = await desk.outbox.take("sms", 1)
    assert await desk.outbox.fold(Receipt("sms", Delivery.DELIVERED, NINE, key="a1"))
    await desk.outbox.sent(first, "SM1")
    assert store.rows("SELECT status, provider_id FROM outbox") == [("delivered", "SM1")]


async def test_a_receipt_settles_a_part_that_was_to_be_sent_again(desk: Desk) -> None:
    await queue(desk, part("a1"))
    (first,) = await desk.outbox.take("sms", 1)
    await desk.outbox.unknown(first, "timeout")
    await desk.outbox.resend(first, counted=True)
    assert await desk.outbox.fold(Receipt("sms", Delivery.SENT, NINE, key="a1", provider_id="SM1"))
    assert await take(desk) == []
    assert await desk.outbox.fold(Receipt("sms", Delivery.DELIVERED, NINE, provider_id="SM1"))


async def test_a_receipt_for_nothing_of_ours(desk: Desk) -> None:
    await queue(desk, part("a1", "+1"), part("a2", "+2"))
    first, _ = await desk.outbox.take("sms", 2)
    await desk.outbox.sent(first, "SM1")
    strangers = [
        Receipt("sms", Delivery.SENT, NINE, key="other"),
        Receipt("sms", Delivery.SENT, NINE, provider_id="other"),
        Receipt("telegram", Delivery.SENT, NINE, key="a1", provider_id="SM1"),
        Receipt("sms", Delivery.SENT, NINE),
    ]
    assert await asyncio.gather(*map(desk.outbox.fold, strangers)) == [False] * 4
    assert await desk.outbox.fold(Receipt("sms", Delivery.SENT, NINE, key="other", provider_id="SM1"))


async def test_a_sweep_leaves_in_doubt_what_a_dead_process_was_sending(desk: Desk, store: Store) -> None:
    await queue(desk, part("a1", "+1"), part("a2", "+2"))
    await desk.outbox.take("sms", 2)
    store.run("UPDATE outbox SET owner = 'dead', lease_until = 0 WHERE key = 'a2'")
    assert await asyncio.gather(desk.outbox.sweep(), desk.outbox.sweep()) == [1, 0]
    assert status(store) == ["sending", "unknown"]
    assert await desk.outbox.sweep() == 0


async def test_parts_survive_a_restart(store: Store, clock: Ticker) -> None:
    first = store.open("first")
    await queue(first, part("a1", "+1"), part("a2", "+2"))
    await first.outbox.take("sms", 1)
    first.database.close()
    second = store.open("second")
    clock.tick(minutes=10)
    assert await second.outbox.sweep() == 1
    assert keys(await second.outbox.unsettled("sms", 5, timedelta(0))) == ["a1"]
    assert await take(second) == ["a2"]


async def test_a_part_of_an_older_version_comes_back(desk: Desk, store: Store) -> None:
    old, new = File("a.pdf", "application/pdf", b"a"), File("b.pdf", "application/pdf", b"b")
    await queue(desk, part("k1", files=(old,)), part("k2", "+2", files=(new,)))
    written = json.dumps({"name": old.name, "type": old.media_type, "sha256": old.sha256})
    store.run(f"UPDATE outbox SET file = '{written}' WHERE key = 'k1'")  # noqa: S608 - one file, as it was written
    assert [each.files for each in await desk.outbox.take("sms", 2)] == [(old,), (new,)]
