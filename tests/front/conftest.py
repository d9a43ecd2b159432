"""A counter wired as `serve` wires it, with a client of its web server; and the command line."""

import asyncio
import io
import logging
from dataclasses import dataclass
from functools import partial
from itertools import count, cycle

import aiohttp
import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer

from platforms.pec.authority import new_key
from sportello import logs
from sportello.cli import main
from sportello.counter import Counter
from sportello.serve import _assemble
from sportello.settings import load
from sportello.web.app import build
from sportello.web.service import Serving
from tests.clock import Ticker
from tests.desk import real_desk as learnt_desk
from tests.front.pec_scene import pec_counter
from tests.sample_store import open_sampled

MARIO = "+393500000001"


@dataclass
class Front:
    """The counter, its web application and a browser on this machine."""

    counter: Counter
    serving: Serving
    client: TestClient
    ids: "count[int]"

    @property
    def origin(self):
        return str(self.client.make_url("/")).rstrip("/")

    async def say(self, text):
        """Write as Mario by SMS and wait for all that the counter does about it."""
        fields = {"channel": "try-sms", "sender": MARIO, "text": text, "id": f"message-{next(self.ids):04}"}
        answer = await self.client.post("/phone/api/messages", json=fields, headers={"Origin": self.origin})
        assert answer.status == 202
        await self.counter.settle_down()

    async def heard(self):
        """What Mario's phone shows of the counter's answers."""
        asked = {"channel": "try-sms", "sender": MARIO}
        answer = await self.client.get("/phone/api/messages", params=asked)
        return [line["text"] for line in (await answer.json())["lines"] if line["direction"] == "out"]


@pytest.fixture(scope="session")
def desk():
    return learnt_desk()


@pytest.fixture(autouse=True)
def log():
    """All lines of the log, debug too; a command that serves sends its own to its error output."""
    stream = io.StringIO()
    logs.configure("debug", "console", stream)
    yield stream
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = []


@pytest.fixture
def clock():
    return Ticker()


@pytest.fixture
def environ(tmp_path):
    return {"SPORTELLO_DATABASE__URL": f"sqlite:///{tmp_path}/front.db", "SPORTELLO_WEB__PORT": "0"}


@pytest.fixture
async def front(desk, clock, environ, tmp_path):
    """The loops stand still: a test settles the counter down when it wants to."""
    settings = load(environ, tmp_path)
    database = await open_sampled(settings, clock)
    async with aiohttp.ClientSession() as session:
        counter, serving, _ = _assemble(settings, database, clock, session, desk, None)
        client = TestClient(TestServer(build(serving)))
        await client.start_server()
        yield Front(counter, serving, client, count(1))
        await client.close()
        await counter.stop()
    database.close()


@pytest.fixture(scope="session")
def pec_keys():
    """Keys cost a tenth of a second each, and nothing depends on their being new."""
    drawn = [new_key() for _ in range(4)]
    return lambda: partial(next, cycle(drawn))


@pytest.fixture
async def pec(desk, clock, pec_keys, tmp_path):
    """A counter with a PEC mailbox; the provider carries what it sends when a test says so."""
    async with pec_counter(desk, clock, tmp_path, pec_keys()) as scene:
        yield scene


@dataclass
class Told:
    """What a command came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def sportello(tmp_path, monkeypatch, capsys, environ):
    """Type a command in a folder of its own; the same database as `front`."""
    monkeypatch.chdir(tmp_path)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    def typed(*words):
        with pytest.raises(SystemExit) as ended:
            main(words)
        told = capsys.readouterr()
        code = ended.value.code
        return Told(code if isinstance(code, int) else 0, told.out, told.err)

    async def beside(*words):
        """Off the loop: a command has a loop of its own."""
        return await asyncio.to_thread(typed, *words)

    typed.beside = beside
    return typed
