"""`sportello doctor` asks Twilio for the account: a peer that knows one, and one that is away."""

import base64
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from sportello.examination import examine_counter
from tests.examined import examine_but_words

SID = "AC" + "0" * 31 + "1"
KEY = "a-made-up-key"


@asynccontextmanager
async def twilio():
    """Knows one account and its token."""
    expected = "Basic " + base64.b64encode(f"{SID}:{KEY}".encode()).decode()

    async def account(request):
        return web.json_response(
            {"sid": SID}, status=200 if request.headers["Authorization"] == expected else 401
        )

    app = web.Application()
    app.add_routes([web.get(f"/2010-04-01/Accounts/{SID}.json", account)])
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    yield f"http://127.0.0.1:{server.port}"
    await server.close()


def sms(url, key=KEY, sid=SID):
    return {
        "SPORTELLO_SMS__ACCOUNT_SID": sid,
        "SPORTELLO_SMS__AUTH_TOKEN": key,
        "SPORTELLO_SMS__NUMBER": "+390212345678",
        "SPORTELLO_SMS__API_URL": url,
    }


@pytest.fixture
def examined(environ, tmp_path, capsys, monkeypatch):
    """Examine a counter of these settings beside the usual ones; the exit code and what is printed."""
    monkeypatch.setenv("COLUMNS", "200")

    async def examine(examining=examine_but_words, **more):
        code = await examining({**environ, **more}, tmp_path)
        return code, capsys.readouterr().out

    return examine


async def test_nothing_configured_is_no_fault(examined):
    code, said = await examined(examine_counter)
    assert code == 0
    assert "Still missing: [sms] account_sid" in said
    assert "Every text exists in every language." in said


@pytest.mark.parametrize(
    ("token", "sid", "code", "words"),
    [
        (KEY, SID, 0, "Account reached. The number's webhook at Twilio must be"),
        ("another-key", SID, 1, "Twilio refuses the account: check [sms] account_sid and auth_token."),
        (KEY, "AC" + "f" * 32, 1, "Twilio knows no such account"),
    ],
)
async def test_what_twilio_says_of_the_account(examined, token, sid, code, words):
    async with twilio() as url:
        found, said = await examined(**sms(url, token, sid))
    assert (found, words in said) == (code, True)
    assert token not in said


async def test_a_network_that_is_away(examined):
    away = sms(f"http://127.0.0.1:{unused_port()}")
    code, said = await examined(**away)
    assert code == 1
    assert "Twilio cannot be reached" in said


@pytest.mark.parametrize(
    ("host", "public", "offered"),
    [
        ("127.0.0.1", "https://sportello.example.org", False),
        ("127.0.0.1", "http://localhost:8080", True),
        ("0.0.0.0", "", False),  # noqa: S104 - the case itself
    ],
)
async def test_no_phone_where_others_may_come(environ, tmp_path, host, public, offered):
    from sportello.settings import load

    web = {"SPORTELLO_WEB__HOST": host, "SPORTELLO_WEB__PUBLIC_URL": public}
    assert load({**environ, **web}, tmp_path).web.offers_phone is offered


async def test_links_that_lead_nowhere_are_told(examined):
    everywhere = {"SPORTELLO_WEB__HOST": "0.0.0.0"}  # noqa: S104 - the case itself
    code, said = await examined(**everywhere)
    assert code == 1
    assert "set [web] public_url" in said
