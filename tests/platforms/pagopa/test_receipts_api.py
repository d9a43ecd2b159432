"""Receipts asked for: how they are read, and that each that is missing is taken once."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from platforms.pagopa.receipts_api import ReceiptsApi, read_receipt
from platforms.pagopa.receipts_polling import ReceiptsPolling
from platforms.pagopa.wire import PlatformDown, Wire
from sportello.reports import QuietReport
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from tests.clock import ROME
from tests.platforms.pagopa.gpd_peer import CREDITOR, KEY, Answer

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)


def xml(root="PaSendRTV2Request", space="", **changes):
    """A receipt as GPD writes it: a root of its own, and what the node has told."""
    said = {
        "receiptId": "r1",
        "noticeNumber": "347000000000000128",
        "fiscalCode": CREDITOR,
        "outcome": "OK",
        "creditorReferenceId": "47000000000000128",
        "paymentAmount": "28.70",
        "description": "Verbale 1/2026",
        "PSPCompanyName": "Banca di Prova",
        "paymentDateTime": "2026-02-03T09:30:00",
        **changes,
    }
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in said.items() if value is not None)
    named = f' xmlns="{space}"' if space else ""
    debtor = "<debtor><fullName>ANONIMO</fullName><receiptId>no</receiptId></debtor>"
    return f"<{root}{named}><idPA>{CREDITOR}</idPA><receipt>{inside}{debtor}</receipt></{root}>"


def reading(text):
    return read_receipt(text.encode(), CREDITOR, NOW, ROME)


@pytest.mark.parametrize(
    ("root", "space"),
    [
        ("PaSendRTV2Request", ""),
        ("paSendRTReq", ""),
        ("paSendRTV2Request", "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"),
    ],
)
def test_a_receipt_is_read_whatever_its_root(root, space):
    content = xml(root, space)
    found = reading(content)
    assert (found.receipt_id, found.nav, found.iuv) == ("r1", "347000000000000128", "47000000000000128")
    assert (found.amount_cents, found.psp, found.way, found.executed) == (2870, "Banca di Prova", "gpd", True)
    assert found.paid_at == datetime(2026, 2, 3, 9, 30, tzinfo=ROME)
    assert found.original == content.encode()


@pytest.mark.parametrize(
    ("changes", "paid_at"),
    [
        pytest.param({"paymentDateTime": "2026-02-03T08:30:00Z"}, NOW.replace(hour=9, minute=30), id="zone"),
        pytest.param({"paymentDateTime": "2026-02-03T09:30:00.500+01:00"},
                     datetime(2026, 2, 3, 9, 30, 0, 500000, ROME),
                     id="parts of a second"),
        pytest.param({"paymentDateTime": None, "applicationDate": "2026-02-02"},
                     datetime(2026, 2, 2, tzinfo=ROME), id="the day alone"),
        pytest.param({"paymentDateTime": None}, NOW, id="not said"),
        pytest.param({"paymentDateTime": "2026-02-03T24:00:00"}, NOW, id="in no calendar of ours"),
        pytest.param({"paymentDateTime": "0001-01-01T00:00:00"}, NOW, id="before there was pagoPA"),
    ],
)  # fmt: skip
def test_when_it_was_paid(changes, paid_at):
    assert reading(xml(**changes)).paid_at == paid_at


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="nothing"),
        pytest.param("<a>", id="no XML"),
        pytest.param("<a/>", id="no receipt"),
        pytest.param("<a><receipt/></a>", id="an empty receipt"),
        pytest.param(xml(receiptId=None), id="without its own name"),
        pytest.param(xml(receiptId=""), id="with an empty name: the next one would be its repeat"),
        pytest.param(xml(receiptId="r" * 3000), id="with a name that no index holds"),
        pytest.param(xml(noticeNumber=""), id="of no notice"),
        pytest.param(xml(noticeNumber="47000000000000128"), id="of a notice of 17 digits"),
        pytest.param(xml(fiscalCode="99999999999"), id="of another creditor"),
        pytest.param(xml(paymentAmount="28,70"), id="an amount with a comma"),
        pytest.param(xml(paymentAmount="28.7"), id="an amount with one decimal"),
        pytest.param(xml(paymentAmount="-28.70"), id="an amount below nothing"),
        pytest.param('<!DOCTYPE a [<!ENTITY x "y">]>' + xml(receiptId="&x;"), id="entities"),
        pytest.param('<!DOCTYPE a SYSTEM "http://evil.example/">' + xml(), id="a document type"),
    ],
)
def test_what_is_no_receipt(content):
    with pytest.raises(ValueError, match=r"."):
        reading(content)


def test_a_payment_that_failed_says_so():
    assert not reading(xml(outcome="KO")).executed


@pytest.fixture
def make_api(peer, session):
    def make(zone=ROME):
        return ReceiptsApi(Wire(session, KEY, 5.0), f"{peer.url}/receipts", CREDITOR, 7, zone)

    return make


async def test_a_list_is_asked_for_page_by_page(make_api, peer):
    peer.pages = 2
    peer.receipts = {f"0700000000000{n}": (f"2026-02-0{n}T09:00:00", "") for n in (1, 2, 3)}
    api = make_api()
    since = datetime(2026, 1, 31, 23, 30, 1, 5, tzinfo=UTC)
    found = [iuvs async for iuvs in api.paid(since, NOW)]
    assert found == [["07000000000001", "07000000000002"], ["07000000000003"]]
    assert [asked.query for asked in peer.asked] == [
        {
            "pageNum": page,
            "pageSize": "100",
            "from": "2026-02-01T00:30:01",
            "to": "2026-02-03T10:00:00",
            "segregationCodes": "07",
        }
        for page in "01"
    ]


async def test_no_receipts_are_no_trouble(make_api, peer):
    assert [iuvs async for iuvs in make_api().paid(NOW, NOW)] == []
    peer.answers.append(
        Answer(200, {"results": [7, {}, {"iuv": "../../x"}, {"iuv": "ok1"}], "totalPages": "x"})
    )
    assert [iuvs async for iuvs in make_api().paid(NOW, NOW)] == [["ok1"]]


async def test_a_list_that_is_none(make_api, peer):
    peer.answers.append(Answer(200, {"results": "none"}))
    with pytest.raises(PlatformDown, match="no-list"):
        assert [iuvs async for iuvs in make_api().paid(NOW, NOW)]


async def test_a_receipt_that_is_not_there_or_not_yet(make_api, peer):
    assert await make_api().receipt("0700000000000", NOW) is None
    peer.answers.append(Answer(422, {"title": "The receipts recovery is failed"}))
    assert await make_api().receipt("0700000000000", NOW) is None


class Poll:
    """One process that asks; `paid` counts what it has settled."""

    def __init__(self, database, api):
        self.database, self.report, self.settled = database, QuietReport(), 0
        self._count = 0
        every = timedelta(minutes=60)
        self.polling = ReceiptsPolling(database, api, self._id, self.report, every=every, paid=self._paid)

    def _id(self):
        self._count += 1
        return f"c{self._count}"

    def _paid(self):
        self.settled += 1

    async def open(self, *references):
        """Open a notice for each reference; their numbers."""
        navs = []
        for reference in references:
            payable = Payable("single", 2870, date(2026, 2, 6), date(2026, 2, 10))
            wanted = Wanted(
                "pay_notice", reference, "Causale", "9/0102100SA/", (payable,), 7, (f"token-{reference}",)
            )
            navs += [one.nav for one in await self.database.writer.submit(OPEN_NOTICES, wanted)]
        return navs


@pytest.fixture
def poll(store, make_api):
    return Poll(store.open().database, make_api())


def bring(peer, nav, number=1, paid_at="2026-02-03T09:30:00", **changes):
    content = xml(
        noticeNumber=nav,
        creditorReferenceId=nav[1:],
        receiptId=f"r{number}",
        paymentDateTime=paid_at,
        **changes,
    )
    peer.receipts[nav[1:]] = (paid_at, content)


def kept(store):
    return store.rows("SELECT receipt_id, way, settled FROM payment_receipt ORDER BY receipt_id")


async def test_what_nobody_brought_is_fetched_once(poll, peer, store):
    first, second, _ = await poll.open("A", "B", "C")
    bring(peer, first, 1)
    bring(peer, second, 2, paid_at="2026-01-10T09:30:00")
    bring(peer, "347999999999999999", 3)  # of a notice that is not ours
    assert await poll.polling.round() == 3600.0
    assert kept(store) == [("r1", "gpd", "paid"), ("r2", "gpd", "paid")]
    assert poll.settled == 2
    asked = len(peer.asked)
    await poll.polling.round()
    assert len(peer.asked) == asked + 1  # the list alone
    assert store.rows("SELECT status FROM notice ORDER BY reference") == [("paid",), ("paid",), ("open",)]


async def test_once_a_day_all_is_asked_for_that_pagopa_keeps(poll, peer, clock):
    spans = []
    for passed in (0, 1, 24):
        clock.tick(hours=passed)
        await poll.polling.round()
        spans.append(
            datetime.fromisoformat(peer.asked[-1].query["to"])
            - datetime.fromisoformat(peer.asked[-1].query["from"])
        )
    assert [span.days for span in spans] == [30, 3, 30]


async def test_a_round_that_breaks_off_goes_on_with_what_is_missing(poll, peer, store):
    navs = await poll.open("A", "B", "C")
    for number, nav in enumerate(navs, 1):
        bring(peer, nav, number)
    peer.answers.extend([Answer(done=True, status=429, headers={"Retry-After": "120"})])
    assert await poll.polling.round() == 120.0
    peer.meet = _fail_after(peer, 2)
    assert 15.0 <= await poll.polling.round() <= 60.0
    assert len(kept(store)) == 1
    assert await poll.polling.round() == 3600.0
    assert poll.settled == 3


def _fail_after(peer, calls):
    seen = []

    def meet(moment):
        seen.append(moment)
        if seen.count("arrived") == calls + 1 and moment == "arrived":
            peer.answers.append(Answer(500))

    return meet


@pytest.mark.parametrize("status", [401, 403, 400])
async def test_what_staff_must_mend_is_asked_no_more_often(status, poll, peer):
    peer.answers.append(Answer(status))
    assert await poll.polling.round() == 3600.0
    assert len(poll.report.troubles) == 1


async def test_while_gpd_is_down_the_pauses_grow(poll, peer):
    peer.answers.extend([Answer(500)] * 12)
    pauses = [await poll.polling.round() for _ in range(12)]
    assert pauses[0] <= 30.0
    assert 450.0 <= pauses[-1] <= 900.0


async def test_a_receipt_that_cannot_be_read_goes_to_staff_and_stops_nobody(poll, peer, store):
    navs = await poll.open("A", "B")
    bring(peer, navs[0], 1, paymentAmount="much")
    bring(peer, navs[1], 2)
    for _ in range(2):
        await poll.polling.round()
    assert kept(store) == [("r2", "gpd", "paid")]
    parked = store.rows("SELECT external_id, reason FROM inbox WHERE status = 'parked'")
    assert parked == [(f"payment-unreadable/{navs[0][1:]}", "payment-unreadable")]


async def test_a_receipt_that_settles_nothing_is_kept_and_not_fetched_again(poll, peer, store):
    (nav,) = await poll.open("A")
    bring(peer, nav, 1, paymentAmount="1.00")
    await poll.polling.round()
    asked = len(peer.asked)
    await poll.polling.round()
    assert kept(store) == [("r1", "gpd", "differs")]
    assert len(peer.asked) == asked + 1


async def test_it_asks_until_it_is_ended(poll, peer, store):
    (nav,) = await poll.open("A")
    bring(peer, nav)
    loop = asyncio.create_task(poll.polling.run())
    await peer.is_asked()
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    await poll.polling.round()
    assert kept(store) == [("r1", "gpd", "paid")]
