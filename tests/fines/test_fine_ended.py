"""A fine that ends between the review and the yes: nobody is asked to pay it, and it is said why."""

from dataclasses import replace

import pytest

from handlers.pay_fine.given import Given, open_notices
from handlers.pay_fine.rules import DEFAULT_RULES, Refusal
from platforms.pagopa.payments import PagoPaPayments
from storage.fines import MERGE_FINES, SqlFines, Status
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, TakenReceipt
from tests.fines.test_fines import a_fine


@pytest.fixture
def opened(database, clock):
    """Open the notices of a fine that was read when it was still owed."""
    ids = iter(map(str, range(100))).__next__
    payments = PagoPaPayments(database, segregation=47, address="https://a.example", ids=ids)

    async def opened():
        return await open_notices(
            a_fine(), SqlFines(database), payments, DEFAULT_RULES, "9/0102100SA/", clock()
        )

    return opened


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (Status.PAID, Refusal.PAID),
        (Status.APPEALED, Refusal.APPEALED),
        (Status.CANCELLED, Refusal.CANCELLED),
    ],
)
async def test_an_import_came_in_between(database, opened, status, refusal):
    await database.writer.submit(MERGE_FINES, [replace(a_fine(), status=status)])
    assert await opened() is refusal


async def test_the_receipt_came_in_between(database, opened, clock):
    await database.writer.submit(MERGE_FINES, [a_fine()])
    given = await opened()
    assert isinstance(given, Given)
    first = given.notices[0]
    receipt = PaymentReceipt(
        receipt_id="r1",
        nav=first.nav,
        iuv=first.nav[1:],
        amount_cents=first.amount_cents,
        paid_at=clock(),
        psp="Banca di prova",
        way="node",
        executed=True,
        original=b"<receipt/>",
    )
    await database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, "c"))
    assert await opened() is Refusal.PAID
