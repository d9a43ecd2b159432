"""Staff in the store: an audit that is only added to, keys that change, tries at once, what ends when."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.access_log import SqlAccessLog
from storage.audit import SAYING, Deed, SqlAudit, Wanted, noted_deed
from storage.database import Database, read_url, writing_engine
from storage.links import Opening, SqlLinks
from storage.records import RECORDS
from storage.retention import LET_GO, Round
from storage.sealing import Keyring
from storage.second_factor import code_at, step_at
from storage.staff import SqlStaff
from storage.staff_lanes import SqlOfficers
from storage.staff_rows import Officer, Role
from storage.staff_sessions import SqlStaffSessions
from storage.veiling import draw_veil
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, NEWER, QUICK

OLGA = Officer("olga", "Olga Segretissima", frozenset({Role.OPERATOR, Role.POLICE}), ("ztl",))
SECRET, PASSWORD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "una frase di prova"
LANE = "sms:+393500000001"


def staff_of(database: Database, clock: Ticker) -> SqlStaff:
    return SqlStaff(database, Keyring([KEY]), QUICK, clock)


def sessions_of(database: Database, clock: Ticker) -> SqlStaffSessions:
    limits = timedelta(minutes=20), timedelta(hours=10)
    return SqlStaffSessions(database, Keyring([KEY]), QUICK, clock, *limits)


async def made(database: Database, clock: Ticker) -> SqlStaff:
    people = staff_of(database, clock)
    assert await people.add(OLGA, "root")
    token = await people.invite("olga", clock() + timedelta(hours=1))
    await SqlLinks(database).open(token, "browser")
    code = code_at(SECRET, step_at(clock()) - 1)
    assert await people.activate(Opening.of(token, "browser"), "olga", PASSWORD, SECRET, code)
    return people


async def test_the_audit_is_only_ever_added_to(desk: Desk, store: Store, clock: Ticker) -> None:
    audit = SqlAudit(desk.database)
    await audit.note(OLGA, "tried", "R1", "detail")
    engine = writing_engine(read_url(store.url))
    for statement in (
        "UPDATE audit SET who = 'somebody'",
        "UPDATE audit SET at = 0",
        "UPDATE audit SET about = '' WHERE 1 = 1",
        "DELETE FROM audit",
    ):
        with pytest.raises(DBAPIError, match=SAYING), engine.begin() as connection:
            connection.execute(sa.text(statement))
    engine.dispose()
    (kept,) = await audit.of(Wanted())
    assert (kept.at, kept.who, kept.act, kept.about, kept.detail) == (
        clock(),
        "olga",
        "tried",
        "R1",
        "detail",
    )


async def test_what_is_past_its_time_leaves_the_audit(desk: Desk, clock: Ticker) -> None:
    audit = SqlAudit(desk.database)
    await audit.note(OLGA, "old")
    clock.tick(days=30)
    await audit.note(OLGA, "new")
    removed = await desk.database.writer.submit(LET_GO, Round("audit", clock() - timedelta(days=1), 500))
    assert removed == 1
    assert [deed.act for deed in await audit.of(Wanted())] == ["new"]


async def test_a_look_at_what_is_a_citizens_stands_in_their_own_log_too(desk: Desk) -> None:
    await SqlAudit(desk.database).looked(OLGA, "request-seen", "R1", "citizen-1")
    (theirs,) = await SqlAccessLog(desk.database).of("citizen-1")
    assert (theirs.who, theirs.what, theirs.about) == ("olga", "request-seen", "desk")


async def test_of_two_tries_with_one_code_at_once_one_comes_in(desk: Desk, clock: Ticker) -> None:
    await made(desk.database, clock)
    sessions, code = sessions_of(desk.database, clock), code_at(SECRET, step_at(clock()))
    tried = await asyncio.gather(
        *(sessions.sign_in("olga", PASSWORD, code, f"cookie-{number}") for number in range(4))
    )
    assert sorted(each.name for each in tried) == ["", "", "", "olga"]


async def test_nobody_is_found_in_the_files(desk: Desk, store: Store, clock: Ticker) -> None:
    await made(desk.database, clock)
    officers = SqlOfficers(desk.database)
    code, _ = await officers.offer(OLGA, timedelta(minutes=10))
    deed = noted_deed(Deed("olga", "plate-checked", "", "AB123CD: 1"), clock())
    records = [each.for_lane(LANE) for each in (*officers.bound("olga"), deed)]
    await desk.database.writer.submit(RECORDS, records)
    await sessions_of(desk.database, clock).sign_in(
        "olga", PASSWORD, code_at(SECRET, step_at(clock())), "c00kie"
    )
    tables = ("staff", "staff_session", "staff_code", "staff_lane", "audit", "link", "login_failure")
    found = repr([store.raw(f"SELECT * FROM {table}") for table in tables])  # noqa: S608 - our own names
    assert "plate-checked" in found
    secrets = ("Segretissima", SECRET, PASSWORD, "c00kie", "AB123CD", "3935000", code)
    assert [word for word in secrets if word in found] == []


async def test_keys_change_under_staff_and_audit(desk: Desk, store: Store, clock: Ticker) -> None:
    await made(desk.database, clock)
    await SqlAudit(desk.database).note(OLGA, "plate-checked", "", "AB123CD: 1")
    records = [each.for_lane(LANE) for each in SqlOfficers(desk.database).bound("olga")]
    await desk.database.writer.submit(RECORDS, records)
    desk.database.close()
    both = Keyring([NEWER, KEY])
    store.veil = draw_veil(store.url, both, anew=True).veil
    again = store.open("second").database
    assert (await SqlAudit(again).of(Wanted(act="plate-checked")))[0].detail == "AB123CD: 1"
    assert (await SqlOfficers(again).of(LANE)) == OLGA
    tried = await SqlStaffSessions(
        again, both, QUICK, clock, timedelta(minutes=20), timedelta(hours=10)
    ).sign_in("olga", PASSWORD, code_at(SECRET, step_at(clock())), "cookie")
    assert tried.name == "olga"


async def test_with_somebody_go_sessions_links_codes_and_conversations(desk: Desk, clock: Ticker) -> None:
    people, officers = await made(desk.database, clock), SqlOfficers(desk.database)
    sessions = sessions_of(desk.database, clock)
    await sessions.sign_in("olga", PASSWORD, code_at(SECRET, step_at(clock())), "cookie")
    bound = [each.for_lane(LANE) for each in officers.bound("olga")]
    await desk.database.writer.submit(RECORDS, bound)
    code, _ = await officers.offer(OLGA, timedelta(minutes=10))
    assert await officers.lets(LANE, "police")
    assert not await officers.lets(LANE, "approver")
    assert await officers.lets("sms:+390", "binding")
    await people.disable("olga", "root")
    assert await sessions.read("cookie") is None
    assert await officers.of(LANE) is None
    assert not await officers.by_code(code)
    assert not await officers.lets(LANE, "police")
    assert not await officers.lets("sms:+390", "binding")


async def test_made_up_staff_is_let_in_only_where_the_desk_is_tried(desk: Desk, clock: Ticker) -> None:
    people = staff_of(desk.database, clock)
    await people.add(OLGA, "sandbox", sandbox=True)
    token = await people.invite("olga", clock() + timedelta(hours=1))
    await SqlLinks(desk.database).open(token, "browser")
    code = code_at(SECRET, step_at(clock()) - 1)
    await people.activate(Opening.of(token, "browser"), "olga", PASSWORD, SECRET, code)
    typed = "olga", PASSWORD, code_at(SECRET, step_at(clock()))
    assert (await sessions_of(desk.database, clock).sign_in(*typed, "cookie")).name == ""
    limits = timedelta(minutes=20), timedelta(hours=10)
    trying = SqlStaffSessions(desk.database, Keyring([KEY]), QUICK, clock, *limits, sandbox=True)
    assert (await trying.sign_in(*typed, "cookie")).name == "olga"
    assert await sessions_of(desk.database, clock).read("cookie") is None
