"""A counter on a mailbox of its own, and what a test sees of it from outside."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.desk import Desk
from bot.pace import Pace
from interop.mail.provider import PASSWORD, PATIENCE, Provider
from sportello.serve import Given, running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.settings.mail import Mail
from tests.certificates import AUTHORITY
from tests.veiled_rows import rows_in

PACE = Pace(first_pause=0.2, longest_pause=1.0)


class Site:
    """The counter keeps its file when it is started again."""

    def __init__(self, folder: Path, provider: Provider, desk: Desk, number: int) -> None:
        self.provider = provider
        self.address = f"sportello{number}@comune.example.it"
        self.ada, self.bea, self.small = (f"{name}{number}@example.org" for name in ("ada", "bea", "small"))
        self._file = folder / "counter.db"
        self._desk = desk
        self._url = ""

    @asynccontextmanager
    async def open(self, **changed):
        """Run it; `changed` are settings of the mailbox."""
        usual = {
            "address": self.address,
            "password": PASSWORD,
            "imap_host": "127.0.0.1",
            "imap_port": self.provider.ports["imap"],
            "smtp_host": "127.0.0.1",
            "smtp_port": self.provider.ports["smtp"],
            "ca_file": AUTHORITY,
            "poll_seconds": 5,
            "rate": 100,
            "burst": 100,
        }
        settings = Settings().model_copy(
            update={
                "database": Database(url=f"sqlite:///{self._file}"),
                "web": Web(port=0),
                "mail": Mail(**{**usual, **changed}),
            }
        )
        async with running(settings, trying=True, given=Given(desk=self._desk, pace=PACE)) as self._url:
            yield self

    @asynccontextmanager
    async def reading(self, **changed):
        """Run it, and wait until it has reached its mailbox."""
        async with self.open(**changed):
            await self.until_told('sportello_network_reachable{channel="email"} 1.0')
            yield self

    async def metrics(self) -> str:
        async with aiohttp.ClientSession() as session, session.get(f"{self._url}/metrics") as got:
            return await got.text()

    async def until_told(self, line: str) -> None:
        """Wait until a line stands in the metrics."""
        async with asyncio.timeout(PATIENCE):
            while line not in (await self.metrics()).splitlines():  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask the file itself, by another connection."""
        return rows_in(self._file, query)

    async def until(self, query: str, wanted: list[tuple[object, ...]]) -> None:
        """Ask the file until it answers what is wanted."""
        async with asyncio.timeout(PATIENCE):
            while self.rows(query) != wanted:  # noqa: ASYNC110 - it happens in a database
                await asyncio.sleep(0.05)

    async def post(self, raw: bytes, sender: str | None = None, to: str | None = None) -> None:
        """Let a mail come in from outside, Ada's unless told."""
        await self.provider.post(raw, to or self.address, self.ada if sender is None else sender)

    async def answers(self, count: int, user: str | None = None):
        """Wait until so many mails lie in a citizen's mailbox, Ada's unless told."""
        return await self.provider.until(user or self.ada, count)
