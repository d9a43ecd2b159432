"""A clock that stands still, a local Twilio, and our channel on it."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.message import Part
from channels.sms import Account, Sms, Wire
from tests.twilio_peer import SID, TOKEN, TwilioPeer

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)
CITIZEN = "+393331234567"
OURS = "+393399900000"
PUBLIC = "https://sportello.example.it"
WORDS = "Il Suo verbale: 28,70 euro entro il 15/03."


def account(sender=OURS, **changes):
    return Account(**{"sid": SID, "token": TOKEN, "sender": sender, "public_url": PUBLIC, **changes})


def a_part(**changes):
    return Part(**{"key": "7-0-0", "channel": "sms", "to": CITIZEN, "text": WORDS, **changes})


@pytest.fixture
async def peer():
    async with TwilioPeer(lambda: NOW).running() as peer:
        yield peer


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def make_sms(peer, session):
    """Make a channel at the local Twilio; the clock has gone on by `later`."""

    def make(sender=OURS, later=timedelta(0), url=None, token=TOKEN, **wire):
        at = account(sender, api_url=url or peer.url, token=token)
        return Sms(at, Wire(session, **wire), lambda: NOW + later)

    return make
