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

SMS, CHAT, MAIL, PEC = "#pane-sms", "#pane-chat", "#pane-mail", "#pane-pec"
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
    """Follow the newest payment link of a pane, go on to Checkout, pay there and come back."""
    paying = await page.context.new_page()
    await paying.goto(f"{page.address}{await link_in(page, pane)}")
    if name:
        await shoot(paying, name)
    await paying.get_by_role("button").click()
    await expect(paying.locator("h1")).to_have_text("Pagamento finto")
    if name:
        await shoot(paying, f"{name}-pagopa")
    await paying.get_by_role("button", name="Paga per finta").click()
    await expect(paying.locator("h1")).to_have_text("Pagato")
    if name:
        await shoot(paying, f"{name}-paid")
    await paying.close()


async def link_in(page, pane):
    """Find the path of the newest payment link of a pane."""
    return LINK.findall(await page.locator(pane).inner_text())[-1]


async def say(page, pane, text, answer):
    await page.fill(f"#{pane}-text", text)
    await page.press(f"#{pane}-text", "Enter")
    await expect(page.locator(f"#pane-{pane} .theirs").last).to_contain_text(answer)


async def ask_by_sms(page, sample):
    await page.locator("tr", has_text=sample["plate"]).locator("[data-copy=sms]").click()
    await page.keyboard.press("Enter")
    await expect(page.locator(f"{SMS} .theirs").last).to_contain_text("oggi deve")
    await say(page, "sms", "SI", "Avviso pagoPA")


async def pay_by_sms(page, sample):
    await ask_by_sms(page, sample)
    await pay(page, SMS, "pay-page")
    await expect(page.locator(f"{SMS} .theirs").last).to_contain_text("Pagamento ricevuto")


async def pay_in_the_chat(page, sample):
    await say(page, "chat", "ho preso una multa, come la pago?", "targa")
    await say(page, "chat", sample["plate"], "numero")
    await say(page, "chat", sample["number"], "data")
    await say(page, "chat", sample["date"], "oggi deve")
    await page.get_by_role("button", name="Sì").last.click()
    await expect(page.locator(CHAT)).to_contain_text("Numero avviso")
    await expect(page.locator(f"{CHAT} .card").last).to_contain_text(".ics")
    await pay(page, CHAT)
    await expect(page.locator(f"{CHAT} .theirs", has_text="Pagamento ricevuto")).to_have_count(1)
    await expect(page.locator(f"{CHAT} .card").last).to_contain_text("ricevuta-")


async def pay_by_mail(page, sample):
    body = f"Buongiorno,\nvorrei pagare il preavviso {sample['number']} del {sample['date']}."
    await page.click(f"{MAIL} .write")
    await page.fill("#mail-subject", "Pagamento di una multa")
    await page.fill("#mail-text", f"{body}\nLa targa: {sample['plate']}\n\nCordiali saluti")
    await page.click(f"{MAIL} .letter-form .send")
    await expect(page.locator(f"{MAIL} .letter")).to_contain_text("oggi deve")
    await page.click(f"{MAIL} .reply")
    await page.keyboard.type("Sì, confermo.\nCordiali saluti")
    await page.click(f"{MAIL} .letter-form .send")
    await expect(page.locator(f"{MAIL} .letter")).to_contain_text("Numero avviso")
    await pay(page, MAIL)
    await expect(page.locator(f"{MAIL} .letters li")).to_have_count(5)
    await page.locator(f"{MAIL} .letters li").first.click()
    await expect(page.locator(f"{MAIL} .letter")).to_contain_text("Pagamento ricevuto")


async def test_a_fine_is_paid_on_each_network(opened, samples):
    await pay_by_sms(opened, samples["discounted"])
    await pay_in_the_chat(opened, samples["full"])
    await pay_by_mail(opened, samples["notice"])
    # Each network is a conversation of its own: a receipt shows in its own pane alone.
    for pane in (SMS, CHAT):
        assert (await opened.locator(pane).inner_text()).count("Pagamento ricevuto") == 1
    await shoot(opened, "phone")


async def test_paying_needs_no_script_and_no_mouse_on_a_small_screen(opened, samples, browser):
    """From a page of another name than the one that Checkout sends back to: a form may lead there too."""
    await ask_by_sms(opened, samples["discounted"])
    link = await link_in(opened, SMS)
    elsewhere = opened.address.replace("127.0.0.1", "localhost")
    context = await browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = await context.new_page()
    await page.goto(f"{elsewhere}{link}?lang=en")
    await shoot(page, "pay-page-small")
    await page.get_by_role("button").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("Pagamento finto")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await page.get_by_label("Che cosa deve andare storto?").select_option("late")
    await page.get_by_role("button", name="Paga per finta").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("In attesa della ricevuta")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await page.get_by_role("link", name="Controlla se la ricevuta è arrivata").click()
    await expect(page.get_by_role("status")).to_contain_text("Intanto non paghi di nuovo")
    await context.close()


async def test_a_certified_letter_is_answered_and_its_receipts_arrive(opened, samples):
    sample = samples["discounted"]
    body = f"Buongiorno,\nvorrei pagare il verbale {sample['number']} del {sample['date']}."
    await opened.click("#tab-pec")
    await opened.click(f"{PEC} .write")
    await opened.fill("#pec-subject", "Pagamento di una multa")
    await opened.fill("#pec-text", f"{body}\nLa targa: {sample['plate']}\n\nCordiali saluti")
    await opened.click(f"{PEC} .letter-form .send")
    await expect(opened.locator(f"{PEC} .letter")).to_contain_text(
        "registrato al protocollo con il n. 0000001/"
    )
    await expect(opened.locator(f"{PEC} .letter")).to_contain_text("La risposta definitiva le è dovuta entro")
    await expect(opened.locator(f"{PEC} .proofs li")).to_have_text(
        ["✓ inviata", "✓ accettata", "✓✓ consegnata"]
    )
    await expect(opened.locator(f"{PEC} .letters .mark")).to_have_text(["✓✓ consegnata"] * 2)
    await opened.set_viewport_size({"width": 920, "height": 900})
    await shoot(opened, "pec")
    for width in (1024, 1280):  # side by side from 1024 on
        await opened.set_viewport_size({"width": width, "height": 800})
        assert await opened.evaluate("document.documentElement.scrollWidth") <= width
    await opened.locator(f"{PEC} .letters button").last.click()
    await expect(opened.locator(f"{PEC} .proofs li")).to_contain_text(["✓ accettata", "✓✓ consegnata"])
    await opened.click("#tab-mail")
    await expect(opened.locator(MAIL)).to_be_visible()
    await expect(opened.locator(PEC)).to_be_hidden()


async def test_what_goes_wrong_with_a_certified_letter_is_shown(opened, samples):
    await opened.click("#tab-pec")
    row = opened.locator("tr", has_text=samples["full"]["plate"])
    for trouble, mark in (
        ("late", "✓ accettata"),
        ("full", "✗ non consegnata"),
        ("forged", "in mano a una persona"),
        ("ordinary", "in mano a una persona"),
    ):
        await opened.select_option("#trouble", trouble)
        await row.locator("[data-copy=pec]").click()
        await opened.click(f"{PEC} .letter-form .send")
        await expect(opened.locator(f"{PEC} .letters .mark").first).to_have_text(mark)
    # Its receipts were late only as long as that was chosen.
    await expect(opened.locator(f"{PEC} .letters .mark", has_text="✓ accettata")).to_have_count(0)


async def test_a_small_screen_and_the_keyboard_are_enough(opened):
    await opened.set_viewport_size({"width": 390, "height": 780})
    await opened.locator("#tab-chat").focus()
    await opened.keyboard.press("Enter")
    await opened.locator("#chat-text").focus()
    await opened.keyboard.type("orari biblioteca")
    await opened.keyboard.press("Enter")
    await expect(opened.locator(f"{CHAT} .theirs").last).to_contain_text("Biblioteca")
    await shoot(opened, "small")


async def test_the_certified_mailbox_is_used_by_keyboard_on_a_small_screen_in_english(opened):
    await opened.set_viewport_size({"width": 360, "height": 740})
    await opened.goto(f"{opened.address}/phone?lang=en")
    await opened.wait_for_selector("html[data-ready]")
    await opened.locator("#tab-mail").focus()
    await opened.keyboard.press("ArrowRight")
    await expect(opened.locator("#tab-pec")).to_be_focused()
    await expect(opened.locator(".pane:visible")).to_have_count(1)
    await opened.locator(f"{PEC} .write").focus()
    await opened.keyboard.press("Enter")
    await opened.keyboard.type("Orari")
    await opened.keyboard.press("Tab")
    await opened.keyboard.type("orari biblioteca")
    await opened.locator(f"{PEC} .letter-form .send").focus()
    await opened.keyboard.press("Enter")
    await expect(opened.locator(f"{PEC} .proofs li")).to_have_text(["✓ sent", "✓ accepted", "✓✓ delivered"])
    await expect(opened.locator(f"{PEC} .letter")).to_contain_text("Biblioteca")
    assert await opened.evaluate("document.documentElement.scrollWidth") <= 360
