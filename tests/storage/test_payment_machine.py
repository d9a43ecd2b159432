"""Whatever the order and the repetition: a debt is paid once, each is told once, and no cent differs."""

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from bot.values.notice_number import NoticeNumber
from storage.fines import Status
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notice_terms import EXPIRE
from storage.notices import NoticeStatus, counter
from storage.paper_notices import ISSUE, Issued, PaperNotice
from storage.payment_receipts import (
    RECENT,
    TAKE_RECEIPT,
    TELL,
    PaymentReceipt,
    Settled,
    TakenReceipt,
    Telling,
)
from storage.payment_statements import payment_receipt
from storage.position_telling import position
from storage.positions import POSITION_DONE, TAKE_POSITIONS, Published
from storage.quotes import QUOTE, Quoted
from tests.storage.payment_world import Books, Store, as_published, assert_no_gap, fine, made_store, soon

FINES = ("V1", "V2")
CANTEEN = ("", "mensa/1")
DEBTS = (*(("pay_fine", number) for number in FINES), CANTEEN)
PAPER = [NoticeNumber.make(1, base).digits for base in (5, 6)]  # two of those that would be ours
STRANGER = "302000000000000184"
WAYS = st.sampled_from(["node", "gpd", "desk"])
STANDS = st.sampled_from([Status.OPEN, Status.OPEN, *Status])  # most of the time a fine is owed
LANES = st.sampled_from(["sms:1", "telegram:2"])
CENTS = st.sampled_from([4258, 5488, 9788])
DAYS = st.none() | st.integers(-1, 3)


class Payments(RuleBasedStateMachine):
    """The store beside the books."""

    store: ClassVar[Store]
    navs: Bundle[str] = Bundle("navs")
    receipts: Bundle[PaymentReceipt] = Bundle("receipts")

    @initialize(target=navs, days=DAYS, known=st.integers(1, 3))
    def begin(self, days, known):
        self.store.empty()
        self.store.register(*map(fine, FINES))
        self.books = Books(dict.fromkeys(FINES, Status.OPEN))
        self.arrived = {}
        self.published = {}
        self.count = 0
        both = "discounted", "reduced"
        found = [self.open_one(debt, both, (4258, 5488), days, publish=True) for debt in DEBTS[:known]]
        for debt in DEBTS[:known]:
            self.watch(debt, "sms:1")
        return multiple(*(nav for navs in found for nav in navs))

    @rule(
        target=navs,
        debt=st.sampled_from(DEBTS),
        options=st.sampled_from([("discounted", "reduced"), ("reduced",), ("discounted",)]),
        cents=st.tuples(CENTS, CENTS),
        days=DAYS,
        publish=st.booleans(),
        times=st.integers(1, 2),
    )
    def open(self, debt, options, cents, days, publish, times):
        return multiple(*self.open_one(debt, options, cents, days, publish, times))

    def open_one(self, debt, options, cents, days, publish, times=1):
        until = None if days is None else soon(self.store.now, days)
        ways = [Payable(option, amount, until, until) for option, amount in zip(options, cents, strict=False)]
        self.count += 1
        tokens = tuple(f"t{self.count}-{option}" for option in options)
        wanted = Wanted(*debt, "Verbale", "9/0102100SA/", tuple(ways), 1, tokens, publish)
        answers = self.store.write(OPEN_NOTICES, *[wanted] * times)
        assert answers[0] == answers[-1]
        navs = [one.nav for one in answers[0]]
        if debt in self.books.paid:
            assert navs == [self.books.paid[debt].nav]
            return navs
        if self.books.fines.get(debt[1], Status.OPEN) is not Status.OPEN:
            assert navs == []
            return navs
        for nav, way in zip(navs, ways, strict=True):
            self.books.ask(debt, nav, way.amount_cents)
        return navs

    @rule(target=navs, nav=st.sampled_from(PAPER), debt=st.sampled_from(DEBTS), cents=CENTS)
    def issue(self, nav, debt, cents):
        paper = PaperNotice(nav, *debt, "", "Verbale", "9/0102100SA/", cents, None, None, f"paper-{nav}")
        ((became,),) = self.store.write(ISSUE, [paper])
        if nav in self.books.debts and self.books.debts[nav] != debt:
            assert became is Issued.TAKEN
            return multiple()
        closed = self.books.status.get(nav) in (NoticeStatus.PAID, NoticeStatus.ANNULLED)
        owed = debt not in self.books.paid and self.books.fines.get(debt[1], Status.OPEN) is Status.OPEN
        if became is Issued.NEW:
            self.books.ask(debt, nav, cents)
            if not owed:
                self.books.status[nav] = NoticeStatus.ANNULLED
            self.books.late(nav)
        elif became is Issued.CHANGED:
            self.books.ask(debt, nav, cents)
        assert (became is Issued.CLOSED) is closed
        return nav

    @rule(nav=navs, cents=CENTS, days=DAYS, minutes=st.none() | st.integers(1, 30))
    def quote(self, nav, cents, days, minutes):
        until = None if days is None else soon(self.store.now, days)
        active = None if minutes is None else self.store.now + timedelta(minutes=minutes)
        (taken,) = self.store.write(QUOTE, Quoted(nav, cents, until, until, active))
        assert taken is self.books.may_quote(nav, self.store.now)
        if not taken:
            return
        self.books.ask(self.books.debts[nav], nav, cents)
        if active is not None:
            self.books.active[nav] = active

    @rule(target=receipts, nav=navs, which=st.integers(0, 2), way=WAYS, ago=st.integers(0, 5))
    def pay(self, nav, which, way, ago):
        asked = sorted(self.books.asked[nav])
        return self.receive(nav, asked[which % len(asked)], executed=True, way=way, ago=ago)

    @rule(
        target=receipts,
        nav=navs | st.sampled_from([*PAPER, STRANGER]),
        cents=CENTS | st.just(1),
        executed=st.booleans(),
        way=WAYS,
        ago=st.integers(0, 5),
    )
    def receive_any(self, nav, cents, executed, way, ago):
        return self.receive(nav, cents, executed=executed, way=way, ago=ago)

    def receive(self, nav, cents, *, executed, way, ago):
        self.count += 1
        paid_at = self.store.now - timedelta(days=ago)
        name = f"r{self.count}"
        receipt = PaymentReceipt(name, nav, nav[1:], cents, paid_at, "psp", way, executed, name.encode())
        self.take(receipt)
        return receipt

    @rule(receipt=receipts, executed=st.booleans())
    def repeat(self, receipt, executed):
        other = replace(receipt, way="gpd", executed=executed, original=b"by another way")
        self.take(other, other)

    def take(self, *receipts):
        taken = [TakenReceipt(receipt, "c") for receipt in receipts]
        settled = self.store.write(TAKE_RECEIPT, *taken)
        for receipt, became in zip(receipts, settled, strict=True):
            assert became is self.books.take(receipt)
            if became is not Settled.REPEATED:
                self.arrived[receipt.nav] = self.store.now

    @rule(debt=st.sampled_from(DEBTS), lane=LANES)
    def watch(self, debt, lane):
        self.store.watch(debt, lane)
        self.books.watchers.setdefault(debt, set()).add(lane)

    @rule(number=st.sampled_from(FINES), status=STANDS)
    def merge(self, number, status):
        self.store.register(fine(number, status))
        self.books.merge(number, status)

    @rule(days=st.integers(0, 3), minutes=st.integers(1, 40))
    def time_passes(self, days, minutes):
        self.store.now += timedelta(days=days, minutes=minutes)

    @rule(days=st.integers(0, 4))
    def expire(self, days):
        self.store.now += timedelta(days=days)
        today = self.store.now.date()
        kept = self.store.notices().values()
        self.store.write(EXPIRE, today)
        self.books.expire({one.nav for one in kept if one.payable_until and one.payable_until < today})

    @rule(thorough=st.booleans())
    def sweep(self, thorough):
        known = len(self.books.told)
        (told,) = self.store.write(TELL, Telling("c", thorough))
        self.books.sweep(None if thorough else self.store.now - RECENT, self.arrived)
        assert told == len(self.books.told) - known

    @rule()
    def publish(self):
        for taken in self.store.write(TAKE_POSITIONS, 10)[0]:
            assert {one.nav for one in taken.notices} == set(self.books.of((taken.service, taken.reference)))
            self.store.write(POSITION_DONE, Published(taken.service, taken.reference, taken.version, "c"))
            self.published[taken.service, taken.reference] = as_published(taken.notices)

    @invariant()
    def notices_stand_as_the_books_say(self):
        kept = self.store.notices()
        assert {nav: one.status for nav, one in kept.items()} == self.books.status
        assert {nav: (one.service, one.reference) for nav, one in kept.items()} == self.books.debts
        assert len({one.iuv for one in kept.values()}) == len(kept)
        paid = {(one.service, one.reference): one for one in kept.values() if one.status is NoticeStatus.PAID}
        assert {debt: (one.nav, one.amount_cents, one.receipt_id) for debt, one in paid.items()} == {
            debt: (receipt.nav, receipt.amount_cents, receipt.receipt_id)
            for debt, receipt in self.books.paid.items()
        }
        assert_no_gap(kept, PAPER, max((row.last for row in self.store.read(sa.select(counter))), default=0))
        self.pagopa_will_hear(kept.values())

    def pagopa_will_hear(self, kept):
        for row in self.store.read(sa.select(position)):
            if row.version == row.published_version:
                theirs = [one for one in kept if (one.service, one.reference) == (row.service, row.reference)]
                assert self.published[row.service, row.reference] == as_published(theirs)

    @invariant()
    def everybody_is_told_once(self):
        assert dict(self.store.events()) == dict.fromkeys(self.books.events(), 1)
        assert dict(self.store.unsettled()) == dict.fromkeys(self.books.unsettled, 1)
        assert self.store.parked() == dict.fromkeys(self.books.parked, 1)

    @invariant()
    def no_cent_differs(self):
        rows = self.store.read(sa.select(payment_receipt))
        assert {(row.receipt_id, row.executed): (row.amount_cents, row.settled) for row in rows} == {
            key: (receipt.amount_cents, settled.value)
            for key, (receipt, settled) in self.books.receipts.items()
        }
        settled = sum(row.amount_cents for row in rows if row.settled == Settled.PAID.value)
        assert settled == sum(receipt.amount_cents for receipt in self.books.paid.values())

    def teardown(self):
        self.store.write(TELL, Telling("c", thorough=True))
        self.books.sweep()
        self.everybody_is_told_once()


class TestPayments(Payments.TestCase):
    settings = settings(max_examples=60, stateful_step_count=30, deadline=None)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Payments.store = cls.enterClassContext(made_store())
