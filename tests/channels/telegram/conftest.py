"""A clock that stands still, a local Bot API, and our channel on it."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.message import Part
from channels.telegram import Account, CountersBot, Telegram, Wire
from tests.channels.telegram.scene import opened
from tests.clock import Ticker
from tests.desk import real_desk as learnt_desk
from tests.telegram_peer import TelegramPeer
from tests.telegram_updates import MARIO, TOKEN

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)
WORDS = "Il Suo verbale: 28,70 euro entro il 15/03."


def a_part(**changes):
    return Part(**{"key": "7-0", "channel": "telegram", "to": str(MARIO), "text": WORDS, **changes})


@pytest.fixture
async def peer():
    async with TelegramPeer().running() as peer:
        yield peer


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def make_bot(peer, session):
    """Make a bot at the local Bot API."""

    def make(url=None, token=TOKEN, **wire):
        account = Account(token, url or peer.url)
        return account, CountersBot(account, Wire(session, **wire))

    return make


@pytest.fixture
def make_telegram(make_bot):
    """Make a channel at the local Bot API; the clock has gone on by `later`."""

    def make(url=None, token=TOKEN, later=timedelta(0), **wire):
        account, bot = make_bot(url, token, **wire)
        return Telegram(account, bot, lambda: NOW + later)

    return make


@pytest.fixture(scope="session")
def desk():
    return learnt_desk()


@pytest.fixture
def clock():
    return Ticker()


@pytest.fixture
async def scene(peer, desk, clock, tmp_path):
    """A counter that polls when the test wants it to."""
    async with opened(peer, desk, clock, tmp_path) as scene:
        yield scene
