"""ANPR by way of PDND: our client against the embedded one over HTTP, its answers, and what goes wrong."""

import asyncio
import json
from datetime import date
from itertools import count
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwt
from joserfc.jwk import RSAKey

from platforms.pdnd import Client, Pdnd
from platforms.residents.anpr.client import AnprResidents
from platforms.residents.anpr.modi import EVIDENCE, Signer
from platforms.residents.anpr.subject import resident_of
from platforms.residents.resident import Address, Certifiable, CivilStatus, Place, RegisterAway, Resident
from platforms.sandbox.anpr import AUDIENCE, SERVICE, Consumer, SandboxAnpr, made_up_subject
from tests.clock import Ticker

ADA, PROTOCOL, PURPOSE = "BRGDAA80A41M999B", "0000123/2026", "1b361d49-33f4-4f1e-a88b-4e12661f2300"
BORN, SINCE = date(1980, 1, 1), date(2010, 5, 1)
SUBJECT = made_up_subject(ADA, "BRAGONELLI", "ADA", "F", BORN, SINCE)
SPEC = Path(__file__).parents[4] / "shared/domain/specs/pdnd-registries/anpr_C001_servizioNotifica.yaml"


@pytest.fixture(scope="module")
def key():
    return RSAKey.import_key(rsa.generate_private_key(65537, 2048))


@pytest.fixture
def clock():
    return Ticker()


@pytest.fixture
def anpr(clock, key):
    numbers = count(1)
    who = Consumer("a-client", "a-key", key, PURPOSE)
    return SandboxAnpr({ADA: [SUBJECT]}, who, clock, lambda: f"id{next(numbers)}")


@pytest.fixture
async def server(anpr):
    app = web.Application()
    app.add_routes(anpr.routes())
    async with TestServer(app) as server:
        yield server


@pytest.fixture
async def ask(server, clock, key):
    """Make a client; `changed` is what it gets wrong."""
    numbers = count(1)
    async with aiohttp.ClientSession() as session:

        def make(audience=SERVICE, **changed):
            token_url = str(server.make_url("/pdnd/token.oauth2"))
            usual = {"client_id": "a-client", "key_id": "a-key", "key": key, "purpose_id": PURPOSE}
            client = Client(**(usual | {"audience": AUDIENCE, "token_url": token_url} | changed))
            ids = (f"jti{number}" for number in numbers)
            pdnd = Pdnd(session, client, clock, ids.__next__, patience=5.0)
            url = str(server.make_url("/anpr/v1"))
            return AnprResidents(pdnd, Signer(client, audience), url, clock, ids.__next__)

        yield make


async def test_somebody_is_looked_up(ask, anpr):
    found = await ask().person("brg daa80a41m999b", protocol=PROTOCOL)
    town = Place("PORTOREALE", "PX")
    assert found == Resident(
        fiscal_code=ADA,
        surname="BRAGONELLI",
        name="ADA",
        sex="F",
        born_on=BORN,
        born_in=Place("PORTOREALE", "PX", code="M999"),
        citizenships=(),
        civil_status=CivilStatus.UNKNOWN,
        family="",
        relation=99,
        address=Address("VIA SAN TELMO", "12/B scala A int. 4", "99010", town, SINCE),
        certifiable=Certifiable.PARTLY,
    )
    assert anpr.asked == [PROTOCOL]
    assert anpr.refused == []


async def test_nobody_is_looked_up_without_a_protocol_number(ask, anpr):
    for empty in ("", "  "):
        with pytest.raises(ValueError, match="protocol number comes first"):
            await ask().person(ADA, protocol=empty)
    assert anpr.asked == []


async def test_who_is_unknown_is_nobody_and_has_no_family(ask):
    residents = ask()
    assert await residents.person("BRGDAA81A41M999X", protocol=PROTOCOL) is None
    assert await residents.family(ADA, protocol=PROTOCOL) is None


async def test_operations_are_numbered_upwards_at_one_moment(ask, anpr):
    residents = ask()
    found = await asyncio.gather(*(residents.person(ADA, protocol=str(each)) for each in range(5)))
    assert all(found)
    assert anpr.asked == [str(each) for each in range(5)]


WRONG = {
    "another client": ({"client_id": "another"}, "voucher:http:400", "assertion"),
    "another key's name": ({"key_id": "another"}, "voucher:http:400", "assertion"),
    "another purpose": ({"purpose_id": "another"}, "voucher:http:400", "assertion"),
    "another service": ({"audience": "another"}, "register:http:401", "evidence"),
}


@pytest.mark.parametrize(("changed", "code", "refused"), WRONG.values(), ids=WRONG)
async def test_what_is_signed_wrongly_is_refused(ask, anpr, changed, code, refused):
    with pytest.raises(RegisterAway, match=code):
        await ask(**changed).person(ADA, protocol=PROTOCOL)
    assert anpr.refused == [refused]
    assert anpr.asked == []


async def test_it_is_down(ask, anpr, server):
    anpr.down, residents = True, ask()
    with pytest.raises(RegisterAway, match="register:http:503"):
        await residents.person(ADA, protocol=PROTOCOL)
    await server.close()
    with pytest.raises(RegisterAway, match="lost:ClientConnectorError"):
        await residents.person(ADA, protocol=PROTOCOL)


ODD = {
    "several": ([SUBJECT, SUBJECT], "register:several"),
    "no name": ([{"residenza": []}], "register:answer"),
    "no day": (
        [{**SUBJECT, "generalita": {**SUBJECT["generalita"], "dataNascita": "1980"}}],
        "register:answer",
    ),
    "no sex": ([{**SUBJECT, "generalita": {**SUBJECT["generalita"], "sesso": ""}}], "register:answer"),
    "no object": (["x"], "register:answer"),
}


@pytest.mark.parametrize(("subjects", "code"), ODD.values(), ids=ODD)
async def test_an_answer_that_cannot_be_used_names_nobody(ask, anpr, subjects, code):
    anpr.subjects[ADA] = subjects
    with pytest.raises(RegisterAway) as away:
        await ask().person(ADA, protocol=PROTOCOL)
    assert str(away.value) == code


def test_the_headers_say_what_the_patterns_ask_for(key, clock):
    client = Client("a-client", "a-key", key, PURPOSE, AUDIENCE, "https://pdnd.example.org/token.oauth2")
    headers = Signer(client, SERVICE).headers(b"{}", clock(), ("one", "two"), PROTOCOL)
    now = int(clock().timestamp())
    usual = {"iss": "a-client", "sub": "a-client", "aud": SERVICE, "purposeId": PURPOSE}
    usual |= {"iat": now, "nbf": now, "exp": now + 120}
    digest = "SHA-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="
    signature = jwt.decode(headers["Agid-JWT-Signature"], key, algorithms=["RS256"])
    evidence = jwt.decode(headers[EVIDENCE], key, algorithms=["RS256"])
    assert headers["Digest"] == digest
    assert signature.header == evidence.header == {"alg": "RS256", "kid": "a-key", "typ": "JWT"}
    signed = [{"digest": digest}, {"content-type": "application/json"}]
    assert signature.claims == {**usual, "jti": "one", "signed_headers": signed}
    nonce = evidence.claims.pop("dnonce")
    assert len(str(nonce)) == 13
    user = {"userID": PROTOCOL, "userLocation": "sportello", "LoA": "LOA3"}
    assert evidence.claims == {**usual, "jti": "two", **user}


def home(since, **abroad):
    return {"localitaEstera": abroad, "dataDecorrenzaResidenza": since}


VIENNA = home(
    "2017-05-01",
    indirizzoEstero={
        "cap": "1999",
        "localita": {"descrizioneLocalita": "WIEN", "descrizioneStato": "AUSTRIA"},
        "toponimo": {"denominazione": "BEISPIELGASSE", "numeroCivico": "4"},
    },
    consolato={"descrizioneConsolato": "VIENNA"},
)
DEAD = [{"chiave": "Data decesso", "valore": "A", "valoreData": "2025-01-15"}]
NOT_LIVING = [{"chiave": "Verifica esistenza in vita", "valore": "N"}]
TODAY = date(2026, 2, 3)


def test_who_lives_abroad():
    who = {**SUBJECT["generalita"], "soggettoAIRE": "S"}
    found = resident_of({**SUBJECT, "generalita": who, "residenza": [*SUBJECT["residenza"], VIENNA]}, TODAY)
    assert found.aire
    assert found.consulate == "VIENNA"
    assert found.address == Address(
        "BEISPIELGASSE", "4", "1999", Place("WIEN", state="AUSTRIA"), date(2017, 5, 1)
    )


UNCERTAIN = {
    "dead": ({"infoSoggettoEnte": DEAD}, date(2025, 1, 15)),
    "not alive, no day": ({"infoSoggettoEnte": NOT_LIVING}, None),
    "no address": ({"residenza": None}, None),
    "an address to come": (
        {"residenza": [{**SUBJECT["residenza"][0], "dataDecorrenzaResidenza": "2026-02-04"}]},
        None,
    ),
}


@pytest.mark.parametrize(("changed", "died_on"), UNCERTAIN.values(), ids=UNCERTAIN)
def test_of_whom_nothing_can_be_certified(changed, died_on):
    found = resident_of({**SUBJECT, **changed}, TODAY)
    assert found.certifiable is Certifiable.NOTHING
    assert found.died_on == died_on


PLACES = {
    "abroad": (
        {"localita": {"descrizioneLocalita": "LYON", "descrizioneStato": "FRANCIA"}},
        Place("LYON", state="FRANCIA", code="M999"),
    ),
    "on a ship": ({"luogoEccezionale": "MOTONAVE PROVA"}, Place("MOTONAVE PROVA", code="M999")),
    "untold": (None, Place("", code="M999")),
}


@pytest.mark.parametrize(("told", "meant"), PLACES.values(), ids=PLACES)
def test_where_somebody_was_born(told, meant):
    who = {**SUBJECT["generalita"], "luogoNascita": told}
    assert resident_of({**SUBJECT, "generalita": who}, TODAY).born_in == meant


async def test_a_voucher_ends_and_is_never_used_twice(ask, anpr, clock):
    residents = ask()
    for _ in range(2):
        assert await residents.person(ADA, protocol=PROTOCOL)
        clock.tick(hours=1)
    assert anpr.refused == []


@pytest.mark.skipif(not SPEC.is_file(), reason="ANPR's own description of C001 is not beside the repository")
def test_we_write_and_read_what_their_description_has():
    """By name alone: interop/pdnd holds our questions against the whole of it."""
    described = SPEC.read_text(encoding="utf-8")

    def names(value):
        if isinstance(value, dict):
            return {*value}.union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    question = {"idOperazioneClient", "criteriRicerca", "codiceFiscale", "motivoRichiesta", "casoUso"}
    told = names(json.loads(json.dumps([SUBJECT, VIENNA, UNCERTAIN["dead"][0]])))
    for name in question | told | {"luogoEccezionale", "soggettoAIRE", "dataRiferimentoRichiesta"}:
        assert f"        {name}:" in described, name
