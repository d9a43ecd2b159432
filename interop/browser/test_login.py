"""The whole login with a provider of others: npm's oidc-provider, in a real browser, on a store of ours."""

import secrets
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.level import Level
from interop.oidc.site import CLIENT, provider, registered
from interop.peer import free_port
from platforms.oidc.keys import SigningKey, published
from platforms.oidc.provider import ProviderSettings
from platforms.oidc.relying_party import RelyingParty
from tests.storage.conftest import Store, sqlite_file
from tests.web.identity_town import LANE, OTHER_LANE, open_town

__all__ = ["sqlite_file"]


class Now:
    """The time of the provider, which is a process of its own."""

    def __call__(self):
        return datetime.now(UTC)


@pytest.fixture
async def counter(tmp_path, sqlite_file):
    """The login pages on a store, whose SPID is npm's."""
    key, port, file = SigningKey.new(), free_port(), tmp_path / "sportello.db"
    file.write_bytes(sqlite_file.read_bytes())
    store = Store(f"sqlite:///{file}", Now(), tmp_path / "journal")
    known = registered([f"http://127.0.0.1:{port}/accedi/ritorno"], published([key]))
    async with (
        provider(tmp_path, free_port(), known) as issuer,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        settings = ProviderSettings(issuer, CLIENT, keys=(key,))
        party = RelyingParty(session, settings, Now(), lambda: secrets.token_hex(12))
        async with open_town(store.open(), Now(), port, party) as counter:
            yield counter
    for database in store.opened:
        database.close()


async def log_in(page, counter, token, person, do="login"):
    """Go all the way as a citizen does."""
    await page.goto(str(counter.client.make_url(f"/accedi/{token}")))
    await page.click("button[value=yes]")
    await page.click("button[value=spid]")
    await page.wait_for_url("**/interaction/**")
    await page.select_option("select[name=person]", person)
    await page.click(f"button[value={do}]")
    await page.wait_for_url("**/accedi?**")


async def test_a_citizen_logs_in_and_the_conversation_goes_on(counter, page):
    token = await counter.link()
    await log_in(page, counter, token, "mario")
    assert await page.inner_text("h1") == "Fatto"
    assert (await counter.person(), await counter.level()) == ("Mario", Level.IDENTIFIED)
    assert await counter.events() == ["session.proven"]
    await page.go_back()
    await page.goto(str(counter.client.make_url(f"/accedi/{token}")))
    assert await page.inner_text("h1") == "Fatto"


async def test_the_provider_is_told_of_no_token(counter, page):
    referrers = []
    page.on("request", lambda request: referrers.append(request.headers.get("referer", "")))
    token = await counter.link()
    await log_in(page, counter, token, "mario")
    # A redirect of the provider's may ask for more than our pages give: for the address that led there.
    assert any("/accedi/fornitore" in each for each in referrers)
    assert [each for each in referrers if token in each] == []


async def test_who_goes_away_there_is_told_here_and_may_try_again(counter, page):
    token = await counter.link()
    await log_in(page, counter, token, "mario", "cancel")
    assert "non è stato completato" in await page.inner_text("#error")
    assert await counter.level() is Level.OPEN
    await page.click("button[value=spid]")
    await page.wait_for_url("**/interaction/**")
    await page.click("button[value=login]")
    await page.wait_for_url("**/accedi?**")
    assert await page.inner_text("h1") == "Fatto"


async def test_somebody_without_an_italian_fiscal_code_is_told_what_to_do(counter, page):
    await log_in(page, counter, await counter.link(), "john")
    assert "codice fiscale" in await page.inner_text("#error")
    assert await counter.level() is Level.OPEN


async def test_a_forwarded_link_is_dead_in_another_persons_browser(counter, page, browser):
    token = await counter.link()
    await page.goto(str(counter.client.make_url(f"/accedi/{token}")))
    await page.click("button[value=yes]")
    other = await (await browser.new_context()).new_page()
    await other.goto(str(counter.client.make_url(f"/accedi/{token}")))
    assert await other.inner_text("h1") == "Collegamento non valido"
    await other.context.close()


async def test_a_recycled_number_is_asked_about(counter, page):
    await log_in(page, counter, await counter.link(), "giulia")
    await log_in(page, counter, await counter.link(OTHER_LANE), "giulia")
    await log_in(page, counter, await counter.link(), "mario")
    assert await page.inner_text("h1") == "Conversazione già collegata"
    assert "Giulia" not in await page.inner_text("body")
    await page.click("button[value=replace]")
    assert await page.inner_text("h1") == "Fatto"
    assert (await counter.person(LANE), await counter.person(OTHER_LANE)) == ("Mario", "Giulia")
