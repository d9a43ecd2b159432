"""The login on a real store with a make-believe SPID: from the link to the conversation that goes on."""

import pytest

from bot.level import Level
from platforms.oidc.reason import Reason
from platforms.sandbox.idp.trouble import Trouble
from storage.links import ACTIVATE, RECOVER
from tests.web.identity_town import LANE, credentials_now, ready_account


async def test_spid_binds_the_conversation_and_it_hears_of_it(counter):
    done = await counter.prove(counter.browser(), await counter.link())
    assert done.heading == "Fatto"
    assert (await counter.person(), await counter.level()) == ("Mario", Level.IDENTIFIED)
    assert (await counter.events(), counter.woken) == (["session.proven"], [1])


async def test_the_way_back_is_harmless_however_often_it_is_taken(counter):
    browser, token = counter.browser(), await counter.link()
    await browser.confirm(token)
    back = counter.says_yes(await counter.at_the_provider(browser))
    pages = [await browser.follow(await browser.get(back)) for _ in range(3)]
    assert [page.heading for page in pages] == ["Fatto"] * 3
    assert (await browser.follow(await browser.get(f"/accedi/{token}"))).heading == "Fatto"
    assert await counter.events() == ["session.proven"]


async def test_who_cancels_there_may_go_on_here(counter):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    back = await browser.get(counter.says_no(await counter.at_the_provider(browser)))
    assert back.headers["Location"].endswith("&said=cancelled")
    assert await counter.level() is Level.OPEN
    assert (await counter.go_on(browser)).heading == "Fatto"


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Trouble.KEY, Reason.FORGED),
        (Trouble.NONCE, Reason.WRONG_NONCE),
        (Trouble.EXPIRED, Reason.EXPIRED),
        (Trouble.LOWER, Reason.TOO_LOW),
    ],
)
async def test_an_answer_that_cannot_be_believed_proves_nothing(counter, trouble, reason):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    back = counter.says_yes(await counter.at_the_provider(browser), trouble=trouble)
    assert (await browser.get(back)).headers["Location"].endswith(f"&said={reason.value}")
    assert (await counter.level(), await counter.events()) == (Level.OPEN, [])


async def test_a_recycled_number_is_asked_about_and_then_the_new_owners(counter):
    await counter.prove(counter.browser(), await counter.link(), "giulia")
    browser = counter.browser()
    asked = await counter.prove(browser, await counter.link(), "mario")
    assert asked.heading == "Conversazione già collegata"
    assert "Giulia" not in asked.text
    assert await counter.person() == "Giulia"
    assert (await browser.follow(await browser.post("/accedi/conferma", do="replace"))).heading == "Fatto"
    assert await counter.person() == "Mario"
    again = await browser.follow(await browser.post("/accedi/conferma", do="replace"))
    assert again.heading == "Fatto"


async def test_a_number_that_is_not_theirs_is_left_and_the_link_has_ended(counter):
    await counter.prove(counter.browser(), await counter.link(), "giulia")
    browser, token = counter.browser(), await counter.link()
    await counter.prove(browser, token, "mario")
    assert (await browser.post("/accedi/conferma", do="leave")).heading == "Non è cambiato nulla"
    assert await counter.person() == "Giulia"
    assert (await browser.get(f"/accedi/{token}")).status == 404


async def test_a_no_ends_the_link_and_the_conversation_is_told(counter):
    browser, token = counter.browser(), await counter.link()
    once = (await browser.get(f"/accedi/{token}")).once
    assert (await browser.post(f"/accedi/{token}", once=once, do="no")).heading == "Collegamento annullato"
    assert counter.told == [LANE]
    assert (await browser.post(f"/accedi/{token}", once=once, do="yes")).status == 404


@pytest.mark.parametrize("purpose", [ACTIVATE, RECOVER])
async def test_local_credentials_are_made_ready_and_open(counter, purpose):
    _, secret = await ready_account(counter, purpose)
    browser = counter.browser()
    await browser.confirm(await counter.link())
    fields = credentials_now(counter, secret)
    assert (await browser.follow(await browser.post("/accedi/credenziali", **fields))).heading == "Fatto"
    assert (await counter.person(), await counter.level()) == ("Anna", Level.IDENTIFIED)


async def test_a_link_that_expires_on_the_way_proves_nothing(counter):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    back = counter.says_yes(await counter.at_the_provider(browser))
    counter.town.clock.tick(minutes=16)
    assert (await browser.follow(await browser.get(back))).heading == "Accesso interrotto"
    assert await counter.level() is Level.OPEN


async def test_a_newer_link_ends_the_older_login(counter):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    back = counter.says_yes(await counter.at_the_provider(browser))
    await counter.link()
    assert (await browser.follow(await browser.get(back))).heading == "Accesso interrotto"
    assert await counter.level() is Level.OPEN
