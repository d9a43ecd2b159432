"""A counter with the made-up city, and citizens who have asked to hear of roads on several networks."""

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from sportello.identities import open_known
from sportello.serve import Given, running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.stores import open_store
from sportello.trial import load_city
from storage.records import RECORDS
from storage.subscribers import subscribe
from storage.topics import Topic
from tests.desk import real_desk

CROWD = 160  # who hears of roads by SMS, and is nobody of the phone's page
NAMED = ("try-chat:900000001", "try-mail:fatima@example.org", "try-sms:+393500000004")
RATES = {"sms_rate": 40.0, "telegram_rate": 40.0, "mail_rate": 40.0}
SLOW = 30_000  # milliseconds


@dataclass
class Square:
    """A running counter."""

    address: str
    settings: Settings


@asynccontextmanager
async def square(folder, crowd=CROWD):
    """Open the city for business, by day and by night."""
    plain = Settings()
    rules = plain.broadcasts.model_copy(
        update={"quiet": "", "quiet_sundays": False, **RATES, "aliases": ("Portoreale",)}
    )
    settings = plain.model_copy(
        update={
            "database": Database(url=f"sqlite:///{folder}/try.db"),
            "web": Web(port=0),
            "broadcasts": rules,
        }
    )
    await _gather(settings, crowd)
    async with running(settings, trying=True, given=Given(desk=real_desk())) as address:
        yield Square(address, settings)


async def _gather(settings, crowd):
    """Let citizens ask for news of roads."""

    def clock():
        return datetime.now(settings.city.zone)

    database = open_store(settings, clock)
    known = open_known(settings, database, clock, lambda: "0" * 24)
    await load_city(settings, database, known.keyring, clock().date())
    lanes = [*NAMED, *(f"try-sms:+39350111{number:04}" for number in range(crowd))]
    records = [
        each.for_lane(lane) for lane in lanes for each in subscribe(lane, [Topic.ROADS], None, clock())
    ]
    await database.writer.submit(RECORDS, records)
    database.close()


class Author:
    """Somebody at the desk, in a browser of their own."""

    def __init__(self, page, square):
        self.page = page
        self.square = square

    async def enter(self, who):
        await self.page.goto(f"{self.square.address}/desk/sign-in")
        await self.page.click(f"button[name=as][value={who}]")
        await self.goes("/desk/broadcasts")
        await expect(self.page.locator("h1")).to_have_text("Avvisi")

    async def goes(self, path):
        await self.page.goto(f"{self.square.address}{path}")

    async def types(self, **fields):
        """Fill in fields by their ids."""
        for name, text in fields.items():
            await self.page.fill(f"#{name.replace('__', '-')}", text)

    async def hours(self, hours):
        """Write a moment so many hours from now as the form has it."""
        at = datetime.now(self.square.settings.city.zone) + timedelta(hours=hours)
        return f"{at:%Y-%m-%dT%H:%M}"

    async def saves(self):
        """Save, and give the number of the alert."""
        await self.page.click("button[name=do][value=save]")
        await expect(self.page.locator("[role=status]").first).to_contain_text("Bozza salvata")
        return self.page.url.split("?")[0].rsplit("/", 1)[-1]

    async def does(self, deed):
        """Press the button of a deed."""
        await self.page.click(f"form[action$='/{deed}'] button")

    async def is_in(self, state):
        await expect(self.page.locator("#state")).to_contain_text(state, timeout=SLOW)

    async def counts(self, status, least):
        """Wait until so many stand at a status, over all channels."""
        script = """([status, least]) => [...document.querySelectorAll(`[data-live$=".${status}"]`)]
            .reduce((sum, cell) => sum + Number(cell.textContent.replace(/\\D/g, "")), 0) >= least"""
        await self.page.wait_for_function(script, arg=[status, least], timeout=SLOW)


@pytest.fixture
async def authors(browser, tmp_path):
    """Two people at the desk of a running counter."""
    async with square(tmp_path) as opened:
        contexts = [
            await browser.new_context(locale="it-IT", viewport={"width": 1280, "height": 900})
            for _ in range(2)
        ]
        yield [Author(await context.new_page(), opened) for context in contexts]
        for context in contexts:
            await context.close()
