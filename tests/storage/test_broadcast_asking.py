"""Who approves alerts is asked once in each of their conversations, and nobody else is."""

from datetime import timedelta

from storage.audience import Audience, Policy
from storage.broadcast_asking import ASK_APPROVERS, is_asked_for
from storage.broadcasts import Broadcasts, Done, Draft, Kind, Text
from storage.records import RECORDS
from storage.sealing import Keyring
from storage.staff import SqlStaff
from storage.staff_lanes import SqlOfficers
from storage.staff_rows import ACTIVE, Officer, Role
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import KEY, QUICK

LANES = {"e.finta": Role.EDITOR, "a.finta": Role.APPROVER, "b.finta": Role.APPROVER}


async def submitted(desk: Desk, clock: Ticker) -> tuple[Broadcasts, Done]:
    broadcasts = Broadcasts(desk.database, ("sms",), 0)
    texts = {"it": Text("Raccolta", "Domani la raccolta salta.")}
    until = clock() + timedelta(days=3)
    draft = Draft(Kind.NOTICE, Policy.CHEAPEST, texts, Audience(topics=("waste",)), valid_until=until)
    made = await broadcasts.make(draft, "e.finta")
    answer = await broadcasts.submit(made.id, "e.finta", made.version, 1, 0)
    assert isinstance(answer, Done)
    return broadcasts, answer


async def staff(desk: Desk, store: Store, clock: Ticker) -> None:
    people = SqlStaff(desk.database, Keyring([KEY]), QUICK, clock)
    for name, role in LANES.items():
        assert await people.add(Officer(name, name, frozenset({role})), "test")
        bound = SqlOfficers(desk.database).bound(name)
        await desk.database.writer.submit(RECORDS, [each.for_lane(f"telegram:{name}") for each in bound])
    store.run(f"UPDATE staff SET state = '{ACTIVE}' WHERE name <> 'b.finta'")  # noqa: S608 - a word of ours


async def test_each_approver_is_asked_once_for_each_version(desk: Desk, store: Store, clock: Ticker) -> None:
    await staff(desk, store, clock)
    asked = desk.database.writer.submit
    assert await asked(ASK_APPROVERS, "c") == 0
    broadcasts, first = await submitted(desk, clock)
    assert await desk.database.reader.fetch(lambda connection: is_asked_for(connection, clock()))
    assert [await asked(ASK_APPROVERS, "c"), await asked(ASK_APPROVERS, "c")] == [1, 0]
    assert store.rows("SELECT lane FROM inbox") == [("telegram:a.finta",)]
    (work,) = await desk.inbox.claim(1)
    assert (work.inbound.event, work.inbound.payload) == ("approve_broadcast.asked", {"code": first.code})
    back = await broadcasts.reject(first.id, "a.finta", first.version, "Manca l'ora")
    assert isinstance(back, Done)
    again = await broadcasts.submit(first.id, "e.finta", back.version, 1, 0)
    assert isinstance(again, Done)
    assert await asked(ASK_APPROVERS, "c") == 1
    clock.tick(days=1, hours=1)
    store.run("DELETE FROM inbox")
    assert await asked(ASK_APPROVERS, "c") == 0  # no news any more
