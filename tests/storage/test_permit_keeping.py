"""What is kept of permits: sealed, shown to whose they are, brought under new keys, and let go in time."""

import json
from datetime import timedelta

import pytest

from storage.permit_days import PERMIT_DAY
from storage.permits import Ended, SqlPermits
from storage.personal_data import SqlPersonalData
from storage.retention import GATE_CHANGES, LET_GO, PERMITS, Round
from storage.sealing import Keyring
from storage.veiling import draw_veil
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.identities import ANNA, BRUNO, KEY, NEWER, Town
from tests.storage.test_permits import TODAY, Office

TABLES = ("permit", "permit_plate", "gate_entry", "gate_change", "access_log")
PERSONAL = ("RB101CD", "RB999ZZ", "Via Nascosta", "perché rubato", "codice-di-carta", "ordine/RB101CD")


@pytest.fixture
def writes() -> str:
    return "thread"


async def lived(office: Office, citizen: str = "mario") -> str:
    draft = office.draft("RB101CD", key="ordine/RB101CD", citizen=citizen, address="Via Nascosta 1")
    one = await office.permits.issue(draft)
    await office.permits.keep_paper(one.number, "codice-di-carta")
    other = await office.permits.replace(one.number, office.draft("RB999ZZ", citizen=citizen))
    assert other is not None
    await office.permits.revoke(other.number, Ended.REVOKED, by="l.rossi", reason="perché rubato")
    await office.issue("RB101CD", citizen=citizen)
    return one.number


async def test_who_reads_the_tables_finds_nobody(desk: Desk, store: Store) -> None:
    number = await lived(Office(desk))
    rows = repr([store.raw(f"SELECT * FROM {table}") for table in TABLES])  # noqa: S608 - our own names
    assert number in rows
    assert [word for word in PERSONAL if word in rows] == []
    opened = repr([store.rows(f"SELECT * FROM {table}") for table in TABLES])  # noqa: S608 - as above
    assert [word for word in PERSONAL if word not in opened] == []


async def test_under_other_keys_all_of_it_is_found_as_before(store: Store) -> None:
    before = store.open()
    number = await lived(Office(before))
    kept = await SqlPermits(before.database).by_plate("RB101CD")
    before.database.close()
    keyring = Keyring([NEWER, KEY])
    assert draw_veil(store.url, keyring, anew=True).rows
    store.veil = draw_veil(store.url, Keyring([NEWER])).veil
    after = Office(store.open())
    assert await after.permits.by_plate("rb 101 cd") == kept
    found = await after.permits.by_paper("codice-di-carta")
    assert found is not None
    assert (found.number, found.address) == (number, "Via Nascosta 1")
    assert set(await after.listed()) == {("RB101CD", "B")}
    assert await after.permits.issue(after.draft("ZZ111ZZ", key="ordine/RB101CD")) == found


async def test_they_are_shown_to_whose_they_are(desk: Desk, clock: Ticker) -> None:
    town, office = Town(desk, clock, Keyring([KEY])), Office(desk)
    anna, bruno = [await town.citizens.admit(one, "import") for one in (ANNA, BRUNO)]
    await lived(office, anna)
    await office.issue("TB222BB", citizen=bruno)
    sheets = await SqlPersonalData(desk.database, town.citizens).of(anna)
    assert [row["number"] for row in sheets["permit"]] == ["2026/000003", "2026/000002", "2026/000001"]
    text = json.dumps(sheets, ensure_ascii=False)
    assert "Via Nascosta 1" in text
    assert "RB999ZZ" in text
    assert "TB222BB" not in text
    assert "l.rossi" not in text


async def test_what_has_ended_long_ago_goes_and_the_rest_stays(
    desk: Desk, store: Store, clock: Ticker
) -> None:
    office = Office(desk)
    await lived(office)
    await office.issue("TB222BB", valid_until=TODAY + timedelta(days=3))
    held = await office.issue("TC333CC", valid_until=TODAY + timedelta(days=3000))
    clock.tick(days=1000)
    await desk.database.writer.submit(PERMIT_DAY, None)

    async def let_go(kind: str) -> int:
        return await desk.database.writer.submit(LET_GO, Round(kind, clock() - timedelta(days=400), 100))

    assert await let_go(PERMITS) == 8  # four permits and their plates
    assert store.rows("SELECT number FROM permit") == [(held.number,)]
    assert store.rows("SELECT plate FROM permit_plate") == [("TC333CC",)]
    assert await let_go(PERMITS) == 0
    assert await let_go(GATE_CHANGES) == 7
    told = [row[0] for row in store.rows("SELECT number FROM gate_change ORDER BY number")]
    assert told == [8, 9]
    clock.tick(days=3000)
    assert await let_go(GATE_CHANGES) == 1
    assert store.rows("SELECT number FROM gate_change") == [(9,)]  # the next one is 10
    assert (await office.issue("TD444DD", valid_until=None)).number == "2037/000001"
    assert [each.number for each in await office.gates.changes(9)] == [10]
