"""From a text message to the receipt, over real HTTP and SOAP: our pages, our station, a make-believe."""

import re

import pytest

from platforms.sandbox.delivery import Parcel
from platforms.sandbox.node import HELD
from platforms.sandbox.weather import Weather
from sportello.trial import sample_fines
from storage.carts import keep_cart
from storage.records import RECORDS

MARIO = "+393500000001"
LINK = re.compile(r"http://127\.0\.0\.1:[0-9]+(/pay/[0-9a-z]+)")


class Payer:
    """A citizen with a phone and a browser."""

    def __init__(self, trial):
        self.trial = trial
        self.pagopa = trial.serving.paying.pretended
        self.samples = {one["state"]: one for one in sample_fines(trial.clock().date())}

    async def say(self, text):
        """Write a text message; the texts that came back."""
        before = len(await self.heard())
        await self.trial.write("", text, channel="try-sms", sender=MARIO)
        return (await self.heard())[before:]

    async def heard(self):
        query = {"channel": "try-sms", "sender": MARIO}
        talk = await (await self.trial.client.get("/phone/api/messages", params=query)).json()
        return [line["text"] for line in talk["lines"] if line["direction"] == "out"]

    async def link(self, state="discounted"):
        """Ask for the notices of a fine; the path of the first link."""
        fine = self.samples[state]
        await self.say(f"MULTA {fine['plate']} {fine['number']} {fine['date']}")
        told = await self.say("SI")
        return LINK.search(" ".join(told))[1]

    async def get(self, path):
        answer = await self.trial.client.get(path)
        return answer.status, await answer.text()

    async def click(self, path):
        """Press the button of our page; the path of the one at Checkout."""
        answer = await self.trial.client.post(path, allow_redirects=False)
        assert answer.status == 303, answer.status
        return "/sandbox/" + answer.headers["Location"].partition("/sandbox/")[2]

    async def at_checkout(self, page, do="pay", **form):
        """Press a button there; the status, and where the browser is sent to or what is shown."""
        _, text = await self.get(page)
        shown = re.search('name="shown" value="([0-9]+)"', text)[1]
        form = {"do": do, "shown": shown, **form}
        answer = await self.trial.client.post(page, data=form, allow_redirects=False)
        return answer.status, answer.headers.get("Location", "") or await answer.text()

    async def pay(self, path, **form):
        status, back = await self.at_checkout(await self.click(path), **form)
        await self.trial.counter.settle_down()
        return status, back

    async def receipts(self):
        return [text for text in await self.heard() if text.startswith("Pagamento ricevuto")]


@pytest.fixture
def payer(trying):
    return Payer(trying)


async def tokens_of(trying):
    """The links of the notices that were opened, the cheaper one first."""
    query = "select token from notice where made_at > 0 and service = 'pay_fine' order by amount_cents"
    return [f"/pay/{token}" for (token,) in await trying.rows(query)]


async def test_the_receipt_comes_back_to_the_conversation(payer):
    link = await payer.link()
    assert "<h1>Paghi con pagoPA</h1>" in (await payer.get(link))[1]
    status, back = await payer.pay(link)
    assert status == 303
    assert back.endswith(f"{link}/ok")
    assert len(await payer.receipts()) == 1
    assert "<h1>Pagato</h1>" in (await payer.get(f"{link}/ok"))[1]
    for paper in ("ricevuta", "avviso"):
        answer = await payer.trial.client.get(f"{link}/{paper}.pdf")
        assert answer.status == (200 if paper == "ricevuta" else 404)


@pytest.mark.parametrize("trouble", ["twice", "lost", "late", "old", "slow"])
async def test_whatever_happens_to_a_receipt_it_is_told_once(payer, trouble):
    payer.pagopa.checkout._sleep = lambda _: payer.trial.counter.settle_down()
    link = await payer.link()
    await payer.pay(link, trouble=trouble)
    assert ("In attesa della ricevuta" in (await payer.get(f"{link}/ok"))[1]) is (trouble == "late")
    for _ in range(3):
        payer.trial.clock.tick(minutes=5)
        await payer.pagopa.deliveries.bring()
        await payer.trial.counter.settle_down()
    assert payer.pagopa.deliveries.waiting == []
    assert len(await payer.receipts()) == 1
    assert await payer.trial.rows("select settled from payment_receipt") == [("paid",)]


async def test_receipts_days_later_and_out_of_order_are_told_all_the_same(payer):
    links = [await payer.link(state) for state in ("discounted", "full")]
    for link in links:
        await payer.pay(link, trouble="late")
    waiting = payer.pagopa.deliveries.waiting
    now = payer.trial.clock.tick(days=3)
    payer.pagopa.deliveries.waiting = [Parcel(each.receipt, now) for each in reversed(waiting)]
    await payer.pagopa.deliveries.bring()
    await payer.trial.counter.settle_down()
    assert len(await payer.receipts()) == 2


async def test_paying_one_notice_ends_the_other(payer):
    await payer.link()
    cheap, dear = await tokens_of(payer.trial)
    await payer.pay(dear)
    status, text = await payer.get(cheap)
    assert status == 410
    assert "Già pagato con un altro avviso" in text
    assert f'href="{dear}?lang=it"' in text


async def test_two_who_pay_at_once_pay_once(payer):
    await payer.link()
    cheap, dear = await tokens_of(payer.trial)
    first, same, other = [await payer.click(link) for link in (cheap, cheap, dear)]
    assert (await payer.at_checkout(first, trouble="left"))[1].endswith("/cancelled")
    for page in (same, other):
        assert "Pagamento in corso" in await _refused(payer, page)
    assert "Pagamento in corso" in (await payer.get(dear))[1]
    payer.trial.clock.tick(seconds=HELD.total_seconds())
    assert (await payer.pay(dear))[0] == 303
    assert len(await payer.receipts()) == 1


async def _refused(payer, page):
    form = {"do": "pay", "shown": "0"}
    answer = await payer.trial.client.post(page, data=form, allow_redirects=False)
    assert answer.status in {409, 410}
    return await answer.text()


async def test_a_bank_that_refuses_is_no_payment(payer):
    link = await payer.link()
    assert (await payer.pay(link, trouble="refused"))[1].endswith("/error")
    assert "Il pagamento non è riuscito" in (await payer.get(f"{link}/error"))[1]
    assert await payer.receipts() == []
    assert (await payer.pay(link))[1].endswith("/ok")


async def test_checkout_away_is_told_and_nothing_is_lost(payer):
    link = await payer.link()
    for weather in (Weather.ERROR, Weather.BUSY, Weather.DOWN, Weather.LOST):
        payer.pagopa.forecast.coming.append(weather)
        answer = await payer.trial.client.post(link, allow_redirects=False)
        assert answer.status == 503
        assert "nulla è andato perso" in await answer.text()
    assert (await payer.pay(link))[1].endswith("/ok")
    assert len(await payer.receipts()) == 1


async def test_the_amount_is_that_of_now(payer):
    link = await payer.link()
    page = await payer.click(link)
    cheap, dear = await tokens_of(payer.trial)
    payer.trial.clock.tick(days=30)
    status, text = await payer.get(cheap)
    assert (status, "Avviso scaduto" in text) == (410, True)
    assert f'href="{dear}?lang=it"' in text
    assert (await payer.get(page))[0] == 410  # that cart was of another month
    payer.trial.clock.tick(days=60)
    _, text = await payer.get(dear)
    assert "L’avviso è stato fatto per" in text
    assert (await payer.pay(dear))[1].endswith("/ok")
    [receipt] = await payer.receipts()
    assert re.search("Paga ([0-9,]+ €)", text)[1] in receipt


async def test_a_cart_of_two_fines_is_paid_at_once(payer):
    for state in ("discounted", "full"):
        await payer.link(state)
    navs = [nav for (nav,) in await payer.trial.rows("select nav from notice where option = 'reduced'")]
    await payer.trial.database.writer.submit(RECORDS, [keep_cart("cartoftwo", navs)])
    assert (await payer.get("/pay/cartoftwo"))[1].count('class="notice open"') == 2
    assert (await payer.pay("/pay/cartoftwo"))[1].endswith("/pay/cartoftwo/ok")
    assert len(await payer.receipts()) == 2
    assert "<h1>Pagato</h1>" in (await payer.get("/pay/cartoftwo"))[1]


async def test_both_notices_of_one_debt_are_not_paid_together(payer):
    await payer.link()
    navs = [nav for (nav,) in await payer.trial.rows("select nav from notice where service = 'pay_fine'")]
    await payer.trial.database.writer.submit(RECORDS, [keep_cart("cartofone", navs)])
    page = await payer.click("/pay/cartofone")
    status, text = await payer.at_checkout(page)
    assert (status, "Pagamento in corso" in text) == (409, True)
    assert await payer.receipts() == []


async def test_going_back_pays_nothing(payer):
    link = await payer.link()
    assert (await payer.at_checkout(await payer.click(link), do="cancel"))[1].endswith("/cancelled")
    assert await payer.trial.rows("select * from payment_receipt") == []


@pytest.mark.parametrize("lang", ["it", "en"])
async def test_the_make_believe_speaks_both_languages_and_is_marked(payer, lang):
    page = await payer.click(await payer.link())
    _, text = await payer.get(f"{page}?lang={lang}")
    assert {"it": "qui non si muove denaro", "en": "no money moves here"}[lang] in text
    assert (await payer.get(f"/sandbox/pagopa/checkout/pay/none?lang={lang}"))[0] == 410


async def test_its_interfaces_want_the_key(payer):
    answer = await payer.trial.client.post("/sandbox/pagopa/checkout/ec/v1/carts", json={})
    assert answer.status == 401
