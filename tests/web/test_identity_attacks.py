"""What somebody may try on the login pages, and what comes of it: a test for each attack."""

import logging
import re
from itertools import pairwise

import pytest
import structlog
from aiohttp import web

from bot.level import Level
from sportello.web.identity.browser import Browsers
from storage.credential_tries import MOST_FAILURES
from storage.credentials import Credential
from storage.links import ACTIVATE, MOST_ATTEMPTS
from tests.storage.identities import ANNA
from tests.web.identity_town import LANE, OTHER_LANE, credentials_now, ready_account
from tests.web.pretended_identity import PASSWORD

WRONG = {"username": "anna.prova", "password": "not the password", "code": "000000"}


async def nothing_came_of_it(counter, lane=LANE):
    contact = await counter.town.contacts.at(lane)
    return contact is None and await counter.level(lane) is Level.OPEN and await counter.events() == []


# -- session fixation


async def test_session_fixation_a_planted_cookie_is_never_taken_over(counter):
    attacker, victim = counter.browser(), counter.browser()
    await attacker.confirm(await counter.link(OTHER_LANE))
    victim.cookies = dict(attacker.cookies)
    assert (await counter.prove(victim, await counter.link(), "mario")).heading == "Fatto"
    assert victim.cookies["accesso"] != attacker.cookies["accesso"]
    assert (await attacker.get("/accedi")).heading == "Chi è?"
    assert (await counter.person(OTHER_LANE), await counter.person()) == ("", "Mario")


async def test_session_fixation_a_secret_that_we_do_not_make_begins_nothing(counter):
    token, browser = await counter.link(), counter.browser()
    for once in ("", "short", "x" * 44, "<b>" + "x" * 40):
        assert (await browser.post(f"/accedi/{token}", once=once, do="yes")).status == 404
    assert (browser.cookies, (await browser.get(f"/accedi/{token}")).status) == ({}, 200)


# -- a link in other hands


async def test_forwarded_link_opens_in_one_browser_only(counter):
    token, owner, other = await counter.link(), counter.browser(), counter.browser()
    asked_before = await other.get(f"/accedi/{token}")
    await owner.confirm(token)
    assert (await other.get(f"/accedi/{token}")).status == 404
    late = await other.post(f"/accedi/{token}", once=asked_before.once, do="yes")
    assert (late.status, other.cookies) == (404, {})
    assert (await counter.go_on(owner)).heading == "Fatto"


async def test_forwarded_link_shows_whose_conversation_it_is_before_anything_is_bound(counter):
    token, invited = await counter.link(), counter.browser()
    link = await counter.town.links.look(token)
    asked = await invited.get(f"/accedi/{token}")
    for piece in ("È la sua conversazione?", "che finisce con 101", link.code):
        assert piece in asked.text
    assert "+39" not in asked.text
    assert await nothing_came_of_it(counter)


async def test_handed_over_browser_shows_the_next_person_their_own_conversation(counter):
    browser = counter.browser()
    await browser.confirm(await counter.link())  # somebody goes away without ending
    theirs = await counter.link(OTHER_LANE)
    assert "Telegram, che finisce con 202" in (await browser.get(f"/accedi/{theirs}")).text
    assert (await counter.prove(browser, theirs, "giulia")).heading == "Fatto"
    assert (await counter.person(OTHER_LANE), await counter.person()) == ("Giulia", "")


async def test_handed_over_browser_gives_nothing_once_it_is_done(counter):
    browser, token = counter.browser(), await counter.link()
    await counter.prove(browser, token, "mario")
    for path, fields in (
        ("fornitore", {"way": "spid"}),
        ("credenziali", WRONG),
        ("conferma", {"do": "replace"}),
        ("conferma", {"do": "leave"}),
    ):
        page = await browser.post(f"/accedi/{path}", **fields)
        assert "Mario" not in page.text
    assert (await counter.person(), await counter.events()) == ("Mario", ["session.proven"])


# -- replay


async def test_replayed_link_is_used_up(counter):
    token = await counter.link()
    await counter.prove(counter.browser(), token)
    late = counter.browser()
    assert (await late.get(f"/accedi/{token}")).status == 404
    assert (await late.post(f"/accedi/{token}", once="x" * 43, do="yes")).status == 404


async def test_replayed_callback_is_nothing_in_another_browser(counter):
    owner, thief = counter.browser(), counter.browser()
    await owner.confirm(await counter.link())
    back = counter.says_yes(await counter.at_the_provider(owner))
    await thief.confirm(await counter.link(OTHER_LANE))
    assert (await thief.get(back)).headers["Location"].endswith("said=other-login")
    assert (await counter.browser().get(back)).headers["Location"] == "/accedi?lang=it"
    assert await nothing_came_of_it(counter, OTHER_LANE)
    assert (await owner.follow(await owner.get(back))).heading == "Fatto"  # nobody has used it up


async def test_login_csrf_an_answer_of_the_attackers_proves_nothing_in_the_victims_browser(counter):
    attacker, victim = counter.browser(), counter.browser()
    await attacker.confirm(await counter.link(OTHER_LANE))
    back = counter.says_yes(await counter.at_the_provider(attacker), "giulia")
    await victim.confirm(await counter.link())
    await counter.at_the_provider(victim)
    assert (await victim.get(back)).headers["Location"].endswith("said=other-login")
    assert await nothing_came_of_it(counter)


async def test_replayed_code_of_the_provider_is_not_redeemed_for_another_login(counter):
    attacker, victim = counter.browser(), counter.browser()
    await attacker.confirm(await counter.link(OTHER_LANE))
    stolen = re.search(r"code=([^&]+)", counter.says_yes(await counter.at_the_provider(attacker), "giulia"))
    await victim.confirm(await counter.link())
    question = await counter.at_the_provider(victim)
    back = re.sub(r"code=[^&]+", stolen[0], counter.says_yes(question))
    assert (await victim.get(back)).headers["Location"].endswith("said=code-spent")
    assert await nothing_came_of_it(counter)


async def test_replayed_code_of_an_app_works_once(counter):
    _, secret = await ready_account(counter)
    fields = credentials_now(counter, secret)
    for lane, heading in ((LANE, "Fatto"), (OTHER_LANE, "Chi è?")):
        browser = counter.browser()
        await browser.confirm(await counter.link(lane))
        await browser.post("/accedi/credenziali", **fields)
        assert (await browser.get("/accedi")).heading == heading


async def test_replayed_activation_link_sets_no_second_password(counter):
    citizen, _ = await ready_account(counter)
    token, first, second = await counter.account_link(citizen), counter.browser(), counter.browser()
    await first.begin(f"/attiva/{token}")
    assert (await second.get(f"/attiva/{token}")).status == 404
    assert (await second.post(f"/attiva/{token}", once="x" * 43)).status == 404


# -- cross-site requests

POSTS = [
    ("/accedi/{token}", {"once": "x" * 43, "do": "yes"}),
    ("/accedi/{token}", {"once": "x" * 43, "do": "no"}),
    ("/accedi/fornitore", {"way": "spid"}),
    ("/accedi/credenziali", WRONG),
    ("/accedi/conferma", {"do": "replace"}),
    ("/attiva/{activation}", {"once": "x" * 43}),
    ("/attiva", {"password": PASSWORD, "again": PASSWORD, "code": "000000"}),
]
ORIGINS = [
    "",
    "null",
    "https://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1.evil.example:80",
    "http://[x",
]


@pytest.mark.parametrize(("path", "fields"), POSTS)
async def test_csrf_only_our_own_page_may_post(counter, path, fields):
    citizen = await counter.town.citizens.admit(ANNA, "desk")
    await counter.town.credentials.offer(citizen, "anna.prova")
    token, activation = await counter.link(), await counter.account_link(citizen, ACTIVATE)
    browser = counter.browser()
    await browser.confirm(await counter.link(OTHER_LANE))
    before = dict(browser.cookies)
    for origin in ORIGINS:
        refused = await browser.post(path.format(token=token, activation=activation), origin, **fields)
        assert (refused.status, browser.cookies) == (403, before)
    assert (await browser.get(f"/accedi/{token}")).status == 200
    assert (await browser.get(f"/attiva/{activation}")).status == 200


# -- enumeration


async def test_enumeration_of_tokens_has_one_answer(counter):
    used, ended, refused, bound = [await counter.link(f"sms:+39000000020{each}") for each in range(4)]
    await counter.prove(counter.browser(), used)
    await counter.link("sms:+390000000201")  # a newer one ends it
    asked = await counter.browser().get(f"/accedi/{refused}")
    await counter.browser().post(f"/accedi/{refused}", once=asked.once, do="no")
    await counter.browser().confirm(bound)
    citizen = await counter.town.citizens.admit(ANNA, "desk")
    activation, unknown = await counter.account_link(citizen), "x" * 43
    tokens = [unknown, used, ended, refused, bound, activation]
    answers = [await counter.browser().get(f"/accedi/{token}") for token in tokens]
    assert {answer.status for answer in answers} == {404}
    plain = [answer.text.replace(token, "") for answer, token in zip(answers, tokens, strict=True)]
    assert all(one == other for one, other in pairwise(plain))


async def test_enumeration_of_user_names_has_one_answer(counter):
    citizen, secret = await ready_account(counter)
    good = credentials_now(counter, secret)
    tries = [
        good | {"username": "nobody.here"},
        good | {"password": "not the password"},
        good | {"code": "000000"},
    ]
    answers = []
    for number, fields in enumerate(tries):
        browser = counter.browser()
        await browser.confirm(await counter.link(f"sms:+39000000030{number}"))
        answers.append(await browser.post("/accedi/credenziali", **fields))
    await counter.town.credentials.lock(citizen, "staff")
    browser = counter.browser()
    await browser.confirm(await counter.link("sms:+390000000309"))
    answers.append(await browser.post("/accedi/credenziali", **good))
    assert {answer.status for answer in answers} == {400}
    plain = [_without_what_differs(answer.text) for answer in answers]
    assert all(one == other for one, other in pairwise(plain))


async def test_brute_force_ends_the_link_then_locks_the_account(counter):
    citizen, secret = await ready_account(counter)
    for _ in range(MOST_FAILURES // MOST_ATTEMPTS):
        browser, statuses = counter.browser(), []
        await browser.confirm(await counter.link())
        for _ in range(MOST_ATTEMPTS):
            counter.town.clock.tick(minutes=2.5)  # who tries at once is not even looked at
            statuses.append((await browser.post("/accedi/credenziali", **WRONG)).status)
        assert statuses == [400, 400, 400, 400, 410]
    assert await counter.town.credentials.of(citizen) == Credential(citizen, "anna.prova", "locked")
    browser = counter.browser()
    await browser.confirm(await counter.link())
    assert (await browser.post("/accedi/credenziali", **credentials_now(counter, secret))).status == 400
    assert await nothing_came_of_it(counter)


# -- where the browser is led


@pytest.mark.parametrize(
    "query", ["?lang=//evil.example", "?next=https://evil.example", "?said=https://evil"]
)
async def test_open_redirect_there_is_none(counter, query):
    browser, token = counter.browser(), await counter.link()
    answers = [
        await browser.confirm(token, query),
        await browser.get(f"/accedi/{token}{query}"),
        await browser.get(f"/accedi/credenziali{query}"),
        await browser.get(f"/accedi/ritorno{query}&redirect_uri=https://evil.example"),
        await browser.get("/accedi/ritorno?error=https://evil.example&state=https://evil.example"),
    ]
    for answer in answers:
        assert re.fullmatch(r"/accedi\?lang=(it|en)(&said=[a-z-]+)?", answer.headers["Location"])
    assert "evil" not in (await browser.get(f"/accedi{query}")).text


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT"])
async def test_callback_is_taken_by_a_visit_only(counter, method):
    browser = counter.browser()
    await browser.confirm(await counter.link())
    back = counter.says_yes(await counter.at_the_provider(browser))
    answer = await counter.client.request(method, back, cookies=browser.cookies, allow_redirects=False)
    assert answer.status in {403, 404, 405}
    assert await nothing_came_of_it(counter)


# -- what leaks


async def every_answer(counter):
    """An answer of each kind: pages, redirects, errors."""
    browser, token = counter.browser(), await counter.link()
    yield await browser.get(f"/accedi/{token}")
    yield await browser.confirm(token)
    yield await browser.get("/accedi")
    yield await browser.post("/accedi/fornitore", way="spid")
    yield await browser.post("/accedi/credenziali", **WRONG)
    back = counter.says_yes(await counter.at_the_provider(browser))
    yield await browser.get(back)
    yield await browser.get("/accedi")
    yield await browser.get(f"/accedi/{'x' * 43}")
    yield await counter.browser().get("/accedi")
    citizen = await counter.town.citizens.admit(ANNA, "desk")
    await counter.town.credentials.offer(citizen, "anna.prova")
    activation = await counter.account_link(citizen)
    yield await browser.get(f"/attiva/{activation}")
    yield await browser.begin(f"/attiva/{activation}")
    yield await browser.get("/attiva")


async def test_clickjacking_caching_and_referrers_on_every_answer(counter):
    async for answer in every_answer(counter):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"  # never a path, so never a token
        if answer.status != 303:
            policy = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy
            assert "default-src 'none'" in policy
            assert not re.search(r"<script|<style| style=| on[a-z]+=", answer.text)


async def test_cookies_are_for_this_browser_session_and_no_script(counter):
    confirmed = await counter.browser().confirm(await counter.link())
    for cookie in confirmed.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert (cookie["domain"], cookie["expires"], cookie["max-age"], cookie["secure"]) == ("", "", "", "")


def test_cookies_over_https_are_bound_to_the_host_and_never_sent_in_clear():
    answer = web.Response()
    Browsers("https://sportello.example.org", "accesso").bind(answer, "secret")
    cookie = answer.cookies["__Host-accesso"]
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")


async def test_tokens_secrets_and_people_are_never_logged(counter, caplog):
    caplog.set_level(logging.DEBUG)
    browser, token = counter.browser(), await counter.link()
    with structlog.testing.capture_logs() as lines:
        await browser.confirm(token)
        await browser.post("/accedi/credenziali", **WRONG)
        back = counter.says_no(await counter.at_the_provider(browser))
        await browser.get(back)
        back = counter.says_yes(await counter.at_the_provider(browser))
        await browser.get(back)
    assert [line["event"] for line in lines] == ["not identified"]
    written = f"{lines} {caplog.text}"
    secrets = [token, browser.cookies["accesso"], WRONG["password"], LANE, "PRVMRA80A01H501M", "Mario"]
    secrets += re.findall(r"(?:code|state)=([^&]+)", back)
    assert [secret for secret in secrets if secret in written] == []


async def test_the_database_holds_no_token_and_nobodys_name(counter, tmp_path):
    browser, token = counter.browser(), await counter.link()
    await counter.prove(browser, token)
    content = b"".join(file.read_bytes() for file in tmp_path.glob("sportello.db*"))
    for secret in (token, browser.cookies["accesso"], "PRVMRA80A01H501M", "Mario"):
        assert secret.encode() not in content


def _without_what_differs(text):
    """Leave out what the visitor wrote, and which conversation and link it is."""
    text = re.sub(r' value="(nobody\.here|anna\.prova)"', "", text)
    text = re.sub(r"<dd>[A-Z0-9]{6}</dd>|che finisce con \d{3}", "", text)
    return re.sub(r"\d\d/\d\d/\d{4} \d\d:\d\d", "", text)
