"""A whole counter on a store of its own: the real engine, words, services and database; a null network."""

import asyncio
import gc
import io
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from benchmarks.workload import Line, write_fines
from bot import garbage
from bot.channel import Unsettled
from bot.clock import Clock
from bot.ledger import Work
from bot.message import Inbound, Part, Traits
from channels.sandbox import sandboxes
from handlers import SERVICES
from sportello import logs
from sportello.counter import Counter, Network
from sportello.imports.fines import import_fines
from sportello.imports.offices import import_offices
from sportello.metrics import Metrics
from sportello.rehearsal import rehearse
from sportello.reports import MeteredReport
from sportello.settings import Settings
from sportello.tracing import Trail
from sportello.trial import SAMPLES
from sportello.vocabulary import build_desk
from storage.database import open_database
from storage.schema import upgrade
from storage.sealing import Keyring
from storage.veil import Veil

CHAT = "try-chat"
_FEEDERS = 64  # messages that wait for their commit at the same time, as a network's own calls do


class Nowhere(io.StringIO):
    """Where the lines of the log go: they are made, as in earnest, and forgotten."""

    def write(self, text: str) -> int:
        """Forget it."""
        return len(text)


class Silence:
    """A network that takes everything at once, with the ways of a chat: one question in a message."""

    def __init__(self) -> None:
        self.sent = 0

    @property
    def name(self) -> str:
        """Its name in the store."""
        return CHAT

    @property
    def traits(self) -> Traits:
        """Those of the chat in the browser: buttons and files, one question at a time."""
        return sandboxes()["try-sms"].traits

    async def send(self, part: Part) -> str:
        """Take it."""
        self.sent += 1
        return part.key

    async def settle(self, part: Part) -> Unsettled:  # noqa: ARG002 - the protocol's
        """Nothing gets lost here."""
        return Unsettled.NOT_SENT


class Watch(MeteredReport):
    """The report that runs in earnest, which also tells when so many turns, or parts, are done."""

    def __init__(self) -> None:
        self.trail = Trail()
        super().__init__(Metrics(), self.trail)
        self.turns = self.repeats = 0
        self._goal = 0
        self._trouble: BaseException | None = None
        self._reached = asyncio.Event()

    async def until(self, turns: int) -> None:
        """Wait until so many turns are written since the start; raises what any of them met."""
        self._goal = turns
        self._reached.clear()
        if self.turns < turns:
            await self._reached.wait()
        if self._trouble is not None:
            raise self._trouble

    def turn(self, service: str, seconds: float, work: Work) -> None:
        """Count it."""
        super().turn(service, seconds, work)
        self.turns += 1
        if self.turns == self._goal:
            self._reached.set()

    def repeated(self, channel: str) -> None:
        """Count it."""
        super().repeated(channel)
        self.repeats += 1

    def trouble(self, where: str, error: BaseException) -> None:
        """Give up: a benchmark has none."""
        super().trouble(where, error)
        self._trouble = error
        self._reached.set()


class Bench:
    """A counter, its folder and what it reports."""

    def __init__(self, counter: Counter, watch: Watch, network: Silence, file: Path) -> None:
        self.counter = counter
        self.watch = watch
        self.network = network
        self.file = file

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Answer what comes in, without sending it."""
        answering = asyncio.create_task(self.counter.lanes.run())
        yield
        answering.cancel()
        await asyncio.gather(answering, return_exceptions=True)
        await self.counter.lanes.stop(self.counter.settings.engine.grace_seconds)

    async def feed(self, lines: Iterable[Line]) -> None:
        """Bring messages in by the front door, many at a time, each citizen's in their order."""
        coming = iter(lines)

        async def bring() -> None:
            for line in coming:
                await self.accept(line)

        await asyncio.gather(*(bring() for _ in range(_FEEDERS)))

    async def accept(self, line: Line) -> None:
        """Bring one message in; it is on the disk on return."""
        inbound = Inbound(CHAT, line.message_id, line.phone, line.text, self.counter.clock())
        await self.counter.reception.accept(inbound, line.message_id[:12])


VEIL = Veil(Keyring([bytes(32)]))  # as whoever runs a counter has one


@asynccontextmanager
async def bench(citizens: int) -> AsyncIterator[Bench]:
    """Open a counter whose register holds the fines of so many citizens; its loops are not started."""
    logs.configure("info", "json", Nowhere(), for_good=True)
    settings = Settings()
    folder = Path(tempfile.mkdtemp(prefix="sportello-bench-"))
    file = folder / "bench.db"
    upgrade(f"sqlite:///{file}")
    clock = _clock_from(datetime(2025, 1, 7, 10, 0, tzinfo=settings.city.zone))
    database = open_database(f"sqlite:///{file}", clock=clock, owner="bench", apart=True, veil=VEIL)
    ids, network, watch = count(1), Silence(), Watch()
    try:
        write_fines(folder / "fines.csv", citizens)
        await import_fines(database, folder / "fines.csv", report=_refuse, progress=_nothing)
        await import_offices(database, SAMPLES / "offices.csv", report=_refuse, progress=_nothing)
        desk = build_desk(SERVICES, settings)
        await rehearse(desk, settings)  # as `sportello serve` does before it opens
        counter = Counter(
            settings,
            database,
            desk,
            SERVICES,
            [Network(network)],
            clock=clock,
            ids=lambda: f"bench{next(ids):07}",
            report=watch,
        )
        counter.conversation.trail = watch.trail
        garbage.stand()
        yield Bench(counter, watch, network, file)
    finally:
        gc.unfreeze()
        database.close()
        shutil.rmtree(folder, ignore_errors=True)


def _clock_from(start: datetime) -> Clock:
    """The real course of time, from a day on which all these fines can still be paid."""
    zone, shift = start.tzinfo, time.time() - start.timestamp()
    return lambda: datetime.fromtimestamp(time.time() - shift, zone)


def _refuse(problem: object) -> None:
    raise AssertionError(problem)


def _nothing(_: object) -> None:
    """Nobody looks at the progress."""
