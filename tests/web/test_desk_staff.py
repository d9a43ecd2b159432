"""The pages about staff themselves: the link of a newcomer, who works here, and the audit."""

import re
from datetime import timedelta

import pytest

from sportello.web.desk.audited import plain_cell
from storage.second_factor import code_at, step_at
from storage.staff_rows import Officer
from tests.clock import Ticker
from tests.web.desk_peer import Role, open_whole_desk

PASSWORD = "una frase molto mia"


@pytest.fixture
async def site(desk, tmp_path, sqlite_file):
    async with open_whole_desk(desk, Ticker(), tmp_path, sqlite_file) as site:
        yield site


@pytest.fixture
async def link(site):
    """The link of somebody new."""
    await site.people.add(Officer("nino", "Nino Nuovo", frozenset({Role.OPERATOR})), "test")
    token = await site.people.invite("nino", site.clock() + timedelta(hours=48))
    return f"/desk/activate/{token}"


async def begun(site, link):
    """Open it in a browser, and give that and the key of the app."""
    browser = site.stranger()
    asked = await browser.get(link)
    once = asked.text.partition('name="once" value="')[2][:43]
    led = await browser.post(link, once=once)
    assert (led.status, led.headers["Location"]) == (303, "/desk/activate")
    shown = await browser.follow(led)
    key = re.search(r'class="key"><code>([A-Z2-7 ]+)<', shown.text)[1].replace(" ", "")
    assert "<svg" in shown.text
    return browser, key


async def test_somebody_new_chooses_a_password_and_links_an_app_and_signs_in(site, link):
    asked = await site.stranger().get(link)
    assert (asked.status, asked.heading) == (200, "Benvenuto al banco")
    assert asked.headers["Referrer-Policy"] == "strict-origin"
    browser, key = await begun(site, link)
    now = step_at(site.clock())
    done = await browser.post("/desk/activate", password=PASSWORD, again=PASSWORD, code=code_at(key, now))
    assert (done.status, done.headers["Location"]) == (303, "/desk/sign-in?ready")
    code = code_at(key, now + 1)
    entered = await browser.post("/desk/sign-in", name="Nino", password=PASSWORD, code=code)
    assert entered.status == 303
    assert (await browser.get("/desk/profile")).heading == "Il mio profilo"
    assert (await site.stranger().get(link)).status == 404  # it works once


CHOSEN = {
    "a short password": {"password": "breve", "again": "breve"},
    "two passwords": {"again": "un'altra frase mia"},
    "the name of the place": {"password": "comunediprova1", "again": "comunediprova1"},
    "another code": {"code": "000000"},
}


async def test_what_is_chosen_badly_is_said_and_the_link_stays(site, link):
    browser, key = await begun(site, link)
    good = {"password": PASSWORD, "again": PASSWORD, "code": code_at(key, step_at(site.clock()))}
    for what, wrong in CHOSEN.items():
        shown = await browser.post("/desk/activate", **(good | wrong))
        assert (shown.status, 'role="alert"' in shown.text) == (400, True), what
        assert PASSWORD not in shown.text
    assert (await browser.post("/desk/activate", **good)).status == 303


async def test_a_link_opens_in_one_browser_only_in_its_time_and_ends_with_a_newer_one(site, link):
    await begun(site, link)
    assert (await site.stranger().get(link)).status == 404
    other = site.stranger()
    assert (await other.get("/desk/activate")).status == 404
    newer = await site.people.invite("nino", site.clock() + timedelta(hours=48))
    last = await site.people.invite("nino", site.clock() + timedelta(hours=48))
    assert (await site.stranger().get(f"/desk/activate/{newer}")).status == 404
    site.clock.tick(hours=49)
    assert (await site.stranger().get(f"/desk/activate/{last}")).status == 404
    for nonsense in ("x", "A" * 43, "..%2f..%2fetc%2fpasswd", "%00" * 20, "'%20OR%201=1%20--%20aaaaaaaa"):
        assert (await site.stranger().get(f"/desk/activate/{nonsense}")).status == 404


async def test_who_is_disabled_meanwhile_cannot_begin(site, link):
    await site.people.disable("nino", "root")
    assert (await site.stranger().get(link)).status == 404


async def test_an_administrator_changes_roles_disables_and_lets_begin_anew(site):
    chief = await site.staff(Role.ADMINISTRATOR, name="capo")
    olga = await site.staff(Role.OPERATOR, name="olga")
    saved = await chief.post("/desk/staff/olga/roles", role="auditor", offices="ztl anagrafe")
    assert "Salvato" in saved.text
    found = (await site.people.of("olga")).officer
    assert (found.roles, found.offices) == (frozenset({Role.AUDITOR}), ("ztl", "anagrafe"))
    assert (await olga.get("/desk/audit")).status == 200
    anew = await chief.post("/desk/staff/olga/reset")
    token = re.search(r"/desk/activate/([0-9A-Za-z_-]{43})", anew.text)[1]
    assert (await olga.get("/desk/audit")).status == 303
    assert (await site.stranger().get(f"/desk/activate/{token}")).status == 200
    assert token not in (await chief.get("/desk/staff")).text
    await chief.post("/desk/staff/olga/disable")
    assert (await site.people.of("olga")).state == "disabled"


BAD = {
    "no role": {"offices": ""},
    "a role that there is not": {"role": "king"},
    "an office that is none": {"role": "operator", "offices": "<b>"},
}


async def test_what_makes_no_sense_changes_nothing_and_nobody_changes_themselves(site):
    chief = await site.staff(Role.ADMINISTRATOR, name="capo")
    await site.staff(Role.OPERATOR, name="olga")
    for what, given in BAD.items():
        assert (await chief.post("/desk/staff/olga/roles", **given)).status == 400, what
    for act in ("roles", "disable", "reset"):
        for name in ("capo", "nobody", "..%2f..%2fetc", "olga'--"):
            assert (await chief.post(f"/desk/staff/{name}/{act}", role="auditor")).status == 404
    assert (await site.people.of("olga")).officer.roles == frozenset({Role.OPERATOR})
    assert (await site.people.of("capo")).officer.roles == frozenset({Role.ADMINISTRATOR})


async def test_the_audit_is_found_by_person_and_day_and_goes_on_to_older_pages(site):
    auditor = await site.staff(Role.AUDITOR, name="ada")
    for number in range(60):
        await site.frame.audit.note(auditor.officer, "tried", f"n{number}", "<script>alert(1)</script>")
    first = await auditor.get("/desk/audit?act=tried")
    assert first.text.count("<tr>") == 51
    assert "<script>" not in first.text
    older = re.search(r'href="(/desk/audit\?[^"]*before=\d+)"', first.text)[1].replace("&amp;", "&")
    assert (await auditor.get(older)).text.count("<tr>") == 11
    assert (await auditor.get("/desk/audit?act=tried&since=2026-02-04")).text.count("<tr>") == 0
    assert (await auditor.get("/desk/audit?act=tried&until=2026-02-03")).text.count("<tr>") == 51
    for odd in ("?before=x", "?since=9999-99-99", "?who=' OR 1=1 --", "?until=0001-01-01", "?who=%00"):
        assert (await auditor.get(f"/desk/audit{odd}")).status == 200, odd


async def test_the_sheet_computes_nothing(site):
    auditor = await site.staff(Role.AUDITOR, name="ada")
    await site.frame.audit.note(auditor.officer, "tried", "=1+1", '@cmd|"/c calc"!A0')
    shown = await auditor.get("/desk/audit.csv?act=tried")
    assert shown.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert "'=1+1" in shown.text
    assert "'@cmd" in shown.text
    assert [plain_cell(text) for text in ("+39", "-1", "\tx", "a=b")] == ["'+39", "'-1", "'\tx", "a=b"]


async def test_reading_the_audit_stands_in_it(site):
    auditor = await site.staff(Role.AUDITOR, name="ada")
    await auditor.get("/desk/audit?who=olga")
    assert "who=olga" in (await auditor.get("/desk/audit?act=audit-read")).text


async def test_there_is_nothing_beside_the_pages(site):
    everything = await site.staff(*Role, name="tutto")
    for path in (
        "/desk/..%2f..%2fetc%2fpasswd",
        "/desk/staff.html",
        "/desk/%2e%2e/static",
        "/static/x/desk.css",
    ):
        assert (await everything.get(path)).status == 404, path
