"""An alert at the desk in a browser: written by one, let go by another, watched, paused, corrected."""

import re
from pathlib import Path

from playwright.async_api import expect

from interop.browser.broadcast_town import CROWD, SLOW, authors
from interop.browser.judging import AXE, judged, needs_axe, shoot, usable_by_everybody

__all__ = ["authors"]

FLOOD = (Path(__file__).parents[2] / "samples" / "flood.cap.xml").read_text("utf-8")
NOWHERE = re.sub(r"<area>.*?</area>", "<area><areaDesc>Valle Scura</areaDesc></area>", FLOOD, flags=re.DOTALL)
BODY = "Via Roma è chiusa per lavori: passi da via Verdi – fino a domani."


async def test_an_alert_is_written_approved_watched_and_corrected(authors):
    olga, renato = authors
    complaints = []
    for one in authors:
        one.page.on("pageerror", lambda error: complaints.append(str(error)))
    await olga.enter("operatore")
    await renato.enter("responsabile")
    code, people = await written(olga)
    await submitted(olga)
    await let_go(renato, code)
    await watched(olga, renato, code, people)
    await reported(olga, code, people)
    await read_on_the_phone(olga)
    await corrected(olga, renato, code, people)
    await olga.goes("/desk/broadcasts")
    await judge(olga, "broadcasts")
    assert complaints == []


async def written(olga):
    """Length, people and cost are told meanwhile, and plainer words are offered."""
    await olga.page.click("a[href$='/new']")
    await olga.types(title__it="Via Roma chiusa", body__it=BODY, valid_until=await olga.hours(6))
    await olga.page.check("input[name=topics][value=roads]")
    measured = olga.page.locator("#measured")
    await expect(measured).to_contain_text("UCS-2")
    await expect(measured).to_contain_text("Circa")
    people = int(re.findall(r"Circa (\d+) persone", await measured.inner_text())[0])
    assert people > CROWD
    await judge(olga, "broadcast-compose")
    await olga.page.click("button[value=wording-it]")
    await expect(olga.page.locator("#body-it")).to_have_value(BODY.replace("–", "-"))
    await expect(measured).to_contain_text("GSM-7")
    return await olga.saves(), people


async def submitted(olga):
    """It is looked at as real recipients would get it, then submitted: it is for others to approve."""
    await olga.page.click("a[href$='/preview']")
    await expect(olga.page.locator("main .bubble").first).to_contain_text("Via Roma chiusa")
    await judge(olga, "broadcast-preview")
    await olga.page.click(".back a")
    await olga.does("submit")
    await olga.is_in("Da approvare")
    await judge(olga, "broadcast-submitted")


async def let_go(renato, code):
    """Somebody else has understood to how many it goes."""
    await renato.goes(f"/desk/broadcasts/{code}")
    await renato.page.check("#understand")
    await judge(renato, "broadcast-approve")
    await renato.does("approve")


async def watched(olga, renato, code, people):
    """Its numbers move on an open page; paused by one, the other sees it; it goes on where it was."""
    await expect(olga.page.locator("#progress")).to_be_visible(timeout=SLOW)
    await olga.counts("sent", 60)
    await judge(olga, "broadcast-progress")
    await renato.goes(f"/desk/broadcasts/{code}")
    await renato.does("pause")
    await olga.is_in("In pausa")
    await judge(renato, "broadcast-paused")
    await renato.does("resume")
    await olga.is_in("In invio")
    await olga.is_in("Concluso")
    await expect(olga.page.locator("[data-live=done]")).to_have_text(f"{people} di {people}")


async def reported(olga, code, people):
    """The report has everybody, each once."""
    await olga.goes(f"/desk/broadcasts/{code}/report")
    await judge(olga, "broadcast-report")
    async with olga.page.expect_download() as taking:
        await olga.page.click("a[download]")
    lines = (await (await taking.value).path()).read_text("utf-8").splitlines()
    tried = [line.split(",")[1] for line in lines[1:] if ",spare," not in line]
    assert len({*tried}) == len(tried) == people


async def read_on_the_phone(olga):
    """A citizen has it, once."""
    await olga.goes("/phone")
    await olga.page.wait_for_selector("html[data-ready]")
    await olga.page.get_by_text("Mario Prova", exact=True).click()
    heard = olga.page.locator("#pane-chat .theirs").filter(has_text="passi da via Verdi")
    await expect(heard).to_have_count(1)
    await shoot(olga.page, "broadcast-phone")


async def corrected(olga, renato, code, people):
    """A correction is for exactly those; it is sent back with a reason, and written anew."""
    await olga.goes(f"/desk/broadcasts/{code}")
    await olga.does("correct")
    await olga.types(title__it="Via Roma riaperta", body__it="Via Roma è di nuovo aperta.")
    await olga.types(valid_until=await olga.hours(6))
    number = await olga.saves()
    await expect(olga.page.locator(".people").first).to_contain_text(f"{people}")
    await olga.does("submit")
    await renato.goes(f"/desk/broadcasts/{number}")
    await renato.page.fill("#reason", "Manca l’ora della riapertura.")
    await renato.does("reject")
    await renato.is_in("Bozza")
    await expect(olga.page.locator(".story")).to_contain_text("Manca l’ora", timeout=SLOW)
    await judge(olga, "broadcast-rejected")


async def test_an_emergency_is_let_go_by_one_alone_and_reviewed(authors):
    olga, renato = authors
    await renato.enter("responsabile")
    await renato.page.click("a[href$='/new']")
    await renato.types(title__it="Allerta rossa", body__it="Non usi i sottopassi.", basis="Ord. 7/2026")
    await renato.types(valid_until=await renato.hours(6))
    await renato.page.check("input[name=kind][value=emergency]")
    await renato.page.check("input[name=everyone]")
    code = await renato.saves()
    await renato.does("submit")
    await expect(renato.page.locator("main")).to_contain_text("lo approva un’altra persona")
    await renato.page.click("summary")
    await renato.page.fill("#urgent", "Il torrente sale; nessun altro risponde.")
    await renato.page.check("form[action$='/release'] input[name=understand]")
    await judge(renato, "broadcast-urgent")
    await renato.does("release")
    await expect(renato.page.locator("main")).to_contain_text("Il torrente sale")
    await renato.is_in("In invio")
    await renato.page.check("#sure")
    await renato.does("cancel")
    await renato.is_in("Annullato")
    await expect(renato.page.locator("[data-live=done]")).to_have_text(re.compile(r"^(\d+) di \1$"))
    await olga.enter("operatore")
    await olga.goes(f"/desk/broadcasts/{code}")
    await judge(olga, "broadcast-cancelled")


@needs_axe
async def test_its_pages_are_for_everybody(authors):
    olga, renato = authors
    await olga.enter("operatore")
    await renato.enter("responsabile")
    faults = {}
    await olga.goes("/desk/broadcasts/new")
    await olga.page.click("button[name=do][value=save]")
    await expect(olga.page.locator("[role=alert]")).to_be_visible()
    faults |= await usable_by_everybody(olga.page, "desk-broadcast-wrong")
    await olga.types(title__it="Via Roma chiusa", body__it=BODY, valid_until=await olga.hours(6))
    await olga.page.check("input[name=topics][value=roads]")
    await expect(olga.page.locator("#measured")).to_contain_text("Costo stimato")
    faults |= await usable_by_everybody(olga.page, "desk-broadcast-compose")
    code = await olga.saves()
    faults |= await usable_by_everybody(olga.page, "desk-broadcast-draft")
    await olga.goes(f"/desk/broadcasts/{code}/preview")
    faults |= await usable_by_everybody(olga.page, "desk-broadcast-preview")
    await olga.goes(f"/desk/broadcasts/{code}")
    await olga.does("submit")
    await renato.goes(f"/desk/broadcasts/{code}")
    await renato.does("reject")  # without a reason the browser itself holds it back
    faults |= await usable_by_everybody(renato.page, "desk-broadcast-decide")
    await renato.page.check("#understand")
    await renato.does("approve")
    await expect(renato.page.locator("#progress")).to_be_visible(timeout=SLOW)
    await renato.does("pause")  # a page that is being judged is not to be made anew
    await renato.is_in("In pausa")
    faults |= await usable_by_everybody(renato.page, "desk-broadcast-progress")
    await renato.goes(f"/desk/broadcasts/{code}/report?lang=en")
    faults |= await usable_by_everybody(renato.page, "desk-broadcast-report")
    assert faults == {}


async def test_an_alert_in_cap_is_brought_and_its_codes_are_for_everybody(authors):
    olga, _ = authors
    await olga.enter("operatore")
    await olga.goes("/desk/broadcasts")
    await olga.page.click("a[href$='/broadcasts/cap']")
    faults = await brings(olga, FLOOD.replace("Severe", "High"), "desk-cap-wrong")
    await expect(olga.page.locator("[role=alert]")).to_contain_text("alert/info[1]/severity")
    faults |= await brings(olga, NOWHERE, "desk-cap-unplaced")
    await expect(olga.page.locator("main .warning")).to_contain_text("Valle Scura")
    await olga.page.click("main .actions a.button")
    await olga.is_in("Bozza")
    await olga.page.click("a[href$='/edit']")
    await olga.page.click("#cap summary")
    await expect(olga.page.locator("#cap_urgency")).to_have_value("Expected")
    faults |= await usable_by_everybody(olga.page, "desk-cap-codes") if AXE.exists() else {}
    await olga.page.select_option("#cap_severity", "Extreme")
    await olga.saves()
    assert faults == {}


async def brings(one, text, name):
    """Upload a file, and judge what is said of it."""
    file = {"name": "bollettino.xml", "mimeType": "application/xml", "buffer": text.encode()}
    await one.page.set_input_files("#file", file)
    await one.page.click("main form button")
    return await usable_by_everybody(one.page, name) if AXE.exists() else {}


async def judge(one, name):
    """Picture a page for who wants to look, and let axe-core judge it."""
    await one.page.evaluate("scrollTo(0, 0)")
    await shoot(one.page, name)
    if AXE.exists():
        assert await judged(one.page) == [], name
