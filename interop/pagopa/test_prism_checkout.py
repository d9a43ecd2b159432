"""Our carts before Prism, which holds them against pagoPA's own OpenAPI description of Checkout."""

import aiohttp
import pytest

from interop.pagopa.mended import prism
from platforms.pagopa.checkout import Checkout, Item, Returns
from platforms.pagopa.payee import Payee
from platforms.pagopa.wire import PlatformDown, TurnedDown, Wire

PAYEE = Payee("01234567897", "Comune di Prova", "IT60X0542811101000000123456")
ITEM = Item("347000000000000128", 2870, "Verbale 1/2026")
RETURNS = Returns(*(f"https://sportello.example.it/pay/t/{page}" for page in ("ok", "cancelled", "error")))


@pytest.fixture(scope="module")
async def url(tmp_path_factory):
    async with prism("checkout_v1.json", tmp_path_factory.mktemp("mended")) as url:
        yield url


@pytest.fixture
def checkout(url):
    def make(session, payee=PAYEE):
        return Checkout(Wire(session, "a-made-up-key", 15.0), url, payee, lambda: "cart-1")

    return make


@pytest.mark.parametrize("notices", [1, 5])
async def test_our_cart_is_as_checkout_describes_it(notices, checkout):
    """A cart that is not gets 400. Ours is sent on; where to, the description leaves open."""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(PlatformDown, match=r"^location:odd$"):
            await checkout(session).cart([ITEM] * notices, RETURNS)


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(Item("3470", 2870, "Verbale"), id="a number too short"),
        pytest.param(Item(ITEM.nav, 0, "Verbale"), id="nothing to pay"),
    ],
)
async def test_a_cart_that_is_not_is_turned_down(item, checkout):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(TurnedDown, match=r"^4(00|22) "):
            await checkout(session).cart([item], RETURNS)


@pytest.mark.parametrize(("code", "error"), [("400", TurnedDown), ("500", PlatformDown)])
async def test_each_error_that_is_described_is_understood(code, error, checkout):
    async with aiohttp.ClientSession(headers={"Prefer": f"code={code}"}) as session:
        with pytest.raises(error, match=code):
            await checkout(session).cart([ITEM], RETURNS)
