import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.bulk import DRILL
from bot.bulk_sending import BulkSender, Terms
from bot.channel import Unsettled
from bot.clock import Stopwatch
from bot.errors import SendDelayed, SendRefused, SendUnknown
from tests.clock import Ticker
from tests.engine.fake_bulk import FakeBulk
from tests.engine.fakes import Switch
from tests.engine.peers import Answer, FakeChannel, FakeStopwatch, Listener, end, run_until, until


class Bench:
    """A bulk sender with everything round it."""

    def __init__(self, **terms: object) -> None:
        self.clock, self.switch, self.report = Ticker(), Switch(), Listener()
        self.bulk = FakeBulk(self.clock, self.switch)
        self.channel, self.stopwatch = FakeChannel(), FakeStopwatch()
        self.busy = False
        stopwatch = Stopwatch(self.stopwatch.seconds, self.stopwatch.sleep)
        terms = {"in_flight": 3, "handful": 8, "gives_way": lambda: self.busy, **terms}
        self.sender = BulkSender(
            self.channel, self.bulk, self.clock, self.report, Terms(**terms), stopwatch=stopwatch
        )
        self.running: asyncio.Task[None] | None = None

    def start(self) -> None:
        self.running = asyncio.create_task(self.sender.run())

    async def stop(self, patience: float = 5.0) -> None:
        await end(self.running)
        await self.sender.stop(patience)

    def count(self) -> Counter[str]:
        return Counter(self.bulk.statuses())


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    if bench.running is not None and not bench.running.done():
        await bench.stop(0.0)


@pytest.mark.parametrize(
    ("answer", "status", "code", "told"),
    [
        ("SM1", "sent", "", ("sent", "sms", "b1")),
        (SendRefused("number:21211"), "failed", "number:21211", ("failed", "sms", "b1", "number:21211")),
        (SendDelayed("limit:429"), "queued", "limit:429", ("delayed", "sms", "b1", "limit:429")),
        (SendUnknown("lost:x"), "unknown", "lost:x", ("unknown", "sms", "b1", "lost:x")),
        (KeyError("ours"), "unknown", "crash", ("unknown", "sms", "b1", "crash")),
    ],
)
async def test_each_answer_of_the_network_is_written_down(
    bench: Bench, answer: Answer, status: str, code: str, told: tuple[str, ...]
):
    bench.bulk.queue(1)
    bench.channel.answers.append(answer)
    await bench.sender.drain()
    assert (bench.bulk.rows[1].status, bench.bulk.rows[1].code) == (status, code)
    assert bench.report.heard[-1] == told


async def test_all_leave_by_the_handful_and_none_twice(bench: Bench):
    bench.bulk.queue(1000)
    bench.start()
    await until(lambda: bench.count()["sent"] == 1000)
    assert sorted(bench.channel.sent) == sorted(f"b{number}" for number in range(1, 1001))
    assert len(bench.bulk.notes) < 100  # one commit for many


async def test_no_more_are_on_their_way_than_agreed(bench: Bench):
    gate = asyncio.Event()
    bench.bulk.queue(20)
    bench.channel.answers.extend([gate] * 20)
    bench.start()
    await until(lambda: bench.channel.pending == 3)
    for _ in range(20):
        await asyncio.sleep(0)
    assert bench.channel.pending == 3
    gate.set()
    await until(lambda: bench.count()["sent"] == 20)


async def test_what_the_network_charges_is_told():
    bench = Bench(segments=lambda part: len(part.text))
    bench.bulk.queue(1, text="abc")
    await bench.sender.drain()
    assert bench.bulk.rows[1].segments == 3


async def test_of_a_drill_nothing_leaves(bench: Bench):
    bench.bulk.queue(5, context={DRILL: "1"})
    await bench.sender.drain()
    assert bench.count() == {"sent": 5}
    assert bench.channel.sent == []


async def test_the_network_may_ask_for_a_longer_pause(bench: Bench):
    bench.bulk.queue(1)
    bench.channel.answers.append(SendDelayed("limit:429", timedelta(hours=1)))
    await bench.sender.drain()
    assert bench.bulk.rows[1].due_at == bench.clock() + timedelta(hours=1)


async def test_a_network_that_asks_for_a_pause_is_not_called_meanwhile(bench: Bench):
    bench.bulk.queue(50)
    bench.channel.answers.append(SendDelayed("limit:429", timedelta(seconds=30)))
    bench.start()
    await until(lambda: bench.count()["sending"] == 0 and len(bench.bulk.notes) > 0)
    called = len(bench.channel.sent)
    assert called <= 3
    bench.sender.wake()
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(bench.channel.sent) == called
    bench.stopwatch.now += 31
    bench.sender.wake()
    await until(lambda: bench.count()["sent"] == 49)


async def test_a_network_that_is_away_is_left_alone_after_a_few_tries(bench: Bench):
    bench.bulk.queue(500)
    bench.channel.answers.extend([SendDelayed("connect:refused")] * 500)
    bench.start()
    await until(lambda: bench.count()["sending"] == 0 and len(bench.bulk.notes) > 0)
    assert len(bench.channel.sent) < 20


async def test_trouble_with_one_recipient_holds_up_nobody_else(bench: Bench):
    bench.bulk.queue(100)
    bench.channel.answers.extend([SendDelayed("full:452")] * 40)
    await bench.sender.drain()
    assert bench.count() == {"queued": 40, "sent": 60}


@pytest.mark.parametrize(
    ("valid", "status"), [(None, "failed"), (timedelta(days=3), "queued"), (timedelta(hours=3), "stale")]
)
async def test_how_long_a_part_is_tried(bench: Bench, valid: timedelta | None, status: str):
    bench.bulk.queue(1, valid_until=bench.clock() + valid if valid else None)
    for _ in range(2):
        bench.channel.answers.append(SendDelayed("full:452"))
        await bench.sender.drain()
        bench.clock.tick(hours=24, seconds=1)
    assert bench.bulk.rows[1].status == status


async def test_what_is_past_its_time_does_not_leave_though_it_was_taken(bench: Bench):
    gate = asyncio.Event()
    bench.bulk.queue(6, valid_until=bench.clock() + timedelta(minutes=5))
    bench.channel.answers.extend([gate] * 3)
    bench.start()
    await until(lambda: bench.channel.pending == 3)
    bench.clock.tick(minutes=6)
    gate.set()
    await until(lambda: bench.count()["sending"] == 0)
    bench.sender.wake()
    await until(lambda: bench.count() == {"sent": 3, "stale": 3})


async def test_what_was_held_too_long_is_given_back(bench: Bench):
    gate = asyncio.Event()
    bench.bulk.queue(6)
    bench.channel.answers.extend([gate] * 3)
    bench.start()
    await until(lambda: bench.channel.pending == 3)
    bench.stopwatch.now += 46
    bench.bulk.tokens = 0
    gate.set()
    await until(lambda: bench.count() == {"sent": 3, "queued": 3})


async def test_a_stop_gives_back_what_is_not_begun_and_finishes_what_is(bench: Bench):
    gate = asyncio.Event()
    bench.bulk.queue(20)
    bench.channel.answers.extend([gate] * 20)
    bench.start()
    await until(lambda: bench.channel.pending == 3)
    stopping = asyncio.create_task(bench.stop())
    for _ in range(10):
        await asyncio.sleep(0)
    gate.set()
    await stopping
    assert bench.count() == {"sent": 3, "queued": 17}
    assert len(bench.channel.sent) == 3


async def test_who_takes_longer_than_a_stop_waits_is_found_unknown(bench: Bench):
    bench.bulk.queue(4)
    bench.channel.answers.extend([asyncio.Event()] * 3)
    bench.start()
    await until(lambda: bench.channel.pending == 3)
    await bench.stop(0.01)
    assert bench.count() == {"sending": 3, "queued": 1}
    await bench.bulk.sweep()
    assert bench.count() == {"unknown": 3, "queued": 1}


async def test_a_recall_gives_back_what_is_not_begun(bench: Bench):
    gate = asyncio.Event()
    bench.bulk.queue(20)
    bench.channel.answers.extend([gate] * 20)
    bench.start()
    await until(lambda: bench.channel.pending == 3)
    bench.bulk.tokens = 0  # it is paused
    bench.sender.recall()
    await until(lambda: bench.count() == {"sending": 3, "queued": 17})
    gate.set()
    await until(lambda: bench.count() == {"sent": 3, "queued": 17})


async def test_a_store_that_is_away_loses_no_outcome(bench: Bench):
    bench.bulk.queue(5)
    bench.switch.cuts["note"] = 1
    bench.start()
    await bench.report.until("trouble")
    bench.bulk.tokens = 0
    await until(lambda: len(bench.channel.sent) == 5)
    await bench.stop()
    assert bench.count() == {"sent": 5}
    assert len(bench.channel.sent) == 5


async def test_each_part_waits_a_little_while_somebody_waits_for_a_reply(bench: Bench):
    bench.bulk.queue(10)
    bench.busy = True
    await bench.sender.drain()
    assert bench.count() == {"sent": 10}
    assert sum(bench.stopwatch.slept) >= 10 * 0.016


async def test_what_replies_took_of_the_rate_is_told():
    bench = Bench(ahead=lambda: 7)
    bench.bulk.queue(1)
    await bench.sender.drain()
    assert bench.bulk.ahead == 14  # asked twice


@pytest.mark.parametrize(
    ("found", "status", "resent", "told"),
    [
        ("SM1", "sent", 0, ("sent", "sms", "b1")),
        (Unsettled.NOT_SENT, "queued", 0, ("resent", "sms", "b1", False)),
        (Unsettled.CANNOT_TELL, "queued", 1, ("resent", "sms", "b1", True)),
        (SendDelayed("settle:list"), "unknown", 0, ("unknown", "sms", "b1", "settle:list")),
        (KeyError("ours"), "unknown", 0, ("trouble", "bulk settler", "KeyError")),
    ],
)
async def test_a_lost_answer_is_asked_for(
    bench: Bench, found: Answer, status: str, resent: int, told: tuple[object, ...]
):
    bench.bulk.queue(1)
    bench.channel.answers.extend([SendUnknown("lost:x"), found])
    await bench.sender.drain()
    bench.clock.tick(seconds=15)
    await run_until(bench.sender.settle(), lambda: len(bench.channel.asked) == 1)
    row = bench.bulk.rows[1]
    assert (row.status, row.resent, bench.report.heard[-1]) == (status, resent, told)
