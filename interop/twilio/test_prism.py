"""Our requests before Prism, which holds them against Twilio's own OpenAPI description."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.errors import SendDelayed
from bot.message import Part
from channels.sms import Account, Sms, Wire
from interop.peer import free_port, running

OPENAPI = "node_modules/@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json"
PATH = f"/2010-04-01/Accounts/AC{'0' * 32}/Messages.json"
NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)
PART = Part(
    "7-0-0", "sms", "+393331234567", "È pronta.", valid_until=NOW + timedelta(hours=2), sent_since=NOW
)


@pytest.fixture(scope="module")
async def url():
    port = str(free_port())
    description = str(Path(__file__).parent.parent / OPENAPI)
    start = ("mock", "-h", "127.0.0.1", "-p", port, "--errors", description)
    async with running("prism", *start, ready=b"Prism is listening"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


def sms(url, session, **changes):
    usual = {
        "sid": "AC" + "0" * 32, "token": "t", "sender": "+393399900000",
        "public_url": "https://sportello.example.it", "api_url": url,
    }  # fmt: skip
    return Sms(Account(**{**usual, **changes}), Wire(session), lambda: NOW + timedelta(hours=1))


@pytest.mark.parametrize("sender", ["+393399900000", "ComuneLI", "MG" + "1" * 32])
async def test_our_message_is_as_twilio_describes_it(sender, url, session):
    assert await sms(url, session, sender=sender).send(PART)


async def test_our_question_for_the_list_is_as_twilio_describes_it(url, session):
    """A question that is not gets 422; ours gets as far as Twilio's own example of a list.

    That example breaks Twilio's own description (its addresses are relative), which Prism tells as 500.
    """
    with pytest.raises(SendDelayed, match="http:500"):
        await sms(url, session).settle(PART)
    headers = {"Authorization": aiohttp.encode_basic_auth("AC" + "0" * 32, "t")}
    async with session.get(url + PATH, params={"PageSize": "1001"}, headers=headers) as got:
        assert got.status == 422


async def test_what_is_not_as_described_is_refused(url, session):
    with pytest.raises(SendDelayed, match="other:422"):
        await sms(url, session, sid="AC0").send(PART)


async def test_nobody_passes_without_saying_who_they_are(url, session):
    form = {"To": PART.to, "From": "+393399900000", "Body": "x"}
    async with session.post(url + PATH, data=form) as got:
        assert got.status == 401
