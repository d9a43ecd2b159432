"""A counter inside the test's own process, with a network that keeps all it is handed and fails on demand."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count

import sqlalchemy as sa

from bot.channel import Unsettled
from bot.desk import Desk
from bot.message import Inbound, Part, Priority, Traits
from bot.service import Service
from channels.sms.sms import TRAITS
from handlers import SERVICES
from sportello.counter import Counter, Network
from sportello.imports.offices import import_offices
from sportello.reports import QuietReport
from sportello.settings import Settings
from sportello.trial import SAMPLES
from storage.database import open_database
from storage.departures import departure
from storage.records import RECORDS
from tests.clock import Ticker
from tests.crash.street import PATIENCE

_NOT_DONE = "SELECT id FROM inbox WHERE external_id = :message AND status = 'waiting'"
_IN_HAND = """SELECT id FROM inbox WHERE status = 'waiting'
    UNION ALL SELECT id FROM outbox WHERE status IN ('queued', 'sending', 'unknown')"""


@dataclass
class Post:
    """A network: `faults` are raised one by one before (or, with `taken`, after) a part is kept."""

    name: str = "sms"
    traits: Traits = TRAITS
    parts: list[Part] = field(default_factory=list)
    faults: deque[Exception | None] = field(default_factory=deque)
    taken: bool = False
    asked: list[str] = field(default_factory=list)

    async def send(self, part: Part) -> str:
        fault = self.faults.popleft() if self.faults else None
        if fault is None or self.taken:
            self.parts.append(part)
        if fault is not None:
            raise fault
        return f"id-{part.key}"

    async def settle(self, part: Part) -> str | Unsettled:
        self.asked.append(part.key)
        return f"id-{part.key}" if part.key in self.keys else Unsettled.NOT_SENT

    @property
    def keys(self) -> list[str]:
        return [part.key for part in self.parts]

    def told(self, sender: str) -> list[str]:
        return [part.text for part in self.parts if part.to == sender]


@dataclass
class Shop:
    """One life of a counter."""

    counter: Counter
    clock: Ticker
    post: Post

    async def say(self, sender: str, text: str, external_id: str) -> bool:
        inbound = Inbound("sms", external_id, sender, text, self.clock())
        return await self.counter.reception.accept(inbound, external_id)

    async def settle(self) -> None:
        await self.counter.settle_down()

    async def settle_unknown(self) -> None:
        """Settle what is unknown long enough, as the loop does."""
        self.clock.tick(seconds=16)
        sender = self.counter.senders["sms"]
        await sender._settle_round()
        await sender.drain()

    async def notify(self, parts: Iterable[Part]) -> None:
        """Queue parts that answer nobody."""
        records = [record for part in parts for record in departure(part, self.clock())]
        await self.counter.database.writer.submit(RECORDS, records)

    async def at_rest(self) -> None:
        """Wait until loops that run by themselves have nothing in hand."""
        await self._until_none(_IN_HAND)

    async def until_done(self, external_id: str) -> None:
        """Wait until a message is answered."""
        await self._until_none(_NOT_DONE, message=external_id)

    async def _until_none(self, query: str, **values: object) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.rows(query, **values):  # noqa: ASYNC110 - another counter's work gives no event here
                await asyncio.sleep(0.01)

    async def rows(self, query: str, **values: object) -> list[tuple[object, ...]]:
        def read(connection: sa.Connection) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.execute(sa.text(query), values)]

        return await self.counter.database.reader.fetch(read)


@asynccontextmanager
async def open_shop(
    url: str,
    desk: Desk,
    *,
    clock: Ticker,
    post: Post | None = None,
    owner: str = "first",
    services: Iterable[Service] = SERVICES,
) -> AsyncIterator[Shop]:
    """Open a counter on a store that has its schema; leaving without stopping it is a sudden death."""
    database = open_database(url, clock=clock, owner=owner)
    post, numbers = post or Post(), count(1)
    counter = Counter(
        Settings(),
        database,
        desk,
        services,
        [Network(post)],
        clock=clock,
        ids=lambda: f"id{next(numbers)}",
        report=QuietReport(),
    )
    try:
        yield Shop(counter, clock, post)
    finally:
        await asyncio.to_thread(database.close)


async def add_offices(shop: Shop) -> None:
    """Give the counter something to tell."""
    await import_offices(
        shop.counter.database, SAMPLES / "offices.csv", report=lambda _: None, progress=lambda _: None
    )


def bulk(number: int) -> Part:
    """Make one of many equal notices."""
    return Part(f"bulk-{number}", "sms", f"+39{number:09}", "Allerta meteo", priority=Priority.BULK)


def reviewed_by(review: object) -> tuple[Service, ...]:
    """The services, with another review of the fine."""
    return tuple(replace(each, review=review) if each.name == "pay_fine" else each for each in SERVICES)
