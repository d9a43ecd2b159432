"""What the days do to permits: the gates follow, nobody is reminded twice, nothing is done for nothing."""

import json
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.clock import Clock
from bot.records import Record
from sportello.permit_chores import permit_chores
from storage.gates import SqlGates, fold
from storage.permit_days import PERMIT_DAY, is_due
from storage.permit_reminders import REMIND_PERMITS, may_remind
from storage.permits import Ended, PermitState
from storage.records import RECORDS
from storage.sealing import Keyring
from storage.tables import caller, inbox
from tests.clock import ROME, Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, Town, phone
from tests.storage.test_permits import TODAY, YEAR_END, Office

ADD_CALLER = sa.insert(caller)
BEFORE = datetime(2026, 1, 1, tzinfo=ROME)
LANE, OTHER = f"sms:{phone(1)}", "telegram:900001"


@pytest.fixture
def writes() -> str:
    return "thread"


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


async def passes(office: Office) -> int:
    return await office.database.writer.submit(PERMIT_DAY, None)


async def reminded(office: Office) -> int:
    return await office.database.writer.submit(REMIND_PERMITS, "c")


async def test_what_begins_comes_and_what_has_ended_goes(office: Office, clock: Ticker) -> None:
    one = await office.issue(valid_from=TODAY + timedelta(days=1), valid_until=TODAY + timedelta(days=2))
    told = []
    for _ in range(4):
        told.append((await passes(office), len(await office.listed())))
        clock.tick(days=1)
    assert told == [(0, 0), (1, 1), (0, 1), (1, 0)]
    gone = await office.permits.one(one.number)
    assert gone is not None
    assert gone.state is PermitState.EXPIRED


async def test_after_days_away_the_gates_are_told_in_order(office: Office, clock: Ticker) -> None:
    first = await office.issue("AA111AA", valid_until=TODAY + timedelta(days=3))
    second = await office.issue("BB222BB", valid_until=TODAY + timedelta(days=1))
    later = await office.issue("CC333CC", valid_from=TODAY + timedelta(days=2))
    clock.tick(days=9)
    assert await passes(office) == 3
    assert (await office.told(2)) == [
        f"ADD CC333CC B {later.number}",
        f"REMOVE AA111AA B {first.number}",
        f"REMOVE BB222BB B {second.number}",
    ]


async def test_what_nobody_pays_goes_after_its_term(office: Office, clock: Ticker) -> None:
    one = await office.issue(pay_by=TODAY + timedelta(days=7))
    clock.tick(days=7)
    assert await passes(office) == 0
    clock.tick(days=1)
    assert await passes(office) == 1
    gone = await office.permits.one(one.number)
    assert gone is not None
    assert (gone.state, gone.ended) == (PermitState.REVOKED, Ended.UNPAID)
    assert await office.listed() == {}


async def test_whoever_has_not_paid_is_told_once_and_not_at_night(
    office: Office, town: Town, clock: Ticker, store: Store
) -> None:
    await town.bind(LANE, "mario")
    one = await office.issue(pay_by=TODAY)
    other = await office.issue("BB222BB", citizen="nobody", pay_by=TODAY)
    day, _ = permit_chores(office.database, clock, lambda: "c", reminds=True)
    clock.tick(hours=16)
    assert await day() == 0
    clock.tick(hours=7)
    assert await day() == 2
    assert await day() == 0
    assert {(await office.permits.one(each.number)).ended for each in (one, other)} == {Ended.UNPAID}  # type: ignore[union-attr] # it is there
    (body,) = [json.loads(str(row[0])) for row in store.rows("SELECT body FROM inbox")]
    assert (body["event"], body["payload"]["number"]) == ("renew_permit.lapsed", one.number)


async def test_a_day_with_nothing_to_do_writes_nothing(office: Office, store: Store, clock: Clock) -> None:
    await office.issue()
    day, remind = permit_chores(office.database, clock, lambda: "c", reminds=True)
    before = len(store.commits)
    assert (await day(), await remind()) == (0, 0)
    assert len(store.commits) == before
    assert not await office.database.reader.fetch(lambda connection: is_due(connection, clock()))


@pytest.mark.parametrize(
    ("left", "told"),
    [(31, [30, 7, 1]), (9, [9, 7, 1]), (0, [0])],
)
async def test_who_is_reminded_is_so_on_each_of_the_days(
    office: Office, town: Town, clock: Ticker, store: Store, left: int, told: list[int]
) -> None:
    await town.bind(LANE, "mario")
    await office.issue(valid_until=TODAY + timedelta(days=left))
    for _ in range(left + 2):
        await reminded(office)
        clock.tick(days=1)
    bodies = [json.loads(str(row[0])) for row in store.rows(f"SELECT body FROM {inbox.name} ORDER BY id")]  # noqa: S608 - our own name
    assert [body["payload"]["days"] for body in bodies] == told
    assert {body["event"] for body in bodies} == {"renew_permit.expiring"}


async def test_after_a_renewal_nobody_is_reminded_of_the_old_one(office: Office, town: Town) -> None:
    await town.bind(LANE, "mario")
    old = await office.issue(valid_until=TODAY + timedelta(days=5))
    waiting = await office.issue("BB222BB", valid_until=TODAY + timedelta(days=5))
    revoked = await office.issue("CC333CC", valid_until=TODAY + timedelta(days=5))
    await office.permits.replace(old.number, office.draft(valid_until=YEAR_END))
    untrusted = office.draft("BB222BB", pay_by=TODAY, trusted=False)
    assert await office.permits.replace(waiting.number, untrusted)
    await office.permits.revoke(revoked.number, Ended.RENOUNCED, by="citizen")
    assert await reminded(office) == 0


async def test_it_comes_where_they_wrote_last_and_want_to_be_told(
    office: Office, town: Town, clock: Ticker, store: Store
) -> None:
    for lane in (LANE, OTHER):
        await town.bind(lane, "mario")
    wrote = {"language": "it", "chosen": False, "session": ""}
    rows = [
        Record(ADD_CALLER, wrote | {"lane": LANE, "stopped": True, "updated_at": clock()}),
        Record(ADD_CALLER, wrote | {"lane": OTHER, "stopped": False, "updated_at": BEFORE}),
    ]
    await office.database.writer.submit(RECORDS, rows)
    await office.issue(valid_until=TODAY + timedelta(days=5))
    await office.issue("BB222BB", citizen="nobody", valid_until=TODAY + timedelta(days=5))
    assert await reminded(office) == 1
    rows = store.rows("SELECT external_id, lane FROM inbox")
    assert [lane for name, lane in rows if str(name).startswith("permit-")] == [OTHER]


async def test_at_night_nobody_is_reminded(office: Office, town: Town, clock: Ticker) -> None:
    await town.bind(LANE, "mario")
    await office.issue(valid_until=TODAY + timedelta(days=5))
    _, remind = permit_chores(office.database, clock, lambda: "c", reminds=True)
    clock.tick(hours=13)
    assert not may_remind(clock())
    assert await remind() == 0
    clock.tick(hours=10)
    assert await remind() == 1
    assert await remind() == 0


async def test_who_follows_the_changes_has_the_list(office: Office, clock: Ticker) -> None:
    gates = SqlGates(office.database)
    await office.issue("AA111AA")
    start = await gates.whitelist()
    one = await office.issue("BB222BB", valid_until=date(2026, 2, 4))
    await office.permits.replace(one.number, office.draft("CC333CC"))
    clock.tick(days=2)
    await passes(office)
    followed = fold(await gates.changes(start.last), start.entries)
    assert sorted(followed) == [("AA111AA", "B"), ("CC333CC", "B")]
    assert {entry.pair: entry for entry in (await gates.whitelist()).entries} == followed
