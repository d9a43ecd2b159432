"""Carts: what is asked of Checkout, and what each of its answers means."""

import json

import pytest

from platforms.pagopa.checkout import Checkout, Item, Returns
from platforms.pagopa.payee import Payee
from platforms.pagopa.wire import NotAllowed, PlatformDown, TurnedDown, Wire
from tests.platforms.pagopa.gpd_peer import CREDITOR, KEY, Answer

PAYEE = Payee(CREDITOR, "Comune di Prova", "IT60X0542811101000000123456")
ITEM = Item("347000000000000128", 2870, "Verbale 1/2026")
RETURNS = Returns(*(f"https://sportello.example.it/pay/t/{page}" for page in ("ok", "cancelled", "error")))


@pytest.fixture
def checkout(peer, session):
    return Checkout(Wire(session, KEY, 5.0), f"{peer.url}/checkout/", PAYEE, lambda: "cart-1")


async def test_a_cart_is_an_address(checkout, peer):
    assert await checkout.cart([ITEM], RETURNS) == peer.location
    (asked,) = peer.asked
    assert asked.body == {
        "paymentNotices": [
            {
                "noticeNumber": ITEM.nav,
                "fiscalCode": CREDITOR,
                "amount": 2870,
                "companyName": "Comune di Prova",
                "description": "Verbale 1/2026",
            }
        ],
        "returnUrls": {
            "returnOkUrl": RETURNS.ok,
            "returnCancelUrl": RETURNS.cancelled,
            "returnErrorUrl": RETURNS.error,
        },
        "idCart": "cart-1",
    }


async def test_a_cart_holds_one_to_five_notices(checkout, peer):
    await checkout.cart([ITEM] * 5, RETURNS)
    for wrong in ([], [ITEM] * 6):
        with pytest.raises(ValueError, match="one to five"):
            await checkout.cart(wrong, RETURNS)
    assert len(peer.asked) == 1


async def test_the_page_of_checkout_is_not_fetched(checkout, peer):
    peer.location = f"{peer.url}/checkout/carts"
    assert await checkout.cart([ITEM], RETURNS) == peer.location
    assert len(peer.asked) == 1


@pytest.mark.parametrize(
    "location",
    [
        pytest.param("", id="none"),
        pytest.param("/c/1", id="relative"),
        pytest.param("http://checkout.example.it/c/1", id="no encryption"),
        pytest.param("http://127.0.0.1:1/c/1", id="another port of ours"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("https://checkout.example.it@evil.example/c", id="a name before the host"),
        pytest.param("https:\\\\evil.example\\c", id="backslashes, which browsers turn"),
        pytest.param("https://checkout.example.it/c 1", id="a space"),
        pytest.param("https:///c/1", id="no host"),
        pytest.param("https://checkout.example.it:x/", id="no port"),
        pytest.param("https://[evil/", id="brackets"),
    ],
)
async def test_nobody_is_sent_to_an_odd_address(location, checkout, peer):
    peer.location = location
    with pytest.raises(PlatformDown, match="location:"):
        await checkout.cart([ITEM], RETURNS)


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (Answer(200, {"url": "https://checkout.example.it/c/1"}), PlatformDown, "http:200"),
        (Answer(301, headers={"Location": "https://checkout.example.it/"}), PlatformDown, "http:301"),
        (Answer(400, {"title": "Bad", "detail": "amount"}), TurnedDown, "400 Bad amount"),
        (Answer(422, {"title": "Wrong notice"}), TurnedDown, "422 Wrong notice"),
        (Answer(404, "nothing here"), TurnedDown, "404"),
        (Answer(401), NotAllowed, "401 the subscription key"),
        (Answer(403), NotAllowed, "403 the subscription key"),
        (Answer(429), PlatformDown, "http:429"),
        (Answer(500, {"title": "Oops"}), PlatformDown, "http:500"),
        (Answer(503, "<html>"), PlatformDown, "http:503"),
        (Answer(drop=True), PlatformDown, "lost:"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Answer) else "",
)
async def test_every_other_answer_has_its_meaning(answer, error, said, checkout, peer):
    peer.answers.append(answer)
    with pytest.raises(error) as raised:
        await checkout.cart([ITEM], RETURNS)
    assert str(raised.value).startswith(said)
    assert type(raised.value) is error


async def test_the_key_is_in_no_error(checkout, peer, session):
    peer.answers.append(Answer(400, {"title": f"key {KEY} of {ITEM.nav}", "detail": "a\nb"}))
    with pytest.raises(TurnedDown) as raised:
        await checkout.cart([ITEM], RETURNS)
    assert str(raised.value) == f"400 key … of {ITEM.nav} a b"
    wrong = Checkout(Wire(session, "another-key", 5.0), f"{peer.url}/checkout", PAYEE, lambda: "1")
    with pytest.raises(NotAllowed) as denied:
        await wrong.cart([ITEM], RETURNS)
    assert "another-key" not in str(denied.value)


async def test_how_long_to_wait_is_believed_within_reason(checkout, peer):
    for said, meant in (("7", 7), ("99999", 3600), ("tomorrow", None), ("³", None)):
        peer.answers.append(Answer(429, headers={"Retry-After": said}))
        with pytest.raises(PlatformDown) as raised:
            await checkout.cart([ITEM], RETURNS)
        waited = raised.value.retry_after
        assert (waited and waited.total_seconds()) == meant


async def test_nobody_there_and_nobody_answering_are_the_same(peer, session):
    nobody = Checkout(Wire(session, KEY, 5.0), "http://127.0.0.1:9/checkout", PAYEE, lambda: "1")
    with pytest.raises(PlatformDown, match="lost:"):
        await nobody.cart([ITEM], RETURNS)
    peer.answers.append(Answer(302, headers={"Location": "https://x.example/"}))
    slow = Checkout(Wire(session, KEY, 0.0001), f"{peer.url}/checkout", PAYEE, lambda: "1")
    with pytest.raises(PlatformDown, match="lost:"):
        await slow.cart([ITEM], RETURNS)
    peer.answers.clear()


async def test_names_are_cut_to_what_checkout_takes(peer, session):
    long = Checkout(
        Wire(session, KEY, 5.0), f"{peer.url}/checkout", Payee(CREDITOR, "C" * 200, ""), lambda: "1"
    )
    await long.cart([Item(ITEM.nav, 1, "S" * 200)], RETURNS)
    (notice,) = json.loads(json.dumps(peer.asked[0].body))["paymentNotices"]
    assert (len(notice["companyName"]), len(notice["description"])) == (140, 140)
