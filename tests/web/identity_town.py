"""The login pages on a real store, with a make-believe SPID beside them, and conversations with links."""

import html
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from urllib.parse import parse_qsl, urlsplit

from aiohttp import ClientSession, DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer, unused_port

from bot.level import Level
from platforms.oidc.keys import SigningKey, published
from platforms.oidc.provider import ProviderSettings
from platforms.oidc.relying_party import RelyingParty
from platforms.sandbox.idp.client import Client
from platforms.sandbox.idp.provider import SandboxIdp
from platforms.sandbox.idp.routes import IdpRoutes
from platforms.sandbox.idp.trouble import Trouble
from sportello.web.identity import login
from sportello.web.identity.activations import Activations
from sportello.web.identity.desk import Way
from sportello.web.identity.visits import Visits
from storage.identity import Rules
from storage.links import ACTIVATE, RECOVER, make_link
from storage.records import RECORDS
from storage.sealing import Keyring
from storage.second_factor import code_at, step_at
from tests.storage.identities import ANNA, KEY, Town
from tests.web.identity_site import Browser, page_routes
from tests.web.pretended_identity import PASSWORD
from tests.web.trial import at_once

_AWAY = re.compile(r'content="0; url=([^"]+)"')
CHOSEN = {"password": PASSWORD, "again": PASSWORD}
PLACE = "Comune di Esempio"
LANE, OTHER_LANE = "sms:+390000000101", "telegram:900000202"


@dataclass
class Counter:
    """A served counter; `told` are the lanes that hear of a no, `woken` how often lanes were woken."""

    town: Town
    client: TestClient
    visits: Visits
    idp: SandboxIdp
    told: list
    woken: list

    @property
    def writer(self):
        return self.town.desk.database.writer

    def browser(self):
        return Browser(self.client)

    async def link(self, lane=LANE, level=Level.IDENTIFIED):
        """The token of a new link of a conversation."""
        return await self.town.invited(lane, level)

    async def account_link(self, citizen, purpose=ACTIVATE):
        """The token of a new link of an account."""
        now = self.town.clock()
        made = make_link(purpose, now=now, until=now.replace(hour=23), citizen=citizen)
        await self.writer.submit(RECORDS, list(made.records))
        return made.token

    async def at_the_provider(self, browser, way="spid"):
        """Go to the provider: the question that the browser takes there."""
        away = await browser.post("/accedi/fornitore", way=way)
        address = html.unescape(_AWAY.search(away.text)[1])
        return dict(parse_qsl(urlsplit(address).query))

    def says_yes(self, question, person="mario", level=2, trouble=Trouble.NONE):
        """Log in there; the path of the way back."""
        return _path(self.idp.answer(self.idp.ask(question), self.idp.people[person], level, trouble))

    def says_no(self, question):
        """Cancel there; the path of the way back."""
        return _path(self.idp.refuse(self.idp.ask(question)))

    async def prove(self, browser, token, person="mario"):
        """Go the whole way with one browser; the last page."""
        await browser.confirm(token)
        return await self.go_on(browser, person)

    async def go_on(self, browser, person="mario"):
        """Go the way from the provider's button."""
        back = self.says_yes(await self.at_the_provider(browser), person)
        return await browser.follow(await browser.get(back))

    async def person(self, lane=LANE):
        """The name of whom a conversation belongs to; empty for nobody."""
        contact = await self.town.contacts.at(lane)
        return (await self.town.citizens.by_id(contact.citizen)).name if contact else ""

    async def level(self, lane=LANE):
        """What a conversation has proven now."""
        channel, _, sender = lane.partition(":")
        return (await self.town.stands(sender, channel)).level

    async def events(self):
        """The names of the events that wait in the lanes."""
        return [work.inbound.event for work in await self.town.desk.inbox.claim(99)]


def _path(address):
    return address[address.index("/accedi") :]


@asynccontextmanager
async def open_town(desk, clock, port=0, party=None):
    """Serve the login pages of a store, with local credentials on; `party` asks a provider of others."""
    port = port or unused_port()
    address = f"http://127.0.0.1:{port}"
    town = Town(desk, clock, Keyring([KEY]), Rules(address, local_credentials=True))
    key, ids = SigningKey.new(), partial(next, (f"id-{number:024}" for number in count(1)))
    client = Client("sportello", frozenset({f"{address}{login.RETURN}"}), lambda: published([key]))
    idp = SandboxIdp(f"{address}/idp", client, clock, ids, at_once)
    told, woken = [], []

    async def tell(lane):
        told.append(lane)

    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        provider = ProviderSettings(idp.issuer, client.client_id, keys=(key,))
        visits = Visits(
            desk.database,
            town.links,
            town.logins,
            town.citizens,
            town.credentials,
            town.rules,
            ids,
            f"{address}{login.RETURN}",
            lambda: woken.append(1),
            tell,
            [Way("spid", "SPID", "spid")],
            {"spid": party or RelyingParty(session, provider, clock, ids)},
        )
        app = web.Application()
        app.add_routes(IdpRoutes(idp, PLACE).routes())
        activations = Activations(town.links, town.logins, town.credentials, PLACE)
        app.add_routes(page_routes(visits, activations, address))
        server = TestServer(app, host="127.0.0.1", port=port)
        await server.start_server(access_log=None)  # as sportello.serve does
        async with TestClient(server, cookie_jar=DummyCookieJar()) as test_client:
            yield Counter(town, test_client, visits, idp, told, woken)


async def ready_account(counter, purpose=ACTIVATE):
    """An account made ready on its pages: the citizen, and the secret of the app."""
    citizens, credentials = counter.town.citizens, counter.town.credentials
    citizen = await citizens.admit(ANNA, "desk")
    await credentials.offer(citizen, "anna.prova")
    browser, home = counter.browser(), "recupera" if purpose == RECOVER else "attiva"
    token = await counter.account_link(citizen, purpose)
    await browser.begin(f"/{home}/{token}")
    enrol = await browser.get(f"/{home}")
    secret = enrol.text.partition("secret=")[2][:32]
    wrong = await browser.post(f"/{home}", **CHOSEN, code="000000")
    assert wrong.status == 400
    code = code_at(secret, step_at(counter.town.clock()))
    ready = await browser.follow(await browser.post(f"/{home}", **CHOSEN, code=code))
    assert ready.heading == "Accesso pronto"
    assert (await browser.follow(await browser.get(f"/{home}/{token}"))).heading == "Accesso pronto"
    return citizen, secret


def credentials_now(counter, secret, **more):
    """What is written on the login page, a minute later: no code works twice."""
    now = counter.town.clock.tick(minutes=1)
    return {"username": "anna.prova", "password": PASSWORD, "code": code_at(secret, step_at(now))} | more
