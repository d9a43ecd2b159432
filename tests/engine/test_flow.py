import asyncio
from datetime import timedelta

import pytest

from bot.errors import SendDelayed
from bot.rates import Limits
from tests.engine.peers import end, until
from tests.engine.post import Post


@pytest.fixture
def post() -> Post:
    return Post()


async def test_a_recipient_gets_no_more_than_the_network_allows():
    post = Post(Limits(per_recipient_hour=2))
    for key in "abc":
        post.queue(key, "+1")
    post.queue("d", "+2")
    await post.sender.drain()
    assert post.statuses() == {"a": "sent", "b": "sent", "c": "queued", "d": "sent"}
    assert post.report.of("delayed") == [("sms", "c", "recipient-limit")]
    assert post.outbox.rows[2].next_at == post.clock() + timedelta(hours=1)
    post.clock.tick(hours=1)
    post.stopwatch.now += 3600
    await post.sender.drain()
    assert post.statuses()["c"] == "sent"


async def test_what_the_network_put_off_is_not_held_against_the_recipient():
    post = Post(Limits(per_recipient_hour=1))
    await post.answered(SendDelayed("30001", timedelta(minutes=1)))
    post.clock.tick(minutes=1)
    await post.sender.drain()
    assert post.statuses() == {"k": "sent"}


async def test_parts_leave_at_the_networks_pace():
    post = Post(Limits(per_second=2.0, burst=2))
    for key in "abcde":
        post.queue(key)
    await post.sender.drain()
    assert post.stopwatch.slept == [0.5, 1.0, 1.5]
    assert post.channel.sent == list("abcde")


async def test_no_more_are_in_flight_than_allowed():
    post = Post(in_flight=2)
    gates = [asyncio.Event() for _ in range(5)]
    post.channel.answers.extend(gates)
    for key in "abcde":
        post.queue(key)
    task = asyncio.create_task(post.sender.run())
    for done, gate in enumerate(gates):
        in_flight = min(2, len(gates) - done)
        await post.report.until("sent", done)
        await until(lambda: post.channel.pending >= in_flight)  # noqa: B023 - it is called here and not kept
        assert post.channel.sent == list("abcde")[: done + 2]
        assert post.channel.pending == in_flight
        gate.set()
    await post.report.until("sent", 5)
    await end(task)
    assert set(post.statuses().values()) == {"sent"}


async def test_a_full_sender_takes_nothing():
    post = Post(in_flight=1)
    post.channel.answers.append(asyncio.Event())
    for key in "ab":
        post.queue(key)
    for _ in range(2):
        await post.sender._round()
    assert post.switch.calls == ["take"]
    await post.sender.stop(0)


async def test_a_slow_part_holds_up_nobody_else(post: Post):
    gate = asyncio.Event()
    post.channel.answers.append(gate)
    post.queue("slow", "+1")
    post.queue("behind", "+1")
    for key in "abc":
        post.queue(key)
    task = asyncio.create_task(post.sender.run())
    await post.report.until("sent", 3)
    assert post.statuses() == {"slow": "sending", "behind": "queued", "a": "sent", "b": "sent", "c": "sent"}
    gate.set()
    await post.report.until("sent", 5)
    await end(task)
    assert post.channel.sent[-1] == "behind"


async def test_a_sender_waits_for_the_next_hour_or_for_news(post: Post):
    task = asyncio.create_task(post.sender.run())
    await until(lambda: "wakes_at" in post.switch.calls)
    post.queue("soon", not_before=post.clock() + timedelta(milliseconds=1))
    post.sender.wake()
    await until(lambda: post.switch.calls.count("wakes_at") >= 2)
    post.clock.tick(seconds=1)
    await post.report.until("sent")  # nobody has woken it: its hour has
    await end(task)


async def test_a_store_that_cannot_write_a_fate_leaves_it_to_the_sweeper(post: Post):
    post.switch.cuts["sent"] = 1
    assert await post.answered("SM1") == ("sending", "")
    assert post.report.of("trouble") == [("sender", "StoreUnavailable")]
    post.outbox.lose("k")  # the process dies
    assert await post.outbox.sweep() == 1
    assert post.statuses() == {"k": "unknown"}


async def test_a_sender_survives_a_store_that_is_away(post: Post):
    post.switch.cuts["take"] = 2
    post.report.on_trouble = post.sender.wake
    post.queue("a")
    task = asyncio.create_task(post.sender.run())
    await post.report.until("sent")
    await end(task)
    assert post.report.of("trouble") == [("sender sms", "StoreUnavailable")] * 2


async def test_stopping_lets_what_is_in_flight_finish(post: Post):
    gate = asyncio.Event()
    post.channel.answers.append(gate)
    post.queue("a")
    await post.sender._round()
    stopping = asyncio.create_task(post.sender.stop(30))
    await until(lambda: bool(post.channel.pending))
    gate.set()
    await stopping
    assert post.statuses() == {"a": "sent"}


async def test_stopping_waits_no_longer_than_its_patience(post: Post):
    post.channel.answers.append(asyncio.Event())
    post.queue("a")
    await post.sender._round()
    await post.sender.stop(0)
    assert post.channel.pending == 0
    assert post.statuses() == {"a": "sending"}
    await post.sender.stop(0)  # nothing is in flight any more
