"""What is done at once, or after its end: of many tries few are checked, of many uses one counts."""

import asyncio

import pytest

from storage.links import ACTIVATE, MOST_ATTEMPTS
from tests.storage.identities import ANNA
from tests.web.identity_town import CHOSEN, LANE, OTHER_LANE, credentials_now, ready_account

WRONG = {"username": "anna.prova", "password": "not the password", "code": "000000"}
NAMES = [f"name.{number}" for number in range(12)]


class Tried:
    """The credentials of the counter, which remember under which names anything was tried."""

    def __init__(self, real):
        self.real, self.names = real, []

    async def sign_in(self, username, *rest):
        self.names.append(username)
        return await self.real.sign_in(username, *rest)


@pytest.fixture
def tried(counter):
    tried = Tried(counter.visits.credentials)
    object.__setattr__(counter.visits, "credentials", tried)  # the dataclass is frozen
    return tried


async def test_many_tries_at_once_are_checked_one_by_one(counter, tried):
    """A password tried under many names at once: a link is worth five tries, however they come."""
    browser = counter.browser()
    await browser.confirm(await counter.link())
    for _ in range(3):
        posts = (browser.post("/accedi/credenziali", **WRONG | {"username": name}) for name in NAMES)
        statuses = [answer.status for answer in await asyncio.gather(*posts)]
        assert set(statuses) <= {400, 409, 410}
    assert 0 < len(tried.names) <= MOST_ATTEMPTS


async def test_going_to_a_provider_meanwhile_allows_no_more_tries(counter, tried):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    for name in NAMES:
        await asyncio.gather(
            browser.post("/accedi/credenziali", **WRONG | {"username": name}),
            browser.post("/accedi/fornitore", way="spid"),
            browser.post("/accedi/credenziali", **WRONG | {"username": name}),
        )
    assert len(tried.names) <= MOST_ATTEMPTS + 1


async def test_behind_a_link_that_has_ended_nothing_is_tried(counter, tried):
    _, secret = await ready_account(counter)
    browser = counter.browser()
    await browser.confirm(await counter.link())
    for _ in range(MOST_ATTEMPTS):
        counter.town.clock.tick(minutes=1)
        await browser.post("/accedi/credenziali", **WRONG)
    good = credentials_now(counter, secret)
    assert (await browser.post("/accedi/credenziali", **good)).status == 410
    assert (await browser.get("/accedi")).status == 410
    assert len(tried.names) == MOST_ATTEMPTS


async def test_an_answer_brought_twice_at_once_counts_once(counter):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    back = counter.says_yes(await counter.at_the_provider(browser))
    answers = await asyncio.gather(*(browser.get(back) for _ in range(5)))
    assert {answer.status for answer in answers} == {303}
    assert (await browser.get("/accedi")).heading == "Fatto"
    assert await counter.events() == ["session.proven"]


async def test_a_link_confirmed_in_two_browsers_at_once_is_ones(counter):
    token, browsers = await counter.link(), [counter.browser() for _ in range(4)]
    asked = [await browser.get(f"/accedi/{token}") for browser in browsers]
    posts = [
        browser.post(f"/accedi/{token}", once=page.once, do="yes")
        for browser, page in zip(browsers, asked, strict=True)
    ]
    statuses = sorted(answer.status for answer in await asyncio.gather(*posts))
    assert statuses == [303, 404, 404, 404]


async def test_the_cookie_of_an_account_opens_no_login_and_the_other_way_round(counter):
    citizen = await counter.town.citizens.admit(ANNA, "desk")
    await counter.town.credentials.offer(citizen, "anna.prova")
    account, login = counter.browser(), counter.browser()
    await account.begin(f"/attiva/{await counter.account_link(citizen, ACTIVATE)}")
    await login.confirm(await counter.link())
    account.cookies["accesso"] = account.cookies["attivazione"]
    login.cookies["attivazione"] = login.cookies["accesso"]
    back = counter.says_yes(await counter.at_the_provider(login))
    assert (await account.get("/accedi")).status == 410
    assert (await account.post("/accedi/credenziali", **WRONG)).status == 410
    assert (await account.post("/accedi/fornitore", way="spid")).status == 410
    assert (await account.get(back)).headers["Location"] == "/accedi?lang=it"
    assert (await login.get("/attiva")).status == 410
    assert (await login.post("/attiva", **CHOSEN, code="000000")).status == 410
    assert (await counter.person(LANE), await counter.person(OTHER_LANE)) == ("", "")
