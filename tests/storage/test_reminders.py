"""A reminder reaches who asked for it, once, while the notice can still be paid."""

import json
from datetime import timedelta

import pytest

from storage.records import RECORDS
from storage.reminders import REMIND, remind, withdraw_reminders
from storage.tables import inbox
from tests.storage.payment_world import fine
from tests.storage.payments import ANNA, MARIO, Till


@pytest.fixture
async def till(desk):
    made = Till(desk.database)
    await made.register(fine("V1/2026"))
    return made


async def ask(till, nav, at, lane=MARIO):
    await till.submit(RECORDS, [remind(nav, at).for_lane(lane)])


async def stop(till):
    await till.submit(RECORDS, [record.for_lane(MARIO) for record in withdraw_reminders()])


async def test_it_comes_once_at_its_time(till, clock):
    discounted, _ = await till.open()
    await ask(till, discounted.nav, clock() + timedelta(hours=2))
    assert await till.submit(REMIND, "c") == 0
    clock.tick(hours=2)
    assert await till.submit(REMIND, "c") == 1
    assert await till.submit(REMIND, "c") == 0
    (row,) = await till.rows(inbox)
    body = json.loads(row.body)
    assert (row.lane, row.correlation, body["event"]) == (MARIO, "c", "pay_fine.reminder")
    assert body["payload"] == {
        "nav": discounted.nav,
        "reference": "V1/2026",
        "amount_cents": 4258,
        "due_on": "2026-02-09",
        "token": discounted.token,
    }


async def test_asked_again_the_last_time_counts(till, clock):
    discounted, _ = await till.open()
    await ask(till, discounted.nav, clock() + timedelta(hours=2))
    await ask(till, discounted.nav, clock() + timedelta(hours=4))
    clock.tick(hours=3)
    assert await till.submit(REMIND, "c") == 0
    clock.tick(hours=1)
    assert await till.submit(REMIND, "c") == 1
    await ask(till, discounted.nav, clock())
    assert await till.submit(REMIND, "c") == 0  # the very same again


async def test_of_what_is_paid_meanwhile_nobody_is_reminded(till, clock):
    discounted, reduced = await till.open()
    for one in (discounted, reduced):
        await ask(till, one.nav, clock())
    await till.pay(reduced)
    assert await till.submit(REMIND, "c") == 0
    assert all(row.done for row in await till.rows("payment_reminder"))


async def test_who_wants_no_more_notices_gets_none_and_the_others_get_theirs(till, clock):
    discounted, _ = await till.open()
    for lane in (MARIO, ANNA):
        await ask(till, discounted.nav, clock(), lane)
    await stop(till)
    assert await till.submit(REMIND, "c") == 1
    assert [row.lane for row in await till.rows(inbox)] == [ANNA]


async def test_one_that_waits_behind_the_stop_is_taken_back_too(till, clock):
    discounted, _ = await till.open()
    for lane in (MARIO, ANNA):
        await ask(till, discounted.nav, clock(), lane)
    assert await till.submit(REMIND, "c") == 2
    await till.watch(MARIO)
    await till.pay(discounted)  # a receipt is no notice that could be stopped: it is owed
    await stop(till)
    told = sorted((row.lane, row.external_id.partition("/")[0]) for row in await till.rows(inbox))
    assert told == [(MARIO, "receipt"), (ANNA, "reminder")]


async def test_asked_for_after_a_stop_it_comes(till, clock):
    discounted, _ = await till.open()
    await ask(till, discounted.nav, clock() + timedelta(hours=2))
    await stop(till)
    await ask(till, discounted.nav, clock() + timedelta(hours=2))
    clock.tick(hours=2)
    assert await till.submit(REMIND, "c") == 1
