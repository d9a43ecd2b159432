"""INAD by way of PDND: our client against the embedded ones over HTTP, and against answers that go wrong."""

from collections import deque
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt

from bot.errors import Misconfigured
from platforms.inad import Inad, NoDomiciles
from platforms.pdnd import Client, Pdnd, RegistryAway, RegistryDenied, assertion, read_signing_key
from platforms.sandbox.inad import AUDIENCE, Domicile, SandboxInad, SandboxPdnd
from tests.clock import Ticker

ADA, BEA = "RSSMRA80A01H501U", "VRDGPP50E41H501Y"
PRACTICE = "0000123/2026"
PURPOSE = "1b361d49-33f4-4f1e-a88b-4e12661f2300"


def pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def key():
    return read_signing_key(pem(rsa.generate_private_key(65537, 2048)))


@pytest.fixture
def clock():
    return Ticker()


class Place:
    """Both platforms on a local port; `answers` are given first, in place of theirs: a status and a body."""

    def __init__(self, inad, routes):
        self.inad = inad
        self.answers = deque()
        self.paths = []
        app = web.Application(middlewares=[self._instead])
        app.add_routes(routes)
        self.server = TestServer(app)

    def url(self, path):
        return str(self.server.make_url(path))

    @web.middleware
    async def _instead(self, request, handler):
        self.paths.append(request.path)
        if self.answers and self.answers[0][0] in request.path:
            _, status, body = self.answers.popleft()
            return web.Response(status=status, body=body, headers={"Location": "http://elsewhere.example/"})
        return await handler(request)


@pytest.fixture
async def place(clock, key):
    ended = clock() - timedelta(days=30)
    domiciles = {
        ADA: [Domicile("ada@pec.example.it"), Domicile("old@pec.example.it", date(2023, 7, 6), ended)],
        BEA: [Domicile("bea@pec.example.it", date(2026, 2, 10))],
    }
    inad, numbers = SandboxInad(domiciles, clock), count(1)
    place = Place(
        inad, inad.routes(SandboxPdnd("a-client", "a-key", key, PURPOSE), lambda: f"voucher{next(numbers)}")
    )
    async with place.server:
        yield place


@pytest.fixture
async def ask(place, clock, key):
    """Make a client; `changed` is what it gets wrong."""
    numbers = count(1)
    async with aiohttp.ClientSession() as session:

        def make(**changed):
            usual = {"client_id": "a-client", "key_id": "a-key", "key": key, "purpose_id": PURPOSE}
            usual |= {"audience": AUDIENCE, "token_url": place.url("/pdnd/token.oauth2")}
            client = Client(**(usual | changed))
            pdnd = Pdnd(session, client, clock, lambda: f"jti{next(numbers)}", patience=5.0)
            return Inad(pdnd, place.url("/inad"), clock)

        yield make


@pytest.mark.parametrize(
    ("address", "code", "theirs"),
    [
        ("ada@pec.example.it", ADA, True),
        ("ADA@pec.example.it", ADA, True),
        ("ada+casa@pec.example.it", ADA, False),
        ("bea@pec.example.it", ADA, False),
        ("old@pec.example.it", ADA, False),  # it has ended
        ("bea@pec.example.it", BEA, False),  # it begins next week
        ("ada@pec.example.it", "BNCLGU75C15F205P", False),  # nobody's code
    ],
)
async def test_an_address_is_somebody_s_or_not(ask, place, address, code, theirs):
    assert await ask().belongs(address, code, PRACTICE) is theirs
    assert await place.inad.belongs(address, code, PRACTICE) is theirs
    assert place.inad.asked == [PRACTICE, PRACTICE] or code not in place.inad.domiciles


async def test_only_what_is_in_force_is_looked_up(ask, place):
    assert await ask().of(ADA, PRACTICE) == ["ada@pec.example.it"] == await place.inad.of(ADA, PRACTICE)
    assert await ask().of("BNCLGU75C15F205P", PRACTICE) == ()


async def test_a_voucher_serves_until_shortly_before_its_end(ask, place, clock):
    inad = ask()
    for minutes in (0, 4, 5, 6):
        clock.tick(minutes=minutes)
        assert await inad.belongs("ada@pec.example.it", ADA, PRACTICE)
    assert place.paths.count("/pdnd/token.oauth2") == 2


async def test_a_voucher_that_is_refused_is_bought_anew_once(ask, place):
    inad = ask()
    assert await inad.belongs("ada@pec.example.it", ADA, PRACTICE)
    place.answers.append(("/inad", 401, b""))
    assert await inad.belongs("ada@pec.example.it", ADA, PRACTICE)
    place.answers += [("/inad", 401, b""), ("/inad", 401, b"")]
    with pytest.raises(RegistryDenied, match="register:http:401"):
        await inad.belongs("ada@pec.example.it", ADA, PRACTICE)


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "another"},
        {"key_id": "another"},
        {"purpose_id": "another"},
        {"audience": "another"},
        {"key": read_signing_key(pem(rsa.generate_private_key(65537, 2048)))},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_a_client_that_is_not_ours_gets_no_voucher(ask, place, changed):
    with pytest.raises(RegistryDenied, match="voucher:http:400"):
        await ask(**changed).belongs("ada@pec.example.it", ADA, PRACTICE)
    assert place.inad.asked == []


@pytest.mark.parametrize(
    ("path", "status", "body", "code"),
    [
        ("/pdnd", 500, b"", "voucher:http:500"),
        ("/pdnd", 302, b"", "voucher:http:302"),
        ("/pdnd", 200, b"[]", "voucher:answer"),
        ("/pdnd", 200, b'{"access_token": "a\\nb", "expires_in": 600}', "voucher:answer"),
        ("/pdnd", 200, b'{"access_token": "a", "expires_in": 0}', "voucher:expires_in"),
        ("/pdnd", 200, b'{"access_token": "a", "expires_in": 601}', "voucher:expires_in"),
        ("/inad", 503, b"", "register:http:503"),
        ("/inad", 403, b"", "register:http:403"),
        ("/inad", 307, b"", "register:http:307"),
        ("/inad", 200, b"<html>", "register:answer"),
        ("/inad", 200, b'{"outcome": "true", "digitalAddress": [{}]}', "register:answer"),
        ("/inad", 200, b" " * 1_100_000, "lost:ClientPayloadError"),
    ],
)
async def test_what_is_no_answer_says_so_and_names_nobody(ask, place, path, status, body, code):
    for call in ("belongs", "of"):
        place.answers.append((path, status, body))
        given = ("ada@pec.example.it", ADA, PRACTICE)[call == "of" :]
        with pytest.raises(RegistryAway) as away:
            await getattr(ask(), call)(*given)
        assert away.value.code == code == str(away.value)


async def test_nobody_who_listens_is_away_too(ask, place):
    inad = ask()
    await place.server.close()
    with pytest.raises(RegistryAway, match="lost:ClientConnectorError"):
        await inad.of(ADA, PRACTICE)


async def test_the_embedded_one_can_be_down_and_wants_a_practice(ask, place):
    with pytest.raises(RegistryDenied):
        await ask().of(ADA, "")
    place.inad.down = True
    with pytest.raises(RegistryAway, match="register:http:503"):
        await ask().of(ADA, PRACTICE)


async def test_without_an_agreement_nobody_has_a_domicile():
    assert not await NoDomiciles().belongs("ada@pec.example.it", ADA, PRACTICE)
    assert await NoDomiciles().of(ADA, PRACTICE) == ()


def test_an_assertion_says_what_the_platform_asks_for(key, clock):
    client = Client("a-client", "a-key", key, PURPOSE, AUDIENCE, "https://pdnd.example.org/token.oauth2")
    token = jwt.decode(assertion(client, clock(), "once"), key, algorithms=["RS256"])
    now = int(clock().timestamp())
    assert token.header == {"alg": "RS256", "kid": "a-key", "typ": "JWT"}
    assert token.claims == {
        "iss": "a-client",
        "sub": "a-client",
        "aud": AUDIENCE,
        "jti": "once",
        "iat": now,
        "exp": now + 120,
        "purposeId": PURPOSE,
    }
    assert "PRIVATE" not in repr(client)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key",
        pem(rsa.generate_private_key(65537, 1024)),  # noqa: S505 - that is what is tried
        pem(ec.generate_private_key(ec.SECP256R1())),
    ],
    ids=["empty", "text", "short", "curve"],
)
def test_a_key_that_cannot_sign_stops_the_start_and_is_not_shown(content):
    with pytest.raises(Misconfigured, match="must be a private RSA key") as wrong:
        read_signing_key(content)
    assert "BEGIN" not in str(wrong.value)


@pytest.mark.skipif(
    not (Path(__file__).parents[3] / "shared/domain/specs/pdnd-registries/inad_extraction.yaml").exists(),
    reason="INAD's own description is not beside the repository",
)
def test_we_ask_for_what_their_description_has():
    text = (
        Path(__file__).parents[3] / "shared/domain/specs/pdnd-registries/inad_extraction.yaml"
    ).read_text()
    for word in ("/verify/{codice_fiscale}:", "/extract/{codice_fiscale}:", "name: digital_address"):
        assert word in text
    for word in (
        "name: since",
        "name: practicalReference",
        "outcome:",
        "digitalAddress:",
        "dateEndValidity:",
    ):
        assert word in text
