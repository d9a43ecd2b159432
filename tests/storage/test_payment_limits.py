"""What pagoPA may send at the edges of its own rules is kept like any other receipt."""

import pytest

from storage.notice_opening import Payable
from storage.payment_receipts import Settled
from storage.payment_statements import payment_receipt
from storage.quotes import QUOTE, Quoted
from tests.storage.payments import Till

# pagoPA's stAmount ends there; four bytes end at 21,474,836.47 euro.
LARGEST = 999_999_999_99
ANOTHERS = "302000000000000184"


@pytest.fixture
def till(desk):
    return Till(desk.database)


async def test_the_largest_receipt_is_kept(till):
    assert await till.pay(ANOTHERS, amount_cents=LARGEST) is Settled.UNKNOWN
    assert [row.amount_cents for row in await till.rows(payment_receipt)] == [LARGEST]


async def test_the_largest_notice_is_opened_quoted_and_paid(till):
    (one,) = await till.open(Payable("whole", LARGEST, None, None), debt=("", "1"))
    assert await till.submit(QUOTE, Quoted(one.nav, LARGEST - 1, None, None))
    assert await till.pay(one, amount_cents=LARGEST) is Settled.PAID
