"""The station: which answer each call gets, and that each is one by pagoPA's schema."""

import asyncio
from datetime import date

import pytest
from lxml import etree

from bot.errors import StoreUnavailable
from platforms.pagopa.creditor import Priced
from platforms.pagopa.soap.answers import Creditor
from platforms.pagopa.soap.envelope import NAMESPACE, open_envelope
from platforms.pagopa.station import Station
from platforms.payments import Quote, Refused
from storage.notices import NoticeStatus, PaymentNotice
from storage.payment_receipts import Settled
from tests.clock import Ticker
from tests.platforms.pagopa import messages
from tests.platforms.pagopa.messages import BROKER, CREDITOR, IBAN, NAV, STATION, in_envelope
from tests.platforms.pagopa.official import needs_official, official_schema

NOTICE = PaymentNotice(
    nav=NAV,
    iuv=NAV[1:],
    service="pay_fine",
    reference="V1/2026",
    option="discounted",
    subject="Violazione",
    category="9/0102100SA/",
    amount_cents=4258,
    due_on=date(2026, 2, 8),
    payable_until=date(2026, 2, 10),
    status=NoticeStatus.OPEN,
    token="t",
    made_at=Ticker()(),
    paid_at=None,
    receipt_id="",
)
FINE = Priced(NOTICE, Quote(4258, date(2026, 2, 8), date(2026, 2, 10)))


class Pretended:
    """A creditor that says what it was told to; a callable is awaited."""

    def __init__(self, said):
        self.said = said
        self.heard = []
        self.aside = []
        self.full = None

    async def verify(self, nav):
        return await self._say("verify", nav)

    async def activate(self, nav):
        return await self._say("activate", nav)

    async def receive(self, delivery, correlation, *, ours):
        return await self._say("receive", delivery.receipt_id, correlation, ours)

    async def put_aside(self, refused):
        self.aside.append((refused.code, refused.place, refused.original))
        if self.full:
            raise self.full

    async def _say(self, *heard):
        self.heard.append(heard)
        if isinstance(self.said, Exception):
            raise self.said
        return await self.said() if callable(self.said) else self.said


async def for_ever():
    await asyncio.Event().wait()


def station(creditor, name=STATION, **changes):
    identity = Creditor(CREDITOR, "Comune di Prova", IBAN)
    return Station(creditor, identity, broker=BROKER, name=name, clock=Ticker(), **changes)


async def ask(said, xml, **changes):
    """Ask once; the answer, its body taken out, and what the creditor heard."""
    creditor = Pretended(said)
    answer = await station(creditor, **changes).answer(in_envelope(xml).encode(), "c1")
    return answer, open_envelope(answer.body), creditor.heard


ENQUIRIES = {
    "verify": (messages.verify(), "verify"),
    "activate": (messages.activate(v2=False), "activate"),
    "activate-v2": (messages.activate(), "activate"),
}
RECEIPTS = {"receipt": messages.receipt(v2=False), "receipt-v2": messages.receipt()}
REFUSALS = {
    Refused.UNKNOWN: "PAA_PAGAMENTO_SCONOSCIUTO",
    Refused.PAID: "PAA_PAGAMENTO_DUPLICATO",
    Refused.EXPIRED: "PAA_PAGAMENTO_SCADUTO",
    Refused.ANNULLED: "PAA_PAGAMENTO_ANNULLATO",
    Refused.IN_PROGRESS: "PAA_PAGAMENTO_IN_CORSO",
}


@pytest.mark.parametrize("which", ENQUIRIES)
async def test_a_notice_that_can_be_paid(which):
    xml, verb = ENQUIRIES[which]
    answer, body, heard = await ask(FINE, xml)
    assert (answer.status, answer.outcome, answer.nav, heard) == (200, "ok", NAV, [(verb, NAV)])
    assert body.findtext("outcome") == "OK"
    assert "42.58" in (body.findtext(".//amount"), body.findtext(".//paymentAmount"))


@pytest.mark.parametrize("which", ENQUIRIES)
@pytest.mark.parametrize("why", Refused, ids=lambda why: why.value)
async def test_each_refusal_has_its_code(which, why):
    answer, body, _ = await ask(why, ENQUIRIES[which][0])
    assert (answer.status, answer.outcome) == (200, REFUSALS[why])
    assert body.findtext("fault/faultCode") == REFUSALS[why]
    assert body.findtext("fault/id") == CREDITOR


@pytest.mark.parametrize("which", RECEIPTS)
@pytest.mark.parametrize("settled", Settled, ids=lambda settled: settled.value)
async def test_every_receipt_that_is_kept_is_answered_ok(which, settled):
    answer, body, heard = await ask(settled, RECEIPTS[which])
    assert (answer.status, answer.outcome, answer.receipt_id) == (200, settled.value, "a" * 32)
    assert body.findtext("outcome") == "OK"
    assert heard == [("receive", "a" * 32, "c1", True)]


async def test_a_receipt_of_another_creditors_notice_is_taken_as_such():
    answer, _, heard = await ask(Settled.UNKNOWN, messages.receipt(owner="11122233344"))
    assert (answer.outcome, heard) == ("unknown", [("receive", "a" * 32, "c1", False)])


WRONG = [
    pytest.param({"creditor": "11122233344"}, "PAA_ID_DOMINIO_ERRATO", id="creditor"),
    pytest.param({"broker": CREDITOR}, "PAA_ID_INTERMEDIARIO_ERRATO", id="broker"),
    pytest.param({"station": f"{BROKER}_08"}, "PAA_STAZIONE_INT_ERRATA", id="station"),
]
KINDS = [messages.verify, messages.activate, messages.receipt, messages.demand]


@pytest.mark.parametrize(("to", "code"), WRONG)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
async def test_what_is_for_another_is_not_for_us(kind, to, code):
    answer, body, heard = await ask(FINE, kind(**to))
    assert (answer.outcome, body.findtext("fault/faultCode"), heard) == (code, code, [])


async def test_another_creditors_notice_is_not_ours():
    answer, _, heard = await ask(FINE, messages.verify(owner="11122233344"))
    assert (answer.outcome, heard) == ("PAA_ID_DOMINIO_ERRATO", [])


async def test_a_station_without_a_name_takes_every_name():
    answer, _, _ = await ask(FINE, messages.verify(station="any"), name="")
    assert answer.outcome == "ok"


async def test_no_notice_is_made_on_demand():
    answer, body, heard = await ask(FINE, messages.demand())
    assert etree.QName(body).localname == "paDemandPaymentNoticeResponse"
    assert (answer.status, body.findtext("fault/faultCode"), heard) == (200, "PAA_SEMANTICA", [])


async def test_a_broken_request_is_answered_by_its_own_response():
    answer, body, heard = await ask(FINE, messages.activate(nav="1"))
    assert etree.QName(body).localname == "paGetPaymentV2Response"
    assert (answer.status, answer.outcome, answer.reason, heard) == (
        200,
        "PAA_SINTASSI_EXTRAXSD",
        "noticeNumber",
        [],
    )


async def test_what_is_no_request_gets_a_fault_of_soap():
    answer = await station(Pretended(FINE)).answer(b"<a/>", "c1")
    assert (answer.status, answer.operation, answer.outcome, answer.reason) == (
        500,
        "",
        "unreadable",
        "envelope",
    )
    assert open_envelope(answer.body).tag == f"{{{NAMESPACE}}}Fault"


TROUBLE = [
    pytest.param(for_ever, "slow", "", id="the store is slow"),
    pytest.param(StoreUnavailable("secret"), "broken", "StoreUnavailable", id="the store is away"),
    pytest.param(ValueError("secret"), "broken", "ValueError", id="a mistake of ours"),
]


@pytest.mark.parametrize(("said", "outcome", "reason"), TROUBLE)
async def test_trouble_is_told_to_who_asks(said, outcome, reason):
    answer, body, _ = await ask(said, messages.verify(), patience=0.01)
    assert (answer.status, answer.outcome, answer.reason) == (200, outcome, reason)
    assert body.findtext("fault/faultCode") == "PAA_SYSTEM_ERROR"


@pytest.mark.parametrize(("said", "outcome", "reason"), TROUBLE)
async def test_a_receipt_that_is_not_kept_comes_again(said, outcome, reason):
    answer, body, _ = await ask(said, messages.receipt(), patience=0.01)
    assert (answer.status, answer.outcome, answer.reason) == (500, outcome, reason)
    assert body.tag == f"{{{NAMESPACE}}}Fault"
    assert b"secret" not in answer.body


DAYS = [
    pytest.param(date(2026, 2, 8), date(2026, 2, 10), "2026-02-08", id="its own"),
    pytest.param(None, date(2026, 2, 10), "2026-02-10", id="the last on which it is taken"),
    pytest.param(None, None, "2026-02-03", id="today, for what holds until further notice"),
]


@pytest.mark.parametrize(("due_on", "payable_until", "day"), DAYS)
async def test_a_message_must_name_a_day(due_on, payable_until, day):
    _, body, _ = await ask(Priced(NOTICE, Quote(1, due_on, payable_until)), messages.activate())
    assert body.findtext("data/dueDate") == day


@needs_official
async def test_whatever_is_asked_pagopas_schema_takes_the_answer():
    schema = official_schema()
    for xml in [*messages.EVERY.values(), *(kind(station="other") for kind in KINDS)]:
        for said in (FINE, *Refused):
            for text in (xml, xml.replace(f"{NAV}", "1")):
                outcome = Settled.PAID if "receipt" in text else said
                _, body, _ = await ask(outcome, text)
                schema.assertValid(body)


NO_ID = messages.receipt().replace("a" * 32, "")
REFUSED_RECEIPTS = {
    "of an old station": (messages.receipt(station=f"{BROKER}_08"), "PAA_STAZIONE_INT_ERRATA", ""),
    "of another creditor": (messages.receipt(creditor="11122233344"), "PAA_ID_DOMINIO_ERRATO", ""),
    "of a wrong shape": (NO_ID, "PAA_SINTASSI_EXTRAXSD", "receiptId"),
    "cut off": (messages.receipt()[:-20], "unreadable", "xml"),
}


@pytest.mark.parametrize("which", REFUSED_RECEIPTS)
async def test_a_receipt_that_is_refused_is_set_aside_as_it_came(which):
    xml, code, place = REFUSED_RECEIPTS[which]
    creditor, sent = Pretended(Settled.PAID), in_envelope(xml).encode()
    answer = await station(creditor).answer(sent, "c1")
    assert (answer.outcome, creditor.aside) == (code, [(code, place, sent)])
    creditor.full = StoreUnavailable("made up")
    answer = await station(creditor).answer(sent, "c1")
    assert (answer.status, answer.outcome, answer.reason) == (500, "broken", "StoreUnavailable")


async def test_nothing_else_that_is_refused_is_set_aside():
    creditor = Pretended(FINE)
    for xml in (messages.verify(station="any"), messages.demand(), messages.receipt(), "<a/>"):
        await station(creditor).answer(in_envelope(xml).encode(), "c1")
    assert creditor.aside == []
