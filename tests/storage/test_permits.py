"""Permits as they are kept, on both databases, and what the gates are told of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.access_log import SqlAccessLog
from storage.database import read_url, writing_engine
from storage.gates import LetGo, SqlGates, fold
from storage.permits import Draft, Ended, Permit, PermitState, SqlPermits
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store

TODAY = date(2026, 2, 3)
YEAR_END = date(2026, 12, 31)


@pytest.fixture
def writes() -> str:
    return "apart"


class Office:
    """Permits and gates on one database, and drafts with keys that count."""

    def __init__(self, desk: Desk) -> None:
        self.database = desk.database
        self.permits = SqlPermits(desk.database)
        self.gates = SqlGates(desk.database)
        self._keys = 0

    def draft(self, *plates: str, **other: object) -> Draft:
        self._keys += 1
        given = Draft(
            f"order-{self._keys}", "resident", "mario", plates or ("AB123CD",), "B", TODAY, YEAR_END
        )
        return replace(given, **other)  # type: ignore[arg-type]

    async def issue(self, *plates: str, **other: object) -> Permit:
        return await self.permits.issue(self.draft(*plates, **other))

    async def told(self, after: int = 0) -> list[str]:
        """The changes, each in a line."""
        changes = await self.gates.changes(after)
        assert [one.number for one in changes] == list(range(after + 1, after + len(changes) + 1))
        return [f"{one.op.value} {one.entry.plate} {one.entry.zone} {one.entry.permit}" for one in changes]

    async def listed(self) -> dict[tuple[str, str], str]:
        """The list, which is what the changes make of nothing."""
        white = await self.gates.whitelist()
        changes = await self.gates.changes(0)
        assert {one.pair: one for one in white.entries} == fold(changes)
        assert white.last == len(changes)
        return {one.pair: one.permit for one in white.entries}


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


async def test_one_is_found_by_whoever_looks_for_it(office: Office) -> None:
    made = await office.issue("ab 123-cd", address="Via San Telmo 12", request="7K3M9QX")
    assert (made.number, made.plates, made.state) == ("2026/000001", ("AB123CD",), PermitState.ACTIVE)
    assert await office.permits.keep_paper(made.number, "code-1")
    kept = replace(made, paper="code-1")
    assert await office.permits.one(made.number) == kept
    assert await office.permits.of("mario") == [kept]
    assert await office.permits.by_plate("AB 123 CD") == [kept]
    assert await office.permits.by_paper("code-1") == kept
    assert await office.permits.by_request("7K3M9QX") == [kept]
    assert await office.permits.of("") == ()
    assert await office.permits.one("2026/000002") is None


async def test_asked_again_it_is_the_same_and_numbers_have_no_gap(office: Office, clock: Ticker) -> None:
    draft = office.draft()
    first = await office.permits.issue(draft)
    assert await office.permits.issue(draft) == first
    assert (await office.issue("BB222BB")).number == "2026/000002"
    clock.tick(days=365)
    assert (await office.issue("CC333CC")).number == "2027/000001"
    assert await office.told() == [
        "ADD AB123CD B 2026/000001",
        "ADD BB222BB B 2026/000002",
    ]  # the third has ended before it was issued


async def test_a_plate_passes_as_long_as_any_permit_holds(office: Office) -> None:
    long, short = await office.issue(), await office.issue(valid_until=TODAY)
    assert await office.listed() == {("AB123CD", "B"): long.number}
    await office.permits.revoke(long.number, Ended.REVOKED, by="l.rossi", reason="moved")
    assert await office.listed() == {("AB123CD", "B"): short.number}
    await office.permits.revoke(short.number, Ended.RENOUNCED, by="citizen")
    assert await office.listed() == {}
    assert await office.told() == [
        f"ADD AB123CD B {long.number}",
        f"CHANGE AB123CD B {short.number}",
        f"REMOVE AB123CD B {short.number}",
    ]
    seen = await office.permits.one(long.number)
    assert seen is not None
    assert (seen.state, seen.ended, seen.ended_by, seen.reason) == (
        PermitState.REVOKED,
        Ended.REVOKED,
        "l.rossi",
        "moved",
    )
    assert await office.permits.revoke(long.number, Ended.REVOKED, by="l.rossi") is None


async def test_another_plate_comes_before_the_old_one_goes(office: Office) -> None:
    old = await office.issue("ZZ111ZZ")
    new = await office.permits.replace(old.number, office.draft("AA222AA"))
    assert new is not None
    assert (await office.told())[1:] == [f"ADD AA222AA B {new.number}", f"REMOVE ZZ111ZZ B {old.number}"]
    gone = await office.permits.one(old.number)
    assert gone is not None
    assert (gone.state, gone.ended, gone.replaced_by) == (PermitState.REVOKED, Ended.REPLACED, new.number)
    assert new.replaces == old.number
    assert await office.permits.replace(old.number, office.draft("CC333CC")) is None
    log = await SqlAccessLog(office.database).of("mario")
    assert [each.what for each in log] == ["permit-issued", "permit-replaced", "permit-issued"]


@pytest.mark.parametrize("trusted", [True, False])
async def test_of_one_that_is_to_be_paid_the_old_one_comes_back(office: Office, *, trusted: bool) -> None:
    old = await office.issue()
    due = office.draft(pay_by=TODAY + timedelta(days=7), trusted=trusted)
    new = await office.permits.replace(old.number, due)
    assert new is not None
    assert new.state is PermitState.PENDING_PAYMENT
    assert await office.listed() == {("AB123CD", "B"): (new if trusted else old).number}
    await office.permits.revoke(new.number, Ended.UNPAID, by="counter")
    assert await office.listed() == {("AB123CD", "B"): old.number}
    again = await office.permits.paid(new.number)  # late
    assert again is not None
    assert again.state is PermitState.ACTIVE
    assert await office.listed() == {("AB123CD", "B"): new.number}
    assert await office.permits.paid(new.number) == again
    gone = await office.permits.one(old.number)
    assert gone is not None
    assert gone.ended is Ended.REPLACED


async def test_one_that_was_revoked_does_not_come_back(office: Office) -> None:
    old = await office.issue()
    new = await office.permits.replace(old.number, office.draft(pay_by=TODAY))
    assert new is not None
    await office.permits.revoke(old.number, Ended.REVOKED, by="l.rossi", reason="stolen")
    await office.permits.revoke(new.number, Ended.UNPAID, by="counter")
    assert await office.listed() == {}


async def test_paid_when_the_place_is_taken_it_stays_revoked(office: Office) -> None:
    old = await office.issue()
    new = await office.permits.replace(old.number, office.draft(pay_by=TODAY))
    assert new is not None
    await office.permits.revoke(new.number, Ended.UNPAID, by="counter")
    other = await office.permits.replace(old.number, office.draft())
    assert other is not None
    late = await office.permits.paid(new.number)
    assert late is not None
    assert late.state is PermitState.REVOKED
    assert await office.listed() == {("AB123CD", "B"): other.number}


async def test_several_zones_and_plates_make_an_entry_each(office: Office) -> None:
    one = await office.issue("AA111AA", "BB222BB", zone="B,K barrata")
    pairs = {(plate, zone) for plate in ("AA111AA", "BB222BB") for zone in ("B", "K barrata")}
    assert await office.listed() == dict.fromkeys(pairs, one.number)
    assert {entry.zone for entry in await office.gates.passes("aa 111 aa")} == {"B", "K barrata"}


def refused(store: Store, statement: str) -> None:
    engine = writing_engine(read_url(store.url))
    with pytest.raises(DBAPIError, match="only ever added to"), engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


async def test_what_the_gates_were_told_stays(office: Office, store: Store) -> None:
    await office.issue()
    for statement in ("UPDATE gate_change SET op = 'REMOVE'", "DELETE FROM gate_change"):
        refused(store, statement)
    assert await office.gates.changes(1) == []


async def test_who_missed_what_is_kept_no_more_is_told(office: Office, store: Store) -> None:
    await office.issue("AA111AA")
    await office.issue("BB222BB")
    store.run("INSERT INTO retention_run VALUES ('gate-changes', 9999999999999, 1, 0, 0)")
    store.run("DELETE FROM gate_change WHERE number < 2")
    with pytest.raises(LetGo):
        await office.gates.changes(0)
    assert [one.number for one in await office.gates.changes(1)] == [2]
    refused(store, "DELETE FROM gate_change")
