"""A whole counter as `sportello serve` runs it, with somebody's Bot API for its Telegram."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sportello.serve import running
from sportello.settings import load
from tests.veiled_rows import rows_in

PATIENCE = 20.0  # seconds until something that must happen has happened

_IN_HAND = """SELECT (SELECT count(*) FROM inbox WHERE status = 'waiting')
    + (SELECT count(*) FROM outbox WHERE status IN ('queued', 'sending', 'unknown'))"""


@dataclass
class Site:
    """A running counter, and its file."""

    file: Path
    address: str = ""

    def rows(self, query):
        return rows_in(self.file, query)

    async def at_rest(self):
        """Wait until nothing is in hand."""
        async with asyncio.timeout(PATIENCE):
            while self.rows(_IN_HAND) != [(0,)]:  # noqa: ASYNC110 - it happens in a database
                await asyncio.sleep(0.02)


@asynccontextmanager
async def opened(site, url, token, **more):
    """Run the counter of a site on the embedded samples."""
    environ = {
        "SPORTELLO_DATABASE__URL": f"sqlite:///{site.file}",
        "SPORTELLO_WEB__PORT": "0",
        "SPORTELLO_TELEGRAM__TOKEN": token,
        "SPORTELLO_TELEGRAM__API_URL": url,
    }
    async with running(load({**environ, **more}, site.file.parent), trying=True) as address:
        site.address = address
        yield site
