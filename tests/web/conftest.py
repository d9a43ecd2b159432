"""A small application with the phone and the pay page, on a port of this machine."""

import shutil
from dataclasses import dataclass
from functools import partial
from itertools import cycle

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from channels.sandbox import sandboxes
from platforms.pec.authority import new_key
from sportello.web import pay, phone, posted
from sportello.web.pages import Pages, Static
from sportello.web.phone_lines import Counter
from tests.clock import Ticker
from tests.desk import real_desk as learnt_desk
from tests.storage.conftest import Store, sqlite_file
from tests.web.identity_town import open_town
from tests.web.pretended_counter import NOW, SAMPLES, Kept, Notices, two_lanes
from tests.web.trial import trial

LARGEST = 50_000
__all__ = ["sqlite_file"]


@dataclass
class Site:
    """A running site, its client, and what is behind it."""

    client: TestClient
    kept: Kept
    static: Static
    notices: Notices

    @property
    def origin(self) -> str:
        return str(self.client.make_url("/")).rstrip("/")

    async def post(self, **fields):
        """Post a form as the page does."""
        form = {"channel": "try-chat", "sender": "900000001", "id": "a" * 32, **fields}
        return await self.client.post("/phone/api/messages", data=form, headers={"Origin": self.origin})


async def _site(changes, largest=LARGEST):
    kept, static, notices = Kept(), Static(), Notices()
    pages = Pages(static)
    counter = Counter(kept, kept.receive, lambda: SAMPLES, lambda: NOW, changes)
    app = web.Application()
    app.add_routes([static.route(), *pay.routes(pay.PayPage(notices, pages, sandbox=True))])
    app.add_routes(phone.routes(phone.Phone(counter, sandboxes(), pages, largest=largest)))
    client = TestClient(TestServer(app, host="127.0.0.1", port=0))
    await client.start_server()
    return Site(client, kept, static, notices)


@pytest.fixture
async def site():
    site = await _site(two_lanes)
    yield site
    await site.client.close()


@pytest.fixture
async def polled():
    """The same site without a stream of changes."""
    site = await _site(None)
    yield site
    await site.client.close()


@pytest.fixture
async def roomy():
    """The same site with the room that it has outside of tests."""
    site = await _site(two_lanes, posted.LARGEST)
    yield site
    await site.client.close()


@pytest.fixture(scope="session")
def desk():
    """The real words and services."""
    return learnt_desk()


@pytest.fixture(scope="session")
def keys():
    """Keys cost a tenth of a second each, and nothing depends on their being new."""
    return partial(next, cycle([new_key() for _ in range(4)]))


@pytest.fixture
async def trying(desk, keys, tmp_path):
    """The counter as `make run` wires it."""
    async with trial(desk, Ticker(), keys, tmp_path) as opened:
        yield opened


@pytest.fixture
async def counter(sqlite_file, tmp_path):
    """The login pages on a real store, with a make-believe SPID beside them."""
    clock, file = Ticker(), tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    async with open_town(store.open(), clock) as counter:
        yield counter
    for database in store.opened:
        database.close()
