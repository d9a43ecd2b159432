"""Our question to ANPR before Prism, which holds it against ANPR's own OpenAPI description of C001."""

from datetime import date
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import RSAKey

from interop.peer import free_port, running
from platforms.pdnd import Client, Pdnd
from platforms.residents.anpr.client import AnprResidents
from platforms.residents.anpr.modi import Signer
from platforms.residents.resident import RegisterAway
from platforms.sandbox.anpr import AUDIENCE, SERVICE, Consumer, SandboxAnpr, made_up_subject
from tests.clock import Ticker

SPEC = Path(__file__).parents[3] / "shared/domain/specs/pdnd-registries/anpr_C001_servizioNotifica.yaml"
ADA = "BRGDAA80A41M999B"
SUBJECT = made_up_subject(ADA, "BRAGONELLI", "ADA", "F", date(1980, 1, 1), date(2010, 5, 1))
pytestmark = pytest.mark.skipif(
    not SPEC.is_file(), reason="ANPR's own description is not beside this repository"
)


@pytest.fixture(scope="module")
async def prism():
    port = str(free_port())
    start = ("mock", "-h", "127.0.0.1", "-p", port, "--errors", str(SPEC))
    async with running("prism", *start, ready=b"Prism is listening"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
async def proxy():
    """Prism before the embedded ANPR: it holds our question and its answer against the description."""
    key, numbers = RSAKey.import_key(rsa.generate_private_key(65537, 2048)), count(1)
    who = Consumer("a-client", "a-key", key, "a-purpose")
    app, anpr = web.Application(), SandboxAnpr({ADA: [SUBJECT]}, who, Ticker(), lambda: f"id{next(numbers)}")
    app.add_routes(anpr.routes())
    async with TestServer(app) as server:
        port = str(free_port())
        start = (
            "proxy",
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "--errors",
            str(SPEC),
            str(server.make_url("/anpr/v1")),
        )
        async with running("prism", *start, ready=b"Prism is listening"):
            yield f"http://127.0.0.1:{port}", str(server.make_url("/pdnd/token.oauth2")), key


@pytest.fixture
def residents(proxy):
    _, token_url, key = proxy
    numbers = count(1)

    def make(session, url):
        client = Client("a-client", "a-key", key, "a-purpose", AUDIENCE, token_url)
        ids = (f"jti{number}-{id(session)}" for number in numbers)
        clock = Ticker()
        pdnd = Pdnd(session, client, clock, ids.__next__, patience=15.0)
        return AnprResidents(pdnd, Signer(client, SERVICE), url, clock, ids.__next__)

    return make


async def test_our_question_and_the_embedded_answer_are_as_described(residents, proxy):
    async with aiohttp.ClientSession() as session:
        found = await residents(session, proxy[0]).person(ADA, protocol="0000123/2026")
    assert found is not None
    assert found.surname == "BRAGONELLI"


@pytest.mark.parametrize(("code", "error"), [("400", "http:400"), ("500", "http:500")])
async def test_each_error_that_is_described_is_understood(residents, prism, code, error):
    async with aiohttp.ClientSession(headers={"Prefer": f"code={code}"}) as session:
        with pytest.raises(RegisterAway, match=error):
            await residents(session, prism).person(ADA, protocol="0000123/2026")


@pytest.mark.parametrize("lacking", ["idOperazioneClient", "datiRichiesta"])
async def test_another_question_would_be_refused(prism, lacking):
    asked = {"idOperazioneClient": "1", "datiRichiesta": {"dataRiferimentoRichiesta": "2026-02-03"}}
    asked["datiRichiesta"] |= {"casoUso": "C001", "motivoRichiesta": "0000123/2026"}
    headers = {"Authorization": "Bearer x", "Agid-JWT-Signature": "x"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for question, good in ((asked, True), ({k: v for k, v in asked.items() if k != lacking}, False)):
            async with session.post(f"{prism}/anpr-service-e002", json=question) as answer:
                assert (answer.status == 200) is good


async def test_nobody_is_an_answer(residents, prism):
    async with aiohttp.ClientSession(headers={"Prefer": "code=404"}) as session:
        assert await residents(session, prism).person(ADA, protocol="0000123/2026") is None
