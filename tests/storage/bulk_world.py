"""A counter that sends one broadcast through a bad network, and dies or loses its store now and then."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from bot.bulk import Outcome
from bot.bulk_sending import BulkSender, Terms
from bot.channel import Receipt
from bot.clock import Stopwatch
from bot.errors import StoreUnavailable
from storage import schema
from storage.broadcasts import Broadcasts
from storage.bulk import SqlBulk
from storage.bulk_stopping import stop_waiting
from storage.database import Database, open_database
from storage.records import RECORDS
from storage.veil import Veil
from tests.clock import Ticker
from tests.engine.peers import FakeStopwatch, Listener
from tests.storage.bulk_network import Network
from tests.storage.bulk_rows import lay_broadcast, lay_recipients

IN_FLIGHT, HANDFUL = 3, 5
_YIELDS = 600
_STANDING = "SELECT id, address, status, resent, segments, code, attempts FROM recipient ORDER BY id"
_SPENT = "SELECT coalesce(sum(messages), 0) FROM broadcast_spent"
Row = tuple[int, str, str, int, int, str, int]


class Forgetful(SqlBulk):
    """Its commits are not always known to have happened: the next `away` end in an error, done or not."""

    away = 0

    async def note(self, outcomes: Sequence[Outcome]) -> None:
        if outcomes and self.away:
            self.away -= 1
            if self.away % 2:
                await super().note(outcomes)
            raise StoreUnavailable("the answer is lost")
        await super().note(outcomes)


@cache
def _template() -> Path:
    file = Path(tempfile.mkdtemp()) / "made.db"
    schema.create(f"sqlite:///{file}")
    return file


class World:
    """A store in a folder, a network, and one process after the other."""

    veil: Veil | None = None

    def __init__(self, people: int, seed: int, *, lists: bool) -> None:
        self._folder = tempfile.TemporaryDirectory()
        shutil.copy(_template(), Path(self._folder.name) / "s.db")
        self.url = f"sqlite:///{self._folder.name}/s.db"
        self.clock, self.stopwatch, self.report = Ticker(), FakeStopwatch(), Listener()
        self.network = Network(seed, self.clock, lists=lists)
        self.lives = 0
        lay_broadcast(self)
        lay_recipients(self, *[f"+39{number}" for number in range(1, people + 1)])

    async def start(self) -> None:
        """Begin another life: what the last one left half-way is found first."""
        self.lives += 1
        self.database: Database = open_database(self.url, clock=self.clock, owner=f"life-{self.lives}")
        self.bulk = Forgetful(self.database)
        await self.bulk.sweep()
        stopwatch = Stopwatch(self.stopwatch.seconds, self.stopwatch.sleep)
        terms = Terms(IN_FLIGHT, HANDFUL)
        self.sender = BulkSender(self.network, self.bulk, self.clock, self.report, terms, stopwatch=stopwatch)
        self.deeds = Broadcasts(self.database, ("sms",), 0, self.sender.recall)
        self.network.fold = self._fold

    async def _fold(self, receipt: Receipt) -> bool:
        return await self.bulk.fold(receipt)

    def tick(self, seconds: float) -> None:
        """Let time pass, on every clock."""
        self.clock.tick(seconds=seconds)
        self.stopwatch.now += seconds

    async def work(self, parts: int) -> asyncio.Task[None]:
        """Send until so many more are begun, or for a while."""
        running = asyncio.create_task(self.sender.run())
        most = len(self.network.begun) + parts
        for _ in range(_YIELDS):
            if len(self.network.begun) >= most:
                break
            await asyncio.sleep(0)
        return running

    async def stop(self, running: asyncio.Task[None]) -> None:
        """End as an operator does, and go on."""
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await self.sender.stop(30)

    async def die(self) -> None:
        """End all at once, and begin anew."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self.database.close()
        await self.start()

    async def drain(self) -> None:
        """Send what can leave now; if the store was away, what is not written down is written later."""
        with suppress(StoreUnavailable):
            await self.sender.drain()
        self.bulk.away = 0
        await self.sender.stop(30)

    async def settle(self) -> None:
        """Ask for what is unknown, once."""
        self.tick(16)
        with suppress(StoreUnavailable):
            await self.sender.settle_once()

    async def rows(self) -> Sequence[Row]:
        """How all recipients stand."""
        return await self.database.reader.fetch(
            lambda one: [tuple(row) for row in one.exec_driver_sql(_STANDING)]
        )

    async def spent(self) -> int:
        """How many messages are paid for."""
        return await self.database.reader.fetch(lambda one: one.exec_driver_sql(_SPENT).scalar_one())

    async def says_stop(self, address: str) -> None:
        """Have somebody say STOP, as their turn writes it."""
        record = stop_waiting().for_lane(f"sms:{address}")
        await self.database.writer.submit(RECORDS, [record])

    def close(self) -> None:
        """Leave nothing behind."""
        self.database.close()
        self._folder.cleanup()
