"""Our side and the make-believe provider: two hands that share no line agree over HTTP."""

import asyncio
import re
from dataclasses import dataclass
from itertools import count
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from cryptography.hazmat.primitives.asymmetric import rsa

from platforms.oidc.keys import SigningKey, published
from platforms.oidc.level import SPID_LADDER
from platforms.oidc.provider import ProviderSettings
from platforms.oidc.reason import NotIdentified, Reason
from platforms.oidc.relying_party import RelyingParty
from platforms.sandbox.idp.client import Client
from platforms.sandbox.idp.people import PEOPLE, Pretender
from platforms.sandbox.idp.provider import SLOW, SandboxIdp
from platforms.sandbox.idp.routes import IdpRoutes
from tests.platforms.oidc.conftest import OURS
from tests.platforms.oidc.peer import pem

CLIENT = "sportello"
BACK = "http://127.0.0.1:8080/accedi/ritorno"
FOREIGN = Pretender("ada", "Ada", "Elsewhere", PEOPLE[0].born_on, "")


@dataclass
class Town:
    """The make-believe provider on a port, a counter, and a browser."""

    idp: SandboxIdp
    session: aiohttp.ClientSession
    clock: object
    ids: object
    waits: list
    keys: list

    def party(self, **changed):
        usual = {"issuer": self.idp.issuer, "client_id": CLIENT, "keys": (OURS,)}
        return RelyingParty(self.session, ProviderSettings(**usual | changed), self.clock, self.ids)

    async def page(self, url):
        async with self.session.get(url) as got:
            return got, await got.text()

    async def choose(self, url, **form):
        """Open the page that a question leads to and send its form; gives where the browser goes."""
        _, text = await self.page(url)
        usual = {"person": "wei", "level": "2", "trouble": "none", "do": "login"}
        [question] = re.findall('name="question" value="([^"]+)"', text)
        action = f"{self.idp.issuer}/authorize"
        data = usual | {"question": question} | form
        async with self.session.post(action, data=data, allow_redirects=False) as got:
            return got.status, got.headers.get("Location", "")

    async def log_in(self, party, **form):
        begun = await party.begin(BACK)
        _, location = await self.choose(begun.url, **form)
        assert location.startswith(f"{BACK}?")
        return await party.finish(dict(parse_qsl(urlsplit(location).query)), begun, BACK)


@pytest.fixture
async def town(clock):
    numbers, waits = count(1), []

    async def sleep(seconds):
        waits.append(seconds)

    def ids():
        return f"made-up-id-{next(numbers):013}"

    app, port, keys = web.Application(), unused_port(), [OURS]
    issuer = f"http://127.0.0.1:{port}/sandbox/idp/spid"
    client = Client(CLIENT, frozenset({BACK}), lambda: published(keys))
    idp = SandboxIdp(issuer, client, clock, ids, sleep, people=(*PEOPLE, FOREIGN))
    app.add_routes(IdpRoutes(idp, "Comune di <Prova>").routes())
    async with TestServer(app, host="127.0.0.1", port=port), aiohttp.ClientSession() as session:
        yield Town(idp, session, clock, ids, waits, keys)


@pytest.mark.parametrize("signed", [False, True], ids=["plain", "signed"])
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
async def test_one_can_be_anybody(person, signed, town):
    found = await town.log_in(town.party(signed_request=signed), person=person.key, level="3")
    assert (found.fiscal_code, found.name, found.surname, found.born_on, found.level) == (
        person.fiscal_code, person.name, person.surname, person.born_on, "spid-3",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"do": "cancel"}, Reason.CANCELLED),
        ({"person": "nobody"}, Reason.CANCELLED),
        ({"level": "9"}, Reason.CANCELLED),
        ({"level": "1"}, Reason.TOO_LOW),
        ({"person": "ada"}, Reason.NO_FISCAL_CODE),
        ({"trouble": "nonce"}, Reason.WRONG_NONCE),
        ({"trouble": "expired"}, Reason.EXPIRED),
        ({"trouble": "lower"}, Reason.TOO_LOW),
        ({"trouble": "key"}, Reason.FORGED),
    ],
    ids=str,
)
async def test_every_trouble_has_its_name(form, reason, town):
    with pytest.raises(NotIdentified) as raised:
        await town.log_in(town.party(), **form)
    assert raised.value.reason is reason


async def test_it_can_be_slow(town):
    await town.log_in(town.party(), trouble="slow")
    assert town.waits == [SLOW]


async def test_the_same_person_has_the_same_name_here(town):
    names = [(await town.log_in(town.party(), person=key)).subject for key in ("wei", "wei", "mario")]
    assert names[0] == names[1] != names[2]


async def test_the_page_says_that_it_is_make_believe(town):
    begun = await town.party(acr_values=SPID_LADDER.rungs[2:]).begin(BACK)
    got, text = await town.page(begun.url)
    assert "È tutto finto." in text
    assert "Comune di &lt;Prova&gt; vuole sapere chi è lei, almeno al livello 3." in text
    assert 'value="3" checked' in text
    assert (
        f"form-action 'self' {BACK.removesuffix('/accedi/ritorno')}" in got.headers["Content-Security-Policy"]
    )
    assert got.headers["Cache-Control"] == "no-store"
    _, text = await town.page(f"{begun.url}&lang=en")
    assert "All of this is make-believe." in text
    got, _ = await town.page(f"{town.idp.issuer}/page.css")
    assert (got.status, got.content_type) == (200, "text/css")


async def test_a_page_counts_once_and_for_half_an_hour(town):
    begun = await town.party().begin(BACK)
    _, text = await town.page(begun.url)
    [name] = re.findall('name="question" value="([^"]+)"', text)
    form = {"question": name, "do": "cancel"}
    action = f"{town.idp.issuer}/authorize"
    for status in (303, 410):
        async with town.session.post(action, data=form, allow_redirects=False) as got:
            assert got.status == status
    begun = await town.party().begin(BACK)
    _, text = await town.page(begun.url)
    town.clock.tick(minutes=31)
    form["question"] = re.findall('name="question" value="([^"]+)"', text)[0]
    async with town.session.post(action, data=form, allow_redirects=False) as got:
        assert got.status == 410


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "another"}, "unauthorized_client"),
        ({"redirect_uri": "https://evil.example/"}, "invalid_redirect_uri"),
        ({"response_type": "token"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"nonce": ""}, "invalid_request"),
        ({"acr_values": "x"}, "invalid_request"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"request": "a.b.c"}, "invalid_request_object"),
        ({"request": SigningKey.new().sign({"iss": CLIENT})}, "invalid_request_object"),
        ({"request": OURS.sign({"iss": CLIENT, "aud": "another"})}, "invalid_request_object"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
async def test_a_wrong_question_goes_nowhere(changed, error, town):
    begun = await town.party().begin(BACK)
    asked = dict(parse_qsl(urlsplit(begun.url).query)) | changed
    got, text = await town.page(f"{town.idp.issuer}/authorize?{urlencode(asked)}")
    assert (got.status, "<form" in text) == (400, False)
    assert error in text


async def test_only_who_asked_gets_tokens(town):
    """The code with another secret, a second time, too late, or from somebody with another key."""
    for spoil in ("verifier", "twice", "late", "key"):
        party = town.party(keys=(SigningKey.new(),)) if spoil == "key" else town.party()
        begun = await party.begin(BACK)
        _, location = await town.choose(begun.url)
        query = dict(parse_qsl(urlsplit(location).query))
        if spoil == "verifier":
            begun = type(begun)(begun.url, begun.state, begun.nonce, "x" * 43)
        if spoil == "twice":
            await party.finish(query, begun, BACK)
        if spoil == "late":
            town.clock.tick(seconds=61)
        with pytest.raises(NotIdentified) as raised:
            await party.finish(query, begun, BACK)
        assert raised.value.reason is (Reason.REFUSED if spoil == "key" else Reason.CODE_SPENT)


async def test_an_assertion_counts_once(town):
    now = int(town.clock().timestamp())
    said = {"iss": CLIENT, "sub": CLIENT, "aud": f"{town.idp.issuer}/token", "exp": now + 60, "jti": "one"}
    form = {
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": OURS.sign(said),
        "grant_type": "authorization_code",
        "code": "x",
    }
    errors = []
    for _ in range(2):
        async with town.session.post(f"{town.idp.issuer}/token", data=form) as got:
            errors.append((got.status, (await got.json())["error"]))
    assert errors == [(400, "invalid_grant"), (401, "invalid_client")]


async def test_data_are_told_to_nobody_else(town):
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}):
        async with town.session.get(f"{town.idp.issuer}/userinfo", headers=headers) as got:
            assert got.status == 401


@pytest.mark.parametrize("name", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
async def test_nobody_comes_by_a_proxy(name, town):
    """Whoever reaches it can be anybody: a proxy in front of a counter must not open it to the world."""
    for path in ("authorize", ".well-known/openid-configuration", "page.css"):
        async with town.session.get(f"{town.idp.issuer}/{path}", headers={name: "192.0.2.7"}) as got:
            assert got.status == 404


async def test_many_at_once_do_not_mix(town):
    party = town.party()
    found = await asyncio.gather(*(town.log_in(party, person=person.key) for person in PEOPLE * 4))
    assert [each.fiscal_code for each in found] == [person.fiscal_code for person in PEOPLE * 4]


async def test_a_key_of_rsa_is_taken_too(town):
    key = SigningKey.from_pem(pem(rsa.generate_private_key(65537, 2048)))
    town.keys.append(key)
    assert await town.log_in(town.party(keys=(key, OURS), signed_request=True))
