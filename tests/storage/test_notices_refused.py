"""Whoever asks for notices a moment too late gets none: the fine has ended since it was looked at."""

import pytest

from storage.fines import Status
from storage.notices import NoticeStatus
from storage.position_telling import position
from tests.storage.payment_world import fine
from tests.storage.payments import Till


@pytest.fixture
def till(desk):
    return Till(desk.database)


@pytest.mark.parametrize("status", [Status.PAID, Status.APPEALED, Status.CANCELLED])
@pytest.mark.parametrize("publish", [False, True])
async def test_nothing_is_opened_for_a_fine_that_has_ended(till, status, publish):
    await till.register(fine("V1/2026", status))
    assert await till.open(publish=publish) == []
    assert await till.rows("notice") == []
    assert await till.rows(position) == []


async def test_none_that_ended_with_its_fine_is_opened_again(till):
    await till.register(fine("V1/2026"))
    await till.open(publish=True)
    await till.register(fine("V1/2026", Status.CANCELLED))
    assert await till.open(publish=True) == []
    assert {row.status for row in await till.rows("notice")} == {"annulled"}


async def test_a_fine_that_was_paid_with_a_notice_answers_with_it(till):
    await till.register(fine("V1/2026"))
    discounted, _ = await till.open()
    await till.pay(discounted)
    assert [(one.nav, one.status) for one in await till.open()] == [(discounted.nav, NoticeStatus.PAID)]


async def test_what_is_in_no_register_is_opened(till):
    assert len(await till.open(debt=("", "V1/2026"))) == 2
    assert len(await till.open(debt=("pay_fine", "V2/2026"))) == 2
