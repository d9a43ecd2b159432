"""A counter wired as `serve` wires it, with a mail provider of others; it watches its mailbox by itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp.test_utils import TestClient, TestServer

from channels.mail.arrived import Party
from channels.mail.watch import Watch
from sportello.counter import Counter
from sportello.networks.mail_told import MailTold
from sportello.serve import _assemble
from sportello.settings import load
from sportello.web.app import build
from sportello.web.service import Serving
from storage.database import Database
from tests.clock import Ticker
from tests.mail_peer import PASSWORD, USER, MailPeer, Taken
from tests.sample_store import open_sampled
from tests.veiled_rows import found

FINE = "MULTA AB123CD V12345/2026 03/02/2026"
ANNA = "Anna Bianchi <anna@example.org>"


def mail(
    subject: str, body: str = "", *, sender: str = ANNA, name: str = "<1@example.org>", more: str = ""
) -> bytes:
    """A mail as a citizen's program writes it; `more` holds further fields."""
    head = f"From: {sender}\nTo: {USER}\nSubject: {subject}\nMessage-ID: {name}\n{more}"
    head += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    return f"{head}\n{body}\n".replace("\n", "\r\n").encode()


@dataclass
class Heard:
    """What the watch tells, passed on; and its pauses, which the test ends."""

    told: MailTold
    words: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def well(self, filled: float | None) -> None:
        self.told.well(filled)
        self._tell("well")

    def away(self, error: Exception, pause: float) -> None:
        self.told.away(error, pause)
        self._tell(getattr(error, "reason", type(error).__name__))

    def renumbered(self, again: int) -> None:
        self.told.renumbered(again)
        self._tell("renumbered")

    def _tell(self, word: str) -> None:
        self.words.append(word)
        self.changed.set()

    async def sleep(self, _seconds: float) -> None:
        await self.woken.wait()
        self.woken.clear()

    async def until(self, word: str, times: int = 1) -> None:
        async with asyncio.timeout(60):
            while self.words.count(word) < times:
                self.changed.clear()
                await self.changed.wait()


@dataclass
class Scene:
    """The counter, its provider, and a browser on this machine."""

    counter: Counter
    serving: Serving
    peer: MailPeer
    client: TestClient
    database: Database
    clock: Ticker
    watch: Watch
    heard: Heard

    async def writes(self, *mails: bytes) -> list[Taken]:
        """Mails arrive; what is handed over for them."""
        before = len(self.sent)
        for raw in mails:
            await self.peer.deliver(raw, self.clock())
        await self.turn()
        return self.sent[before:]

    async def turn(self) -> None:
        """Wait until the mailbox is read to its end, and do all that there is to do."""
        await self.caught_up()
        await self.counter.settle_down()

    async def caught_up(self) -> None:
        async with asyncio.timeout(60):
            while not await self._at_the_end():
                self.heard.changed.clear()
                await self.heard.changed.wait()

    async def _at_the_end(self) -> bool:
        place, folder = await self.watch._places.read(), await self.peer.folder()
        return place is not None and (place.uid_validity, place.uid) == (folder.uid_validity, folder._max_uid)

    @property
    def sent(self) -> list[Taken]:
        return self.peer.submission.taken

    def answers(self, to: str = "anna@example.org") -> list[str]:
        """The words that somebody was answered."""
        return [each.words for each in self.sent if each.recipient == to]

    async def rows(self, query: str) -> list[tuple]:
        """Ask the store."""
        return await found(self.database, query)

    @property
    def counted(self) -> dict[str, int]:
        """The outcomes that metrics have counted."""
        families = {family.name: family for family in self.serving.metrics.registry.collect()}
        return {
            sample.labels["outcome"]: int(sample.value)
            for sample in families["sportello_calls"].samples
            if sample.name.endswith("_total")
        }


def settings_of(peer, folder, group="mail", **more):
    environ = {
        "SPORTELLO_DATABASE__URL": f"sqlite:///{folder}/counter.db",
        "SPORTELLO_WEB__PORT": "8080",
    }
    mailbox = {
        "address": USER,
        "password": PASSWORD,
        "imap_host": "127.0.0.1",
        "imap_port": peer.imap_port,
        "imap_security": "none",
        "smtp_host": "127.0.0.1",
        "smtp_port": peer.smtp_port,
        "smtp_security": "none",
    }
    named = {
        (name if "__" in name else f"{group}__{name}").upper(): str(value)
        for name, value in {**mailbox, **more}.items()
    }
    return load({**environ, **{f"SPORTELLO_{name}": value for name, value in named.items()}}, folder)


@asynccontextmanager
async def opened(
    peer, desk, clock, folder, *, watching=lambda _: None, group="mail", **more
) -> AsyncIterator[Scene]:
    """Open a counter on the file of a folder; again, it is the same counter after a restart.

    `watching` may change the watch before it begins; the loops of the counter stand still. `group` is the
    section of the settings that names the mailbox.
    """
    settings = settings_of(peer, folder, group, **more)
    database = await open_sampled(settings, clock)
    async with aiohttp.ClientSession() as session:
        counter, serving, _ = _assemble(settings, database, clock, session, desk, None)
        client = TestClient(TestServer(build(serving)))
        await client.start_server()
        watch = serving.ways_in[0].loops[0].args[0].__self__
        heard = Heard(watch._party.told)
        watch._party, watch._sleep = Party(watch._party.desk, heard), heard.sleep
        watching(watch)
        loop = asyncio.create_task(watch.run())
        try:
            yield Scene(counter, serving, peer, client, database, clock, watch, heard)
        finally:
            loop.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await loop
            await client.close()
            await counter.stop()
            await serving.networks[0].close()
            database.close()
