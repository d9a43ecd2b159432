import asyncio
from datetime import timedelta

import pytest

from bot.message import Part
from bot.reception import Reception
from bot.records import LANE, Record
from bot.upkeep import Upkeep
from tests.clock import Ticker
from tests.engine.counter import Counter
from tests.engine.fakes import FakeInbox, FakeOutbox, Switch
from tests.engine.peers import Listener, end, run_until, until


class House:
    """The housekeeping with everything round it."""

    def __init__(self) -> None:
        self.clock, self.switch, self.report = Ticker(), Switch(), Listener()
        self.outbox = FakeOutbox(self.clock, self.switch)
        self.inbox = FakeInbox(self.clock, self.outbox, self.switch)
        self.woken = 0
        self.brought = [0, 0]
        self.broken: Exception | None = None
        self.reception = Reception(self.inbox, self.report, self.wake)
        chores = (self.chore, self.second_chore)
        self.upkeep = Upkeep(self.inbox, self.outbox, self.clock, self.report, self.wake, chores)

    def wake(self) -> None:
        self.woken += 1

    async def chore(self) -> int:
        if self.broken:
            raise self.broken
        return self.brought[0]

    async def second_chore(self) -> int:
        self.switch.use("second")
        return self.brought[1]

    def message(self, number: str = "1"):
        return Counter().work("ciao", external_id=number).inbound


@pytest.fixture
def house() -> House:
    return House()


async def test_a_new_message_is_kept_before_anybody_hears_of_it(house: House):
    assert await house.reception.accept(house.message(), "c1")
    assert house.inbox.statuses() == ["waiting"]
    assert house.woken == 1
    assert house.report.heard == [("received", "telegram")]


async def test_a_repeat_is_counted_and_wakes_nobody(house: House):
    await house.reception.accept(house.message(), "c1")
    assert not await house.reception.accept(house.message(), "c2")
    assert house.woken == 1
    assert house.report.heard[1:] == [("repeated", "telegram")]


async def test_a_message_that_cannot_be_kept_is_not_acknowledged(house: House):
    house.switch.cuts["accept"] = 1
    with pytest.raises(Exception, match="away"):
        await house.reception.accept(house.message(), "c1")
    assert house.woken == 0
    assert house.report.heard == []


class SlowInbox:
    """An inbox whose commits wait until they may."""

    def __init__(self) -> None:
        self.may = asyncio.Event()

    async def accept(self, inbound: object, correlation: str) -> bool:  # noqa: ARG002 - the protocol's
        return await self.may.wait()


async def test_many_who_wait_for_their_commit_are_a_crowd(house: House):
    inbox = SlowInbox()
    reception = Reception(inbox, house.report, house.wake)
    waiting = [asyncio.create_task(reception.accept(house.message(), f"c{at}")) for at in range(16)]
    await asyncio.sleep(0)
    assert reception.crowded
    inbox.may.set()
    await asyncio.gather(*waiting)
    assert not reception.crowded


async def test_a_timer_rings_when_it_is_due(house: House):
    house.inbox.timers["telegram:7", "session.pause"] = house.clock() + timedelta(milliseconds=1)
    ringing = asyncio.create_task(house.upkeep.ring())
    await until(lambda: "next_timer" in house.switch.calls)
    assert house.woken == 0
    house.clock.tick(seconds=1)
    await until(lambda: bool(house.woken))
    await end(ringing)
    assert [each.inbound.event for each in house.inbox.messages] == ["session.pause"]
    assert house.inbox.timers == {}


@pytest.mark.parametrize(("seconds", "slept"), [(None, 15.0), (3600, 15.0), (7, 7.0), (0.001, 0.05)])
async def test_it_sleeps_until_the_next_timer_but_not_for_long(
    house: House, seconds: float | None, slept: float
):
    if seconds is not None:
        house.inbox.timers["telegram:7", "x"] = house.clock() + timedelta(seconds=seconds)
    assert await house.upkeep._ring_round() == slept


async def test_a_sweep_frees_what_the_dead_held_in_both_queues(house: House):
    await house.inbox.accept(house.message(), "c1")
    await house.inbox.claim(1)
    house.inbox.lose(1)
    house.outbox.queue(Part("k", "sms", "+1", "sì"))
    await house.outbox.take("sms", 1)
    house.outbox.lose("k")
    await run_until(house.upkeep.sweep(), lambda: "second" in house.switch.calls)
    assert house.inbox.statuses() == ["waiting"]
    assert house.outbox.rows[0].status == "unknown"
    assert house.woken == 1


async def test_a_sweep_that_finds_nothing_wakes_nobody(house: House):
    assert await house.upkeep.sweep_once() > 0
    assert house.woken == 0


@pytest.mark.parametrize("brought", [[2, 0], [0, 1]])
async def test_what_a_chore_brings_wakes_the_lanes(house: House, brought: list[int]):
    house.brought = brought
    await house.upkeep.sweep_once()
    assert house.woken == 1


async def test_a_broken_chore_keeps_nothing_else_from_being_done(house: House):
    house.broken, house.brought = KeyError(), [0, 1]
    house.outbox.queue(Part("k", "sms", "+1", "sì"))
    await house.outbox.take("sms", 1)
    house.outbox.lose("k")
    await house.upkeep.sweep_once()
    assert house.outbox.rows[0].status == "unknown"
    assert house.woken == 1
    assert house.report.heard == [("trouble", "chore", "KeyError")]


def test_a_record_learns_its_lane_only_where_it_asks():
    asks, other = Record("s", {"lane": LANE, "n": 1}), Record("s", {"n": 1})
    assert asks.for_lane("sms:+1") == Record("s", {"lane": "sms:+1", "n": 1})
    assert other.for_lane("sms:+1") is other
