"""A permit is renewed: begun by SMS, its paper sent on Telegram, decided at the desk, received on Telegram.

Two people work at the desk: one sees live what the other does, and who is second is told who was first.
"""

import re

from playwright.async_api import expect

from interop.browser.judging import AXE, judged, shoot
from interop.browser.ztl_town import PLATE, SLOW, browsers, town

__all__ = ["browsers", "town"]

REFERENCE = re.compile(r"\b[0-9B-DF-HJKMNP-TV-Z]{4}-[0-9B-DF-HJKMNP-TV-Z]{4}\b")


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
    await renato.waits_for_the_register()
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
