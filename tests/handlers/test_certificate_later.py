"""What comes of a certificate later: paid, changed, away, dead in between; and nobody forgotten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.service import QUIET
from handlers.get_certificate.form import Exemption
from handlers.get_certificate.rules import CertificateTerms
from platforms.certificates.paper import Stamp
from platforms.residents.resident import Address, Place
from storage.certificate_orders import CertificateOrder, OrderState
from tests.handlers.certificate_counter import CHAT, CITIZEN, Counter

ELSEWHERE = Address("Via Altrove", "1", "00000", Place("Altrove"), date(2026, 2, 3))
TERM = timedelta(days=CertificateTerms().days_to_pay)


async def test_what_is_paid_is_issued_with_its_receipt_on_it():
    counter = Counter()
    order = await counter.ordered()
    outcome = counter.commit(await counter.pays(order))
    assert (outcome.text, len(outcome.files)) == ("issued-paid", 1)
    assert counter.book.orders[order.id].state is OrderState.ISSUED
    assert [each.stamp for each in counter.office.asked] == [Stamp(1600, "receipt-1")]


CHANGED = [
    ("moved", {"address": ELSEWHERE}),
    ("died", {"died_on": date(2026, 2, 3), "cancelled_on": date(2026, 2, 3)}),
    ("emigrated", {"cancelled_on": date(2026, 2, 3)}),
    ("a procedure was opened", {"open_procedure": True}),
]


@pytest.mark.parametrize("changes", [each[1] for each in CHANGED], ids=[each[0] for each in CHANGED])
async def test_where_the_register_has_changed_since_the_payment_the_office_decides(changes):
    counter = Counter()
    order = await counter.ordered()
    counter.town.people["mario"] = replace(counter.town.people["mario"], **changes)
    outcome = counter.commit(await counter.pays(order))
    assert (outcome.text, outcome.values["why"], outcome.files) == ("office", "changed", ())
    (request,) = counter.book.requests.values()
    assert request["details"]["receipt"] == "receipt-1"  # by which the duty is given back
    assert counter.book.orders[order.id].state is OrderState.OFFICE
    assert counter.office.issued == {}


async def test_who_is_gone_from_the_register_has_paid_for_a_person_to_look():
    counter = Counter()
    order = await counter.ordered()
    del counter.town.people["mario"]
    assert (await counter.pays(order)).values["why"] == "changed"


async def test_a_process_that_dies_after_the_payment_issues_one_certificate_and_tells_it_once():
    counter = Counter()
    order = await counter.ordered()
    await counter.pays(order)  # issued, and nothing of the turn was written: the event comes again
    again = counter.commit(await counter.pays(order))
    assert again.text == "issued-paid"
    assert {each.key for each in counter.office.asked} == {order.id}
    assert len(counter.office.issued) == 1


async def test_what_was_issued_is_given_again_even_if_the_register_has_changed_since():
    counter = Counter()
    order = await counter.ordered()
    counter.commit(await counter.pays(order))
    counter.town.people["mario"] = replace(counter.town.people["mario"], address=ELSEWHERE)
    assert (await counter.pays(order)).text == "issued-paid"
    assert len(counter.office.issued) == 1


async def test_a_payment_is_told_in_the_conversation_that_ordered_and_nothing_more_in_another():
    counter = Counter()
    order = await counter.ordered()
    outcome = await counter.pays(order, lane="telegram:900002")
    assert (outcome.text, outcome.files, counter.office.asked) == ("paid", (), [])


async def test_a_register_that_is_away_is_asked_again_later_and_later_and_the_payer_told_once():
    counter = Counter()
    order = await counter.ordered()
    counter.town.away = True
    assert counter.commit(await counter.pays(order)).text == "paid-away"
    waits, told = [counter.book.wakes[order.id] - counter.clock()], []
    for _ in range(9):
        outcome = counter.commit(await counter.wakes(counter.book.orders[order.id]))
        told.append(outcome.text)
        waits.append(counter.book.wakes[order.id] - counter.clock())
    assert set(told) == {QUIET}
    assert [wait // timedelta(minutes=1) for wait in waits] == [5, 10, 20, 40, 80, 160, 320, 360, 360, 360]
    counter.town.away = False
    outcome = counter.commit(await counter.wakes(counter.book.orders[order.id]))
    assert (outcome.text, len(outcome.files), counter.book.wakes[order.id]) == ("issued-paid", 1, None)
    assert [each.stamp.receipt_id for each in counter.office.asked] == ["receipt-1"]


async def test_a_press_that_is_full_is_as_a_register_that_is_away():
    counter = Counter()
    order = await counter.ordered()
    counter.office.away = True
    assert counter.commit(await counter.pays(order)).text == "paid-away"
    assert counter.book.orders[order.id].state is OrderState.PAID


@pytest.mark.parametrize(
    ("exemption", "text"),
    [
        pytest.param("FOREIGN_PENSION", "issued-late", id="exempt"),
        pytest.param("NONE", "to-pay", id="to be paid"),
        pytest.param("", "ask-again", id="never said"),
    ],
)
async def test_what_was_held_goes_on_as_soon_as_the_register_answers(exemption, text):
    counter = Counter()
    wish = {"recipient": "BANK", "kind": "RESIDENCE"} | ({"exemption": exemption} if exemption else {})
    held = CertificateOrder("held", CITIZEN, OrderState.HELD, counter.clock(), wish, lane=CHAT)
    counter.commit_held(held)
    outcome = counter.commit(await counter.wakes(held))
    assert outcome.text == text
    assert len(counter.office.issued) == (text == "issued-late")


async def test_an_order_waits_for_its_payment_until_its_term_and_is_another_after_it():
    counter = Counter()
    first = await counter.ordered()
    counter.clock.now += TERM
    assert (await counter.ordered()).id == first.id
    counter.clock.tick(days=1)
    assert (await counter.ordered()).id != first.id


async def test_an_order_whose_data_have_changed_is_another():
    counter = Counter()
    first = await counter.ordered()
    counter.town.people["mario"] = replace(counter.town.people["mario"], address=ELSEWHERE)
    assert (await counter.ordered()).id != first.id


async def test_a_notice_that_could_not_be_sent_is_sent_when_it_can_be_paid():
    counter = Counter()
    order = await counter.ordered()
    counter.till.ready = False
    assert (await counter.is_ready(order)).text == "waiting"
    counter.till.ready = True
    assert (await counter.is_ready(order)).text == "to-pay"
    counter.till.paid = True
    assert (await counter.is_ready(order)).text == "being-issued"


async def test_dues_are_paid_for_exempt_certificates_too_and_are_no_duty_on_the_paper():
    counter = Counter(CertificateTerms(dues_cents=52))
    order = await counter.ordered(Exemption.FOREIGN_PENSION)
    outcome = await counter.is_ready(order)
    assert (outcome.values["amount"].cents, outcome.values["owed"]) == (26, "dues")
    assert (await counter.pays(order)).text == "issued-paid"
    assert counter.office.asked[0].stamp == Stamp(exemption=9)
