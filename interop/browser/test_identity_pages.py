"""The login pages in a real browser, without a script of ours: judged by axe-core, on small screens too."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from interop.browser.judging import judged, needs_axe, usable_by_everybody
from tests.web.identity_site import page_routes
from tests.web.pretended_identity import (
    ACTIVATION,
    OTHER,
    RECOVERY,
    TOKEN,
    PretendedAccounts,
    PretendedLogins,
)

CODES = tuple(f"k7qd-ehrm-wp{number}t" for number in range(10))  # recovery codes, made up


@pytest.fixture
async def address():
    """The pages on a port; the way to a provider leads to a page that nobody serves."""
    server = TestServer(web.Application(), host="127.0.0.1", port=0)
    logins = PretendedLogins()
    server.app.add_routes(page_routes(logins, PretendedAccounts(codes=CODES), "http://127.0.0.1"))
    await server.start_server()
    logins.elsewhere = str(server.make_url("/nobody"))
    yield str(server.make_url("/")).rstrip("/")
    await server.close()


async def confirm(page, address, lang, token=TOKEN):
    await page.goto(f"{address}/accedi/{token}?lang={lang}")
    await page.click("button[value=yes]")


async def ask(page, address, lang):
    await page.goto(f"{address}/accedi/{TOKEN}?lang={lang}")


async def ask_by_mail(page, address, lang):
    await page.goto(f"{address}/accedi/{OTHER}?lang={lang}")


async def say_no(page, address, lang):
    await ask(page, address, lang)
    await page.click("button[value=no]")


async def fail(page, address, lang):
    await confirm(page, address, lang)
    for name, value in (("username", "nobody"), ("password", "wrong"), ("code", "000000")):
        await page.fill(f"#{name}", value)
    await page.press("#code", "Enter")


async def dead(page, address, lang):
    await page.goto(f"{address}/accedi/{'x' * 43}?lang={lang}")


async def lost(page, address, lang):
    await page.goto(f"{address}/accedi?lang={lang}")


def come_back(query):
    async def go(page, address, lang):
        await confirm(page, address, lang)
        await page.goto(f"{address}/accedi/ritorno?{query}")

    return go


async def leave(page, address, lang):
    await come_back("state=taken")(page, address, lang)
    await page.click("button[value=leave]")


def begin(home, token):
    async def go(page, address, lang):
        await page.goto(f"{address}/{home}/{token}?lang={lang}")

    return go


async def enrol(page, address, lang):
    await begin("attiva", ACTIVATION)(page, address, lang)
    await page.click("main button")


def enrol_with(password, code):
    async def go(page, address, lang):
        await enrol(page, address, lang)
        for name, value in (("password", password), ("again", password), ("code", code)):
            await page.fill(f"#{name}", value)
        await page.click("main button")

    return go


GOOD = "tre gatti al sole"
VIEWS = {
    "ask": (ask, "È la sua conversazione?"),
    "ask, by mail": (ask_by_mail, "È la sua conversazione?"),
    "no": (say_no, "Collegamento annullato"),
    "ways": (confirm, "Chi è?"),
    "wrong credentials": (fail, "Chi è?"),
    "cancelled": (come_back("error=cancelled"), "Chi è?"),
    "taken": (come_back("state=taken"), "Conversazione già collegata"),
    "left": (leave, "Non è cambiato nulla"),
    "weak": (come_back("state=weak"), "Riconosciuto, ma non basta"),
    "done": (come_back("state=done"), "Fatto"),
    "dead": (dead, "Collegamento non valido"),
    "lost": (lost, "Accesso interrotto"),
    "activate": (begin("attiva", ACTIVATION), "Il suo accesso ai servizi del Comune"),
    "recover": (begin("recupera", RECOVERY), "Il suo accesso ai servizi del Comune"),
    "dead account": (begin("attiva", "x" * 43), "Collegamento non valido"),
    "enrol": (enrol, "Prepari il suo accesso"),
    "short password": (enrol_with("corta", "123456"), "Prepari il suo accesso"),
    "wrong code": (enrol_with(GOOD, "000000"), "Prepari il suo accesso"),
    "ready": (enrol_with(GOOD, "123456"), "Accesso pronto"),
}


@needs_axe
@pytest.mark.parametrize("view", VIEWS)
async def test_every_view_can_be_used_by_everybody(page, address, view):
    go, heading = VIEWS[view]
    await go(page, address, "it")
    assert await page.inner_text("h1") in {heading, f"✓ {heading}"}
    assert await usable_by_everybody(page, f"identity-{view}".replace(", ", "-").replace(" ", "-")) == {}


@needs_axe
@pytest.mark.parametrize("view", VIEWS)
async def test_every_view_in_english_too(page, address, view):
    await VIEWS[view][0](page, address, "en")
    assert await page.get_attribute("html", "lang") == "en"
    assert await judged(page) == []


async def test_the_way_to_a_provider_needs_no_script(browser, address):
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await confirm(page, address, "it")
    async with page.expect_navigation(url="**/nobody"):
        await page.click("button[value=spid]")
    await context.close()


async def test_a_mistake_is_where_the_next_key_goes(page, address):
    await fail(page, address, "it")
    assert await page.evaluate("document.activeElement.id") == "username"
    assert await page.get_attribute("#username", "aria-describedby") == "error"
    assert "non corretti" in await page.inner_text("#error")
