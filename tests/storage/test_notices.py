"""Notices: their numbers, their terms of now, who asked for them, and what pagoPA is to hear of them."""

import asyncio
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from bot.records import Record
from bot.values.notice_number import NoticeNumber
from bot.values.value import Reading
from storage.carts import find_cart, keep_cart
from storage.fines import Status
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notice_terms import EXPIRE
from storage.notices import NoticeStatus, counter, find_by_nav, find_notice, notices_of, watched
from storage.paper_notices import ISSUE, Issued, PaperNotice
from storage.position_telling import position
from storage.positions import POSITION_DONE, TAKE_POSITIONS, Published, is_ready
from storage.quotes import QUOTE, Quoted, amounts_of, in_progress
from storage.records import RECORDS
from tests.storage.payment_world import fine, made_store
from tests.storage.payments import ANNA, DISCOUNTED, FINE, MARIO, REDUCED, Till

LATER = Payable("reduced", 9788, None, None)


@pytest.fixture
async def till(desk):
    made = Till(desk.database)
    await made.register(fine("V1/2026"))
    return made


def numbers(navs):
    return sorted(int(nav[3:16]) for nav in navs)


async def test_a_notice_has_a_number_that_checks(till, clock):
    # The number with base 42 is a published example of pagoPA's own tests.
    await till.submit(RECORDS, [Record(sa.insert(counter), {"segregation": 1, "last": 41})])
    first, second = await till.open()
    assert first.nav == "301000000000004285"
    assert NoticeNumber.parse(first.nav, Reading(date(2026, 2, 3))).iuv == first.iuv == first.nav[1:]
    assert numbers([first.nav, second.nav]) == [42, 43]
    assert (first.option, first.amount_cents, first.due_on, first.payable_until) == (
        DISCOUNTED.option,
        DISCOUNTED.amount_cents,
        DISCOUNTED.due_on,
        DISCOUNTED.payable_until,
    )
    assert (first.service, first.reference, first.subject) == (*FINE, "Verbale V1/2026")
    assert (first.status, first.made_at, first.paid_at) == (NoticeStatus.OPEN, clock(), None)
    assert await till.fetch(lambda connection: find_notice(connection, first.token)) == first
    assert await till.fetch(lambda connection: find_by_nav(connection, second.nav)) == second
    assert await till.fetch(lambda connection: find_notice(connection, "no-such-link")) is None
    assert await till.fetch(lambda connection: notices_of(connection, *FINE)) == [first, second]


async def test_asked_again_it_is_the_same_with_the_terms_of_now(till):
    discounted, reduced = await till.open()
    (again,) = await till.open(LATER)
    assert (again.nav, again.token) == (reduced.nav, reduced.token)
    assert (again.amount_cents, again.due_on, again.payable_until) == (9788, None, None)
    assert await till.statuses() == {"discounted": "open", "reduced": "open"}
    assert await till.fetch(lambda connection: amounts_of(connection, again)) == {5488, 9788}
    assert await till.fetch(lambda connection: amounts_of(connection, discounted)) == {4258}


async def test_fifty_at_once_get_a_number_for_each_way_without_a_gap(till):
    opened = await asyncio.gather(*(till.open(debt=("pay_fine", f"V{number}")) for number in range(50)))
    navs = [one.nav for both in opened for one in both]
    assert numbers(navs) == list(range(1, 101))


async def test_fifty_at_once_for_one_debt_get_one_number_for_each_way(till):
    opened = await asyncio.gather(*(till.open() for _ in range(50)))
    assert len({one.nav for both in opened for one in both}) == 2
    assert [row.last for row in await till.rows(counter)] == [2]


async def test_a_debt_that_is_paid_is_answered_with_the_paid_notice_alone(till):
    discounted, _ = await till.open()
    await till.pay(discounted)
    (paid,) = await till.open(LATER)
    assert (paid.nav, paid.status, paid.receipt_id) == (discounted.nav, NoticeStatus.PAID, "r1")


async def test_an_annulled_number_is_not_used_again(till):
    first, _ = await till.open()
    await till.register(fine("V1/2026", Status.CANCELLED))
    await till.register(fine("V1/2026"))
    second, _ = await till.open()
    assert numbers([first.nav, second.nav]) == [1, 3]


async def test_new_terms_open_an_expired_notice_again(till):
    discounted, reduced = await till.open()
    assert await till.submit(EXPIRE, date(2026, 2, 11)) == 0
    assert await till.submit(EXPIRE, date(2026, 2, 12)) == 1
    assert await till.statuses() == {"discounted": "expired", "reduced": "open"}
    again, _ = await till.open()
    assert (again.nav, again.status) == (discounted.nav, NoticeStatus.OPEN)
    assert reduced.nav != again.nav


async def test_a_conversation_sees_what_it_asked_for(till, clock):
    await till.open()
    clock.tick(minutes=1)
    (other,) = await till.open(REDUCED, debt=("pay_fine", "V2"))
    for debt in (FINE, ("pay_fine", "V2")):
        await till.watch(MARIO, debt)
    await till.pay(other)
    await till.submit(EXPIRE, date(2026, 2, 12))
    seen = await till.fetch(lambda connection: watched(connection, MARIO))
    assert [(one.reference, one.option, one.status.value) for one in seen] == [
        ("V2", "reduced", "paid"),
        ("V1/2026", "reduced", "open"),
    ]
    assert await till.fetch(lambda connection: watched(connection, ANNA)) == []


# -- quotes


async def test_while_one_notice_is_being_paid_the_other_is_not_quoted(till, clock):
    discounted, reduced = await till.open()
    until = clock() + timedelta(minutes=30)
    assert await till.submit(QUOTE, Quoted(discounted.nav, 4258, None, None, until))
    assert not await till.submit(QUOTE, Quoted(reduced.nav, 5488, None, None, until))
    assert await till.submit(QUOTE, Quoted(discounted.nav, 4258, None, None, until))
    assert await till.fetch(lambda connection: in_progress(connection, reduced, clock()))
    clock.tick(minutes=30)
    assert not await till.fetch(lambda connection: in_progress(connection, reduced, clock()))
    assert await till.submit(QUOTE, Quoted(reduced.nav, 5488, None, None, None))


async def test_both_activated_at_once_only_one_is_being_paid(till, clock):
    notices = await till.open()
    until = clock() + timedelta(minutes=30)
    quotes = [till.submit(QUOTE, Quoted(one.nav, 5488, None, None, until)) for one in notices]
    assert sorted(await asyncio.gather(*quotes)) == [False, True]


async def test_what_is_paid_annulled_or_unknown_is_not_quoted(till):
    discounted, reduced = await till.open()
    await till.pay(discounted)
    for nav in (discounted.nav, reduced.nav, "302000000000000184"):
        assert not await till.submit(QUOTE, Quoted(nav, 1, None, None))


# -- numbers that came on paper


async def test_our_numbers_pass_over_those_of_paper(till):
    papers = [
        PaperNotice(
            NoticeNumber.make(1, base).digits, "", "", "", "Mensa", "9/0101101IM/", 1, None, None, f"p{base}"
        )
        for base in (2, 3, 9)
    ]
    assert await till.submit(ISSUE, papers) == [Issued.NEW] * 3
    assert numbers(one.nav for one in await till.open()) == [1, 4]


async def test_a_paper_notice_of_a_fine_is_the_one_that_is_opened(till):
    nav = NoticeNumber.make(7, 1).digits
    paper = PaperNotice(nav, *FINE, "reduced", "Verbale", "9/0102100SA/", 5488, None, None, "p")
    assert await till.submit(ISSUE, [paper]) == [Issued.NEW]
    discounted, reduced = await till.open()
    assert reduced.nav == nav
    await till.pay(discounted)
    assert await till.submit(ISSUE, [paper]) == [Issued.CLOSED]
    assert await till.statuses() == {"discounted": "paid", "reduced": "annulled"}


# -- what pagoPA's register of debts is to hear


@pytest.mark.parametrize("change", ["pay", "end", "expire", "terms", "quote", "paper"])
async def test_whatever_changes_the_notices_of_a_published_debt_is_published(till, change):
    discounted, reduced = await till.open(publish=True)
    await till.open(publish=True)
    (taken,) = await till.submit(TAKE_POSITIONS, 5)
    assert (taken.version, [one.nav for one in taken.notices]) == (1, [discounted.nav, reduced.nav])
    await till.submit(POSITION_DONE, Published(*FINE, 1, "c"))
    assert await till.fetch(lambda connection: is_ready(connection, *FINE))
    nav = NoticeNumber.make(7, 1).digits
    paper = PaperNotice(nav, *FINE, "", "Verbale", "9/0102100SA/", 5488, None, None, "p")
    await {
        "pay": lambda: till.pay(discounted),
        "end": lambda: till.register(fine("V1/2026", Status.APPEALED)),
        "expire": lambda: till.submit(EXPIRE, date(2026, 2, 12)),
        "terms": lambda: till.open(LATER),
        "quote": lambda: till.submit(QUOTE, Quoted(reduced.nav, 9788, None, None)),
        "paper": lambda: till.submit(ISSUE, [paper]),
    }[change]()
    assert [(row.version, row.published_version) for row in await till.rows(position)] == [(2, 1)]
    assert not await till.fetch(lambda connection: is_ready(connection, *FINE))


async def test_a_debt_that_is_not_published_has_no_position(till):
    discounted, _ = await till.open()
    await till.pay(discounted)
    assert await till.rows(position) == []
    assert await till.fetch(lambda connection: is_ready(connection, *FINE))


# -- carts


async def test_a_cart_is_found_by_its_link_in_its_order(till):
    navs = [one.nav for one in await till.open()][::-1]
    await till.submit(RECORDS, [keep_cart("cart", navs)])
    found = await till.fetch(lambda connection: find_cart(connection, "cart"))
    assert [one.nav for one in found] == navs
    assert await till.fetch(lambda connection: find_cart(connection, "none")) == []


@pytest.mark.parametrize("navs", [(), ("1", "1"), tuple("123456")], ids=["none", "one twice", "six"])
def test_a_cart_has_one_to_five_different_notices(navs):
    with pytest.raises(ValueError, match="one to five"):
        keep_cart("cart", navs)


def test_a_batch_costs_the_same_few_statements_whatever_is_in_it():
    """Opening is on the way of every answer: what it costs must not grow with who asks at once."""
    counts = []
    with made_store() as store:
        for size in (1, 30):
            debts = [("pay_fine", f"{size}-{number}") for number in range(size)]
            ways = (DISCOUNTED, REDUCED)
            wanted = [
                Wanted(*debt, "Verbale", "9/0102100SA/", ways, 1, (f"d{debt[1]}", f"r{debt[1]}"))
                for debt in debts
            ]
            counts.append(len(store.statements(OPEN_NOTICES, *wanted)))
    # the counters, the notices that are there, the fines that have ended, the new notices, the counters moved
    assert counts == [5, 5]
