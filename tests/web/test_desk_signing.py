"""Signing in at the desk: everything at once, nothing told of what was wrong, and sessions that end."""

import shutil
from datetime import timedelta

import pytest
from aiohttp import web

from storage.records import RECORDS
from storage.staff_lanes import MOST_MISSES, SqlOfficers
from storage.staff_rows import Officer
from storage.staff_sessions import MOST_FAILURES
from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.web.desk_peer import PASSWORD, Role, open_desk


@pytest.fixture
async def store(sqlite_file, tmp_path):
    file = tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", Ticker(), tmp_path / "journal")
    yield store
    for database in store.opened:
        database.close()


@pytest.fixture
async def site(store):
    async with open_desk(store.open(), store.clock) as site:
        yield site


@pytest.fixture
async def olga(site):
    return await site.staff(Role.OPERATOR, name="olga")


def given(site, **other):
    """What Olga types, with something else in its place."""
    return {"name": "olga", "password": PASSWORD, "code": site.code("olga")} | other


async def test_who_signs_in_sees_their_own_page(olga):
    shown = await olga.get("/desk/profile")
    assert (shown.status, shown.heading) == (200, "Il mio profilo")
    assert "Olga Prova" in shown.text
    assert "questo è il primo" in shown.text


@pytest.mark.usefixtures("olga")
async def test_the_sign_in_before_and_what_failed_since_are_shown(site):
    site.clock.tick(hours=5)
    for _ in range(2):
        await site.stranger().post("/desk/sign-in", **given(site, password="sbagliata"))
    site.clock.tick(minutes=1)
    again = await site.sign_in("olga")
    shown = await again.get("/desk/profile")
    assert "03/02/2026 10:00" in shown.text
    assert "<dd><strong>2</strong></dd>" in shown.text


WRONG = {
    "a wrong password": {"password": "un'altra frase"},
    "a wrong code": {"code": "000000"},
    "a wrong name": {"name": "nobody"},
    "nothing": {"name": "", "password": "", "code": ""},
    "a name in SQL": {"name": "olga' OR '1'='1"},
    "a password in SQL": {"password": "' OR 1=1 --"},
    "a name that is a script": {"name": "<script>alert(1)</script>"},
    "a zero byte": {"name": "olga\x00"},
    "very much": {"name": "o" * 5000, "password": "p" * 5000},
}


@pytest.mark.usefixtures("olga")
async def test_whatever_is_wrong_is_told_alike(site):
    told = set()
    for wrong in WRONG.values():
        stranger = site.stranger()
        shown = await stranger.post("/desk/sign-in", **given(site, **wrong))
        assert (shown.status, shown.heading, stranger.cookies) == (403, "Entra al banco", {}), wrong
        assert "<script" not in shown.text
        told.add(shown.text.partition('role="alert">')[2].partition("</p>")[0])
        site.clock.tick(minutes=20)  # no name has to wait
    assert len(told) == 1


@pytest.mark.usefixtures("olga")
async def test_a_code_works_once(site):
    typed = given(site)
    first, again = [await site.stranger().post("/desk/sign-in", **typed) for _ in range(2)]
    assert (first.status, again.status) == (303, 403)


@pytest.mark.usefixtures("olga")
async def test_a_name_that_fails_has_to_wait_whoever_it_is(site):
    for name in ("olga", "nobody"):
        seen = []
        for _ in range(6):
            shown = await site.stranger().post("/desk/sign-in", **given(site, name=name, password="x"))
            seen.append(shown.status)
        assert seen == [403, 403, 403, 429, 429, 429], name
    right = await site.stranger().post("/desk/sign-in", **given(site))
    assert right.status == 429  # not even looked at
    site.clock.tick(minutes=20)
    assert (await site.stranger().post("/desk/sign-in", **given(site))).status == 303


@pytest.mark.usefixtures("olga")
async def test_after_very_many_failures_only_an_administrator_lets_in(site, store):
    await site.stranger().post("/desk/sign-in", **given(site, password="x"))
    store.run(f"UPDATE login_failure SET failures = {MOST_FAILURES}, wait_until = NULL")  # noqa: S608 - a number
    assert (await site.stranger().post("/desk/sign-in", **given(site))).status in (403, 429)
    site.clock.tick(hours=1)
    assert (await site.stranger().post("/desk/sign-in", **given(site))).status in (403, 429)
    await site.people.reset("olga", "root")
    await site.ready("olga")
    site.clock.tick(hours=1)
    assert (await site.stranger().post("/desk/sign-in", **given(site))).status == 303


@pytest.mark.usefixtures("olga")
async def test_the_cookie_is_bound_and_never_taken_over(site):
    peer = site.stranger()
    peer.cookies["desk"] = planted = "A" * 43
    shown = await peer.post("/desk/sign-in", **given(site))
    cookie = shown.cookies["desk"]
    assert cookie.value != planted
    assert len(cookie.value) == 43
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert not cookie["max-age"]
    assert not cookie["expires"]


async def test_over_https_the_cookie_is_of_this_very_host(store):
    async with open_desk(store.open(), store.clock, address="https://sportello.example.org") as site:
        await site.people.add(Officer("olga", "Olga Prova", frozenset({Role.OPERATOR})), "test")
        await site.ready("olga")
        peer = site.stranger()
        shown = await peer.post("/desk/sign-in", origin="https://sportello.example.org", **given(site))
        cookie = shown.cookies["__Host-desk"]
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        refused = await peer.post("/desk/sign-in", **given(site))  # from http://127.0.0.1
        assert refused.status == 403


ENDS = {
    "silence": ({"minutes": 20}, 0, "out"),
    "a look within it": ({"minutes": 15}, 3, "in"),
    "its longest time": ({"minutes": 15}, 40, "out"),
}


@pytest.mark.parametrize(("passes", "times", "then"), ENDS.values(), ids=ENDS)
async def test_a_session_ends(olga, site, passes, times, then):
    for _ in range(times + 1):
        site.clock.tick(**passes)
        shown = await olga.get("/desk/profile")
    assert (shown.status == 303) is (then == "out")


async def test_what_a_page_asks_by_itself_keeps_no_session_alive(store):
    async def quiet(_request, _officer):
        return web.Response(text="quiet")

    def pages(frame):
        return [frame.get("/desk/quiet", quiet, quiet=True)]

    async with open_desk(store.open(), store.clock, pages) as site:
        olga = await site.staff(Role.OPERATOR)
        for _ in range(3):
            site.clock.tick(minutes=8)
            last = await olga.get("/desk/quiet")
        assert last.status == 303


async def test_who_signs_out_is_out_here_and_with_the_other_button_everywhere(site, olga):
    elsewhere = await site.sign_in("olga")
    kept = dict(olga.cookies)
    site.clock.tick(minutes=1)
    left = await olga.post("/desk/sign-out")
    assert (left.status, left.headers["Location"]) == (303, "/desk/sign-in?left")
    olga.cookies = kept  # the cookie opens nothing, even if a browser kept it
    assert (await olga.get("/desk/profile")).status == 303
    third = await site.sign_in("olga")
    assert (await elsewhere.get("/desk/profile")).status == 200
    await third.post("/desk/sign-out-everywhere")
    assert (await elsewhere.get("/desk/profile")).status == 303


async def test_who_is_disabled_is_out_at_once_and_roles_count_at_once(site, olga):
    await site.people.assign("olga", frozenset({Role.AUDITOR}), ("ztl",), "root")
    assert "revisore" in (await olga.get("/desk/profile")).text
    await site.people.disable("olga", "root")
    assert (await olga.get("/desk/profile")).status == 303
    assert (await site.stranger().post("/desk/sign-in", **given(site))).status == 403


LEADS = {
    "/desk/profile": "/desk/profile",
    "/desk": "/desk",
    "//evil.example": "/desk",
    "/desk//evil.example/": "/desk",
    "https://evil.example/desk": "/desk",
    "/desk/../../etc/passwd": "/desk",
    "/desk/a\\b": "/desk",
    "/desk/x\r\nSet-Cookie: a=b": "/desk",
    "/desk@evil.example": "/desk",
    "javascript:alert(1)": "/desk",
}


@pytest.mark.usefixtures("olga")
async def test_one_is_led_on_only_to_pages_of_the_desk(site):
    for asked, led in LEADS.items():
        shown = await site.stranger().post("/desk/sign-in", next=asked, **given(site))
        assert (shown.status, shown.headers["Location"]) == (303, led), asked
        site.clock.tick(minutes=1)


async def test_no_script_and_no_style_of_its_own_and_strict_headers(site, olga):
    for path in ("/desk/sign-in", "/desk/profile", "/desk/profile?lang=en"):
        peer = site.stranger() if path.endswith("sign-in") else olga
        shown = await peer.get(path)
        assert "style=" not in shown.text
        assert "<script" not in shown.text
        assert not [word for word in ("onclick", "onload", "javascript:") if word in shown.text]
        policy = shown.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert shown.headers["Cache-Control"] == "no-store"
        assert shown.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_language_that_was_asked_for_stays(olga):
    assert (await olga.get("/desk/profile?lang=en")).heading == "My profile"
    assert (await olga.get("/desk/profile")).heading == "My profile"
    assert (await olga.get("/desk/profile?lang=it")).heading == "Il mio profilo"


async def test_a_name_with_markup_is_shown_as_it_is(site):
    peer = await site.staff(Role.OPERATOR, full_name='<img src=x onerror="alert(1)">')
    shown = await peer.get("/desk/profile")
    assert "<img src=x" not in shown.text
    assert "&lt;img src=x" in shown.text


async def test_a_code_binds_a_conversation_and_the_page_lets_it_go(site, olga):
    shown = await olga.post("/desk/profile/code")
    code = shown.text.partition("COLLEGA ")[2][:6]
    officers = SqlOfficers(site.people.database)
    assert await officers.by_code(code) == "olga"
    assert await officers.by_code("000000" if code != "000000" else "000001") == ""
    lane = "sms:+393500000001"
    bound = [record.for_lane(lane) for record in officers.bound("olga")]
    await site.people.database.writer.submit(RECORDS, bound)
    assert (await officers.of(lane)).name == "olga"
    assert await officers.by_code(code) == ""  # used up
    page = await olga.get("/desk/profile")
    assert "+39350" not in page.text
    mark = page.text.partition('name="lane" value="')[2][:16]
    await olga.post("/desk/profile/unbind", lane=mark)
    assert await officers.of(lane) is None


async def test_guessing_ends_a_code(site, olga):
    officers = SqlOfficers(site.people.database)
    code, _ = await officers.offer(olga.officer, timedelta(minutes=10))
    for _ in range(MOST_MISSES):
        assert await officers.by_code(code) == "olga"
        await site.people.database.writer.submit(RECORDS, list(officers.missed()))
    assert await officers.by_code(code) == ""


async def test_made_up_staff_is_offered_on_this_machine_alone_and_works_again_at_once(store):
    async with open_desk(store.open(), store.clock, sandbox=True) as site:
        for name in ("operatore", "operatore", "responsabile"):
            stranger = site.stranger()
            shown = await stranger.get("/desk/sign-in")
            form = shown.text.partition(f'name="name" value="{name}"')[2]
            typed = {
                each: form.partition(f'name="{each}" value="')[2].partition('"')[0]
                for each in ("password", "code")
            }
            assert (await stranger.post("/desk/sign-in", name=name, **typed)).status == 303
            assert "Prova: qui non c&#39;è nulla di vero" in (await stranger.get("/desk/profile")).text
        for relayed in (
            {"X-Forwarded-For": "192.0.2.1"},
            {"Via": "1.1 proxy"},
            {"Host": "sportello.example.org"},
        ):
            hidden = await site.stranger().get("/desk/sign-in", **relayed)
            assert (hidden.status, "colleghi inventati" in hidden.text) == (200, False), relayed


async def test_a_real_colleague_of_that_name_keeps_everything(store):
    async with open_desk(store.open(), store.clock, sandbox=True) as site:
        await site.staff(Role.OPERATOR, name="operatore")
        site.clock.tick(minutes=1)
        shown = await site.stranger().get("/desk/sign-in")
        assert 'name="name" value="operatore"' not in shown.text
        await site.sign_in("operatore")
