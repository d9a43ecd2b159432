"""A reminder reaches who asked for it, once, while the notice can still be paid."""

import json
from datetime import timedelta

import pytest

from storage.records import RECORDS
from storage.reminders import REMIND, remind
from storage.tables import inbox
from tests.storage.payment_world import fine
from tests.storage.payments import MARIO, Till


@pytest.fixture
async def till(desk):
    made = Till(desk.database)
    await made.register(fine("V1/2026"))
    return made


async def ask(till, nav, at):
    await till.submit(RECORDS, [remind(nav, at).for_lane(MARIO)])


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
