"""Paying at the embedded Checkout: all of a cart or nothing, once, with every trouble that payments know."""

import pytest
from aiohttp import web

from platforms.sandbox.checkout import Result
from platforms.sandbox.node import HELD, LATE
from platforms.sandbox.station import Refused
from platforms.sandbox.trouble import Trouble
from tests.platforms.sandbox.conftest import a_cart
from tests.platforms.sandbox.creditor import NAV, OTHER

UNKNOWN = "301000000000009999"


def codes(bill):
    return [each.fault and each.fault.code for each in bill.entries]


async def refusal(paying):
    with pytest.raises(Refused) as no:
        await paying
    return no.value.fault.code


async def test_a_cart_is_a_302_to_its_own_page(town):
    answer = await town.ask("POST", "/checkout/ec/v1/carts", a_cart(NAV))
    assert (answer.status, answer.headers["Location"]) == (302, "https://checkout.example/c/id000001")


NOTICE = a_cart(NAV)["paymentNotices"][0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"paymentNotices": []}, "paymentNotices"),
        ({"paymentNotices": [NOTICE] * 2}, "noticeNumber"),
        (
            {"paymentNotices": [NOTICE | {"noticeNumber": f"30100000000000{n}"} for n in range(6)]},
            "paymentNotices",
        ),
        ({"paymentNotices": [NOTICE | {"noticeNumber": "1"}]}, "noticeNumber"),
        ({"paymentNotices": [NOTICE | {"amount": 42.58}]}, "amount"),
        ({"paymentNotices": [NOTICE | {"amount": 0}]}, "amount"),
        ({"paymentNotices": [NOTICE | {"description": "x" * 141}]}, "description"),
        ({"paymentNotices": [NOTICE | {"fiscalCode": "RSSMRA80A01H501U"}]}, "fiscalCode"),
        ({"returnUrls": {"returnOkUrl": "https://a.example/"}}, "returnCancelUrl"),
        ({"allCCP": "no"}, "allCCP"),
    ],
)
async def test_a_cart_that_breaks_the_contract_is_refused(town, changed, said):
    answer = await town.ask("POST", "/checkout/ec/v1/carts", a_cart(NAV, **changed))
    assert answer.status == 400
    assert said in (await answer.json())["detail"]


async def test_without_the_key_nothing_is_made(town):
    assert (await town.ask("POST", "/checkout/ec/v1/carts", a_cart(NAV), key="another")).status == 401


async def test_the_page_shows_what_the_creditor_says_now(town):
    bill = await town.pagopa.checkout.bill(await town.cart())
    assert (bill.total, bill.payable) == (4258, True)
    assert bill.entries[0].offer.company == "Comune di Prova"
    town.creditor.amounts[NAV] = 9788
    assert (await town.pagopa.checkout.bill(bill.cart)).total == 9788


async def test_paying_brings_the_receipt_before_the_payer_is_back(town):
    cart = await town.cart()
    assert await town.pagopa.checkout.pay(cart, 4258) is Result.PAID
    assert town.creditor.heard == ["paGetPaymentV2", "paSendRTV2"]
    for piece in (
        "<receiptId>id000002</receiptId>",
        f"<noticeNumber>{NAV}</noticeNumber>",
        f"<creditorReferenceId>{NAV[1:]}</creditorReferenceId>",
        "<paymentAmount>42.58</paymentAmount>",
        "<entityUniqueIdentifierValue>ANONIMO</entityUniqueIdentifierValue>",
        "<paymentDateTime>2026-02-03T10:00:00</paymentDateTime>",
    ):
        assert piece in town.creditor.receipts[0]


async def test_a_paid_cart_pays_nothing_more(town):
    cart = await town.cart()
    await town.pagopa.checkout.pay(cart, 4258)
    kept = town.pagopa.carts.find(cart.id)
    assert await town.pagopa.checkout.pay(kept, 4258) is Result.PAID
    assert len(town.creditor.receipts) == 1
    assert await refusal(town.pagopa.checkout.pay(await town.cart(), 4258)) == "PPT_PAGAMENTO_DUPLICATO"


@pytest.mark.parametrize(
    "code",
    [
        "PAA_PAGAMENTO_DUPLICATO",
        "PAA_PAGAMENTO_SCADUTO",
        "PAA_PAGAMENTO_ANNULLATO",
        "PAA_PAGAMENTO_IN_CORSO",
        "PAA_SYSTEM_ERROR",
    ],
)
async def test_a_no_of_the_creditor_is_shown_and_stops_the_payment(town, code):
    cart = await town.cart()
    town.creditor.faults[NAV] = code
    assert codes(await town.pagopa.checkout.bill(cart)) == [code]
    assert await refusal(town.pagopa.checkout.pay(cart, 4258)) == code


async def test_an_unknown_notice_stops_the_whole_cart(town):
    cart = await town.cart(NAV, UNKNOWN)
    assert codes(await town.pagopa.checkout.bill(cart)) == [None, "PAA_PAGAMENTO_SCONOSCIUTO"]
    assert await refusal(town.pagopa.checkout.pay(cart, 4258)) == "PAA_PAGAMENTO_SCONOSCIUTO"
    assert await town.pagopa.checkout.pay(await town.cart(), 4258) is Result.PAID  # it was given back


async def test_all_of_a_cart_is_paid_together(town):
    cart = await town.cart(NAV, OTHER)
    assert await town.pagopa.checkout.pay(cart, 4258 + 5488) is Result.PAID
    assert len(town.creditor.receipts) == 2


async def test_another_amount_than_the_one_shown_is_not_paid(town):
    cart = await town.cart()
    town.creditor.amounts[NAV] = 9788
    assert await town.pagopa.checkout.pay(cart, 4258) is Result.CHANGED
    assert await town.pagopa.checkout.pay(cart, 9788) is Result.PAID


async def test_who_leaves_half_way_keeps_the_notice_for_half_an_hour(town):
    cart = await town.cart()
    assert await town.pagopa.checkout.pay(cart, 4258, Trouble.LEFT) is Result.LEFT
    other = await town.cart()
    assert codes(await town.pagopa.checkout.bill(other)) == ["PPT_PAGAMENTO_IN_CORSO"]
    assert await refusal(town.pagopa.checkout.pay(other, 4258)) == "PPT_PAGAMENTO_IN_CORSO"
    town.clock.tick(seconds=HELD.total_seconds())
    assert await town.pagopa.checkout.pay(await town.cart(), 4258) is Result.PAID


async def test_a_bank_that_refuses_leaves_the_notice_free(town):
    cart = await town.cart()
    assert await town.pagopa.checkout.pay(cart, 4258, Trouble.REFUSED) is Result.FAILED
    assert town.creditor.receipts == []
    assert await town.pagopa.checkout.pay(cart, 4258, Trouble.SLOW) is Result.PAID


@pytest.mark.parametrize(
    ("trouble", "at_once", "later"),
    [(Trouble.NONE, 1, 1), (Trouble.TWICE, 1, 2), (Trouble.LOST, 1, 2), (Trouble.LATE, 0, 1)],
)
async def test_how_often_a_receipt_is_brought(town, trouble, at_once, later):
    await town.pagopa.checkout.pay(await town.cart(), 4258, trouble)
    assert len(town.creditor.receipts) == at_once
    town.clock.tick(seconds=LATE.total_seconds())
    await town.pagopa.deliveries.bring()
    assert len(town.creditor.receipts) == later
    assert len(set(town.creditor.receipts)) == 1
    assert town.pagopa.deliveries.waiting == []


async def test_the_older_receipt_is_brought_on_demand(town):
    await town.pagopa.checkout.pay(await town.cart(), 4258, Trouble.OLD)
    assert town.creditor.heard[-1] == "paSendRT"
    assert "paSendRTReq" in town.creditor.receipts[0]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: web.Response(status=500, text="oops"), "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE"),
        (lambda: web.Response(text="<a/>"), "PPT_STAZIONE_INT_PA_ERRORE_RESPONSE"),
    ],
)
async def test_a_receipt_that_is_not_taken_is_brought_again_ever_later(town, answer, said):
    town.creditor.spoilt["paSendRTV2"] = [answer() for _ in range(6)]
    await town.pagopa.checkout.pay(await town.cart(), 4258)
    dues = []
    while waiting := town.pagopa.deliveries.waiting:
        assert waiting[0].said == said
        dues.append((waiting[0].due - town.clock()).total_seconds())
        town.clock.now = waiting[0].due
        await town.pagopa.deliveries.bring()
    assert dues == [5, 15, 60, 300, 3600, 3600]
    assert len(town.creditor.receipts) == 1


async def test_a_creditor_that_is_away_is_told_of_to_the_payer(town):
    cart = await town.cart()
    town.creditor.spoilt["paVerifyPaymentNotice"] = [web.Response(status=500)]
    assert codes(await town.pagopa.checkout.bill(cart)) == ["PPT_STAZIONE_INT_PA_ERRORE_RESPONSE"]


async def test_a_cart_lasts_half_an_hour(town):
    cart = await town.cart()
    town.clock.tick(minutes=30)
    assert town.pagopa.carts.find(cart.id) is None
