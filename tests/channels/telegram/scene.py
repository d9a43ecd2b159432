"""A counter wired as `serve` wires it, with the small Bot API for its Telegram; the test drives its loops."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp.test_utils import TestClient, TestServer

from sportello.counter import Counter
from sportello.networks.telegram.polling import Poller
from sportello.serve import _assemble
from sportello.settings import load
from sportello.web.app import build
from sportello.web.service import Serving
from storage.database import Database
from tests.sample_store import open_sampled
from tests.telegram_peer import TelegramPeer
from tests.telegram_updates import MARIO, TOKEN
from tests.veiled_rows import found


@dataclass
class Scene:
    """The counter, the peer, and a browser on this machine; `poller` is None where there is a webhook."""

    counter: Counter
    serving: Serving
    peer: TelegramPeer
    client: TestClient
    database: Database
    poller: Poller | None

    async def turn(self):
        """Poll once, answer all that came, and see the courtesies done."""
        await self.poller.ask()
        await self.settle_down()

    async def settle_down(self):
        await self.counter.settle_down()
        manners = self.serving.networks[0].channel._manners
        await asyncio.gather(*manners._tasks - set(manners._typing.values()))

    async def says(self, text, chat=MARIO, **what):
        """Somebody writes; what they are answered."""
        self.peer.says(text, chat, **what)
        await self.turn()
        return self.peer.messages[-1]

    async def taps(self, label, message=None, chat=MARIO):
        """Somebody taps a button, of the last message if not told; what they are answered."""
        self.peer.taps(label, message or self.peer.messages[-1], chat)
        await self.turn()
        return self.peer.messages[-1]

    async def rows(self, query):
        """Ask the store."""
        return await found(self.database, query)

    @property
    def counted(self):
        """The outcomes that metrics have counted."""
        families = {family.name: family for family in self.serving.metrics.registry.collect()}
        samples = families["sportello_calls"].samples
        return {
            sample.labels["outcome"]: int(sample.value)
            for sample in samples
            if sample.name.endswith("_total")
        }


def settings_of(peer, folder, **more):
    environ = {
        "SPORTELLO_DATABASE__URL": f"sqlite:///{folder}/counter.db",
        "SPORTELLO_WEB__PORT": "8080",
        "SPORTELLO_TELEGRAM__TOKEN": TOKEN,
        "SPORTELLO_TELEGRAM__API_URL": peer.url,
    }
    return load({**environ, **more}, folder)


@asynccontextmanager
async def opened(peer, desk, clock, folder, **more):
    """Open a counter on the file of a folder; again, it is the same counter after a restart."""
    peer.patient = False
    settings = settings_of(peer, folder, **more)
    database = await open_sampled(settings, clock)
    async with aiohttp.ClientSession() as session:
        counter, serving, _ = _assemble(settings, database, clock, session, desk, None)
        client = TestClient(TestServer(build(serving)))
        await client.start_server()
        loops = serving.ways_in[0].loops
        poller = loops[0].args[0].__self__ if settings.telegram.mode == "polling" else None
        try:
            yield Scene(counter, serving, peer, client, database, poller)
        finally:
            await client.close()
            await counter.stop()
            await serving.networks[0].close()
            database.close()
