"""Every page of the desk in a real browser, in both languages, on small screens too: judged by axe-core."""

import re
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from playwright.async_api import expect

from interop.browser.judging import judged, needs_axe, usable_by_everybody
from interop.browser.ztl_town import SLOW, browsers, town
from sportello.serve import Given, running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from storage import schema
from storage.database import open_database
from storage.statistics import CLOSE_DAY, Closed
from storage.statistics_day import Counted
from storage.statistics_rows import (
    ABANDONED,
    ANSWERED,
    CENTS,
    CERTIFICATES,
    CONTACTS,
    DECIDED,
    DECIDED_WORKING,
    PAYMENTS,
    PERMITS,
    REQUESTS,
    SERVICES,
)
from tests.desk import real_desk

__all__ = ["browsers", "town"]
_KEYS = {
    CONTACTS: ("sms", "telegram", "email", "pec"),
    SERVICES: ("pay_fine", "get_certificate", "renew_permit", "office_hours"),
    REQUESTS: ("instalments", "ztl-first", "ztl-change"),
    PAYMENTS: ("pay_fine", ""),
    PERMITS: ("resident", "guest"),
    CERTIFICATES: ("8", "12"),
    ABANDONED: ("pay_fine/plate", "get_certificate/!proof", "pay_fine/!confirm"),
    ANSWERED: ("1", "2", "5", "30"),
    DECIDED: ("1", "4", "12", "28"),
    DECIDED_WORKING: ("1", "3", "9", "20"),
}


def made_up(day, chance):
    """Counts of a day, more of them each year; as many on every machine."""
    grown = 1 + (day.year - 2024) * 0.6
    counts = Counter(
        {
            (measure, key): chance.randint(1, round(30 * grown / (1 + place)))
            for measure, keys in _KEYS.items()
            for place, key in enumerate(keys)
        }
    )
    counts[CENTS, "pay_fine"] = counts[PAYMENTS, "pay_fine"] * 4170
    return Counted(day, counts, {f"{day}{one}" for one in range(counts[CONTACTS, "sms"])})


def now():
    return datetime.now(Settings().city.zone)


async def fill(url):
    """Close a day of each week of two years."""
    schema.create(url)
    chance = Random(8)  # noqa: S311 - figures, no secrets
    database = open_database(url, clock=now, owner="test")
    for week in range(104, 0, -1):
        day = now().date() - timedelta(weeks=week)
        await database.writer.submit(CLOSE_DAY, Closed.of(made_up(day, chance)))
    database.close()


def is_complaint(said):
    """Whether a page has a fault: that somebody was refused is none."""
    return said.type == "error" and "Forbidden" not in said.text


@pytest.fixture
async def desk(tmp_path, page):
    """The entrance of the desk on a counter with the made-up city; what the console says fails the test."""
    url = f"sqlite:///{tmp_path}/try.db"
    await fill(url)
    settings = Settings().model_copy(update={"database": Database(url=url), "web": Web(port=0)})
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    async with running(settings, trying=True, given=Given(desk=real_desk())) as address:
        page.address = address
        await page.goto(f"{address}/desk/sign-in")
        yield page
    assert complaints == []


async def enter(page, who):
    """Come in as one of the made-up staff."""
    await page.goto(f"{page.address}/desk/sign-in")
    await page.click(f"button[name=as][value={who}]")
    await expect(page.locator("header .who")).to_be_visible()


async def walk(page, paths):
    """Judge pages one after the other, in Italian at every size, in English at one."""
    faults = {}
    for name, path in paths.items():
        await page.goto(f"{page.address}{path}")
        faults |= await usable_by_everybody(page, f"desk-{name}")
        await page.goto(f"{page.address}{path}?lang=en")
        assert await page.get_attribute("html", "lang") == "en"
        if found := await judged(page):
            faults[f"{name} en"] = found
        await page.goto(f"{page.address}{path}?lang=it")
    return faults


@needs_axe
async def test_the_entrance(desk):
    assert await usable_by_everybody(desk, "desk-sign-in") == {}
    await desk.fill("#name", "nessuno")
    await desk.fill("#password", "niente")
    await desk.fill("#code", "000000")
    await desk.press("#code", "Enter")
    await expect(desk.locator("[role=alert]")).to_be_visible()
    assert await usable_by_everybody(desk, "desk-sign-in-wrong") == {}


@needs_axe
async def test_every_place_of_the_navigation(desk):
    await enter(desk, "responsabile")
    places = await desk.eval_on_selector_all(
        "header nav a", "links => links.map(link => new URL(link.href).pathname)"
    )
    assert {"/desk/search", "/desk/statistics"} <= set(places)
    paths = {place.removeprefix("/desk/"): place for place in places} | {"profile": "/desk/profile"}
    assert await walk(desk, paths) == {}


@needs_axe
async def test_what_is_searched(desk):
    await enter(desk, "responsabile")
    for name, typed in {
        "found": "SC210DA",
        "imported": "z26-00001",
        "nothing": "ZZ999ZZ",
        "unread": "boh!",
    }.items():
        await desk.goto(f"{desk.address}/desk/search")
        await desk.fill("#wanted", typed)
        await desk.press("#wanted", "Enter")
        await expect(desk.locator("#found")).to_contain_text(typed)
        assert await usable_by_everybody(desk, f"desk-search-{name}") == {}


REFERENCE = re.compile(r"\b[0-9B-DF-HJKMNP-TV-Z]{4}-[0-9B-DF-HJKMNP-TV-Z]{4}\b")


@needs_axe
async def test_a_request_and_its_document(browsers):
    fatima, olga, renato = browsers
    await fatima.open()
    for text, answer in (
        ("RINNOVA", "per quanto lo vuole"),
        ("un anno", "Risponda SI"),
        ("SI", "riferimento"),
    ):
        await fatima.says("sms", text, answer)
    reference = REFERENCE.findall(await fatima.heard("sms").inner_text())[-1]
    await fatima.sends("chat", reference, "contratto.jpg", reference)
    await renato.enter("responsabile")
    assert await usable_by_everybody(renato.page, "desk-queue") == {}
    await olga.enter("operatore")
    await olga.opens(reference)
    await olga.waits_for_the_register()
    assert await usable_by_everybody(olga.page, "desk-request-operator") == {}
    await renato.opens(reference)
    assert await usable_by_everybody(renato.page, "desk-request") == {}
    await renato.page.click("a.thumb")
    assert await usable_by_everybody(renato.page, "desk-document") == {}
    await renato.opens(reference)
    await olga.takes()
    await renato.decides("refuse", "Manca la firma.")
    assert await usable_by_everybody(renato.page, "desk-request-stale") == {}
    await renato.page.click("button[name=do][value=refuse]")
    await expect(renato.page.locator("#state")).to_contain_text("Non accolta")
    assert await usable_by_everybody(renato.page, "desk-request-closed") == {}


@needs_axe
async def test_a_conversation_with_a_person(browsers):
    fatima, olga, _ = browsers
    await fatima.open()
    await fatima.says("chat", "OPERATORE", "Ho avvisato l'ufficio")
    await olga.enter("operatore")
    await olga.page.goto(f"{olga.town.address}/desk/talks")
    assert await usable_by_everybody(olga.page, "desk-talks") == {}
    await olga.page.click("main tbody a")
    assert await usable_by_everybody(olga.page, "desk-talk") == {}
    await olga.page.fill("#text", "Buongiorno, sono qui.")
    await olga.page.click("button[name=do][value=reply]")
    await expect(fatima.heard("chat")).to_contain_text("Buongiorno, sono qui.", timeout=SLOW)
    assert await usable_by_everybody(olga.page, "desk-talk-answered") == {}
    await olga.page.click("button[name=do][value=close]")
    await expect(fatima.page.locator("#pane-chat")).to_contain_text(
        "ha chiuso la conversazione", timeout=SLOW
    )
    assert await usable_by_everybody(olga.page, "desk-talk-closed") == {}
