"""Notices that are opened, paid once, and told to whoever asked; together or not at all."""

import asyncio
import json
from datetime import date
from itertools import count

import pytest
import sqlalchemy as sa

from bot.records import Record
from bot.values.notice_number import NoticeNumber
from bot.values.value import Reading
from platforms.old_payments import SandboxPayments, Settlement
from storage.database import open_database
from storage.fines import MERGE_FINES, Document, Fine, Status, fine
from storage.notices import counter, notice, watch, watcher
from storage.records import RECORDS
from storage.tables import inbox
from tests.clock import Ticker

MARIO, ANNA = "sms:+393330000001", "telegram:1000002"
TERMS = {"due_on": date(2026, 2, 9), "payable_until": date(2026, 2, 11)}


def a_fine(number="V1/2026", status=Status.OPEN):
    return Fine(
        number=number,
        key="V12026",
        plate="AB123CD",
        document=Document.VERBALE,
        violation_on=date(2026, 1, 12),
        notified_on=date(2026, 2, 3),
        article="7/1",
        amount_cents=4100,
        maximum_cents=16800,
        costs_cents=1388,
        discountable=True,
        reducible=True,
        status=status,
        place="Via del Molo",
    )


class Counter:
    """The payments of a store, with what the tests ask of it."""

    def __init__(self, database, name="t"):
        numbers = count(1)
        self.database = database
        self.payments = SandboxPayments(
            database,
            segregation=1,
            address="https://portoreale.example/",
            ids=lambda: f"{name}{next(numbers):08}",
        )

    async def open(self, reference="V1/2026", option="discounted", cents=4258, **terms):
        return await self.payments.open(
            reference=reference, option=option, amount_cents=cents, **TERMS | terms
        )

    async def pay(self, opened):
        return await self.payments.pay(opened.url.rpartition("/")[2])

    async def find(self, opened):
        return await self.payments.find(opened.url.rpartition("/")[2])

    async def watch(self, nav, lane):
        await self.database.writer.submit(RECORDS, [watch(nav).for_lane(lane)])

    async def register(self, *fines):
        await self.database.writer.submit(MERGE_FINES, fines)

    async def rows(self, table):
        return await self.database.reader.fetch(lambda connection: connection.execute(sa.select(table)).all())

    async def statuses(self):
        fines, notices = await self.rows(fine), await self.rows(notice)
        return [row.status for row in fines], {row.option: row.status for row in notices}


@pytest.fixture
async def desk(database):
    made = Counter(database)
    await made.register(a_fine())
    return made


async def test_a_notice_has_a_number_that_checks_and_a_link(desk):
    # The number with base 42 is a published example of pagoPA's own tests.
    at = Record(sa.insert(counter), {"segregation": 1, "last": 41})
    await desk.database.writer.submit(RECORDS, [at])
    opened = await desk.open()
    assert opened.nav == "301000000000004285"
    assert NoticeNumber.parse(opened.nav, Reading(date(2026, 2, 3))).iuv == opened.nav[1:]
    assert opened.url == "https://portoreale.example/pay/t00000001"
    kept = await desk.find(opened)
    assert (kept.nav, kept.iuv, kept.amount_cents, kept.due_on) == (
        opened.nav,
        opened.nav[1:],
        4258,
        TERMS["due_on"],
    )


async def test_asked_again_it_is_the_same_with_the_amount_of_now(desk):
    first = await desk.open()
    again = await desk.open(cents=9788, due_on=None, payable_until=None)
    assert (again.nav, again.url) == (first.nav, first.url)
    assert (again.amount_cents, again.due_on) == (9788, None)
    assert (await desk.open(option="reduced")).nav != first.nav


async def test_fifty_at_once_get_fifty_numbers_without_a_gap(desk):
    opened = await asyncio.gather(*(desk.open(f"V{number}/2026") for number in range(50)))
    assert sorted(int(one.nav[3:16]) for one in opened) == list(range(1, 51))
    assert len({one.url for one in opened}) == 50


async def test_fifty_at_once_for_one_fine_get_one_number(desk):
    opened = await asyncio.gather(*(desk.open() for _ in range(50)))
    assert len({one.nav for one in opened}) == 1
    assert [row.last for row in await desk.rows(counter)] == [1]


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_two_processes_share_the_numbers(desk, url, clock):
    other = open_database(url, clock=clock, owner="other")
    desks = (desk, Counter(other, "u"))
    opened = await asyncio.gather(*(desks[turn % 2].open(f"V{turn // 4}/2026") for turn in range(80)))
    other.close()
    assert sorted({int(one.nav[3:16]) for one in opened}) == list(range(1, 21))


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_two_processes_cannot_take_the_money_twice(desk, url, clock):
    other = open_database(url, clock=clock, owner="other")
    notices = await desk.open(), await desk.open(option="reduced")
    desks = (desk, Counter(other, "u"))
    results = await asyncio.gather(*(desks[turn % 2].pay(notices[turn // 2 % 2]) for turn in range(20)))
    other.close()
    assert results.count(Settlement.PAID) == 1


async def test_paying_settles_notice_fine_and_receipts_together(desk, clock):
    discounted, reduced = await desk.open(), await desk.open(option="reduced", cents=5488)
    for lane in (MARIO, ANNA, MARIO):
        await desk.watch(discounted.nav, lane)
    assert await desk.pay(discounted) is Settlement.PAID
    assert await desk.statuses() == (["paid"], {"discounted": "paid", "reduced": "annulled"})
    receipts = await desk.rows(inbox)
    assert sorted(row.lane for row in receipts) == [MARIO, ANNA]
    kept = await desk.find(discounted)
    assert {row.external_id for row in receipts} == {
        f"receipt/{kept.receipt_id}/{lane}" for lane in (MARIO, ANNA)
    }
    body = json.loads(receipts[0].body)
    assert body["event"] == "pay_fine.paid"
    assert body["payload"] == {
        "nav": discounted.nav,
        "reference": "V1/2026",
        "amount_cents": 4258,
        "paid_at": clock().isoformat(),
        "receipt_id": kept.receipt_id,
    }
    assert await desk.pay(reduced) is Settlement.ANNULLED


async def test_a_second_payment_takes_nothing(desk):
    opened = await desk.open()
    await desk.watch(opened.nav, MARIO)
    results = await asyncio.gather(*(desk.pay(opened) for _ in range(10)))
    assert sorted(result.value for result in results) == ["already"] * 9 + ["paid"]
    assert len(await desk.rows(inbox)) == 1
    first = await desk.find(opened)
    assert await desk.pay(opened) is Settlement.ALREADY
    assert await desk.find(opened) == first


async def test_an_unknown_link_is_said(desk):
    assert await desk.payments.pay("no-such-link") is Settlement.UNKNOWN
    assert await desk.payments.find("no-such-link") is None


async def test_a_notice_is_taken_until_the_banks_have_had_their_days(desk, clock):
    opened = await desk.open()
    clock.tick(days=9)
    assert await desk.pay(opened) is Settlement.EXPIRED
    assert await desk.statuses() == (["open"], {"discounted": "open"})
    clock.tick(days=-1)
    assert await desk.pay(opened) is Settlement.PAID


async def test_a_fine_paid_elsewhere_cannot_be_paid_again(desk):
    opened = await desk.open()
    await desk.register(a_fine(status=Status.PAID))
    assert await desk.pay(opened) is Settlement.ANNULLED
    assert await desk.statuses() == (["paid"], {"discounted": "annulled"})
    assert await desk.rows(inbox) == []


async def test_an_annulled_number_is_not_used_again(desk):
    first = await desk.open()
    await desk.register(a_fine(status=Status.CANCELLED))
    assert await desk.pay(first) is Settlement.ANNULLED
    await desk.register(a_fine())
    second = await desk.open()
    assert second.nav != first.nav
    assert await desk.pay(second) is Settlement.PAID


async def test_opening_what_has_been_paid_shows_the_paid_notice(desk):
    opened = await desk.open()
    await desk.pay(opened)
    assert (await desk.open(option="reduced", cents=5488)).nav == opened.nav


async def test_who_asked_while_another_paid_is_told_afterwards_once(desk):
    opened = await desk.open()
    await desk.watch(opened.nav, MARIO)
    await desk.pay(opened)
    await desk.watch(opened.nav, ANNA)
    assert await desk.payments.tell() == 1
    assert await desk.payments.tell() == 0
    assert [row.lane for row in await desk.rows(inbox)] == [MARIO, ANNA]
    assert all(row.told for row in await desk.rows(watcher))


class PowerCut(Exception):  # noqa: N818 - it says what happens
    """The lights go out just before a commit."""


class Lights:
    """An observer of commits that fails when it is told to."""

    def __init__(self):
        self.out = False

    def __call__(self, name, when):
        if self.out and (name, when) == ("payment", "before"):
            raise PowerCut


async def test_a_payment_that_is_cut_off_leaves_nothing_behind(url):
    lights = Lights()
    database = open_database(url, clock=Ticker(), owner="test", observe=lights)
    desk = Counter(database)
    await desk.register(a_fine())
    opened = await desk.open()
    await desk.watch(opened.nav, MARIO)
    lights.out = True
    with pytest.raises(PowerCut):
        await desk.pay(opened)
    assert await desk.statuses() == (["open"], {"discounted": "open"})
    assert await desk.rows(inbox) == []
    lights.out = False
    assert await desk.pay(opened) is Settlement.PAID
    assert len(await desk.rows(inbox)) == 1
    database.close()
