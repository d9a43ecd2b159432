import asyncio
from collections.abc import Callable, Mapping

import pytest

from bot.dialogue import Talk
from bot.form import Options
from bot.lanes import Lanes
from bot.ledger import Work
from tests.engine.counter import Counter
from tests.engine.fakes import FakeInbox, FakeOutbox, Switch
from tests.engine.peers import FakeStopwatch, Listener, end, until


class Watched:
    """A conversation whose turns a test can hold up, break, and see begin."""

    def __init__(self, counter: Counter) -> None:
        self._conversation = counter.conversation
        self.begun: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.faults: dict[str, BaseException] = {}
        self.changed = asyncio.Event()
        self.apology = counter.conversation.apology

    async def options(self):
        return await self._conversation.options()

    def begin(self, work: Work, options: Mapping[str, Options]):
        self.begun.append(work.inbound.external_id)
        self.changed.set()
        return self._conversation.begin(work, options)

    def at_once(self, work: Work, talk: Talk):
        if work.inbound.text in {*self.gates, *self.faults}:
            return None
        return self._conversation.at_once(work, talk)

    async def handle(self, work: Work):
        return await self.go_on(work, self.begin(work, await self.options()))

    async def go_on(self, work: Work, talk: Talk):
        if gate := self.gates.get(work.inbound.text):
            await gate.wait()
        if fault := self.faults.get(work.inbound.text):
            raise fault
        return await self._conversation.go_on(work, talk)

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


class Floor:
    """Lanes with everything round them."""

    def __init__(self, in_hand: int = 64) -> None:
        self.counter, self.switch, self.report = Counter(), Switch(), Listener()
        self.clock = self.counter.clock
        self.outbox = FakeOutbox(self.clock, self.switch)
        self.inbox = FakeInbox(self.clock, self.outbox, self.switch)
        self.conversation, self.stopwatch = Watched(self.counter), FakeStopwatch()
        self.ready: list[str] = []
        self.lanes = Lanes(
            self.inbox,
            self.conversation,
            self.report,
            in_hand=in_hand,
            on_parts=self.ready.append,
            sleep=self.stopwatch.sleep,
        )

    async def accept(self, number: str, sender: str = "7", text: str = "ciao", **rest: object) -> None:
        work = self.counter.work(text, external_id=number, sender=sender, **rest)
        await self.inbox.accept(work.inbound, f"c{number}")

    def said(self) -> list[str]:
        return [row.part.key for row in self.outbox.rows]

    async def working(self) -> asyncio.Task[None]:
        return asyncio.create_task(self.lanes.run())


@pytest.fixture
def floor() -> Floor:
    return Floor()


async def test_twenty_messages_at_once_are_one_conversation_in_order(floor: Floor):
    for number in range(20):
        await floor.accept(f"{number:02}")
    task = await floor.working()
    await floor.report.until("turn", 20)
    await end(task)
    assert floor.conversation.begun == [f"{number:02}" for number in range(20)]
    assert floor.inbox.statuses() == ["done"] * 20
    assert floor.ready == ["telegram"] * 20
    assert floor.report.of("turn")[3][1] == "c03"


async def test_a_slow_lane_holds_up_its_own_messages_only(floor: Floor):
    gate = floor.conversation.gates["lento"] = asyncio.Event()
    await floor.accept("a1", "1", "lento")
    await floor.accept("a2", "1")
    await floor.accept("b1", "2")
    await floor.accept("b2", "2")
    task = await floor.working()
    await floor.report.until("turn", 2)
    assert floor.inbox.statuses() == ["held", "waiting", "done", "done"]
    gate.set()
    await floor.report.until("turn", 4)
    await end(task)
    assert floor.conversation.begun.index("a1") < floor.conversation.begun.index("a2")


async def test_no_more_are_in_hand_than_allowed():
    floor = Floor(in_hand=2)
    gate = floor.conversation.gates["lento"] = asyncio.Event()
    for number in range(4):
        await floor.accept(str(number), str(number), "lento")
    task = await floor.working()
    await floor.conversation.until(lambda: len(floor.conversation.begun) == 2)
    floor.lanes.wake()
    for _ in range(5):
        await asyncio.sleep(0)
    assert floor.inbox.statuses() == ["held", "held", "waiting", "waiting"]
    gate.set()
    await floor.report.until("turn", 4)
    await end(task)


async def test_a_message_that_comes_while_they_rest_wakes_them(floor: Floor):
    task = await floor.working()
    for number in range(3):
        await floor.accept(str(number))
        floor.lanes.wake()
        await floor.report.until("turn", number + 1)
    await end(task)


async def test_what_crashes_is_parked_with_one_apology_and_its_lane_goes_on(floor: Floor):
    floor.conversation.faults["rotto"] = ValueError("rotto")
    await floor.accept("1", text="rotto")
    await floor.accept("2")
    await floor.lanes.drain()
    first, second = floor.inbox.messages
    assert (first.status, first.reason) == ("parked", "crash")
    assert "ValueError" in first.detail
    assert "rotto" not in first.detail
    assert second.status == "done"
    assert floor.said() == ["1-0", "2-0"]
    assert floor.report.of("parked") == [("crash", "c1")]
    assert floor.report.of("trouble") == [("turn", "ValueError")]


async def test_an_event_that_crashes_is_parked_in_silence(floor: Floor):
    await floor.accept("1", event="permit.unheard-of")
    await floor.lanes.drain()
    assert floor.inbox.messages[0].reason == "crash"
    assert floor.said() == floor.ready == []


@pytest.mark.parametrize(("attempts", "handled"), [(2, True), (3, False)])
async def test_a_message_that_took_its_process_down_is_parked_unread(
    floor: Floor,
    attempts: int,
    handled: bool,  # noqa: FBT001 - a table's column
):
    await floor.accept("1")
    for _ in range(attempts):
        await floor.inbox.claim(1)
        floor.inbox.lose(1)  # the process dies
        await floor.inbox.sweep()
    await floor.lanes.drain()
    assert floor.inbox.statuses() == ["done" if handled else "parked"]
    assert floor.conversation.begun == (["1"] if handled else [])
    assert floor.said() == ["1-0"]


async def test_who_wants_a_person_is_parked_with_the_reply(floor: Floor):
    await floor.accept("1", text="operatore")
    await floor.lanes.drain()
    (message,) = floor.inbox.messages
    assert (message.status, message.reason, message.detail) == ("parked", "person", "")
    assert floor.said() == ["1-0"]
    assert floor.ready == ["telegram"]
    assert floor.report.of("parked") == [("person", "c1")]
    assert floor.report.counts["turn"] == 1


async def test_a_turn_that_another_has_done_is_dropped(floor: Floor):
    await floor.accept("1")
    floor.inbox.before_finish.append(lambda: floor.inbox.lose(1))
    await floor.lanes.drain()
    assert floor.said() == floor.ready == []
    assert floor.inbox.statuses() == ["held"]
    assert "park" not in floor.switch.calls
    assert floor.report.heard == [("trouble", "turn", "LeaseLost")]


async def test_an_apology_that_another_has_made_needless_is_dropped(floor: Floor):
    floor.conversation.faults["rotto"] = ValueError()
    await floor.accept("1", text="rotto")
    (work,) = await floor.inbox.claim(1)
    floor.inbox.lose(1)
    await floor.lanes._handle(work, None, 0.0)
    assert floor.said() == []
    assert floor.report.of("trouble") == [("turn", "ValueError"), ("park", "LeaseLost")]


@pytest.mark.parametrize("operation", ["finish", "park"])
async def test_what_the_store_could_not_write_is_given_back_until_it_can(floor: Floor, operation: str):
    floor.conversation.faults["rotto"] = ValueError()
    floor.switch.cuts = {operation: 1, "release": 3}
    await floor.accept("1", text="ciao" if operation == "finish" else "rotto")
    await floor.lanes.drain()
    assert floor.inbox.statuses() == ["done" if operation == "finish" else "parked"]
    assert floor.said() == ["1-0"]
    assert floor.inbox.messages[0].attempts == 1  # what is given back was not tried
    for failures, pause in enumerate(floor.stopwatch.slept):
        assert 2.0**failures / 2 <= pause <= 2.0**failures
    assert len(floor.stopwatch.slept) == 4


async def test_lanes_survive_a_store_that_is_away(floor: Floor):
    floor.switch.cuts["claim"] = 3
    floor.report.on_trouble = floor.lanes.wake
    await floor.accept("1")
    task = await floor.working()
    await floor.report.until("turn")
    await end(task)
    assert floor.report.of("trouble") == [("lanes", "StoreUnavailable")] * 3


async def test_stopping_finishes_what_is_in_hand(floor: Floor):
    gate = floor.conversation.gates["lento"] = asyncio.Event()
    await floor.accept("1", text="lento")
    await floor.accept("2")
    task = await floor.working()
    await floor.conversation.until(lambda: bool(floor.conversation.begun))
    await end(task)
    stopping = asyncio.create_task(floor.lanes.stop(30))
    await asyncio.sleep(0)
    gate.set()
    await stopping
    assert floor.inbox.statuses() == ["done", "waiting"]


async def test_stopping_gives_back_what_takes_too_long(floor: Floor):
    floor.conversation.gates["lento"] = asyncio.Event()
    await floor.accept("1", text="lento")
    task = await floor.working()
    await floor.conversation.until(lambda: bool(floor.conversation.begun))
    await end(task)
    await floor.lanes.stop(0)
    assert floor.inbox.statuses() == ["waiting"]
    assert floor.inbox.messages[0].attempts == 0
    assert floor.said() == []


async def test_stopping_without_a_store_stops(floor: Floor):
    floor.switch.cuts["release"] = 1
    await floor.lanes.stop(0)
    assert floor.report.of("trouble") == [("stop", "StoreUnavailable")]


async def test_what_takes_long_stays_ours(floor: Floor):
    await floor.lanes._renew_round()
    gate = floor.conversation.gates["lento"] = asyncio.Event()
    await floor.accept("1", text="lento")
    task = await floor.working()
    await floor.conversation.until(lambda: bool(floor.conversation.begun))
    renewing = asyncio.create_task(floor.lanes.renew())
    await until(lambda: "renew" in floor.switch.calls)
    await end(renewing)
    gate.set()
    await floor.report.until("turn")
    await end(task)
    assert floor.inbox.renewed == [[1]]


async def test_who_is_not_told_of_parts_works_all_the_same(floor: Floor):
    await floor.accept("1")
    await Lanes(floor.inbox, floor.conversation, floor.report).drain()
    assert floor.inbox.statuses() == ["done"]


async def test_a_crowd_at_the_door_slows_the_lanes_down_and_stops_none(floor: Floor):
    asked = []

    def crowded() -> bool:
        asked.append(len(floor.conversation.begun))
        return len(asked) == 1

    for number in range(20):
        await floor.accept(f"{number:02}", sender=f"{number}")
    await Lanes(floor.inbox, floor.conversation, floor.report, crowded=crowded).drain()
    assert sorted(floor.conversation.begun) == [f"{number:02}" for number in range(20)]
    assert len(asked) > 1
