"""Every page and action of the desk, by everybody who could ask for it: nobody gets past their role."""

import re

import pytest

from sportello.web.desk.frame import Role
from tests.clock import Ticker
from tests.web.desk_peer import open_whole_desk

EACH = tuple(Role)
REFUSED = (403, "Questa pagina non è per il suo ruolo")
_HOLES = {"token": "A" * 43, "sha256": "0" * 64, "name": "nobody.here", "number": "1", "page": "1"}


def filled(path):
    """Put something into the holes of a path: nothing that is there."""
    return re.sub(
        r"\{(\w+)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}", lambda hole: _HOLES.get(hole[1], "0000-0000"), path
    )


@pytest.fixture
async def site(desk, tmp_path, sqlite_file):
    async with open_whole_desk(desk, Ticker(), tmp_path, sqlite_file) as site:
        yield site


async def test_every_page_and_action_asks_who_it_is(site):
    """The whole table: each role against each route, and nobody at all."""
    peers = {role: await site.staff(role) for role in EACH}
    wrong = []
    for route in site.frame.table:
        if route.open:
            continue
        path = filled(route.path)
        ends = path in {"/desk/sign-out", "/desk/sign-out-everywhere"}
        for role, peer in peers.items():
            if ends:
                continue
            may = not route.roles or role in route.roles
            shown = await peer.post(path) if route.method == "POST" else await look(peer, path)
            refused = (shown.status, shown.heading) == REFUSED
            if refused is may or shown.status >= 500:
                wrong.append((route.method, route.path, role.value, shown.status, shown.heading))
    assert wrong == []


async def look(peer, path):
    """Ask for a page, of a stream no more than how it begins."""
    answer = await peer.client.get(path, cookies=peer.cookies, allow_redirects=False)
    if answer.content_type == "text/event-stream":
        answer.close()
        return Began(answer.status)
    return await peer.read(answer)


class Began:
    """A stream that was let in."""

    heading = ""

    def __init__(self, status):
        self.status = status


async def test_who_is_not_signed_in_sees_nothing_and_does_nothing(site):
    stranger, made_up = site.stranger(), site.stranger()
    made_up.cookies["desk"] = "A" * 43
    for peer in (stranger, made_up):
        for route in site.frame.table:
            if route.open:
                continue
            path = filled(route.path)
            shown = await (peer.post(path) if route.method == "POST" else peer.get(path))
            if route.method == "GET":
                assert (shown.status, shown.headers["Location"][:19]) == (303, "/desk/sign-in?next="), path
            else:
                assert (shown.status, shown.heading) == (403, "L'accesso è terminato"), path


FORMS = {
    "without the token": {"csrf": ""},
    "with a made-up token": {"csrf": "0" * 64},
    "with the token of somebody else": {"csrf": "theirs"},
    "from another site": {"origin": "https://evil.example"},
    "from a page without an origin": {"origin": "null"},
    "from a site whose name begins like ours": {"origin": "http://127.0.0.1:8080.evil.example"},
}


async def test_a_form_that_is_not_ours_does_nothing(site):
    everything = await site.staff(*EACH, name="tutto")
    other = await site.staff(Role.OPERATOR)
    for what, how in FORMS.items():
        given = {name: other.csrf if text == "theirs" else text for name, text in how.items()}
        for route in site.frame.table:
            if route.method == "POST" and not route.open:
                shown = await everything.post(filled(route.path), **given)
                assert shown.status == 403, (what, route)
    assert (await everything.get("/desk/profile")).status == 200  # not even signed out


async def test_the_entrance_takes_no_form_of_another_site(site):
    for route in site.frame.table:
        if route.method == "POST" and route.open:
            shown = await site.stranger().post(filled(route.path), origin="https://evil.example", name="x")
            assert shown.status == 403, route


async def test_what_is_posted_and_what_is_refused_stands_in_the_audit(site):
    olga = await site.staff(Role.OPERATOR, name="olga")
    await olga.get("/desk/staff")
    await olga.post("/desk/staff/somebody/disable")
    await olga.post("/desk/profile/code", csrf="0" * 64)
    await olga.post("/desk/profile/code")
    auditor = await site.staff(Role.AUDITOR)
    sheet = (await auditor.get("/desk/audit.csv?who=olga")).text
    told = [line.split(",", 2)[2].strip() for line in sheet.splitlines()[1:5]]
    assert told == [
        "olga,post profile code,,",
        "olga,refused profile code,,",
        "olga,refused staff disable,somebody,",
        "olga,refused staff,,",
    ]
