"""The fakes tell no lies: whatever is done, they and the real store end the same."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.channel import Delivery, Receipt
from bot.errors import LeaseLost
from bot.ledger import Inbox, Outbox, Timer, Turn, Work
from bot.message import Inbound, Part, Priority
from bot.session import Caller
from storage import schema
from storage.database import Database, open_database, read_url, writing_engine
from storage.inbox import SqlInbox
from storage.outbox import SqlOutbox
from tests.clock import Ticker
from tests.engine.fakes import FakeInbox, FakeOutbox

Step = tuple[Any, ...]
QUICK = (
    Phase.explicit,
    Phase.generate,
)  # a failure tells enough without being made small, which takes minutes


class Ledger(Protocol):
    """A store, and the ways in which a test looks at it and breaks it."""

    inbox: Inbox
    outbox: Outbox

    def lose(self, message: int) -> None: ...

    def lose_part(self, key: str) -> None: ...

    def state(self) -> tuple[list[Step], list[Step]]: ...


class InMemory:
    def __init__(self, clock: Ticker) -> None:
        self.outbox = FakeOutbox(clock)
        self.inbox = FakeInbox(clock, self.outbox)

    def lose(self, message: int) -> None:
        self.inbox.lose(message)

    def lose_part(self, key: str) -> None:
        self.outbox.lose(key)

    def state(self) -> tuple[list[Step], list[Step]]:
        return (
            [(each.status, each.attempts, each.reason, each.detail) for each in self.inbox.messages],
            [
                (row.part.key, row.status, row.part.attempts, row.provider_id, row.code, row.resent)
                for row in self.outbox.rows
            ],
        )


class OnDisk:
    def __init__(self, database: Database, url: str) -> None:
        self.inbox, self.outbox = SqlInbox(database), SqlOutbox(database)
        self._engine = writing_engine(read_url(url))

    def lose(self, message: int) -> None:
        self._run("UPDATE inbox SET owner = 'another' WHERE id = :it AND owner IS NOT NULL", message)

    def lose_part(self, key: str) -> None:
        self._run("UPDATE outbox SET owner = 'another' WHERE key = :it AND owner IS NOT NULL", key)

    def _run(self, statement: str, it: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(sa.text(statement), {"it": it})

    def state(self) -> tuple[list[Step], list[Step]]:
        with self._engine.connect() as connection:
            messages = connection.execute(
                sa.text("SELECT status, attempts, reason, detail FROM inbox ORDER BY id")
            ).all()
            parts = connection.execute(
                sa.text(
                    "SELECT key, status, attempts, coalesce(provider_id, ''), code, resent"
                    " FROM outbox ORDER BY id"
                )
            ).all()
        self._engine.dispose()
        return [tuple(row) for row in messages], [tuple(row) for row in parts]


@dataclass
class Player:
    """Plays steps on a store and writes down whatever it answers."""

    ledger: Ledger
    clock: Ticker
    works: list[Work] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    answers: list[object] = field(default_factory=list)

    async def play(self, steps: Sequence[Step]) -> None:
        for name, *given_ in steps:
            self.answers.append((name, await getattr(self, name)(*given_)))

    async def accept(self, number: int, sender: str) -> bool:
        told = Inbound("sms", f"SM{number}", sender, "ciao", self.clock())
        return await self.ledger.inbox.accept(told, f"c{number}")

    async def claim(self, limit: int) -> object:
        taken = await self.ledger.inbox.claim(limit)
        self.works += taken
        return [(each.inbound.external_id, each.attempts, each.caller, each.inbound.event) for each in taken]

    async def end(self, which: int, reason: str, minutes: tuple[int, int], priority: Priority) -> object:
        if not self.works:
            return None
        work = self.works[-1 - which % len(self.works)]
        now = self.clock()
        not_before, due = (now + timedelta(minutes=each) for each in minutes)
        part = Part(
            f"{work.inbound.external_id}-{priority}", "sms", work.inbound.sender, "sì", priority=priority
        )
        held = replace(part, key=f"{part.key}-held", not_before=not_before, valid_until=due)
        timers = [Timer(work.inbound.lane, f"e{minutes[0] % 2}", due if due > not_before else None)]
        turn = Turn(work, Caller(work.inbound.lane, "it", stopped=bool(which % 2)), (part, held), (), timers)
        try:
            if reason:
                await self.ledger.inbox.park(turn, reason, "why")
            else:
                await self.ledger.inbox.finish(turn)
        except LeaseLost:
            return "lost"
        return "written"

    async def release(self, which: int) -> None:
        await self.ledger.inbox.release([self.works[-1 - which % len(self.works)].id] if self.works else [])

    async def lose(self, which: int) -> None:
        held = [work for work in self.works[-1:] if which % 3 == 0]
        for work in held:
            self.ledger.lose(work.id)

    async def sweep(self) -> object:
        return await self.ledger.inbox.sweep(), await self.ledger.outbox.sweep()

    async def tick(self, minutes: int) -> datetime:
        return self.clock.tick(minutes=minutes)

    async def ring(self) -> object:
        return await self.ledger.inbox.ring(), await self.ledger.inbox.next_timer()

    async def take(self, limit: int) -> object:
        taken = await self.ledger.outbox.take("sms", limit)
        self.parts += taken
        return [(each.key, each.attempts, each.sent_since, each.priority) for each in taken]

    async def say(self, which: int, what: str) -> None:
        if not self.parts:
            return
        part, outbox = self.parts[-1 - which % len(self.parts)], self.ledger.outbox
        if what == "sent":
            await outbox.sent(part, f"network-{part.key}")
        elif what == "delayed":
            await outbox.delayed(part, what, self.clock() + timedelta(minutes=which))
        elif what == "resend":
            await outbox.resend(part, counted=bool(which % 2))
        elif what == "lose":
            self.ledger.lose_part(part.key)
        else:
            await getattr(outbox, what)(part, what)

    async def fold(self, which: int, state: Delivery) -> object:
        key = self.parts[-1 - which % len(self.parts)].key if self.parts else "?"
        found = {"provider_id": f"network-{key}"} if which % 2 else {"key": key}
        return await self.ledger.outbox.fold(Receipt("sms", state, self.clock(), code="why", **found))

    async def look(self, minutes: int) -> object:
        unsettled = await self.ledger.outbox.unsettled("sms", 2, timedelta(minutes=minutes))
        return [part.key for part in unsettled], await self.ledger.outbox.wakes_at("sms")


few = st.integers(0, 3)
whole = st.integers(0, 9)
accept = st.tuples(st.just("accept"), whole, st.sampled_from(["+1", "+2"]))
claim = st.tuples(st.just("claim"), st.integers(1, 3))
end = st.tuples(
    st.just("end"),
    few,
    st.sampled_from(["", "", "crash"]),
    st.tuples(whole, whole),
    st.sampled_from(Priority),
)
take = st.tuples(st.just("take"), st.integers(1, 3))
say = st.tuples(
    st.just("say"), few, st.sampled_from(["sent", "delayed", "failed", "unknown", "resend", "lose"])
)
tick = st.tuples(st.just("tick"), whole)
others = st.one_of(
    st.tuples(st.sampled_from(["release", "lose"]), few),
    st.tuples(st.sampled_from(["sweep", "ring"])),
    st.tuples(st.just("fold"), few, st.sampled_from(Delivery)),
    st.tuples(st.just("look"), whole),
)
# Steps drawn one by one seldom get as far as a part: most come in the order of a message's way.
way = st.tuples(accept, claim, others, end, tick, take, others, say, others, say)
stretch = st.one_of(
    way, st.tuples(st.one_of(accept, claim, end, take, say, tick, others)), st.tuples(say, say, say)
)


@pytest.fixture(scope="module")
def blank() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        schema.create(f"sqlite:///{folder}/blank.db")
        yield Path(folder) / "blank.db"


@settings(max_examples=30, deadline=None, phases=QUICK)
@given(stretches=st.lists(stretch, min_size=1, max_size=12))
async def test_the_fake_and_the_store_end_the_same(blank: Path, stretches: list[tuple[Step, ...]]) -> None:
    steps = [step for stretch in stretches for step in stretch]
    with tempfile.TemporaryDirectory() as folder:
        clock = Ticker()
        fake = Player(InMemory(clock), clock)
        await fake.play(steps)
        url = f"sqlite:///{shutil.copy(blank, folder)}"
        clock = Ticker()
        database = open_database(url, clock=clock, owner="me")
        real = Player(OnDisk(database, url), clock)
        await real.play(steps)
        database.close()
        assert fake.answers == real.answers
        assert fake.ledger.state() == real.ledger.state()
