"""A whole counter whose citizens have proven who they are; register, seal and dialogue are real."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Final

from benchmarks.counter import CHAT, Nowhere, Silence, Watch
from bot.ledger import Work
from bot.message import Inbound
from handlers import SERVICES
from platforms.residents.embedded import EmbeddedResidents
from platforms.residents.resident import Address, CivilStatus, Place, Resident
from sportello import logs
from sportello.counter import Counter, Network
from sportello.knowing import open_identity
from sportello.settings import load
from sportello.vocabulary import build_desk
from storage import schema
from storage.binding import BIND, Proof
from storage.citizens import Citizen, SqlCitizens
from storage.database import Database, open_database
from storage.sealing import Keyring

_KEYRING: Final = Keyring([bytes(range(32))])
_HERE: Final = Place("Portoreale", "PO", code="M999")
ANNA: Final = Resident(
    "BRGNNA80A41M999R",
    "Bragonelli",
    "Anna",
    "F",
    date(1980, 1, 1),
    _HERE,
    ("Italia",),
    CivilStatus.SINGLE,
    "1001",
    1,
    Address("Via San Telmo", "12/B", "00000", _HERE, date(2010, 5, 1)),
)
_ASK: Final = ("certificato di residenza per la banca", "ONLUS")  # exempt: nothing is to be paid first
_ALL_THE_CERTIFICATES = 2_000


class Finished(Watch):
    """Tells whoever waits for a message when its turn was written, by the clock of time.perf_counter."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: dict[str, asyncio.Future[float]] = {}

    def turn(self, service: str, seconds: float, work: Work) -> None:
        """Tell whoever waits for it."""
        waits = self.waited.pop(work.inbound.external_id, None)
        if waits is not None:
            waits.set_result(time.perf_counter())
        super().turn(service, seconds, work)


@dataclass
class CertifiedCounter:
    """The counter, and what its citizens do."""

    counter: Counter
    watch: Finished
    _numbers: "count[int]"

    async def say(self, citizen: int, text: str) -> float:
        """Write a message and wait for its answer in the outbox: the seconds from one to the other."""
        number = f"message-{next(self._numbers)}"
        written: asyncio.Future[float]
        written = self.watch.waited[number] = asyncio.get_running_loop().create_future()
        begun = time.perf_counter()
        await self.counter.reception.accept(
            Inbound(CHAT, number, _sender(citizen), text, self.counter.clock()), number
        )
        return await written - begun

    async def ask(self, citizens: Sequence[int]) -> None:
        """Let citizens order a certificate, up to the question whether it is all right."""
        for citizen in citizens:
            for text in _ASK:
                await self.say(citizen, text)

    async def issued(self) -> int:
        """Count the certificates."""
        certification = self.counter.certification
        return len(await certification.office.kept.latest(most=_ALL_THE_CERTIFICATES)) if certification else 0


@asynccontextmanager
async def certified_counter(citizens: int) -> AsyncIterator[CertifiedCounter]:
    """Open one that works, with so many citizens; its writer is a process of its own."""
    logs.configure("info", "json", Nowhere(), for_good=True)
    folder = Path(tempfile.mkdtemp(prefix="sportello-bench-"))
    url = f"sqlite:///{folder}/sportello.db"
    schema.create(url)
    settings = load({"SPORTELLO_DATABASE__URL": url}, folder)
    database = open_database(url, clock=_clock, owner="bench", apart=True)
    ids, watch = count(1), Finished()
    counter = Counter(
        settings,
        database,
        build_desk(SERVICES, settings),
        SERVICES,
        [Network(Silence())],
        clock=_clock,
        ids=lambda: f"bench{next(ids):07}",
        report=watch,
        identity=open_identity(settings, database, _KEYRING, _clock),
        keyring=_KEYRING,
        residents=EmbeddedResidents(database, _KEYRING),
    )
    working = asyncio.create_task(counter.lanes.run())
    try:
        await _settle(database, citizens)
        if counter.certification is not None:
            await counter.certification.rehearse()
        yield CertifiedCounter(counter, watch, count(1))
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await counter.stop()
        database.close()
        shutil.rmtree(folder, ignore_errors=True)


async def _settle(database: Database, citizens: int) -> None:
    """Enrol people and let each of them prove who they are."""
    people = [
        replace(ANNA, fiscal_code=f"XXXXXX00A00X{number:03}X", family=str(number))
        for number in range(citizens)
    ]
    await EmbeddedResidents(database, _KEYRING).keep(people)
    numbers = count(1)
    known = SqlCitizens(database, _KEYRING, lambda: f"citizen-{next(numbers)}")
    for number, one in enumerate(people):
        citizen = await known.admit(Citizen("", one.fiscal_code, one.name, one.surname, one.born_on), "login")
        proof = Proof(f"{CHAT}:{_sender(number)}", citizen, "spid-2", 90, 12, "bench")
        await database.writer.submit(BIND, proof)


def _sender(citizen: int) -> str:
    return f"+39350{citizen:07}"


def _clock() -> datetime:
    return datetime.now(UTC)
