"""The search: exact, by whatever staff hold in their hands, written down, and read by who was found."""

import shutil
from datetime import date

import pytest

from bot.values.reference import Reference
from sportello.web.desk import search
from sportello.web.desk.looking_up import LookUp, readings
from storage.access_log import SqlAccessLog
from storage.audit import Wanted
from storage.citizens import Citizen, SqlCitizens
from storage.permit_records import Draft
from storage.permits import SqlPermits
from storage.records import RECORDS
from storage.requests import open_request
from storage.sealing import Keyring
from storage.search import SqlSearch
from tests.clock import Ticker
from tests.storage.conftest import Store
from tests.storage.identities import KEY
from tests.web.desk_peer import Role, open_desk

TODAY = date(2026, 2, 3)
CODE = "PRVMRA80A01H501M"
REFERENCE = Reference.make(123_456_789)


@pytest.fixture
async def site(sqlite_file, tmp_path):
    clock, file = Ticker(), tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    opened = store.open()
    database = opened.database
    citizens = SqlCitizens(database, Keyring([KEY]), lambda: "mario")
    look_up = LookUp(SqlSearch(database), SqlPermits(database), citizens)

    async with open_desk(
        opened, clock, lambda frame: search.routes(frame, search.SearchPage(frame, look_up, clock))
    ) as site:
        await citizens.keep([Citizen("", CODE, "Mario", "<b>Fintucci</b>")], "test")
        site.database = database
        yield site
    for each in store.opened:
        each.close()


async def fill(site):
    permits = SqlPermits(site.database)
    draft = Draft(
        "k1", "resident", "mario", ("AB123CD",), "A", TODAY, date(2027, 2, 2), request=str(REFERENCE)
    )
    await permits.issue(draft)
    record = open_request(
        REFERENCE,
        "instalments",
        "1",
        {},
        opened_at=site.clock(),
        answer_by=TODAY,
        citizen="mario",
        office="ztl",
        entry="0000123/2026",
    )
    await site.database.writer.submit(RECORDS, [record.for_lane("sms:+1")])


async def looks(site):
    """Who looked for Mario, as he reads it."""
    log = await SqlAccessLog(site.database).of("mario")
    return [each.who for each in log if each.what == "found-by-search"]


CASES = {
    "reference": (str(REFERENCE), "reference plate", "Una pratica"),
    "reference by voice": (REFERENCE.show("it").lower().replace("-", " "), "reference plate", "Una pratica"),
    "plate": ("ab 123 cd", "plate", "Un permesso"),
    "fiscal code": (CODE.lower(), "fiscal-code", "Persona"),
    "protocol": ("123/2026", "entry permit", "Protocollo 0000123/2026"),
    "protocol the other way": ("2026/0000123", "entry permit", "Protocollo 0000123/2026"),
    "permit": ("2026/000001", "entry permit", "Un permesso"),
    "permit shortly": ("1/2026", "entry permit", "Un permesso"),
}


@pytest.mark.parametrize("case", CASES)
async def test_what_is_typed_is_found_and_noted(site, case):
    await fill(site)
    typed, how, told = CASES[case]
    olga = await site.staff(Role.OPERATOR, name="olga")
    shown = await olga.post("/desk/search", wanted=typed)
    assert shown.status == 200
    assert told in shown.text
    assert "&lt;b&gt;Fintucci&lt;/b&gt; Mario" in shown.text
    deeds = await site.frame.audit.of(Wanted(act="searched"))
    assert [(deed.who, deed.about, deed.detail) for deed in deeds] == [("olga", how, typed)]
    assert await looks(site) == ["olga"]


NOWHERE = (
    *("AB123CE", "RSSMRA80A01H501U", "9/2026", "%", "\N{NULL}", "x" * 5000),
    *("' OR 1=1 --", "2026/000001' --", "<script>alert(1)</script>"),
)


async def test_what_is_not_there_is_not_found(site):
    await fill(site)
    olga = await site.staff(Role.APPROVER)
    for typed in NOWHERE:
        shown = await olga.post("/desk/search", wanted=typed)
        assert shown.status == 200, typed
        assert not any(word in shown.text for word in ("Fintucci", "Una pratica", "Un permesso", "<script"))
    assert await looks(site) == []


async def test_a_request_of_another_office_names_nobody(site):
    await fill(site)
    olga = await site.staff(Role.OPERATOR, offices=("tributes",))
    shown = await olga.post("/desk/search", wanted=str(REFERENCE))
    assert "di un altro ufficio (ztl)" in shown.text
    assert "Fintucci" not in shown.text
    assert f"/desk/requests/{REFERENCE}" not in shown.text


async def test_nothing_typed_is_no_search(site):
    olga = await site.staff(Role.OPERATOR)
    assert (await olga.get("/desk/search")).heading == "Cerca"
    assert (await olga.post("/desk/search", wanted="  ")).heading == "Cerca"
    assert await site.frame.audit.of(Wanted(act="searched")) == []


async def test_who_works_no_requests_searches_nobody(site):
    peer = await site.staff(Role.AUDITOR, Role.ADMINISTRATOR, Role.POLICE)
    assert (await peer.get("/desk/search")).status == 403
    assert (await peer.post("/desk/search", wanted=CODE)).status == 403


def test_every_reading_of_a_text_is_tried():
    assert [kind for kind, _ in readings("n. 12/2026", TODAY)] == ["entry", "permit"]
    assert list(readings("buongiorno a tutti", TODAY)) == []
