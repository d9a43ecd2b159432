"""The counter as `make run` wires it, with its PEC: the page's requests, and every receipt at once."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import aiohttp
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import Stopwatch
from sportello.announcer import Announcer
from sportello.counter import Counter
from sportello.listening import with_a_port
from sportello.networks.try_pec import TryPec
from sportello.serve import _assemble
from sportello.settings import load
from sportello.web.app import build
from sportello.web.service import Serving
from storage.database import Database
from tests.clock import Ticker
from tests.sample_store import open_sampled

MARIO, GIULIA = "mario@pec.example.org", "giulia@pec.example.org"
FINE = "MULTA AB123CD V12345/2026 03/02/2026"


async def at_once(_seconds: float) -> None:
    """Wait for nothing."""


@dataclass
class Trial:
    """A page on the counter; the counter's own loops stand still, receipts come by themselves."""

    counter: Counter
    client: TestClient
    announcer: Announcer
    database: Database
    clock: Ticker
    pec: TryPec | None
    serving: Serving
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    @property
    def origin(self) -> dict[str, str]:
        return {"Origin": str(self.client.make_url("/")).rstrip("/")}

    async def post(self, subject="Multa", text=FINE, *, sender=MARIO, **more):
        """Post a letter."""
        self.clock.tick(minutes=1)
        fields = {"channel": "try-pec", "sender": sender, "subject": subject, "text": text}
        fields = {"id": f"letter-{next(self.numbers):04}", **fields, **more}
        return await self.client.post("/phone/api/messages", json=fields, headers=self.origin)

    async def write(self, *said, **more):
        """Post a letter, and let the counter do all that it does about it."""
        answer = await self.post(*said, **more)
        await self.counter.settle_down()
        return answer

    async def choose(self, trouble, sender=MARIO):
        query = {"sender": sender, "trouble": trouble}
        return await self.client.post("/phone/api/trouble", params=query, headers=self.origin)

    async def talk(self, sender=MARIO):
        query = {"channel": "try-pec", "sender": sender}
        return await (await self.client.get("/phone/api/messages", params=query)).json()

    async def until(self, seen, sender=MARIO):
        """Wait until the pane shows this."""
        async with asyncio.timeout(60):
            changes = self.announcer.changes()
            while True:
                waiting = asyncio.ensure_future(anext(changes))
                lines = (await self.talk(sender))["lines"]
                if [_seen(line) for line in lines] == seen:
                    waiting.cancel()
                    return
                await waiting

    async def rows(self, query):
        return await self.database.reader.fetch(
            lambda connection: [tuple(row) for row in connection.exec_driver_sql(query)]
        )


def _seen(line):
    return (line["direction"], line["status"], *(receipt["kind"] for receipt in line["receipts"]))


@asynccontextmanager
async def trial(desk, clock, keys, folder, *, trying=True, **more) -> AsyncIterator[Trial]:
    """Open it on the database of a folder: again, it is the same counter after a restart."""
    environ = {"SPORTELLO_DATABASE__URL": f"sqlite:///{folder}/try.db", "SPORTELLO_WEB__PORT": "0", **more}
    settings, door = with_a_port(load(environ, folder))
    database = await open_sampled(settings, clock)
    async with aiohttp.ClientSession() as session:
        counter, serving, announcer = _assemble(settings, database, clock, session, desk, None, trying=trying)
        town = _hurried(serving.phone.pec, keys)
        client = TestClient(TestServer(build(serving), host="127.0.0.1", socket_factory=lambda *_: door))
        await client.start_server()
        carrying = asyncio.create_task(town.carry() if town else at_once(0))
        try:
            yield Trial(counter, client, announcer, database, clock, serving.phone.pec, serving)
        finally:
            carrying.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await carrying
            announcer.stop()
            await client.close()
            await counter.stop()
            database.close()


def _hurried(pec, keys):
    """The made-up side without its waiting and without drawing keys."""
    if pec is None:
        return None
    pec._town._stopwatch, pec._town._keys = Stopwatch(sleep=at_once), keys
    return pec._town
