"""Our own clients against the embedded pagoPA: two hands that share no line agree over HTTP."""

from datetime import date, timedelta

import aiohttp
import pytest

from platforms.pagopa.agreement import agree, withdraw_paid
from platforms.pagopa.checkout import Checkout, Item, Returns
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.position import write
from platforms.pagopa.receipts_api import ReceiptsApi
from platforms.pagopa.wire import NotAllowed, PlatformDown, TurnedDown, Wire
from platforms.sandbox.weather import Weather
from storage.notices import NoticeStatus, PaymentNotice
from tests.clock import ROME
from tests.platforms.sandbox.creditor import CREDITOR, NAV

PAYEE = Payee(CREDITOR, "Comune di Prova", "IT60X0542811101000000123456")
HOME = "https://portoreale.example/pay/abcdef"
RETURNS = Returns(f"{HOME}/ok", f"{HOME}/cancelled", f"{HOME}/error")
LATE = ("301000000000099977", "reduced", 5488, date(2026, 4, 4), None)
SOON = ("301000000000099960", "discounted", 4258, date(2026, 2, 8), date(2026, 2, 10))


def notice(town, nav, option, cents, due_on, until):
    return PaymentNotice(
        nav, nav[1:], "pay_fine", "V1/2026", option, "Verbale n. V1/2026", "9/0102100SA/",
        cents, due_on, until, NoticeStatus.OPEN, f"token{nav}", town.clock(), None, "",
    )  # fmt: skip


def position(town, *terms):
    notices = [notice(town, *each) for each in terms]
    return write("sportello-1", notices, PAYEE, town.clock().date(), ROME)


@pytest.fixture
async def reach():
    """Make a wire with a key."""
    async with aiohttp.ClientSession() as session:
        yield lambda key="a-made-up-key": Wire(session, key, 5.0)


@pytest.fixture
def at(town):
    return lambda path: str(town.client.make_url(path))


@pytest.fixture
def gpd(reach, at):
    return Gpd(reach(), at("/gpd/debt-positions-service/v3"), CREDITOR)


async def test_positions_come_to_agree_and_one_option_ends_the_other(town, gpd):
    await agree(gpd, position(town, SOON, LATE), known=False)
    assert (await gpd.find("sportello-1")).is_payable
    await agree(gpd, position(town, LATE), known=True)
    assert len((await gpd.find("sportello-1")).terms) == 1
    assert await town.pagopa.checkout.pay(await town.cart(LATE[0]), 5488)
    await withdraw_paid(gpd, "sportello-1", patiently=True)
    assert (await gpd.find("sportello-1")).is_paid
    assert not await gpd.annul("sportello-1")


@pytest.mark.parametrize("weather", [Weather.LOST, Weather.ERROR, Weather.DOWN])
async def test_after_a_lost_answer_they_agree_all_the_same(town, gpd, weather):
    wanted = position(town, SOON, LATE)
    town.pagopa.forecast.coming.append(weather)
    with pytest.raises(PlatformDown):
        await agree(gpd, wanted, known=False)
    await agree(gpd, wanted, known=True)
    assert (await gpd.find("sportello-1")).is_payable
    assert len(town.pagopa.positions.all()) == 1


async def test_a_cart_is_made_and_a_wrong_key_is_told(reach, at):
    items = [Item(NAV, 4258, "Verbale n. V1/2026")]
    checkout = Checkout(reach(), at("/checkout/ec/v1"), PAYEE, lambda: "a-cart")
    assert (await checkout.cart(items, RETURNS)).startswith("https://checkout.example/c/")
    with pytest.raises(NotAllowed):
        await Checkout(reach("wrong"), at("/checkout/ec/v1"), PAYEE, lambda: "a-cart").cart(items, RETURNS)
    with pytest.raises(TurnedDown):
        await checkout.cart([Item("1", 4258, "x")], RETURNS)


async def test_a_receipt_is_listed_and_read(town, reach, at):
    await town.pagopa.checkout.pay(await town.cart(), 4258)
    api = ReceiptsApi(reach(), at("/gpd/payments-receipts-service/v1"), CREDITOR, 1, ROME)
    now = town.clock()
    found = [iuvs async for iuvs in api.paid(now - timedelta(days=3), now + timedelta(hours=1))]
    assert found == [[NAV[1:]]]
    receipt = await api.receipt(NAV[1:], now)
    assert (receipt.nav, receipt.amount_cents, receipt.executed) == (NAV, 4258, True)
    assert receipt.paid_at == now
