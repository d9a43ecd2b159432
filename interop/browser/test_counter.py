"""The whole counter as `make run` opens it, in a real browser: a fine is asked for and paid in each pane.

With SPORTELLO_SHOTS set to a folder, the screenshots of the README are taken into it.
"""

import os
import re
from datetime import datetime
from pathlib import Path

import pytest
from playwright.async_api import expect

from sportello.serve import running
from sportello.settings import Settings
from sportello.settings.groups import Database, Web
from sportello.trial import sample_fines

SMS, CHAT, MAIL = "#pane-sms", "#pane-chat", "#pane-mail"
LINK = re.compile(r"/pay/[\w-]+")


@pytest.fixture
async def opened(tmp_path, page):
    """The phone on a counter of its own, with the made-up city."""
    settings = Settings().model_copy(
        update={"database": Database(url=f"sqlite:///{tmp_path}/try.db"), "web": Web(port=0)}
    )
    async with running(settings, trying=True) as address:
        page.address = address
        await page.goto(f"{address}/phone")
        await page.wait_for_selector("html[data-ready]")
        yield page


@pytest.fixture
def samples():
    return {one["state"]: one for one in sample_fines(datetime.now(Settings().city.zone).date())}


async def shoot(page, name):
    if folder := os.environ.get("SPORTELLO_SHOTS"):
        await page.wait_for_timeout(300)
        await page.screenshot(path=Path(folder) / f"{name}.png")


async def pay(page, pane, name=""):
    """Follow the newest payment link of a pane, and pay on the page behind it."""
    link = LINK.findall(await page.locator(pane).inner_text())[-1]
    paying = await page.context.new_page()
    await paying.goto(f"{page.address}{link}")
    if name:
        await shoot(paying, name)
    await paying.get_by_role("button").first.click()
    await expect(paying.locator("main")).to_contain_text(re.compile("pagat|ricevuta", re.IGNORECASE))
    await paying.close()


async def test_a_fine_is_paid_by_sms(opened, samples):
    row = opened.locator("tr", has_text=samples["discounted"]["plate"])
    await row.locator("[data-copy=sms]").click()
    await opened.keyboard.press("Enter")
    await expect(opened.locator(f"{SMS} .theirs").last).to_contain_text("oggi deve")
    await opened.fill("#sms-text", "SI")
    await opened.press("#sms-text", "Enter")
    await expect(opened.locator(f"{SMS} .theirs").last).to_contain_text("Avviso pagoPA")
    await pay(opened, SMS, "pay-page")
    await expect(opened.locator(f"{SMS} .theirs").last).to_contain_text("Pagamento ricevuto")
    await shoot(opened, "sms")


async def test_a_fine_is_paid_in_the_chat(opened, samples):
    sample = samples["full"]
    for text, answer in (
        ("ho preso una multa, come la pago?", "targa"),
        (sample["plate"], "numero"),
        (sample["number"], "data"),
        (sample["date"], "oggi deve"),
    ):
        await opened.fill("#chat-text", text)
        await opened.press("#chat-text", "Enter")
        await expect(opened.locator(f"{CHAT} .theirs").last).to_contain_text(answer)
    await opened.get_by_role("button", name="Sì").last.click()
    await expect(opened.locator(CHAT)).to_contain_text("Numero avviso")
    await expect(opened.locator(f"{CHAT} .card").last).to_contain_text(".ics")
    await pay(opened, CHAT)
    await expect(opened.locator(f"{CHAT} .theirs").last).to_contain_text("Pagamento ricevuto")
    await shoot(opened, "chat")


async def test_a_fine_is_paid_by_mail(opened, samples):
    sample = samples["notice"]
    body = f"Buongiorno,\nvorrei pagare il preavviso {sample['number']} del {sample['date']}, targa {sample['plate']}."
    await opened.click(f"{MAIL} .write")
    await opened.fill("#mail-subject", "Pagamento di una multa")
    await opened.fill("#mail-text", f"{body}\nGrazie, cordiali saluti")
    await opened.click(f"{MAIL} .letter-form .send")
    await expect(opened.locator(f"{MAIL} .letter")).to_contain_text("oggi deve")
    await opened.click(f"{MAIL} .reply")
    await opened.keyboard.type("Sì, confermo.")
    await opened.click(f"{MAIL} .letter-form .send")
    await expect(opened.locator(f"{MAIL} .letter")).to_contain_text("Numero avviso")
    await pay(opened, MAIL)
    await expect(opened.locator(f"{MAIL} .letters li")).to_have_count(5)
    await opened.locator(f"{MAIL} .letters li").first.click()
    await expect(opened.locator(f"{MAIL} .letter")).to_contain_text("Pagamento ricevuto")
    await shoot(opened, "mail")


async def test_a_small_screen_and_the_keyboard_are_enough(opened, samples):
    await opened.set_viewport_size({"width": 390, "height": 780})
    await opened.locator("#tab-chat").focus()
    await opened.keyboard.press("Enter")
    await opened.locator("#chat-text").focus()
    await opened.keyboard.type("orari biblioteca")
    await opened.keyboard.press("Enter")
    await expect(opened.locator(f"{CHAT} .theirs").last).to_contain_text("Biblioteca")
    await shoot(opened, "small")
