"""A broadcast through networks that are slow, busy, broken, silent or deceitful, by senders that die.

Whatever happens in whatever order: nobody gets it twice but who is counted, nobody is missed, nothing leaves
while it is paused or to who has said STOP, and it is paid for once.
"""

import asyncio
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.storage.bulk_network import WEATHERS
from tests.storage.bulk_world import IN_FLIGHT, World

_ROUNDS = 60
_FINAL = {"sent", "delivered", "failed", "stopped"}


class Sending(RuleBasedStateMachine):
    @initialize(people=st.integers(1, 14), seed=st.integers(0, 2**16), lists=st.booleans())
    def begin(self, *, people: int, seed: int, lists: bool) -> None:
        self.runner = asyncio.Runner()
        self.world = World(people, seed, lists=lists)
        self.runner.run(self.world.start())
        self.paused = False
        self.stopped: dict[str, int] = {}  # an address, and how many copies it had when it said so
        self.over: set[int] = set()  # whose end a receipt has told

    def run(self, doing: Any) -> Any:
        return self.runner.run(doing)

    @rule(name=st.sampled_from(sorted(WEATHERS)))
    def weather(self, name: str) -> None:
        self.world.network.weather = name

    @rule(parts=st.integers(1, 9), end=st.sampled_from(("stops", "dies", "is recalled")))
    def works(self, parts: int, end: str) -> None:
        self.run(self._works(parts, end))

    async def _works(self, parts: int, end: str) -> None:
        world = self.world
        before = len(world.network.begun)
        running = await world.work(parts)
        if end == "is recalled":
            world.sender.recall()
        await (world.die() if end == "dies" else world.stop(running))
        assert not (self.paused and len(world.network.begun) > before)

    @rule(parts=st.integers(1, 9))
    @precondition(lambda self: not self.paused)
    def is_paused_while_it_works(self, parts: int) -> None:
        self.run(self._paused_at_work(parts))
        self.paused = True

    async def _paused_at_work(self, parts: int) -> None:
        world = self.world
        running = await world.work(parts)
        await world.deeds.pause(1, "anna")
        assert world.network.pending <= IN_FLIGHT
        begun = len(world.network.begun)
        for _ in range(50):
            await asyncio.sleep(0)
        assert len(world.network.begun) == begun, "what is not begun when it is paused is not begun"
        await world.stop(running)

    @rule()
    @precondition(lambda self: self.paused)
    def resumes(self) -> None:
        self.run(self.world.deeds.resume(1, "anna"))
        self.paused = False

    @rule()
    def drains(self) -> None:
        before = len(self.world.network.begun)
        self.run(self.world.drain())
        assert not (self.paused and len(self.world.network.begun) > before)

    @rule(times=st.integers(1, 4))
    def loses_the_store(self, times: int) -> None:
        self.world.bulk.away = times

    @rule()
    def settles(self) -> None:
        self.run(self.world.settle())

    @rule(seconds=st.integers(1, 120))
    def waits(self, seconds: int) -> None:
        self.world.tick(seconds)

    @rule()
    def hears(self) -> None:
        self.run(self.world.network.tell())

    @rule(number=st.integers(1, 14))
    def is_dead(self, number: int) -> None:
        self.world.network.dead.add(f"+39{number}")

    @rule(number=st.integers(1, 14))
    def says_stop(self, number: int) -> None:
        self.run(self.world.says_stop(f"+39{number}"))
        row = next((row for row in self.run(self.world.rows()) if row[1] == f"+39{number}"), None)
        if row is not None:
            self.stopped.setdefault(row[1], len(self.world.network.taken[f"b{row[0]}"]))

    @invariant()
    def nobody_gets_it_twice_but_who_is_counted(self) -> None:
        if not hasattr(self, "world"):
            return
        for number, address, _, resent, *_ in self.run(self.world.rows()):
            copies = len(self.world.network.taken[f"b{number}"])
            assert copies <= 1 + resent
            assert not (resent and self.world.network.lists), "a network with a list can tell"
            assert copies <= self.stopped.get(address, copies)

    @invariant()
    def what_a_receipt_has_ended_stays(self) -> None:
        if not hasattr(self, "world"):
            return
        ended = {row[0] for row in self.run(self.world.rows()) if row[2] in ("delivered", "failed")}
        assert self.over <= ended
        self.over = ended

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.run(self._to_the_end())
        finally:
            self.world.close()
            self.runner.close()

    async def _to_the_end(self) -> None:
        """Let all come to rest in fair weather; then everybody has it, or there is a reason."""
        world = self.world
        world.network.weather, world.bulk.away = "fine", 0
        if self.paused:
            await world.deeds.resume(1, "anna")
        for _ in range(_ROUNDS):
            world.tick(1000)
            await world.drain()
            await world.settle()
            if all(row[2] in _FINAL for row in await world.rows()):
                break
        await world.network.tell()
        rows = await world.rows()
        assert {row[2] for row in rows} <= _FINAL
        for number, address, status, *_ in rows:
            copies = len(world.network.taken[f"b{number}"])
            assert copies or address in world.network.dead or status == "stopped"
            assert not (copies and status == "stopped" and not world.network.lists) or address in self.stopped
        assert await world.spent() == sum(row[4] > 0 for row in rows)


class TestSending(Sending.TestCase):  # type: ignore[misc, name-defined] # hypothesis makes it
    settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
