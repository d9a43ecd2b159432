"""Debt positions: how they are written, what each answer means, and how GPD comes to say what we say."""

from datetime import UTC, date, datetime

import pytest

from platforms.pagopa.agreement import agree, withdraw, withdraw_paid
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.position import payable, read, write
from platforms.pagopa.wire import NotAllowed, PlatformDown, TurnedDown, Wire
from storage.notices import NoticeStatus, PaymentNotice
from tests.clock import ROME
from tests.platforms.pagopa.gpd_peer import CREDITOR, KEY, Answer

PAYEE = Payee(CREDITOR, "Comune di Prova", "IT60X0542811101000000123456")
TODAY = date(2026, 2, 3)
IUPD = "sportello-47000000000000128"


def notice(number="128", amount_cents=2870, due_on=date(2026, 2, 6), payable_until=date(2026, 2, 10), **more):
    usual = {
        "nav": f"347000000000000{number}", "iuv": f"47000000000000{number}", "service": "pay_fine",
        "reference": "1/2026", "option": "discounted", "subject": "Verbale 1/2026",
        "category": "9/0102100SA/", "amount_cents": amount_cents, "due_on": due_on,
        "payable_until": payable_until, "status": NoticeStatus.OPEN, "token": "t",
        "made_at": datetime(2026, 2, 1, tzinfo=ROME), "paid_at": None, "receipt_id": "",
    }  # fmt: skip
    return PaymentNotice(**{**usual, **more})


def position(*notices, today=TODAY):
    return write(IUPD, notices or (notice(),), PAYEE, today, ROME)


@pytest.fixture
def gpd(peer, session):
    return Gpd(Wire(session, KEY, 5.0), f"{peer.url}/gpd", CREDITOR)


def test_a_position_names_nobody_and_says_all_that_gpd_needs():
    assert position() == {
        "iupd": IUPD,
        "companyName": "Comune di Prova",
        "paymentOption": [
            {
                "description": "Verbale 1/2026",
                "switchToExpired": False,
                "debtor": {"type": "F", "fiscalCode": "ANONIMO", "fullName": "ANONIMO"},
                "retentionDate": "2026-02-10T22:59:59Z",
                "installments": [
                    {
                        "nav": "347000000000000128",
                        "iuv": "47000000000000128",
                        "amount": 2870,
                        "description": "Verbale 1/2026",
                        "dueDate": "2026-02-06T22:59:59Z",
                        "transfer": [
                            {
                                "idTransfer": "1",
                                "amount": 2870,
                                "organizationFiscalCode": CREDITOR,
                                "remittanceInformation": "Verbale 1/2026",
                                "category": "9/0102100SA/",
                                "iban": "IT60X0542811101000000123456",
                            }
                        ],
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("today", "due_on", "payable_until", "shown", "expires"),
    [
        pytest.param(3, 6, 10, "2026-02-06T22:59:59Z", False, id="before the term: the term"),
        pytest.param(6, 6, 10, "2026-02-06T22:59:59Z", False, id="on the last day of the term"),
        pytest.param(7, 6, 10, "2026-02-10T22:59:59Z", True, id="in the days of grace: their last"),
        pytest.param(3, 6, 6, "2026-02-06T22:59:59Z", True, id="no grace: GPD ends it"),
        pytest.param(3, 6, None, "2026-02-06T22:59:59Z", False, id="payable for ever"),
        pytest.param(7, 6, None, "2027-02-07T22:59:59Z", False, id="payable for ever, past the term"),
        pytest.param(3, None, None, "2027-02-03T22:59:59Z", False, id="no term: GPD wants one"),
    ],
)
def test_the_term_is_as_printed_and_the_grace_is_ours(today, due_on, payable_until, shown, expires):
    def day(number):
        return None if number is None else date(2026, 2, number)

    written = position(notice(due_on=day(due_on), payable_until=day(payable_until)), today=day(today))
    (option,) = written["paymentOption"]
    assert option["installments"][0]["dueDate"] == shown
    assert option["switchToExpired"] is expires
    assert ("retentionDate" in option) is (payable_until is not None)


def test_summer_ends_two_hours_earlier_in_utc():
    written = position(notice(due_on=date(2026, 7, 1), payable_until=None))
    assert written["paymentOption"][0]["installments"][0]["dueDate"] == "2026-07-01T21:59:59Z"


def test_what_can_be_paid_is_open_and_in_time():
    kept = [
        notice("128", payable_until=TODAY),
        notice("221", payable_until=date(2026, 2, 2)),
        notice("314", payable_until=None),
        *(notice("407", status=status) for status in NoticeStatus if status is not NoticeStatus.OPEN),
    ]
    assert [one.nav[-3:] for one in payable(kept, TODAY)] == ["128", "314"]


def test_a_position_is_read_as_it_was_written_and_as_gpd_tells_it():
    written = position(notice(), notice("221", 4100))
    told = {
        **written,
        "status": "VALID",
        "paymentOption": [
            {
                **option,
                "installments": [
                    {**one, "dueDate": one["dueDate"].replace("Z", ".123"), "notificationFee": 100,
                     "amount": one["amount"] + 100}
                    for one in option["installments"]
                ],
            }
            for option in written["paymentOption"]
        ],
    }  # fmt: skip
    assert read(told).terms == read(written).terms
    assert read(told).is_payable
    assert read(written).terms["47000000000000128"][3] == datetime(2026, 2, 6, 22, 59, 59, tzinfo=UTC)


async def test_a_position_is_created_published_and_read(gpd, peer):
    assert await gpd.create(position())
    assert peer.asked[0].query == {"toPublish": "true"}
    found = await gpd.find(IUPD)
    assert (found.status, found.terms) == ("VALID", read(position()).terms)
    assert not await gpd.create(position())
    assert await gpd.update(position(notice(amount_cents=4100)))
    assert peer.terms() == {IUPD: {"347000000000000128": 4100}}
    assert await gpd.annul(IUPD)
    assert await gpd.annul(IUPD)  # gone is gone
    assert await gpd.find(IUPD) is None


async def test_what_has_been_paid_is_not_changed(gpd, peer):
    await gpd.create(position())
    for status in ("PAID", "PARTIALLY_PAID"):
        peer.positions[IUPD]["status"] = status
        assert (await gpd.find(IUPD)).is_paid
        assert not await gpd.update(position())
        assert not await gpd.publish(IUPD)
        assert not await gpd.annul(IUPD)


CALLS = {
    "create": lambda gpd: gpd.create(position()),
    "find": lambda gpd: gpd.find(IUPD),
    "update": lambda gpd: gpd.update(position()),
    "publish": lambda gpd: gpd.publish(IUPD),
    "annul": lambda gpd: gpd.annul(IUPD),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(400, {"title": "Malformed"}), TurnedDown),
        (Answer(422, {"title": "No transfer"}), TurnedDown),
        (Answer(401), NotAllowed),
        (Answer(403, {"statusCode": 403}), NotAllowed),
        (Answer(429), PlatformDown),
        (Answer(500, {"title": "Oops"}), PlatformDown),
        (Answer(302, headers={"Location": "/"}), PlatformDown),
        (Answer(drop=True), PlatformDown),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Answer) else value.__name__,
)
async def test_every_other_answer_has_its_meaning(call, answer, error, gpd, peer):
    # the HTTP client asks again by itself, once, where an answer is lost and repeating is safe
    peer.answers.extend([answer] * (2 if answer.drop else 1))
    with pytest.raises(error) as raised:
        await call(gpd)
    peer.answers.clear()
    assert type(raised.value) is error
    assert IUPD not in str(raised.value)


@pytest.mark.parametrize(
    "body",
    ["", "<html>", "[]", "7", '{"paymentOption": 7}', '{"paymentOption": [{}]}', "[" * 100000,
     '{"paymentOption": [{"installments": [{"iuv": "1", "amount": "x"}]}]}'],
    ids=lambda body: body[:40] or "nothing",
)  # fmt: skip
async def test_an_answer_that_is_no_position_is_none(body, gpd, peer):
    peer.answers.append(Answer(200, body))
    with pytest.raises(PlatformDown, match="answer:"):
        await gpd.find(IUPD)


# What GPD has before we begin, and what happens to our calls; at the end it says what we say.
WANTED = (notice(), notice("221", 4100, option="reduced"))
OTHERS = {
    "nothing": None,
    "the same": {"status": "VALID"},
    "the same, to begin later": {"status": "PUBLISHED"},
    "a draft of it": {"status": "DRAFT"},
    "ended there": {"status": "UNPAYABLE"},
    "other terms": {"status": "VALID", "of": (notice(amount_cents=1),)},
    "a draft with other terms": {"status": "DRAFT", "of": (notice(amount_cents=1),)},
    "other terms, ended": {"status": "UNPAYABLE", "of": (notice(amount_cents=1),)},
}


@pytest.mark.parametrize("had", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("known", [True, False])
async def test_whatever_gpd_had_it_says_what_we_say(had, known, gpd, peer):
    if had:
        before = position(*had.get("of", WANTED))
        peer.positions[IUPD] = {**before, "status": had["status"]}
    await agree(gpd, position(*WANTED), known=known)
    assert peer.terms() == {IUPD: {"347000000000000128": 2870, "347000000000000221": 4100}}
    # a lost answer costs one look, not a second position
    if had == {"status": "VALID"} and known:
        assert peer.calls() == ["GET"]


@pytest.mark.parametrize("answer", [Answer(500), Answer(drop=True), Answer(500, done=True),
                                    Answer(drop=True, done=True)],
                         ids=["refused", "lost before", "done and refused", "done and lost"])  # fmt: skip
@pytest.mark.parametrize("call", range(3))
async def test_whichever_call_is_lost_the_next_try_ends_it(answer, call, gpd, peer):
    peer.positions[IUPD] = {**position(notice(amount_cents=1)), "status": "VALID"}
    lost = 0
    for tries in range(3):
        peer.meet = _lose(peer, call, answer) if tries == 0 else lambda _: None
        try:
            await agree(gpd, position(*WANTED), known=tries > 0)
            break
        except PlatformDown:
            lost += 1
    assert lost <= 1
    assert peer.terms() == {IUPD: {"347000000000000128": 2870, "347000000000000221": 4100}}


def _lose(peer, call, answer):
    """Give that answer to one call of those to come."""
    seen = []

    def meet(moment):
        if moment == "arrived":
            seen.append(moment)
            if len(seen) == call + 1:
                peer.answers.append(answer)

    return meet


async def test_what_was_paid_meanwhile_is_left_alone(gpd, peer):
    peer.positions[IUPD] = {**position(notice(amount_cents=1)), "status": "PAID"}
    before = dict(peer.positions)
    for known in (True, False):
        await agree(gpd, position(*WANTED), known=known)
    await withdraw(gpd, IUPD)
    await withdraw_paid(gpd, IUPD, patiently=True)
    assert peer.positions == before


async def test_a_notice_in_a_position_of_another_name_is_told(gpd, peer):
    peer.positions["another"] = {**position(), "iupd": "another", "status": "VALID"}
    with pytest.raises(TurnedDown):
        await agree(gpd, position(), known=False)


async def test_nothing_is_payable_of_what_is_paid_or_over(gpd, peer):
    await gpd.create(position())
    with pytest.raises(PlatformDown, match="not-known-yet"):
        await withdraw_paid(gpd, IUPD, patiently=True)
    assert peer.terms()
    await withdraw_paid(gpd, IUPD, patiently=False)
    assert not peer.positions
    await withdraw_paid(gpd, IUPD, patiently=True)
    await withdraw(gpd, IUPD)
