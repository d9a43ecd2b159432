"""Notices that a conversation asks for: sorted, listed, put into one cart, remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.level import Level, Standing
from bot.records import LANE
from bot.service import Then
from bot.values import NoticeNumber, NoticeNumbers
from bot.values.value import Reading
from handlers.links import Links
from handlers.my_payments import MyPayments
from handlers.my_payments import fulfil as list_payments
from handlers.pay_notice import PayNotice, review
from handlers.payment_reminder import PaymentReminder
from handlers.payment_reminder import fulfil as set_reminders
from handlers.reminder_hour import reminder_at
from handlers.till import cheapest_of_each_debt
from platforms.pagopa.creditor import Priced
from platforms.pagopa.payee import Payee
from platforms.payments import Quote, Refused
from storage.notices import NoticeStatus, PaymentNotice
from tests.clock import Ticker
from tests.fines.test_fine_notices import a_notice

LINKS = Links("https://sportello.example/")
PAYEE = Payee("01234567897", "Comune di Prova", "")
LANE_ASKING = "sms:+393331234567"
ADA = Standing(Level.IDENTIFIED, "ada", "spid-2")


def nav(number: int) -> str:
    """The number of a notice of ours."""
    return str(NoticeNumber.make(0, number))


def notice(number: int, debt: str = "", option: str = "reduced") -> PaymentNotice:
    """A notice of a debt, its own unless one is named."""
    return replace(
        a_notice(debt or f"V{number}/2026"),
        nav=nav(number),
        option=option,
        subject=f"Verbale n. {debt or f'V{number}/2026'}",
        token=f"token{number}",
    )


class OurTill:
    """A till that knows the prices of some notices, and why others cannot be paid."""

    def __init__(self, prices: Mapping[str, Priced | Refused]) -> None:
        self._prices = prices

    async def verify(self, nav: str) -> Priced | Refused:
        """As handlers.till.Till."""
        return self._prices.get(nav, Refused.UNKNOWN)


def till(*prices: tuple[PaymentNotice, int | Refused], due: date | None = None) -> OurTill:
    """A till where each notice costs so many cents until a day, or is refused."""
    return OurTill(
        {
            one.nav: cents if isinstance(cents, Refused) else Priced(one, Quote(cents, due, None))
            for one, cents in prices
        }
    )


class Conversation:
    """What one conversation has asked for."""

    def __init__(self, *notices: PaymentNotice) -> None:
        self._notices = notices

    async def of(self, lane: str) -> Sequence[PaymentNotice]:
        """As storage.asked.Asked."""
        return self._notices if lane == LANE_ASKING else ()


class Citizens:
    """What citizens have asked for; a conversation alone is nobody's."""

    def __init__(self, *notices: PaymentNotice) -> None:
        self._notices = notices

    async def of(self, citizen: str, lane: str) -> Sequence[PaymentNotice]:
        """As storage.theirs.Theirs."""
        del lane
        return self._notices if citizen == ADA.citizen else ()


def numbers(text: str) -> PayNotice:
    """The form of who writes some numbers."""
    return PayNotice(NoticeNumbers.parse(text, Reading(date(2026, 2, 3))))


@pytest.mark.parametrize(
    ("refused", "text", "then"),
    [
        pytest.param(Refused.PAID, "already-paid", Then.END, id="paid"),
        pytest.param(Refused.EXPIRED, "expired", Then.END, id="expired"),
        pytest.param(Refused.ANNULLED, "annulled", Then.END, id="annulled"),
        pytest.param(Refused.IN_PROGRESS, "in-progress", Then.END, id="being paid just now"),
        pytest.param(Refused.UNKNOWN, "unknown", Then.STAY, id="unknown: the number can be corrected"),
    ],
)
async def test_why_a_notice_cannot_be_paid(refused, text, then):
    outcome = await review(numbers(nav(1)), till=till((notice(1), refused)), payee=PAYEE)
    assert (outcome.text, outcome.then) == (text, then)


@pytest.mark.parametrize(
    ("creditor", "text"),
    [
        pytest.param("03334231200", "other-creditor", id="somebody else's: not looked for"),
        pytest.param("01234567897", "due", id="ours"),
    ],
)
async def test_the_code_of_a_notice_says_whose_it_is(creditor, text):
    form = numbers(f"PAGOPA|002|{nav(1)}|{creditor}|100")
    outcome = await review(form, till=till((notice(1), 4200)), payee=PAYEE)
    assert outcome.text == text


async def test_of_some_numbers_each_is_accounted_for():
    both = [notice(1, "V1/2026", "discounted"), notice(2, "V1/2026")]
    prices = till((both[0], 2940), (both[1], 4200), (notice(3), 100), (notice(4), Refused.PAID))
    form = numbers(f"{nav(2)} {nav(1)} {nav(3)} {nav(4)} {nav(5)[:-1]}{(int(nav(5)[-1]) + 1) % 10}")
    outcome = await review(form, till=prices, payee=PAYEE)
    assert outcome.text == "cart"
    told = {
        name: getattr(value, "show", str)("it") if value != "none" else ""
        for name, value in outcome.values.items()
    }
    assert told["lines"] == "- Verbale n. V1/2026: 29,40 €\n- Verbale n. V3/2026: 1,00 €"
    assert told["total"] == "30,40 €"
    assert told["twice"] == NoticeNumber(nav(2)).show("it")
    assert told["paid"] == NoticeNumber(nav(4)).show("it")
    assert told["wrong"]
    assert not told["unknown"]


async def test_of_each_debt_the_cheapest_notice_is_told():
    one, two, other = notice(1, "V1/2026", "discounted"), notice(2, "V1/2026"), notice(3)
    prices = till((one, 2940), (two, 4200), (other, Refused.EXPIRED))
    found = await cheapest_of_each_debt(prices, [two, one, other])
    assert [(priced.notice.nav, priced.quote.amount_cents) for priced in found] == [(one.nav, 2940)]


@pytest.mark.parametrize(
    ("count", "open_", "more", "cart", "carts"),
    [
        pytest.param(1, "one", "none", "all", 0, id="one: its own link"),
        pytest.param(2, "some", "none", "all", 1, id="two: a cart"),
        pytest.param(5, "some", "none", "all", 1, id="five: as many as a cart holds"),
        pytest.param(6, "some", "none", "first", 1, id="six: the first five"),
        pytest.param(12, "some", "2", "first", 1, id="twelve: ten are told"),
    ],
)
async def test_what_is_owed_is_listed_with_one_link(count, open_, more, cart, carts):
    notices = [notice(number) for number in range(1, count + 1)]
    outcome = await list_payments(
        MyPayments(),
        lane=LANE_ASKING,
        standing=ADA,
        theirs=Citizens(*notices),
        till=till(*((one, 4200) for one in notices)),
        links=LINKS,
        ids=lambda: "cart1",
    )
    values = outcome.values
    assert (values["open"], values["more"], values["cart"]) == (open_, more, cart)
    assert len(outcome.records) == carts
    assert str(values["url"]).endswith("cart1" if carts else "token1")
    assert str(values["owed"].show("it")).count("\n- ") == min(count, 10) - 1
    assert values["paid"] == "none"


async def test_what_is_paid_is_listed_with_its_receipt():
    paid = replace(notice(1), status=NoticeStatus.PAID, paid_at=Ticker()(), amount_cents=4200)
    outcome = await list_payments(
        MyPayments(),
        lane=LANE_ASKING,
        standing=ADA,
        theirs=Citizens(paid),
        till=till(),
        links=LINKS,
        ids=lambda: "cart1",
    )
    assert outcome.values["open"] == "none"
    shown = outcome.values["paid"].show("it")
    assert "42,00 €" in shown
    assert "https://sportello.example/pay/token1/ricevuta.pdf" in shown


async def test_another_citizen_is_told_nothing():
    outcome = await list_payments(
        MyPayments(),
        lane=LANE_ASKING,
        standing=replace(ADA, citizen="eva"),
        theirs=Citizens(notice(1)),
        till=till((notice(1), 4200)),
        links=LINKS,
        ids=lambda: "cart1",
    )
    assert (outcome.text, outcome.records) == ("nothing", ())


async def test_who_acts_for_another_sees_what_the_other_asked_for():
    outcome = await list_payments(
        MyPayments(),
        lane="telegram:7",
        standing=Standing(Level.IDENTIFIED, "eva", "desk", acting_for="ada"),
        theirs=Citizens(notice(1)),
        till=till((notice(1), 4200)),
        links=LINKS,
        ids=lambda: "cart1",
    )
    assert outcome.values["open"] == "one"


NOW = Ticker()()


def at(day: int, hour: int) -> datetime:
    """An hour of February 2026."""
    return datetime(2026, 2, day, hour, tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("due", "now", "expected"),
    [
        pytest.param(date(2026, 2, 9), at(3, 10), at(8, 8), id="the day before, in the morning"),
        pytest.param(date(2026, 2, 9), at(8, 7), at(8, 8), id="the same day, still early"),
        pytest.param(date(2026, 2, 9), at(8, 8), None, id="the hour has come"),
        pytest.param(date(2026, 2, 9), at(9, 10), None, id="the last day"),
        pytest.param(date(2026, 2, 9), at(20, 10), None, id="over"),
        pytest.param(None, at(3, 10), None, id="no term"),
    ],
)
def test_the_hour_of_a_reminder(due, now, expected):
    assert reminder_at(due, now) == expected


@pytest.mark.parametrize(
    ("days", "text", "reminders"),
    [
        pytest.param(6, "set", 2, id="in time"),
        pytest.param(1, "too-near", 0, id="tomorrow: too near"),
    ],
)
async def test_every_open_debt_is_remembered(days, text, reminders):
    clock = Ticker()
    notices = [notice(1), notice(2)]
    prices = till(*((one, 4200) for one in notices), due=clock().date() + timedelta(days=days))
    outcome = await set_reminders(
        PaymentReminder(), lane=LANE_ASKING, asked=Conversation(*notices), till=prices, clock=clock
    )
    assert (outcome.text, len(outcome.records)) == (text, reminders)
    assert all(record.values["lane"] == LANE for record in outcome.records)


async def test_there_is_nothing_to_remember_for_who_has_asked_for_nothing():
    outcome = await set_reminders(
        PaymentReminder(), lane=LANE_ASKING, asked=Conversation(), till=till(), clock=Ticker()
    )
    assert outcome.text == "nothing"
