"""The pages behind links in messages (PIN, one's own data, a self-declaration), judged in a real browser."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import expect

from handlers.get_certificate.desk import CertificateDesk
from handlers.get_certificate.rules import CertificateTerms
from handlers.my_data.desk import DataDesk
from handlers.self_declaration import LINK
from interop.browser.judging import judged, needs_axe, usable_by_everybody
from platforms.paper.press import Press
from sportello.web import declaration, my_data
from sportello.web.identity import pins
from sportello.web.identity.browser import Browsers
from sportello.web.pages import Pages, Static
from storage.access_log import SqlAccessLog
from storage.certificate_orders import SqlCertificateOrders
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.links import CHOOSE, make_link
from storage.outbox import SqlOutbox
from storage.personal_data import SqlPersonalData
from storage.pins import SqlPins
from storage.records import RECORDS
from storage.schema import create
from storage.sealing import Keyring
from tests.certifying.office import ANNA as RESIDENT
from tests.certifying.office import Town as Registry
from tests.clock import ROME, Ticker
from tests.handlers.certificate_counter import Office
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, KEY, QUICK, Town
from tests.web.pretended_identity import title

HERE, LANE, PIN = "http://127.0.0.1", "sms:+390001", "90217"


@dataclass
class Village:
    """Anna, her conversation, and the pages whose links she is sent."""

    town: Town
    anna: str
    data: DataDesk
    address: str = ""

    async def write(self, records):
        await self.town.desk.database.writer.submit(RECORDS, list(records))

    async def link(self, purpose, home, **values):
        """Make a link of two hours, and give its page."""
        now = self.town.clock()
        made = make_link(purpose, now=now, until=now + timedelta(hours=2), citizen=self.anna, **values)
        await self.write(made.records)
        return f"{self.address}/{home}/{made.token}"


@pytest.fixture
async def village(tmp_path):
    url, clock, press = f"sqlite:///{tmp_path}/page.db", Ticker(), Press()
    create(url)
    database = open_database(url, clock=clock, owner="test")
    keyring = Keyring([KEY])
    town = Town(Desk(database, SqlInbox(database), SqlOutbox(database)), clock, keyring)
    anna = await town.citizens.admit(ANNA, "spid-2")
    await town.bind(LANE, anna)
    data = DataDesk(
        SqlPersonalData(database, town.citizens),
        SqlAccessLog(database),
        press,
        "Comune di Prova",
        HERE,
        clock,
    )
    registry = Registry((replace(RESIDENT, fiscal_code=ANNA.fiscal_code),))
    orders = SqlCertificateOrders(database, keyring)
    desk = CertificateDesk(town.citizens, registry, Office(), orders, CertificateTerms())
    static = Static()
    pages, own = Pages(static), Browsers(HERE, "autocertificazione")
    board = pins.PinDesk(town.links, SqlPins(database, keyring, QUICK), lambda: "c", lambda: None)
    app = web.Application()
    app.add_routes(
        [
            static.route(),
            *pins.routes(pins.PinPage(board, pages, HERE, ROME, title)),
            *my_data.routes(data, town.links, pages, HERE),
            *declaration.routes(declaration.DeclarationPage(desk, press, clock, town.links, pages, own)),
        ]
    )
    server = TestServer(app, host="127.0.0.1", port=0)
    await server.start_server()
    yield Village(town, anna, data, str(server.make_url("/")).rstrip("/"))
    await server.close()
    press.close()
    database.close()


async def send(page, **fields):
    for name, text in fields.items():
        await page.fill(f"#{name.replace('_', '-')}", text)
    await page.click("main form button")


async def choose(page, village):
    await page.goto(await village.link(CHOOSE, "pin", lane=LANE))


async def choose_badly(page, village):
    await choose(page, village)
    await send(page, pin="90217", pin_again="90218")


async def choose_easily(page, village):
    await choose(page, village)
    await send(page, pin="11111", pin_again="11111")


async def chosen(page, village):
    await choose(page, village)
    await send(page, pin=PIN, pin_again=PIN)


async def give(page, village):
    await chosen(page, village)
    invitation = await village.town.identity.ask_pin(LANE, village.anna, "red")
    await village.write(invitation.records)
    await page.goto(f"{village.address}/pin/{invitation.url.rpartition('/')[2]}")


async def give_wrongly(page, village):
    await give(page, village)
    await send(page, pin="90218")


async def locked(page, village):
    await give(page, village)
    for _ in range(3):
        await send(page, pin="90218")


async def given(page, village):
    await give(page, village)
    await send(page, pin=PIN)


def dead(home):
    async def go(page, village):
        await page.goto(f"{village.address}/{home}/{'x' * 43}")

    return go


async def data(page, village):
    handed = village.data.hand(village.anna, LANE)
    await village.write(handed.records)
    await page.goto(village.address + handed.url.removeprefix(HERE))


async def data_wrong(page, village):
    await data(page, village)
    await page.fill("#code", "SMPBRN75C03F205C")
    await page.click("button[value=pdf]")


async def declare(page, village):
    await page.goto(await village.link(LINK, "autocertificazione", service="RESIDENCE"))


async def declare_wrongly(page, village):
    await declare(page, village)
    await send(page, code="SMPBRN75C03F205C")


VIEWS = {
    "pin-choose": choose,
    "pin-unequal": choose_badly,
    "pin-easy": choose_easily,
    "pin-chosen": chosen,
    "pin-give": give,
    "pin-wrong": give_wrongly,
    "pin-locked": locked,
    "pin-given": given,
    "pin-dead": dead("pin"),
    "my-data": data,
    "my-data-wrong": data_wrong,
    "my-data-dead": dead("dati"),
    "declaration": declare,
    "declaration-wrong": declare_wrongly,
    "declaration-dead": dead("autocertificazione"),
}


@needs_axe
@pytest.mark.parametrize("view", VIEWS)
async def test_every_view_can_be_used_by_everybody(page, village, view):
    await VIEWS[view](page, village)
    assert await page.inner_text("h1")
    assert await usable_by_everybody(page, view) == {}
    await page.click("header .language")
    assert await page.get_attribute("html", "lang") == "en"
    assert await judged(page) == []


async def test_a_wrong_pin_is_where_the_next_key_goes(page, village):
    await give_wrongly(page, village)
    await expect(page.locator("#pin")).to_be_focused()
    await expect(page.locator("#pin")).to_have_attribute("aria-invalid", "true")


async def test_ones_own_data_need_no_script(browser, village):
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await data(page, village)
    await page.fill("#code", ANNA.fiscal_code.lower())
    async with page.expect_download() as downloading:
        await page.click("button[value=json]")
    assert (await downloading.value).suggested_filename == "i-miei-dati.json"
    await context.close()
