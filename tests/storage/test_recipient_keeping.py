"""Whoever was written to is forgotten in the end, or when they ask for it; the figures stay."""

import json
from datetime import timedelta

import pytest

from sportello.retention_chores import Retention
from sportello.settings import Settings
from storage.audience import Audience
from storage.broadcast_rows import recipient_list, recipient_list_row
from storage.personal_data import SqlPersonalData
from storage.personal_erasure import erase_person
from storage.personal_sheets import EXPORTED
from storage.records import RECORDS
from storage.sealing import Keyring
from storage.subscriber_rows import subscriber, subscriber_zone, subscription, suppression
from storage.whose import Window
from tests.clock import Ticker
from tests.storage.broadcasting import APPROVER, Hall, done, draft, lay_subscribers
from tests.storage.bulk_rows import insert
from tests.storage.conftest import Desk, Store
from tests.storage.identities import ANNA, KEY, Town, phone

ANNAS, BRUNOS = phone(1), phone(2)
FIGURES = "SELECT channel, status, code, people FROM broadcast_figure ORDER BY status"


@pytest.fixture
def hall(store: Store, desk: Desk, clock: Ticker) -> Hall:
    return Hall.of(store, desk, clock)


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


def sign_up(store: Store, clock: Ticker) -> None:
    """Let Anna and Bruno hear of roads; Anna in one zone, and her number was dead once."""
    rows = [
        {
            "id": number,
            "lane": f"sms:{address}",
            "channel": "sms",
            "address": address,
            "person": "",
            "language": "it",
            "source": "desk",
            "added_at": clock(),
        }
        for number, address in enumerate((ANNAS, BRUNOS), 1)
    ]
    insert(store, subscriber, rows)
    insert(store, subscription, [{"topic": "roads", "subscriber": each, "since": clock()} for each in (1, 2)])
    insert(store, subscriber_zone, [{"subscriber": 1, "zone": "porto"}])
    dead = {"lane": f"sms:{BRUNOS}", "channel": "sms", "code": "number:21614", "since": clock(), "times": 1}
    insert(store, suppression, [dead])
    insert(
        store,
        recipient_list,
        [{"id": 7, "name": "a.csv", "names": "[]", "made_by": "x", "made_at": clock(), "ready": True}],
    )
    listed = [
        {
            "id": number,
            "list": 7,
            "channel": "sms",
            "address": address,
            "person": "",
            "language": "it",
            "fills": f'["riga {number}"]',
        }
        for number, address in enumerate((ANNAS, BRUNOS), 1)
    ]
    insert(store, recipient_list_row, listed)


async def night(desk: Desk, clock: Ticker) -> None:
    await Retention(desk.database, clock, Settings()).all_at_once()


def counted(hall: Hall, table: str) -> int:
    ((number,),) = hall.store.rows(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of ours
    return int(str(number))


async def test_recipients_of_what_ended_long_ago_go_and_the_figures_stay(
    hall: Hall, desk: Desk, clock: Ticker
) -> None:
    lay_subscribers(hall.store, 5)
    number = await hall.running(draft(clock), counted=5)
    await hall.send(3)
    done(await hall.broadcasts.cancel(number, APPROVER))
    before = await hall.broadcasts.progress(number)
    clock.tick(days=89)
    await night(desk, clock)
    assert counted(hall, "recipient") == 5
    clock.tick(days=2)
    await night(desk, clock)
    assert counted(hall, "recipient") == 0
    after = await hall.broadcasts.progress(number)
    assert before is not None
    assert after is not None
    assert (after.by, after.spent) == (before.by, before.spent)
    assert after.count("sent") == 3
    await night(desk, clock)
    assert (await hall.broadcasts.progress(number)) == after


async def test_what_is_under_way_or_waits_keeps_everybody(hall: Hall, desk: Desk, clock: Ticker) -> None:
    sign_up(hall.store, clock)
    until = clock() + timedelta(days=400)
    audience = Audience(topics=("roads",), list=7)
    await hall.running(draft(clock, valid_until=until), counted=1)
    await hall.broadcasts.make(draft(clock, audience=audience), "e.editor")
    clock.tick(days=300)
    await night(desk, clock)
    assert counted(hall, "recipient") == 1
    assert counted(hall, "recipient_list_row") == 2


async def test_a_list_that_nothing_needs_goes_with_its_rows(hall: Hall, desk: Desk, clock: Ticker) -> None:
    sign_up(hall.store, clock)
    clock.tick(days=91)
    await night(desk, clock)
    assert (counted(hall, "recipient_list_row"), counted(hall, "recipient_list")) == (0, 0)


async def test_a_dead_number_is_tried_again_after_a_year(hall: Hall, desk: Desk, clock: Ticker) -> None:
    sign_up(hall.store, clock)
    clock.tick(days=366)
    await night(desk, clock)
    assert counted(hall, "suppression") == 0
    assert counted(hall, "subscriber") == 2  # who asked for alerts gets them


async def test_a_citizen_sees_what_they_asked_for_and_were_sent_and_nothing_of_others(
    hall: Hall, desk: Desk, clock: Ticker, town: Town
) -> None:
    sign_up(hall.store, clock)
    anna = await town.citizens.admit(ANNA, "import")
    await town.bind(f"sms:{ANNAS}", anna)
    clock.tick(minutes=1)
    await hall.running(draft(clock), counted=1)
    await hall.send()
    clock.tick(minutes=1)
    sheets = await SqlPersonalData(desk.database, town.citizens).of(anna)
    assert [row["topic"] for row in sheets["subscription"]] == ["roads"]
    assert [row["zone"] for row in sheets["subscriber_zone"]] == ["porto"]
    assert [row["source"] for row in sheets["subscriber"]] == ["desk"]
    assert [row["status"] for row in sheets["recipient"]] == ["sent"]
    assert [row["fills"] for row in sheets["recipient_list_row"]] == ['["riga 1"]']
    assert sheets["suppression"] == []
    assert BRUNOS not in json.dumps(sheets)
    assert {"subscriber", "recipient", "recipient_list_row", "suppression"} <= EXPORTED


@pytest.mark.parametrize("sent", [True, False], ids=["after it left", "while it waits"])
async def test_whoever_asks_is_taken_off_everything_and_is_written_to_no_more(
    hall: Hall, desk: Desk, clock: Ticker, town: Town, *, sent: bool
) -> None:
    sign_up(hall.store, clock)
    hall.store.run("DELETE FROM suppression")
    anna = await town.citizens.admit(ANNA, "import")
    await town.bind(f"sms:{ANNAS}", anna)
    number = await hall.running(draft(clock), counted=2)
    if sent:
        await hall.send()
    clock.tick(minutes=1)
    one = await town.citizens.by_id(anna)
    assert one is not None
    windows = await SqlPersonalData(desk.database, town.citizens).windows(one)
    twice = [*windows, Window(windows[0].lane, windows[0].since, clock() - timedelta(seconds=1))]
    records = [each.for_lane(f"sms:{ANNAS}") for each in erase_person(anna, twice, clock())]
    await desk.database.writer.submit(RECORDS, records)
    for table in ("subscriber", "subscription", "recipient", "recipient_list_row"):
        assert counted(hall, table) == 1, table
    assert counted(hall, "subscriber_zone") == 0
    assert hall.store.rows(FIGURES) == [("sms", "sent" if sent else "stopped", "", 1)]
    assert await hall.send() == ([] if sent else [BRUNOS])
    progress = await hall.broadcasts.progress(number)
    assert progress is not None
    assert sum(progress.by.values()) == 2
