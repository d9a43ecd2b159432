"""Our clients before the embedded pagoPA, which another hand has written: from the debt to its receipt."""

from datetime import date, timedelta

import aiohttp
import pytest

from platforms.pagopa.checkout import Checkout, Item, Returns
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.payments import PagoPaPayments
from platforms.pagopa.publishing import Publishing
from platforms.pagopa.receipts_api import ReceiptsApi
from platforms.pagopa.receipts_polling import ReceiptsPolling
from platforms.pagopa.wire import Wire
from platforms.payments import Debt, Payable
from platforms.sandbox.checkout import Result
from sportello.reports import QuietReport
from tests.platforms.sandbox.conftest import town
from tests.platforms.sandbox.creditor import CREDITOR

__all__ = ["town"]

PAYEE = Payee(CREDITOR, "Comune di Prova", "IT60X0542811101000000123456")
RETURNS = Returns(*(f"https://sportello.example.it/pay/t/{page}" for page in ("ok", "cancelled", "error")))
SOON, LATER = date(2026, 2, 6), date(2026, 4, 6)


def debt(reduced=4100):
    return Debt(
        "pay_notice",
        "1/2026",
        "Verbale 1/2026",
        "9/0102100SA/",
        (
            Payable("discounted", 2870, SOON, SOON + timedelta(days=4)),
            Payable("reduced", reduced, LATER, LATER + timedelta(days=2)),
        ),
    )


class Counter:
    """What a counter in mode gpd has of pagoPA."""

    def __init__(self, database, town, session):
        self._count = 0
        url = str(town.client.make_url("")).rstrip("/")
        wire, report = Wire(session, town.pagopa.key, 5.0), QuietReport()
        gpd = Gpd(wire, f"{url}/gpd/debt-positions-service/v3", CREDITOR)
        self.checkout = Checkout(wire, f"{url}/checkout/ec/v1", PAYEE, self._id)
        self.publishing = Publishing(database, gpd, PAYEE, self._id, report, patience=5.0)
        self.payments = PagoPaPayments(
            database,
            segregation=7,
            address="https://sportello.example.it",
            ids=self._id,
            publishing=self.publishing,
        )
        api = ReceiptsApi(wire, f"{url}/gpd/payments-receipts-service/v1", CREDITOR, 7, database.zone)
        every = timedelta(hours=1)
        self.polling = ReceiptsPolling(database, api, self._id, report, every=every)
        self.report = report

    def _id(self):
        self._count += 1
        return f"token-{self._count}"


@pytest.fixture
async def counter(store, town):
    async with aiohttp.ClientSession() as session:
        yield Counter(store.open().database, town, session)


def standing(town):
    return [
        (
            position["status"],
            [part["status"] for each in position["paymentOption"] for part in each["installments"]],
        )
        for position in map(town.pagopa.positions.shown, town.pagopa.positions.all())
    ]


async def pay(counter, town, notice):
    location = await counter.checkout.cart([Item(notice.nav, notice.amount_cents, "Verbale")], RETURNS)
    cart = town.pagopa.carts.find(location.rpartition("/")[2])
    return await town.pagopa.checkout.pay(cart, notice.amount_cents)


async def test_a_debt_is_published_paid_and_its_receipt_fetched(counter, town, store):
    notices = await counter.payments.open(debt())
    assert all(one.ready for one in notices)
    assert standing(town) == [("VALID", ["UNPAID", "UNPAID"])]
    assert await pay(counter, town, notices[0]) is Result.PAID
    await counter.polling.round()
    assert store.rows("SELECT option, status FROM notice ORDER BY option") == [
        ("discounted", "paid"),
        ("reduced", "annulled"),
    ]
    await counter.publishing.round()  # what is paid is left to GPD
    assert standing(town)[0][0] == "PAID"
    assert not store.rows("SELECT iupd FROM position WHERE published_version < version")
    assert not counter.report.troubles


async def test_new_terms_are_what_is_paid(counter, town, store):
    await counter.payments.open(debt(reduced=1))
    notices = await counter.payments.open(debt())
    assert await pay(counter, town, notices[1]) is Result.PAID
    await counter.polling.round()
    assert store.rows("SELECT amount_cents, settled, way FROM payment_receipt") == [(4100, "paid", "gpd")]


async def test_what_is_over_can_be_paid_no_more(counter, town, store, clock):
    await counter.payments.open(debt())
    for moved, left in ((8, [["UNPAID"]]), (60, [])):
        clock.tick(days=moved)
        town.clock.tick(days=moved)
        await counter.publishing.round()
        assert [parts for _, parts in standing(town)] == left
    assert store.rows("SELECT DISTINCT status FROM notice") == [("expired",)]
