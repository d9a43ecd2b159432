"""Several providers: each as the settings say, with a button, and no answer of one taken for another's."""

from datetime import date
from itertools import count

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.errors import Misconfigured
from platforms.oidc.keys import SigningKey
from platforms.oidc.person import Identified
from platforms.oidc.provider import Auth
from platforms.oidc.request import Begun
from platforms.oidc.sealed import OpeningKey
from sportello.entering import offers_login, open_entering
from sportello.settings import Settings, load
from sportello.web.identity.desk import Way
from tests.clock import Ticker
from tests.platforms.oidc.peer import LEVELS, pem
from tests.web.identity_town import LANE

OURS = pem(rsa.generate_private_key(65537, 2048))
NEXT = pem(rsa.generate_private_key(65537, 2048))
SEALS = pem(rsa.generate_private_key(65537, 2048))
SEVERAL = f"""
[oidc]
issuer = "https://spid.example.it"
client_id = "us"
client_key = "ours.pem"
published_keys = ["next.pem"]
opening_keys = ["seals.pem"]
signed_request = true
acr_values = ["{LEVELS[2]}", "{LEVELS[1]}"]

[[oidc.providers]]
name = "carta"
kind = "cie"
issuer = "https://cie.example.it"
client_id = "us-too"
client_key = "ours.pem"

[[oidc.providers]]
name = "regione"
kind = "other"
title = "Regione Esempio"
issuer = "https://login.example.it"
client_id = "comune"
client_secret = "made up"
levels = ["password", "otp"]
acr_values = ["otp"]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, key in (("ours", OURS), ("next", NEXT), ("seals", SEALS)):
        (tmp_path / f"{name}.pem").write_bytes(key)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(folder, toml):
    (folder / "sportello.toml").write_text(toml)
    return load({}, folder)


async def opened(settings):
    numbers = count(1)
    async with aiohttp.ClientSession() as session:
        return open_entering(settings, session, Ticker(), lambda: f"id-{next(numbers):030}")


async def test_each_is_as_the_settings_say(folder):
    entering = await opened(read(folder, SEVERAL))
    assert entering.ways == [
        Way("oidc", "SPID", "spid"),
        Way("carta", "CIE", "cie", apart=True),
        Way("regione", "Regione Esempio", "other", apart=True),
    ]
    spid, cie, region = (entering.parties[way.name].provider for way in entering.ways)
    assert (spid.acr_values, spid.ladder.rungs) == ((LEVELS[2], LEVELS[1]), tuple(LEVELS))
    assert (spid.signed_request, len(spid.keys), len(spid.opening_keys)) == (True, 2, 1)
    assert (cie.kind, cie.acr_values, cie.signed_request) == ("cie", (LEVELS[1],), False)
    assert (region.auth, region.secret) == (Auth.CLIENT_SECRET_BASIC, "made up")
    assert (region.ladder.rungs, region.acr_values) == (("password", "otp"), ("otp",))


async def test_every_key_of_ours_is_shown_once_and_the_first_signs(folder):
    entering = await opened(read(folder, SEVERAL))
    app = web.Application()
    app.add_routes(entering.routes)
    async with TestClient(TestServer(app)) as client, client.get("/.well-known/jwks.json") as got:
        shown = [(key["kid"], key["use"]) for key in (await got.json())["keys"]]
    ours, following = SigningKey.from_pem(OURS), SigningKey.from_pem(NEXT)
    assert shown == [(ours.kid, "sig"), (following.kid, "sig"), (OpeningKey.from_pem(SEALS).kid, "enc")]
    assert entering.parties["oidc"].provider.keys[0].kid == ours.kid


PROVIDER = '[[oidc.providers]]\nname = "a"\nissuer = "https://a.example.it"\nclient_id = "us"\n'
MISTAKES = [
    ("levels in an order of preference", '[oidc]\nacr_values = ["high", "low"]\n', "weakest first"),
    ("a level twice", '[oidc]\nlevels = ["a", "a"]\n', "each level once"),
    ("four levels", '[oidc]\nlevels = ["a", "b", "c", "d"]\n', "levels"),
    ("a name twice", PROVIDER + PROVIDER, "a name of its own"),
    ("a provider twice", PROVIDER + PROVIDER.replace('"a"', '"b"'), "an issuer of its own"),
    ("a name that is no name", PROVIDER.replace('"a"', '"../a"'), "[oidc] providers in sportello.toml"),
    ("a kind that is none", PROVIDER + 'kind = "cns"\n', "1, kind: must be 'spid', 'cie' or 'other'"),
    ("no client", PROVIDER.replace('client_id = "us"\n', ""), "needs name, issuer and client_id"),
]


@pytest.mark.parametrize(
    ("toml", "said"), [each[1:] for each in MISTAKES], ids=[each[0] for each in MISTAKES]
)
def test_a_mistake_stops_the_start(folder, toml, said):
    with pytest.raises(Misconfigured, match=said.replace("[", r"\[").replace("]", r"\]")):
        read(folder, toml)


KEYLESS = [
    ("no key and no secret", PROVIDER, "secret is missing"),
    ("a key that is not there", PROVIDER + 'client_key = "nowhere.pem"\n', "cannot be read"),
    ("a next key without a first", PROVIDER + 'published_keys = ["next.pem"]\n', "need a client_key"),
    ("a signed question without a key", PROVIDER + "signed_request = true\n", "need a client_key"),
]


@pytest.mark.parametrize(("toml", "said"), [each[1:] for each in KEYLESS], ids=[each[0] for each in KEYLESS])
async def test_a_key_that_is_lacking_stops_the_start(folder, toml, said):
    settings = read(folder, toml)
    with pytest.raises(Misconfigured, match=said):
        await opened(settings)


def test_whether_anything_can_be_proven(folder):
    assert offers_login(Settings())  # the embedded ones, on this machine alone
    assert offers_login(read(folder, '[web]\nphone = "no"\n' + PROVIDER))
    assert not offers_login(read(folder, '[web]\nphone = "no"\n'))


class Card:
    """A provider that recognises Mario by his card, and remembers what it was asked and told."""

    def __init__(self, clock):
        self.clock, self.asked, self.told = clock, [], []

    async def begin(self, redirect_uri):
        self.asked.append(redirect_uri)
        return Begun(
            "https://cie.example.it/authorize", "the-state", "the-nonce", "v", "https://cie.example.it"
        )

    async def finish(self, query, begun, redirect_uri):
        self.told.append((dict(query), begun.state, redirect_uri))
        born = date(1980, 1, 1)
        who = ("PRVMRA80A01H501M", "Mario", "Prova", born, self.clock())
        return Identified("mario", "https://cie.example.it", "cie-3", *who)


@pytest.fixture
async def card(counter):
    """A second provider beside SPID, whose answers come to an address of its own."""
    card = Card(counter.town.clock)
    counter.visits.ways.append(Way("carta", "CIE", "cie", apart=True))
    counter.visits.parties["carta"] = card
    return card


async def gone_to_the_card(counter):
    browser = counter.browser()
    page = await browser.follow(await browser.confirm(await counter.link()))
    assert [title in page.text for title in ("Entra con SPID", "Entra con CIE")] == [True, True]
    await browser.post("/accedi/fornitore", way="carta")
    return browser


async def test_each_provider_answers_at_its_own_address(counter, card):
    browser = await gone_to_the_card(counter)
    for elsewhere in ("/accedi/ritorno", "/accedi/ritorno/spid", "/accedi/ritorno/nobody"):
        mixed = await browser.get(f"{elsewhere}?code=c&state=the-state")
        assert mixed.headers["Location"].endswith("said=other-provider")
    assert card.told == []  # nobody has used it up
    done = await browser.follow(await browser.get("/accedi/ritorno/carta?code=c&state=the-state"))
    assert done.heading == "Fatto"
    [home] = set(card.asked)
    assert home.endswith("/accedi/ritorno/carta")
    assert card.told == [({"code": "c", "state": "the-state"}, "the-state", home)]
    assert (await counter.town.contacts.at(LANE)).proof == "cie-3"


async def test_the_shared_address_is_not_the_cards(counter, card):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    back = counter.says_yes(await counter.at_the_provider(browser))
    mixed = await browser.get(back.replace("/accedi/ritorno", "/accedi/ritorno/carta"))
    assert mixed.headers["Location"].endswith("said=other-provider")
    assert (await browser.follow(await browser.get(back))).heading == "Fatto"
    assert card.told == []


async def test_of_an_answer_only_what_it_may_say_is_heard(counter, card):
    browser = await gone_to_the_card(counter)
    more = "&session_state=x&id_token=y&access_token=z&scope=openid&way=spid&lang=en"
    await browser.get(f"/accedi/ritorno/carta?code=c&state=the-state&iss=i{more}")
    assert [told[0] for told in card.told] == [{"code": "c", "state": "the-state", "iss": "i"}]


@pytest.mark.parametrize("twice", ["code", "state", "iss", "error", "error_description"])
async def test_an_answer_that_says_a_thing_twice_is_not_heard(counter, card, twice):
    browser = await gone_to_the_card(counter)
    said = {"code": "c", "state": "the-state", "iss": "i"} | {twice: "a"}
    query = "&".join(f"{name}={value}" for name, value in said.items())
    answer = await browser.get(f"/accedi/ritorno/carta?{query}&{twice}={said[twice]}")
    assert answer.headers["Location"].endswith("said=unreadable")
    assert card.told == []
    await browser.get("/accedi/ritorno/carta?code=c&state=the-state")
    assert len(card.told) == 1
