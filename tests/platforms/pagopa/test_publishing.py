"""Publishing: whatever is lost, crashes or comes at once, at the end GPD says what our table says."""

import asyncio
from datetime import date, timedelta
from itertools import count
from random import Random

import pytest

from bot.records import LANE
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.payments import PagoPaPayments
from platforms.pagopa.publishing import Publishing
from platforms.pagopa.wire import Wire
from platforms.payments import Debt, Payable
from sportello.reports import QuietReport
from storage.notice_opening import OPEN_NOTICES
from storage.notices import watch
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, TakenReceipt
from storage.positions import TAKE_POSITION, TAKE_POSITIONS
from storage.records import RECORDS
from tests.platforms.pagopa.gpd_peer import CREDITOR, KEY, Answer

PAYEE = Payee(CREDITOR, "Comune di Prova", "IT60X0542811101000000123456")
SOON, LATER = date(2026, 2, 6), date(2026, 4, 6)


def debt(reduced=4100, discounted=2870, reference="1/2026"):
    return Debt(
        "pay_fine",
        reference,
        f"Verbale {reference}",
        "9/0102100SA/",
        (
            Payable("discounted", discounted, SOON, SOON + timedelta(days=4)),
            Payable("reduced", reduced, LATER, LATER + timedelta(days=2)),
        ),
    )


class Counter:
    """One process: it opens notices and publishes them."""

    def __init__(self, database, peer, session, name="a", **rest):
        self.database = database
        self.report = QuietReport()
        self._count = 0
        self._name = name
        patience = rest.get("patience", 5.0)
        wire = Wire(session, rest.get("key", KEY), patience)
        gpd = Gpd(wire, f"{peer.url}/gpd", CREDITOR)
        self.publishing = Publishing(
            database, gpd, PAYEE, self.ids, self.report, patience=rest.get("waits", patience)
        )
        self.payments = PagoPaPayments(
            database,
            segregation=47,
            address="https://sportello.example.it/",
            ids=self.ids,
            publishing=self.publishing,
        )

    def ids(self):
        self._count += 1
        return f"{self._name}{self._count}"

    async def wait(self, clock, rounds=8):
        """Let the loop go round, each time after the longest pause."""
        for _ in range(rounds):
            await self.publishing.round()
            clock.tick(hours=1, minutes=1)


@pytest.fixture
def make(store, peer, session):
    def make(name="a", **rest):
        return Counter(store.open(name).database, peer, session, name, **rest)

    return make


def ours(store):
    """What our table says can be paid, as the peer tells it: notice and amount by position."""
    rows = store.rows(
        "SELECT iupd, nav, amount_cents FROM position JOIN notice"
        " ON notice.reference = position.reference AND notice.service = position.service"
        " WHERE status = 'open'"
    )
    found = {}
    for iupd, nav, amount in rows:
        found.setdefault(iupd, {})[nav] = amount
    return found


def behind(store):
    return store.rows("SELECT reference FROM position WHERE published_version < version")


@pytest.mark.parametrize("writes", ["thread", "apart"])
async def test_a_debt_is_published_while_the_citizen_waits(make, store, peer):
    notices = await make().payments.open(debt())
    assert [(one.option, one.amount_cents, one.ready) for one in notices] == [
        ("discounted", 2870, True),
        ("reduced", 4100, True),
    ]
    assert [one.url for one in notices] == [f"https://sportello.example.it/pay/a{n}" for n in (1, 2)]
    assert peer.terms() == ours(store)
    assert peer.calls() == ["POST"]


async def test_asked_again_on_the_same_terms_nothing_is_published(make, peer):
    counter = make()
    first = await counter.payments.open(debt())
    assert await counter.payments.open(debt()) == first
    assert peer.calls() == ["POST"]


async def test_new_terms_are_published(make, store, peer):
    counter = make()
    await counter.payments.open(debt())
    assert all(one.ready for one in await counter.payments.open(debt(reduced=4200)))
    assert peer.calls() == ["POST", "GET", "PUT"]
    assert peer.terms() == ours(store)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(500), id="refused"),
        pytest.param(Answer(429, headers={"Retry-After": "600"}), id="too many"),
        pytest.param(Answer(drop=True), id="lost"),
        pytest.param(Answer(500, done=True), id="done and refused"),
        pytest.param(Answer(drop=True, done=True), id="done and lost"),
        pytest.param(Answer(201, "<html>", done=True), id="done and answered with rubbish"),
    ],
)
async def test_whatever_gpd_answers_the_notice_is_kept_and_published_in_the_end(
    answer, make, store, peer, clock
):
    counter = make()
    peer.answers.append(answer)
    notices = await counter.payments.open(debt())
    assert all(one.ready is (answer.status == 201) for one in notices)
    await counter.wait(clock, 2)
    assert peer.terms() == ours(store)
    assert not behind(store)
    assert len(peer.positions) == 1


@pytest.mark.parametrize("writes", ["thread", "apart"])
async def test_who_waits_hears_of_it_once(make, store, peer, clock):
    counter = make()
    peer.answers.append(Answer(500))
    await counter.payments.open(debt())
    record = watch("pay_fine", "1/2026", waiting=True)
    lane = "sms:+390001"
    values = {name: lane if value is LANE else value for name, value in record.values.items()}
    await counter.database.writer.submit(RECORDS, [type(record)(record.statement, values)])
    await counter.wait(clock)
    events = store.rows("SELECT lane, external_id FROM inbox WHERE channel = 'sms'")
    (position,) = peer.positions
    assert events == [(lane, f"ready/{position}/1/{lane}")]


async def test_gpd_may_take_its_time(make, store, peer):
    counter = make(waits=0.001)
    answered = asyncio.Event()
    peer.answers.append(Answer(201, {}, done=True, until=answered))
    assert not any(one.ready for one in await counter.payments.open(debt()))
    answered.set()
    await asyncio.gather(*counter.publishing._tasks)
    assert all(one.ready for one in await counter.payments.open(debt()))
    assert peer.calls() == ["POST"]
    assert not behind(store)


async def test_in_the_other_ways_of_working_nothing_is_published(make, store, peer):
    counter = make()
    payments = PagoPaPayments(
        counter.database, segregation=47, address="https://s.example.it", ids=counter.ids
    )
    assert all(one.ready for one in await payments.open(debt()))
    assert not peer.asked
    assert not store.rows("SELECT iupd FROM position")
    # where the way changes, what was opened before is published when it is asked for
    assert all(one.ready for one in await counter.payments.open(debt()))
    assert peer.terms() == ours(store)


async def test_a_wrong_key_is_told_to_staff_once_a_day(make, store, peer, clock):
    counter = make(key="wrong")
    for number in (1, 2):
        assert not any(one.ready for one in await counter.payments.open(debt(reference=f"{number}/2026")))
    told = store.rows("SELECT reason, detail FROM inbox WHERE status = 'parked'")
    ((reason, detail),) = told
    assert reason == "position-refused"
    assert "401" in str(detail)
    assert "wrong or may not" in str(detail)
    assert not peer.positions
    mended = make_again(counter, peer)
    await mended.wait(clock, 2)
    assert peer.terms() == ours(store)


def make_again(counter, peer):
    return Counter(counter.database, peer, counter.publishing._gpd._wire._session, "b")


async def test_what_gpd_does_not_take_is_told_to_staff_and_tried_now_and_then(make, store, peer, clock):
    counter = make()
    peer.answers.append(Answer(400, {"title": "Unknown IBAN", "detail": "ask the help desk"}))
    await counter.payments.open(debt())
    ((detail,),) = store.rows("SELECT detail FROM inbox WHERE status = 'parked'")
    assert "400 Unknown IBAN" in str(detail)
    await counter.publishing.round()
    assert peer.calls() == ["POST"]
    clock.tick(hours=1, minutes=1)
    await counter.wait(clock, 1)
    assert peer.terms() == ours(store)


async def test_an_option_past_its_grace_is_taken_out(make, store, peer, clock):
    counter = make()
    await counter.payments.open(debt())
    clock.tick(days=7)  # the tenth, its last day
    await counter.publishing.round()
    (position,) = peer.terms().values()
    assert len(position) == 2
    clock.tick(days=1)
    await counter.wait(clock, 2)
    (position,) = peer.terms().values()
    assert list(position.values()) == [4100]
    assert peer.terms() == ours(store)
    clock.tick(days=90)
    await counter.wait(clock, 2)
    assert not peer.positions
    assert not behind(store)


async def paid(counter, notice, way="gpd"):
    receipt = PaymentReceipt(
        "r1", notice.nav, notice.nav[1:], notice.amount_cents, counter.database.clock(), "Banca", way,
        executed=True, original=b"<r/>",
    )  # fmt: skip
    await counter.database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, "c"))


async def test_what_was_paid_through_gpd_stays_there(make, store, peer, clock):
    counter = make()
    notices = await counter.payments.open(debt())
    await paid(counter, notices[0])
    await counter.publishing.round()  # GPD does not know yet
    (iupd,) = peer.positions
    peer.positions[iupd]["status"] = "PAID"
    await counter.wait(clock, 2)
    assert "DELETE" not in peer.calls()
    assert not behind(store)
    assert await counter.payments.open(debt()) == []


async def test_what_was_paid_where_gpd_does_not_hear_of_it_goes(make, store, peer, clock):
    counter = make()
    notices = await counter.payments.open(debt())
    await paid(counter, notices[0], way="desk")
    await counter.wait(clock)
    assert not peer.positions
    assert not behind(store)


# The orders of dying: the process ends after so many moments of the peer, and another takes over.
@pytest.mark.parametrize("moments", range(1, 7))
@pytest.mark.parametrize("changed", [False, True], ids=["a new debt", "new terms"])
async def test_wherever_a_process_dies_the_next_one_ends_it(moments, changed, store, peer, session, clock):
    first = Counter(store.open("a").database, peer, session, "a")
    if changed:
        await first.payments.open(debt(reduced=1))
        peer.asked.clear()
    died = asyncio.Event()
    left = [moments]

    def meet(_):
        left[0] -= 1
        if left[0] == 0:
            died.set()

    peer.meet = meet
    opening = asyncio.create_task(first.payments.open(debt()))
    await asyncio.wait({opening, asyncio.create_task(died.wait())}, return_when=asyncio.FIRST_COMPLETED)
    for task in (*first.publishing._tasks, opening):
        task.cancel()
    await asyncio.gather(*first.publishing._tasks, opening, return_exceptions=True)
    peer.meet = lambda _: None
    first.database.close()
    clock.tick(minutes=3)  # the lease of the one who died
    second = Counter(store.open("b").database, peer, session, "b")
    await second.wait(clock, 3)
    assert peer.terms() == ours(store)
    assert not behind(store)
    assert len(peer.positions) == 1


async def test_a_process_that_dies_before_it_calls_leaves_all_to_the_next(store, peer, session, clock):
    first = Counter(store.open("a").database, peer, session, "a")
    wanted = first.payments._wanted(debt())
    await first.database.writer.submit(OPEN_NOTICES, wanted)
    assert await first.database.writer.submit(TAKE_POSITIONS, 5)
    first.database.close()
    second = Counter(store.open("b").database, peer, session, "b")
    await second.publishing.round()
    assert not peer.asked  # it is in the hands of the first
    clock.tick(minutes=3)
    await second.publishing.round()
    assert peer.terms() == ours(store)


async def test_a_change_waits_until_the_call_before_it_is_over(make, peer, store):
    counter = make()
    answered = asyncio.Event()
    peer.answers.append(Answer(201, {}, done=True, until=answered))
    opening = asyncio.create_task(counter.payments.open(debt(reduced=1)))
    await peer.is_asked()
    notices = await counter.payments.open(debt())
    assert not any(one.ready for one in notices)  # somebody has it in hand
    assert await counter.database.writer.submit(TAKE_POSITION, ("pay_fine", "1/2026")) is None
    answered.set()
    assert not any(one.ready for one in await opening)  # what was published is old already
    await counter.publishing.round()
    assert peer.terms() == ours(store)
    assert not behind(store)


async def test_a_failure_does_not_hold_back_newer_terms(make, peer, store):
    counter = make()
    answered = asyncio.Event()
    peer.answers.append(Answer(500, until=answered))
    opening = asyncio.create_task(counter.payments.open(debt(reduced=1)))
    await peer.is_asked()
    await counter.payments.open(debt())
    answered.set()
    await opening
    await counter.publishing.round()
    assert peer.terms() == ours(store)


async def test_the_loop_goes_on_until_it_is_ended(make, peer, store, clock):
    counter = make()
    await counter.database.writer.submit(OPEN_NOTICES, counter.payments._wanted(debt()))
    loop = asyncio.create_task(counter.publishing.run())
    await peer.is_asked()
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    clock.tick(minutes=3)
    await counter.publishing.round()
    assert peer.terms() == ours(store)
    assert not behind(store)
    assert not counter.report.troubles


async def test_staff_see_ids_alone(make, store, peer):
    counter = make()
    peer.answers.append(Answer(403, {"message": f"key {KEY}"}))
    await counter.payments.open(debt())
    for row in store.rows("SELECT detail, body FROM inbox"):
        assert KEY not in str(row)
        assert "1/2026" not in str(row)


async def test_two_processes_publish_each_debt_once(store, peer, session):
    if store.url.startswith("sqlite"):
        pytest.skip("a file has one counter only")
    one, two = (Counter(store.open(name).database, peer, session, name) for name in "ab")
    for number in range(20):
        wanted = one.payments._wanted(debt(reference=f"{number}/2026"))
        await one.database.writer.submit(OPEN_NOTICES, wanted)
    while behind(store):
        await asyncio.gather(one.publishing.round(), two.publishing.round())
    assert peer.calls() == ["POST"] * 20
    assert peer.terms() == ours(store)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_happens_in_whatever_order_gpd_says_the_same_in_the_end(
    seed, store, peer, session, clock
):
    """Terms change, answers are lost, processes end and others begin, days go by."""
    chance = Random(seed)  # noqa: S311 - a seeded one repeats itself
    names = count(1)

    def begin():
        name = f"p{next(names)}-"
        return Counter(store.open(name).database, peer, session, name)

    counter = begin()
    for _ in range(30):
        peer.answers.clear()
        if chance.random() < 0.5:
            status = chance.choice([408, 429, 500, 503])
            lost, done = chance.random() < 0.5, chance.random() < 0.5
            peer.answers.append(Answer(status, drop=lost, done=done))
        happens = chance.randrange(6)
        if happens <= 2:
            reference = f"{chance.randrange(3)}/2026"
            await counter.payments.open(debt(chance.randrange(1, 9999), reference=reference))
        elif happens == 3:
            await counter.publishing.round()
        elif happens == 4:
            clock.tick(hours=chance.choice([0, 1, 30]))
        else:
            await end(counter, chance)
            counter = begin()
    peer.answers.clear()
    clock.tick(minutes=3)
    await counter.wait(clock, 12)
    assert peer.terms() == ours(store)
    assert not behind(store)


async def end(counter, chance):
    """End a process, perhaps in the middle of publishing."""
    task = asyncio.create_task(counter.publishing.round())
    for _ in range(chance.randrange(40)):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    counter.database.close()


class Faulty(Gpd):
    """Calls nobody."""

    async def create(self, position):
        raise RuntimeError(position["iupd"])


async def test_a_fault_of_ours_is_told_and_tried_again(make, store, peer, session, clock):
    counter, report = make(), QuietReport()
    faulty = Faulty(Wire(session, KEY, 5.0), peer.url, CREDITOR)
    publishing = Publishing(counter.database, faulty, PAYEE, counter.ids, report, patience=5.0)
    payments = PagoPaPayments(
        counter.database, segregation=47, address="", ids=counter.ids, publishing=publishing
    )
    assert not any(one.ready for one in await payments.open(debt()))
    assert len(report.troubles) == 1
    clock.tick(minutes=3)
    await counter.wait(clock, 1)
    assert peer.terms() == ours(store)
