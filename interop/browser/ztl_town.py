"""A counter with the made-up city, whose Fatima is known in two conversations, and its gates."""

import csv
import io
import json
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import aiohttp
import pytest
from PIL import Image, ImageDraw
from playwright.async_api import expect
from pydantic import SecretStr

from bot.values.reference import Reference
from sportello.identities import open_known
from sportello.serve import Given, running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.stores import open_store
from sportello.trial import load_city
from storage.binding import BIND, Proof
from storage.records import RECORDS
from storage.requests import begin_story, open_request
from tests.desk import real_desk

FATIMA, PLATE = "SMPFTM85B51Z330T", "SC210DA"  # a dweller of the made-up city; her permit ends within days
LANES = ("try-sms:+393500000002", "try-chat:900000002")
# Kind, office, days to the end of the term, and whose of the people of the phone.
WAITING = (
    ("ztl-first", "ztl", -2, 1),
    ("instalments", "contravvenzioni", 3, 4),
    ("ztl-address", "ztl", 6, 5),
    ("certificate", "anagrafe", 12, 3),
    ("ztl-loss", "ztl", 17, 1),
)
SLOW = 20_000  # milliseconds
TOKEN = "a gate of the made-up city"  # of no gate at all


@dataclass
class Town:
    """A running counter."""

    address: str

    async def whitelist(self):
        """What the gates let in: zone and permit by plate."""
        rows = csv.DictReader(io.StringIO(await self._asked("whitelist.csv")))
        return {row["plate"]: row for row in rows}

    async def changes(self, after=0):
        """What the gates were told, in order."""
        return [json.loads(line) for line in (await self._asked(f"changes?after={after}")).splitlines()]

    async def _asked(self, what):
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.get(f"{self.address}/gates/{what}") as answer,
        ):
            answer.raise_for_status()
            return await answer.text()


@asynccontextmanager
async def ztl_town(folder):
    """Open the city for business."""
    plain = Settings()
    settings = plain.model_copy(
        update={
            "database": Database(url=f"sqlite:///{folder}/try.db"),
            "web": Web(port=0),
            "ztl": plain.ztl.model_copy(update={"gate_token": SecretStr(TOKEN)}),
        }
    )
    await _know(settings)
    async with running(settings, trying=True, given=Given(desk=real_desk())) as address:
        yield Town(address)


async def _know(settings):
    """Let Fatima have proven in both conversations who she is."""
    numbers = count(1)

    def clock():
        return datetime.now(settings.city.zone)

    database = open_store(settings, clock)
    known = open_known(settings, database, clock, lambda: f"{next(numbers):024x}")
    await load_city(settings, database, known.keyring, clock().date())
    fatima = await known.citizens.by_fiscal_code(FATIMA)
    assert fatima is not None
    for lane in LANES:
        proof = Proof(lane, fatima.id, "spid-2", known.rules.contact_days, known.rules.identified_hours, "c")
        await database.writer.submit(BIND, proof)
    await _waiting(database, clock())
    database.close()


async def _waiting(database, now):
    """Let the office have something to do already."""
    records = []
    for number, (kind, office, due, person) in enumerate(WAITING, start=1):
        reference = Reference.make(number * 987_654_321)
        opened = now - timedelta(days=30 - due, minutes=number)
        answer_by = now.date() + timedelta(days=due)
        one = open_request(
            reference, kind, f"{number}", {}, opened_at=opened, answer_by=answer_by, office=office
        )
        lane = f"try-sms:+39350000000{person}"
        records += [each.for_lane(lane) for each in (one, *begin_story(reference, opened))]
    await database.writer.submit(RECORDS, records)


class Citizen:
    """Fatima at the phone of the page, in the pane of each network."""

    def __init__(self, page, town):
        self.page = page
        self.town = town

    async def open(self):
        await self.page.goto(f"{self.town.address}/phone")
        await self.page.wait_for_selector("html[data-ready]")
        await self.page.get_by_text("Fatima Esempio").click()

    def heard(self, pane):
        return self.page.locator(f"#pane-{pane} .theirs").last

    async def says(self, pane, text, answer):
        await self.page.fill(f"#{pane}-text", text)
        await self.page.press(f"#{pane}-text", "Enter")
        await expect(self.heard(pane)).to_contain_text(answer, timeout=SLOW)

    async def sends(self, pane, text, name, answer):
        """Send a picture of a paper."""
        file = {"name": name, "mimeType": "image/jpeg", "buffer": picture()}
        await self.page.set_input_files(f"#pane-{pane} input[type=file]", [file])
        await self.says(pane, text, answer)

    async def pays(self, pane):
        """Follow the link of a pane to the end."""
        found = re.findall(r"/pay/[\w-]+", await self.page.locator(f"#pane-{pane}").inner_text())
        paying = await self.page.context.new_page()
        await paying.goto(f"{self.town.address}{found[-1]}")
        await paying.get_by_role("button").click()
        await paying.get_by_role("button", name="Paga per finta").click()
        await expect(paying.locator("h1")).to_have_text("Pagato")
        await paying.close()


class Clerk:
    """Somebody at the desk, in a browser of their own."""

    def __init__(self, page, town):
        self.page = page
        self.town = town

    async def enter(self, who):
        await self.page.goto(f"{self.town.address}/desk/sign-in")
        await self.page.click(f"button[name=as][value={who}]")
        await self.page.goto(f"{self.town.address}/desk/requests")
        await expect(self.page.locator("h1")).to_have_text("Pratiche")

    async def opens(self, reference):
        await self.page.goto(f"{self.town.address}/desk/requests/{reference.replace('-', '')}")
        await expect(self.page.locator("h1")).to_contain_text(reference)

    async def waits_for_the_register(self):
        """Look until the request has its number: that it is given one is a change as any other."""
        for _ in range(SLOW // 500):
            if "Protocollata" in await self.page.inner_text("#told"):
                return
            await self.page.wait_for_timeout(500)
            await self.page.reload()
        raise AssertionError("the register gave no number")

    async def searches(self, wanted):
        await self.page.goto(f"{self.town.address}/desk/search")
        await self.page.fill("#wanted", wanted)
        await self.page.press("#wanted", "Enter")

    async def takes(self):
        await self.page.click("form[action$='/take'] button")
        await expect(self.page.locator("#story + .story")).to_contain_text("Presa in carico")

    async def decides(self, how, text):
        await self.page.fill("#text", text)
        await self.page.click(f"button[name=do][value={how}]")


def picture():
    """A photograph of a page, made up."""
    page = Image.new("RGB", (420, 594), "white")
    draw = ImageDraw.Draw(page)
    draw.text((40, 40), "CONTRATTO DI LOCAZIONE (prova)", fill="black")
    for line in range(12):
        draw.line((40, 90 + 30 * line, 380, 90 + 30 * line), fill="gray")
    content = io.BytesIO()
    page.save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
async def town(tmp_path):
    async with ztl_town(tmp_path) as town:
        yield town


@pytest.fixture
async def browsers(browser, town):
    """The citizen, and two people at the desk."""
    contexts = [
        await browser.new_context(locale="it-IT", viewport={"width": 1280, "height": 900}) for _ in range(3)
    ]
    fatima, first, second = [await context.new_page() for context in contexts]
    yield Citizen(fatima, town), Clerk(first, town), Clerk(second, town)
    for context in contexts:
        await context.close()
