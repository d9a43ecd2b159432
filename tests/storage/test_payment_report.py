"""The report of payments: whatever happened, its figures add up, and its cents are those of the receipts."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random

import pytest
import sqlalchemy as sa

from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notices import PaymentNotice
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, Settled, TakenReceipt
from storage.payment_report import Amount, Figures, Period, issued, received, report
from storage.snapshot import snapshot
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store

FIRST = date(2026, 2, 3)
OPTIONS = (("discounted", 2870, 5), ("reduced", 4100, 60))


@dataclass
class Cashier:
    """Opens debts that nobody keeps a register of, and brings receipts of them."""

    desk: Desk
    clock: Ticker
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def open(self, options: tuple[tuple[str, int, int], ...] = OPTIONS) -> list[PaymentNotice]:
        number, today = next(self.numbers), self.clock().date()
        payables = [
            Payable(option, cents, today + timedelta(days), today + timedelta(days + 2))
            for option, cents, days in options
        ]
        tokens = tuple(f"token-{number}-{each.option}" for each in payables)
        wanted = Wanted("school", f"meals/{number}", "Mensa", "9/0301105TS/", tuple(payables), 1, tokens)
        return await self.desk.database.writer.submit(OPEN_NOTICES, wanted)

    async def pay(self, nav: str, cents: int, *, executed: bool = True, name: str = "") -> Settled:
        name = name or f"receipt-{next(self.numbers)}"
        receipt = PaymentReceipt(
            name, nav, nav[1:], cents, self.clock(), "BANCA", "node", executed, name.encode()
        )
        return await self.desk.database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, "c"))


@pytest.fixture
def cashier(desk: Desk, clock: Ticker) -> Cashier:
    return Cashier(desk, clock)


def period(clock: Ticker, first: date = FIRST, last: date | None = None) -> Period:
    today = clock().date()
    return Period(first, last or today, today, clock().tzinfo)  # type: ignore[arg-type] # it is aware


@contextmanager
def moment(store: Store, clock: Ticker) -> Iterator[sa.Connection]:
    with snapshot(store.url, clock().tzinfo) as connection:  # type: ignore[arg-type] # it is aware
        yield connection


async def test_each_notice_stands_somewhere(cashier: Cashier, store: Store, clock: Ticker) -> None:
    paid, _ = await cashier.open()
    await cashier.pay(paid.nav, 2870)
    clock.tick(days=8)
    await cashier.open()
    await cashier.open()
    clock.tick(days=8)
    await cashier.open((("single", 100, 3),))
    with moment(store, clock) as connection:
        whole, week = (report(connection, each) for each in (period(clock), period(clock, last=FIRST)))
    assert whole.rows == [
        Figures("school", "discounted", 3, 0, 1, 2, 0, 1, 2870),
        Figures("school", "reduced", 3, 2, 0, 0, 1, 0, 0),
        Figures("school", "single", 1, 1, 0, 0, 0, 0, 0),
    ]
    assert whole.total == Figures("", "", 7, 3, 1, 2, 1, 1, 2870)
    assert whole.received == Amount(1, 2870)
    assert week.total == Figures("", "", 2, 0, 1, 0, 1, 1, 2870)


async def test_a_notice_is_open_until_the_end_of_its_last_day(
    cashier: Cashier, store: Store, clock: Ticker
) -> None:
    await cashier.open((("single", 100, 0),))
    for days, standing in ((2, "open"), (1, "expired")):
        clock.tick(days=days)
        with moment(store, clock) as connection:
            assert [one.standing for one in issued(connection, period(clock))] == [standing]


async def test_a_payment_counts_on_the_day_of_its_receipt(
    cashier: Cashier, store: Store, clock: Ticker
) -> None:
    ((notice),) = await cashier.open((("single", 100, 3),))
    clock.tick(days=1)
    await cashier.pay(notice.nav, 100)
    days = [period(clock, day, day) for day in (FIRST, FIRST + timedelta(1), FIRST + timedelta(2))]
    with moment(store, clock) as connection:
        figures = [report(connection, day).total for day in days]
    assert figures == [
        Figures("", "", issued=1, paid=1),
        Figures("", "", payments=1, cents=100),
        Figures("", ""),
    ]


async def test_what_does_not_match_is_named_with_what_was_asked(
    cashier: Cashier, store: Store, clock: Ticker
) -> None:
    (once, other), (differs, _) = await cashier.open(), await cashier.open()
    assert await cashier.pay(once.nav, 2870) is Settled.PAID
    assert await cashier.pay(other.nav, 4100, name="twice") is Settled.TWICE
    assert await cashier.pay(differs.nav, 2869, name="differs") is Settled.DIFFERS
    assert await cashier.pay("301000000000099999", 1, name="unknown") is Settled.UNKNOWN
    assert await cashier.pay(differs.nav, 2870, executed=False) is Settled.FAILED
    with moment(store, clock) as connection:
        told, found = (
            report(connection, period(clock)),
            list(received(connection, period(clock), mismatched=True)),
        )
    assert told.mismatched == {"twice": Amount(1, 4100), "differs": Amount(1, 2869), "unknown": Amount(1, 1)}
    named = [(one.receipt_id, one.amount_cents, one.asked_cents, one.reference) for one in found]
    assert named == [
        ("differs", 2869, 2870, "meals/2"),
        ("twice", 4100, 4100, "meals/1"),
        ("unknown", 1, None, ""),
    ]
    assert told.received == Amount(4, 2870 + 4100 + 2869 + 1)


async def live(cashier: Cashier, chance: Random) -> None:
    """Something happens: usually what should, sometimes what must not."""
    notices = [one for _ in range(6) for one in await cashier.open()]
    for _ in range(40):
        one = chance.choice(notices)
        cents = one.amount_cents + chance.choice([0, 0, 0, 0, 1])
        nav = one.nav if chance.random() < 0.95 else "301000000000099999"
        await cashier.pay(nav, cents, executed=chance.random() < 0.9, name=f"r{chance.randrange(30)}")
        if chance.random() < 0.3:
            cashier.clock.tick(hours=chance.randrange(40))
        if chance.random() < 0.2:
            notices += await cashier.open()


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_happened_the_figures_add_up(
    cashier: Cashier, store: Store, clock: Ticker, seed: int
) -> None:
    await live(cashier, Random(seed))  # noqa: S311 - chance, not a secret
    whole = period(clock)
    with moment(store, clock) as connection:
        told = report(connection, whole)
        notices, receipts = list(issued(connection, whole)), list(received(connection, whole))
        days = [whole.first + timedelta(days) for days in range((whole.last - whole.first).days + 1)]
        by_day = [report(connection, period(clock, day, day)) for day in days]
    for row in [*told.rows, told.total]:
        assert row.issued == row.open + row.paid + row.expired + row.annulled
    assert store.rows("SELECT count(*), sum(amount_cents) FROM payment_receipt WHERE executed") == [
        (told.received.count, told.received.cents)
    ]
    assert Counter(one.standing for one in notices) == Counter(
        {name: getattr(told.total, name) for name in ("open", "paid", "expired", "annulled")}
    )
    assert sum(one.amount_cents for one in receipts if one.settled == "paid") == told.total.cents
    assert len(receipts) == told.received.count
    assert told.total.paid == told.total.payments  # each was paid by one receipt
    assert sum(each.total.issued for each in by_day) == told.total.issued
    assert sum(each.received.cents for each in by_day) == told.received.cents


async def test_it_reads_one_moment_while_others_write(cashier: Cashier, store: Store, clock: Ticker) -> None:
    ((notice),) = await cashier.open((("single", 100, 3),))
    with moment(store, clock) as connection:
        before = report(connection, period(clock))
        await cashier.pay(notice.nav, 100)
        await cashier.open()
        assert report(connection, period(clock)) == before
        assert list(received(connection, period(clock))) == []
