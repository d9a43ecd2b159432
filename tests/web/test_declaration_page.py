"""The page behind the link to a self-declaration: for who asked, in one browser, as the register is now."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pypdfium2 import PdfDocument

from handlers.get_certificate.desk import CertificateDesk
from handlers.get_certificate.rules import CertificateTerms
from handlers.self_declaration import LINK
from platforms.paper.press import Press
from sportello.web.declaration import DeclarationPage, routes
from sportello.web.identity.browser import Browsers, new_secret
from sportello.web.pages import Pages, Static
from storage.certificate_orders import SqlCertificateOrders
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.links import make_link
from storage.outbox import SqlOutbox
from storage.records import RECORDS
from storage.schema import create
from storage.sealing import Keyring
from tests.certifying.office import ANNA as RESIDENT
from tests.certifying.office import Town as Registry
from tests.clock import Ticker
from tests.handlers.certificate_counter import Office
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, KEY, Town

ADDRESS, OTHER = "http://127.0.0.1:8080", "SMPBRN75C03F205C"


@dataclass
class Scene:
    client: TestClient[web.Request, web.Application]
    town: Town
    registry: Registry
    path: str

    async def post(self, code: str, once: str, origin: str = ADDRESS) -> tuple[int, bytes]:
        form = {"once": once, "code": code}
        answer = await self.client.post(self.path, data=form, headers={"Origin": origin})
        return answer.status, await answer.read()


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    url, clock, press = f"sqlite:///{tmp_path}/page.db", Ticker(), Press()
    create(url)
    database = open_database(url, clock=clock, owner="test")
    town = Town(Desk(database, SqlInbox(database), SqlOutbox(database)), clock, Keyring([KEY]))
    number = await town.citizens.admit(ANNA, "import")
    registry = Registry((replace(RESIDENT, fiscal_code=ANNA.fiscal_code),))
    orders = SqlCertificateOrders(database, Keyring([KEY]))
    desk = CertificateDesk(town.citizens, registry, Office(), orders, CertificateTerms())
    until = clock() + timedelta(hours=2)
    made = make_link(LINK, now=clock(), until=until, citizen=number, service="RESIDENCE")
    await database.writer.submit(RECORDS, list(made.records))
    app, browsers = web.Application(), Browsers(ADDRESS, "autocertificazione")
    app.add_routes(routes(DeclarationPage(desk, press, clock, town.links, Pages(Static()), browsers)))
    async with TestClient(TestServer(app)) as client:
        yield Scene(client, town, registry, f"/autocertificazione/{made.token}")
    press.close()
    database.close()


def says(pdf: bytes) -> str:
    return str(PdfDocument(pdf)[0].get_textpage().get_text_range())


async def test_who_asked_has_it_filled_in_with_what_the_register_has_now(scene: Scene) -> None:
    page = await scene.client.get(scene.path)
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert RESIDENT.surname not in await page.text()
    moved = replace(scene.registry.people[0].address, street="Via Nuova")
    scene.registry.people = (replace(scene.registry.people[0], address=moved),)
    status, body = await scene.post(f" {ANNA.fiscal_code.lower()} ", new_secret())
    assert (status, "Via Nuova" in says(body)) == (200, True)


async def test_another_browser_has_nothing(scene: Scene) -> None:
    assert (await scene.post(ANNA.fiscal_code, new_secret()))[0] == 200
    assert (await scene.post(ANNA.fiscal_code, new_secret()))[0] == 404


async def test_five_errors_end_it(scene: Scene) -> None:
    once = new_secret()
    assert [(await scene.post(OTHER, once))[0] for _ in range(5)] == [400, 400, 400, 400, 404]
    assert (await scene.post(ANNA.fiscal_code, once))[0] == 404


async def test_a_register_that_is_away_can_be_asked_again(scene: Scene) -> None:
    once, scene.registry.away = new_secret(), True
    assert (await scene.post(ANNA.fiscal_code, once))[0] == 503
    scene.registry.away = False
    assert (await scene.post(ANNA.fiscal_code, once))[0] == 200


async def test_it_ends_by_itself_and_with_who_has_left(scene: Scene) -> None:
    people, scene.registry.people = scene.registry.people, ()
    once = new_secret()
    assert (await scene.post(ANNA.fiscal_code, once))[0] == 404
    scene.registry.people = people
    scene.town.clock.tick(minutes=121)
    assert (await scene.client.get(scene.path)).status == 404
    assert (await scene.post(ANNA.fiscal_code, once))[0] == 404


async def test_only_our_own_page_may_post_and_only_its_own_links_open(scene: Scene) -> None:
    assert (await scene.post(ANNA.fiscal_code, new_secret(), "https://elsewhere.example.org"))[0] == 403
    token = await scene.town.invited("sms:+390001")
    assert (await scene.client.get(f"/autocertificazione/{token}")).status == 404
