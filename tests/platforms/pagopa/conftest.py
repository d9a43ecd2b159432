"""A store on each database, which several processes may open, and a small pagoPA to publish to."""

import aiohttp
import pytest

from tests.platforms.pagopa.gpd_peer import Peer
from tests.storage.conftest import made_url, postgres_made, postgres_shared, sqlite_file, sqlite_url, store

__all__ = ["made_url", "postgres_made", "postgres_shared", "sqlite_file", "sqlite_url", "store"]


@pytest.fixture
def writes():
    """Who does the writing: a thread, since the writer of its own is tried with the stores."""
    return "thread"


@pytest.fixture
async def peer():
    async with Peer().running() as peer:
        yield peer


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session
