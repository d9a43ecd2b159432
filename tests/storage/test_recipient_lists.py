"""Lists of recipients on both databases: used when all of them is in, sealed, and let go."""

import pytest

from storage.recipient_lists import ListRow, RecipientLists
from tests.clock import Ticker
from tests.storage.bulk_rows import lay_broadcast
from tests.storage.conftest import Desk, Store

ANNA = ListRow("sms", "+390009876543", "2", "it", {"nome": "Annamaria Segreta"})
AUDIT = "SELECT who, act, about FROM audit ORDER BY id"


@pytest.fixture
def lists(desk: Desk) -> RecipientLists:
    return RecipientLists(desk.database)


async def ready(lists: RecipientLists, *rows: ListRow) -> int:
    number = await lists.begin("Scuole", ["nome"], "anna")
    await lists.add(number, rows or [ANNA])
    await lists.end(number, "anna")
    return number


async def test_a_list_is_there_when_all_of_it_is(lists: RecipientLists, store: Store) -> None:
    number = await lists.begin("Scuole", ["nome", "classe"], "anna")
    assert await lists.add(number, [ANNA, ListRow("email", "a@example.org", "2", "it")]) == 2
    assert (await lists.all(), await lists.one(number)) == ([], None)
    await lists.end(number, "anna")
    (made,) = await lists.all()
    assert await lists.one(number) == made
    assert (made.name, made.names, made.made_by, made.addresses) == ("Scuole", ("nome", "classe"), "anna", 2)
    assert store.rows(AUDIT) == [("anna", "list-imported", f"list {number}")]


async def test_an_address_is_in_a_list_once(lists: RecipientLists) -> None:
    number = await ready(lists)
    assert await lists.add(number, [ANNA, ListRow("sms", "+1", "3", "it")]) == 1
    assert await lists.add(await ready(lists), [ANNA]) == 0


async def test_the_same_row_of_two_files_is_two_people(lists: RecipientLists, store: Store) -> None:
    await ready(lists)
    await ready(lists)
    assert store.rows("SELECT person FROM recipient_list_row ORDER BY id") == [("1-2",), ("2-2",)]


async def test_nobody_reads_in_the_database_who_is_in_a_list(lists: RecipientLists, store: Store) -> None:
    await ready(lists)
    rows = repr(store.raw("SELECT * FROM recipient_list_row"))
    assert "sms" in rows
    assert not [word for word in ("9876543", "Annamaria", "nome") if word in rows]


async def test_a_list_that_nobody_needs_goes(lists: RecipientLists, store: Store) -> None:
    kept, gone = await ready(lists), await ready(lists)
    assert await lists.drop(gone, "dino")
    assert [each.id for each in await lists.all()] == [kept]
    assert store.rows("SELECT DISTINCT list FROM recipient_list_row") == [(kept,)]
    assert store.rows(AUDIT)[-1] == ("dino", "list-dropped", f"list {gone}")


NEEDED = {"running": False, "draft": False, "held": False, "done": True, "cancelled": True, "expired": True}


async def test_a_list_stays_as_long_as_a_broadcast_needs_it(lists: RecipientLists, store: Store) -> None:
    found = {}
    for number, state in enumerate(NEEDED, start=1):
        lay_broadcast(
            store, number, state=state, **{("list", "excluded_list")[number % 2]: await ready(lists)}
        )
        found[state] = await lists.drop(number, "dino")
    assert found == NEEDED


async def test_many_rows_go_some_at_a_time(lists: RecipientLists, store: Store) -> None:
    rows = [ListRow("telegram", str(number), str(number), "it") for number in range(1, 5_002)]
    number = await ready(lists, *rows)
    assert await lists.drop(number)
    assert store.rows("SELECT count(*) FROM recipient_list_row") == [(0,)]
    assert store.commits.count(("recipient-list-gone", "after")) == 2


async def test_what_somebody_began_and_died_over_goes_a_day_later(
    lists: RecipientLists, store: Store, clock: Ticker
) -> None:
    lost = await lists.begin("Scuole", [], "anna")
    await lists.add(lost, [ANNA])
    clock.tick(hours=23)
    kept = await lists.begin("Scuole", [], "anna")
    clock.tick(hours=2)
    new = await lists.begin("Scuole", [], "anna")
    assert store.rows("SELECT id FROM recipient_list ORDER BY id") == [(kept,), (new,)]
    assert store.rows("SELECT count(*) FROM recipient_list_row") == [(0,)]
