"""A receipt settles its debt, ends the other notices and is told to all who asked: together, once, or not."""

import asyncio
import hashlib
import json
from datetime import date, timedelta

import pytest

from storage.fines import Status
from storage.notice_opening import Payable
from storage.notice_terms import EXPIRE
from storage.notices import UNHEARD, watch, watcher
from storage.paper_notices import ISSUE, Issued, PaperNotice
from storage.payment_receipts import TELL, Settled, Telling
from storage.quotes import QUOTE, Quoted
from storage.records import RECORDS
from storage.tables import blob, inbox
from tests.storage.payment_world import fine
from tests.storage.payments import ANNA, MARIO, Till

STRANGER = "302000000000000184"


@pytest.fixture
async def till(desk):
    made = Till(desk.database)
    await made.register(fine("V1/2026"))
    return made


async def events(till):
    return sorted((row.lane, row.external_id) for row in await till.rows(inbox) if row.status == "waiting")


async def aside(till):
    rows = await till.rows(inbox)
    return [(row.channel, row.external_id, row.reason, row.detail) for row in rows if row.status == "parked"]


async def fine_status(till):
    return [row.status for row in await till.rows("fine")]


async def test_paying_settles_notice_fine_and_receipts_together(till, clock):
    discounted, reduced = await till.open()
    for lane in (MARIO, ANNA, MARIO):
        await till.watch(lane)
    assert await till.pay(discounted, paid_at=clock() - timedelta(days=3)) is Settled.PAID
    assert await till.statuses() == {"discounted": "paid", "reduced": "annulled"}
    assert await fine_status(till) == ["paid"]
    assert await events(till) == [(lane, f"receipt/r1/{lane}") for lane in (MARIO, ANNA)]
    body = json.loads((await till.rows(inbox))[0].body)
    assert body["event"] == "pay_fine.paid"
    assert body["payload"] == {
        "nav": discounted.nav,
        "reference": "V1/2026",
        "option": "discounted",
        "subject": "Verbale V1/2026",
        "amount_cents": 4258,
        "paid_at": (clock() - timedelta(days=3)).isoformat(),
        "receipt_id": "r1",
        "psp": "Banca di prova",
        "token": discounted.token,
    }
    assert await till.pay(reduced, "r2") is Settled.TWICE


async def test_the_receipt_is_kept_as_it_came(till):
    (discounted, _) = await till.open()
    await till.pay(discounted)
    (row,) = await till.rows("payment_receipt")
    (content,) = [each.content for each in await till.rows(blob) if each.sha256 == row.sha256]
    assert content == b"<receipt>r1</receipt>"
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    assert (row.settled, row.way, row.amount_cents) == ("paid", "node", 4258)


async def test_ten_copies_at_once_pay_once(till):
    (discounted, _) = await till.open()
    await till.watch(MARIO)
    settled = await asyncio.gather(*(till.pay(discounted) for _ in range(10)))
    assert sorted(one.value for one in settled) == ["paid"] + ["repeated"] * 9
    assert await till.pay(discounted, way="gpd", original=b"{}") is Settled.REPEATED
    assert len(await events(till)) == 1
    assert await aside(till) == []


async def test_a_debt_without_a_service_is_told_by_the_one_for_notices(till):
    debt = ("", "mensa/7")
    (opened,) = await till.open(Payable("", 6420, None, None), debt=debt)
    await till.watch(MARIO, debt)
    assert await till.pay(opened) is Settled.PAID
    assert json.loads((await till.rows(inbox))[0].body)["event"] == "pay_notice.paid"


@pytest.mark.parametrize(
    ("status", "settled"),
    [
        pytest.param(Status.PAID, Settled.TWICE, id="paid at a desk"),
        pytest.param(Status.APPEALED, Settled.NOT_OWED, id="appealed"),
        pytest.param(Status.CANCELLED, Settled.NOT_OWED, id="cancelled"),
    ],
)
async def test_a_fine_that_an_import_ends_has_no_open_notice(till, status, settled):
    discounted, _ = await till.open()
    await till.watch(MARIO)
    await till.register(fine("V1/2026", status))
    assert set((await till.statuses()).values()) == {"annulled"}
    assert await till.pay(discounted) is settled
    detail = f"receipt r1, notice {discounted.nav}, 4258 cents"
    reason = f"payment-{settled.value}"
    assert await aside(till) == [("pagopa", f"{reason}/r1", reason, detail)]
    assert await events(till) == [(MARIO, f"unsettled/r1/{MARIO}")]
    assert await fine_status(till) == [status.value]


async def test_who_pays_twice_is_told_so_once(till, clock):
    discounted, reduced = await till.open()
    for lane in (MARIO, ANNA):
        await till.watch(lane)
    await till.pay(discounted)
    for _ in range(2):
        await till.pay(reduced, "r2", paid_at=clock() - timedelta(days=3))
    assert await events(till) == [
        (lane, f"{event}/{lane}") for lane in (MARIO, ANNA) for event in ("receipt/r1", "unsettled/r2")
    ]
    (body, _) = [json.loads(row.body) for row in await till.rows(inbox) if "unsettled" in row.external_id]
    assert body["event"] == "pay_notice.unsettled"
    assert body["payload"] == {
        "nav": reduced.nav,
        "receipt_id": "r2",
        "amount_cents": 5488,
        "why": "twice",
        "subject": "Verbale V1/2026",
        "paid_at": (clock() - timedelta(days=3)).isoformat(),
    }


async def test_a_payment_of_a_wrong_amount_is_told_though_nothing_is_settled(till):
    _, reduced = await till.open()
    await till.watch(MARIO)
    assert await till.pay(reduced, amount_cents=1) is Settled.DIFFERS
    assert await events(till) == [(MARIO, f"unsettled/r1/{MARIO}")]


async def test_an_annulled_or_expired_notice_still_pays_what_is_owed(till):
    """The money has been paid, and that is final."""
    discounted, _ = await till.open()
    await till.register(fine("V1/2026", Status.APPEALED))
    await till.register(fine("V1/2026"))
    again = await till.open()
    assert discounted.nav not in {one.nav for one in again}
    await till.submit(EXPIRE, date(2026, 3, 1))
    assert await till.pay(discounted) is Settled.PAID
    assert sorted(row.status for row in await till.rows("notice")) == ["annulled"] * 3 + ["paid"]


async def test_any_amount_that_was_ever_asked_settles(till):
    _, reduced = await till.open()
    await till.submit(QUOTE, Quoted(reduced.nav, 9788, None, None))
    await till.open(Payable("reduced", 9999, None, None))
    assert await till.pay(reduced, amount_cents=5487) is Settled.DIFFERS
    assert [reason for _, _, reason, _ in await aside(till)] == ["payment-differs"]
    assert await till.statuses() == {"discounted": "open", "reduced": "open"}
    assert await till.pay(reduced, "r2", amount_cents=5488) is Settled.PAID
    assert [row.amount_cents for row in await till.rows("notice") if row.status == "paid"] == [5488]


async def test_a_receipt_that_says_that_nothing_was_paid_changes_nothing(till):
    discounted, _ = await till.open()
    assert await till.pay(discounted, executed=False) is Settled.FAILED
    assert await till.statuses() == {"discounted": "open", "reduced": "open"}
    assert await aside(till) == []
    assert await till.pay(discounted) is Settled.PAID  # the same payment, which went through after all


async def test_a_receipt_that_comes_before_its_notice_settles_it_later(till):
    assert await till.pay(STRANGER, amount_cents=6420) is Settled.UNKNOWN
    assert await till.pay(STRANGER, amount_cents=6420) is Settled.REPEATED
    await till.watch(MARIO, ("", STRANGER))
    paper = PaperNotice(STRANGER, "", "", "", "Mensa", "9/0101101IM/", 6420, None, None, "p")
    assert await till.submit(ISSUE, [paper]) == [Issued.NEW]
    assert [row.status for row in await till.rows("notice")] == ["paid"]
    assert [row.settled for row in await till.rows("payment_receipt")] == ["paid"]
    assert await events(till) == [(MARIO, f"receipt/r1/{MARIO}")]
    (told,) = [row for row in await till.rows(inbox) if row.reason == "payment-unknown"]
    assert (told.status, told.done_at) == ("done", till.database.clock())
    assert told.detail == f"receipt r1, notice {STRANGER}, 6420 cents; its notice came later: paid"


async def test_one_whose_notice_comes_later_and_asks_more_is_another_matter_for_staff(till):
    await till.pay(STRANGER, amount_cents=1)
    paper = PaperNotice(STRANGER, "", "", "", "Mensa", "9/0101101IM/", 6420, None, None, "p")
    await till.submit(ISSUE, [paper])
    assert [reason for _, _, reason, _ in await aside(till)] == ["payment-differs"]


async def test_who_asked_while_another_paid_is_told_afterwards_once(till, clock):
    discounted, _ = await till.open()
    await till.watch(MARIO)
    await till.pay(discounted, paid_at=clock() - timedelta(days=9))
    await till.watch(ANNA)
    assert await till.submit(TELL, Telling("c")) == 1
    assert await till.submit(TELL, Telling("c", thorough=True)) == 0
    assert [lane for lane, _ in await events(till)] == [MARIO, ANNA]
    assert all(row.told for row in await till.rows(watcher))


async def test_what_was_missed_for_days_is_for_the_thorough_sweep(till, clock):
    discounted, _ = await till.open()
    await till.pay(discounted)
    clock.tick(days=3)
    await till.watch(ANNA)
    assert await till.submit(TELL, Telling("c")) == 0
    assert await till.submit(TELL, Telling("c", thorough=True)) == 1


async def test_two_notices_of_one_debt_paid_at_once_settle_it_once(store):
    """In two processes, where the database lets two write at once."""
    tills = [Till(store.open(f"p{number}").database, f"p{number}") for number in range(_processes(store))]
    await tills[0].register(fine("V1/2026"))
    notices = await tills[0].open()
    payments = [tills[turn % len(tills)].pay(notices[turn // 2 % 2], f"r{turn}") for turn in range(20)]
    settled = await asyncio.gather(*payments)
    assert sorted(one.value for one in settled) == ["paid"] + ["twice"] * 19
    assert len(await aside(tills[0])) == 19


def _processes(store):
    return 1 if store.url.startswith("sqlite") else 2


async def events_of(till):
    bodies = {row.lane: json.loads(row.body) for row in await till.rows(inbox) if row.status == "waiting"}
    return {lane: body["event"] for lane, body in bodies.items()}


async def by_number(till, lane, **more):
    await till.submit(RECORDS, [watch("pay_fine", "V1/2026", by_number=True, **more).for_lane(lane)])


@pytest.mark.parametrize("late", [False, True], ids=["before it is paid", "afterwards"])
async def test_who_gave_a_number_alone_hears_what_stands_on_the_notice(till, late):
    discounted, _ = await till.open()
    if late:
        await till.pay(discounted)
    await by_number(till, MARIO)
    await till.watch(ANNA)
    await by_number(till, ANNA)  # who has shown the paper once is believed
    await by_number(till, "sms:+393330000009")
    await till.watch("sms:+393330000009")  # so is who shows it later
    if late:
        await till.submit(TELL, Telling("c", thorough=True))
    else:
        await till.pay(discounted)
    assert await events_of(till) == {
        MARIO: "pay_notice.paid",
        ANNA: "pay_fine.paid",
        "sms:+393330000009": "pay_fine.paid",
    }


async def test_the_thorough_sweep_looks_at_who_was_not_told(till):
    if till.database.exclusive:  # PostgreSQL chooses by what there is
        plan = await till.fetch(lambda connection: _plan(connection, UNHEARD.limit(9)))
        assert "ix_debt_watcher_untold" in plan
        assert "ix_notice_debt" in plan


def _plan(connection, query):
    text = str(query.compile(connection.engine, compile_kwargs={"literal_binds": True}))
    return " ".join(str(row) for row in connection.exec_driver_sql(f"explain query plan {text}"))
