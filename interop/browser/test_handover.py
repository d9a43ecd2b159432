"""A citizen and a person of the office, each in a browser of their own: what is said shows without reload."""

from playwright.async_api import expect

from interop.browser.judging import needs_axe, usable_by_everybody
from interop.browser.ztl_town import SLOW, browsers, town

__all__ = ["browsers", "town"]


@needs_axe
async def test_a_person_takes_the_conversation_and_gives_it_back(browsers):
    fatima, olga, renato = browsers
    await olga.enter("operatore")
    desk = olga.page
    await desk.goto(f"{olga.town.address}/desk/talks")
    await expect(desk.locator("main")).to_contain_text("Nessun cittadino aspetta")
    await expect(desk.locator("#live-state")).to_have_text("Aggiornamento dal vivo attivo", timeout=SLOW)
    assert await usable_by_everybody(desk, "desk-talks-none") == {}
    await fatima.open()
    await fatima.says("chat", "OPERATORE", "Ho avvisato l'ufficio")
    await expect(desk.locator("#live-news")).to_contain_text("C’è qualcosa di nuovo", timeout=SLOW)
    await desk.get_by_role("link", name="Mostra").click()
    assert await usable_by_everybody(desk, "desk-talks") == {}
    await desk.click("main tbody a")
    await expect(desk.locator("#live-state")).to_have_text("Aggiornamento dal vivo attivo", timeout=SLOW)
    await fatima.page.fill("#chat-text", "Il mio permesso è sbagliato <b>!</b>")
    await fatima.page.press("#chat-text", "Enter")
    await expect(desk.locator("#told .theirs").last).to_contain_text("sbagliato <b>!</b>", timeout=SLOW)
    await desk.select_option("#canned", "canned-wait")
    await desk.click("#insert")
    await expect(desk.locator("#text")).to_have_value("Sto controllando: le rispondo qui appena possibile.")
    assert await usable_by_everybody(desk, "desk-talk") == {}
    await desk.click("button[value=reply]")
    await expect(fatima.heard("chat")).to_contain_text("L'ufficio le scrive: Sto controllando", timeout=SLOW)
    assert await usable_by_everybody(desk, "desk-talk-replied") == {}
    await renato.enter("responsabile")
    await renato.page.goto(desk.url.partition("?")[0])
    await desk.fill("#text", "Prima io")
    await desk.click("button[value=reply]")
    await renato.page.fill("#text", "No, io")
    await renato.page.click("button[value=reply]")
    await expect(renato.page.locator("[role=alert]")).to_contain_text("Ha agito")
    await expect(renato.page.locator("#text")).to_have_value("No, io")
    assert await usable_by_everybody(renato.page, "desk-talk-behind") == {}
    await desk.click("button[value=close]")
    await expect(fatima.heard("chat")).to_contain_text("le rispondo di nuovo io", timeout=SLOW)
    await fatima.says("chat", "ORARI URP", "Ufficio Relazioni con il Pubblico")


@needs_axe
async def test_what_waits_for_a_person(browsers):
    _, _, renato = browsers
    await renato.enter("responsabile")
    for name in ("parked", "holding", "credentials"):
        await renato.page.goto(f"{renato.town.address}/desk/{name}")
        assert await usable_by_everybody(renato.page, f"desk-{name}") == {}
