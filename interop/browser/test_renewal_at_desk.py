"""A permit is renewed: begun by SMS, its paper sent on Telegram, decided at the desk, received on Telegram.

Two people work at the desk: one sees live what the other does, and who is second is told who was first.
"""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.async_api import expect

from interop.browser.judging import AXE, judged, shoot
from interop.browser.ztl_town import PLATE, ztl_town

REFERENCE = re.compile(r"\b[0-9B-DF-HJKMNP-TV-Z]{4}-[0-9B-DF-HJKMNP-TV-Z]{4}\b")
SLOW = 20_000  # milliseconds


@pytest.fixture
async def town(tmp_path):
    async with ztl_town(tmp_path) as town:
        yield town


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

    async def searches(self, wanted):
        await self.page.goto(f"{self.town.address}/desk/search")
        await self.page.fill("#wanted", wanted)
        await self.page.press("#wanted", "Enter")

    async def takes(self):
        await self.page.click("form[action$='/take'] button")

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
    content = BytesIO()
    page.save(content, "JPEG")
    return content.getvalue()


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


async def test_a_permit_is_renewed_across_channels_and_at_the_desk(town, browsers):
    fatima, olga, renato = browsers
    old = (await town.whitelist())[PLATE]["permit"]
    last = (await town.changes())[-1]["number"]
    await fatima.open()
    await olga.enter("operatore")
    await renato.enter("responsabile")

    # begun by SMS; the queue of whoever looks on hears of it
    await fatima.says("sms", "RINNOVA", "per quanto lo vuole")
    await fatima.says("sms", "un anno", "Risponda SI")
    await fatima.says("sms", "SI", "riferimento")
    reference = REFERENCE.findall(await fatima.heard("sms").inner_text())[-1]
    await expect(olga.page.locator("main")).to_contain_text(reference, timeout=SLOW)

    # its paper comes on Telegram, into the page of whoever has it open
    await renato.opens(reference)
    await fatima.sends("chat", reference, "contratto.jpg", reference)
    await expect(renato.page.locator("#told")).to_contain_text("contratto.jpg", timeout=SLOW)
    await renato.page.reload()
    await shoot(renato.page, "desk-request")
    if AXE.exists():
        assert await judged(renato.page) == []

    # one takes it; the other sees it live, and what they send meanwhile is held back, and kept
    await olga.opens(reference)
    await olga.takes()
    await expect(olga.page.locator("#told")).to_contain_text("Olga Prova")
    await expect(renato.page.locator("body")).to_contain_text("Olga Prova", timeout=SLOW)
    await renato.decides("accept", "Documento in regola: rinnovo accolto.")
    stale = renato.page.locator("section.stale")
    await expect(stale).to_contain_text("Olga Prova")
    await expect(renato.page.locator("#text")).to_have_value("Documento in regola: rinnovo accolto.")
    if AXE.exists():
        assert await judged(renato.page) == []
    await shoot(renato.page, "desk-conflict")
    assert (await town.whitelist())[PLATE]["permit"] == old

    # decided; the other sees it live
    await renato.page.click("button[name=do][value=accept]")
    await expect(renato.page.locator("#state")).to_contain_text("Accolta")
    await expect(olga.page.locator("body")).to_contain_text("Renato Finto", timeout=SLOW)

    # paid and received on Telegram; the gates know the new one and no more the old one
    await expect(fatima.page.locator("#pane-chat")).to_contain_text("/pay/", timeout=SLOW)
    await fatima.pays("chat")
    await expect(fatima.page.locator("#pane-chat .card").last).to_contain_text(".pdf", timeout=SLOW)
    new = (await town.whitelist())[PLATE]["permit"]
    told = await town.changes(last)
    assert [each["number"] for each in told] == list(range(last + 1, last + 1 + len(told)))
    assert [each["permit"] for each in told if each["plate"] == PLATE][-1] == new != old
    await expect(fatima.heard("chat")).to_contain_text(f"permesso-{new.replace('/', '-')}.pdf")
    await shoot(fatima.page, "desk-received")

    # and whoever looks at the desk finds which one holds, and which one does no more
    await olga.searches(PLATE)
    for number, state in ((new, "valido"), (old, "revocato")):
        row = olga.page.locator(".hits li").filter(has_text=f"{number} ")
        await expect(row.locator(".state").first).to_have_text(state)
    await shoot(olga.page, "desk-search-plate")
