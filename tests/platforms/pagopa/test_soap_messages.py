"""Messages read and written: what is understood, what is refused, that pagoPA's schema takes our answers."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from lxml import etree

from platforms.pagopa.soap import answers
from platforms.pagopa.soap.answers import Creditor, Fault, Owed, write_euros
from platforms.pagopa.soap.envelope import LARGEST, NoMessage, open_envelope
from platforms.pagopa.soap.requests import (
    Addressee,
    Delivery,
    Demand,
    Enquiry,
    Operation,
    Unacceptable,
    read_euros,
    read_request,
)
from tests.clock import ROME
from tests.platforms.pagopa import messages
from tests.platforms.pagopa.messages import BROKER, CREDITOR, IBAN, NAV, STATION, in_envelope
from tests.platforms.pagopa.official import needs_official, official_schema

TO = Addressee(CREDITOR, BROKER, STATION)
US = Creditor(CREDITOR, "Comune di Prova", IBAN)
OWED = Owed(NAV[1:], 2870, date(2026, 3, 15), "Violazione al codice della strada", "9/0102100SA/")


def read(xml, charset=None):
    return read_request(xml if isinstance(xml, bytes) else xml.encode(), ROME, charset)


ENQUIRIES = [
    pytest.param(messages.verify(), Operation.VERIFY, id="verify"),
    pytest.param(messages.activate(v2=False), Operation.ACTIVATE, id="activate"),
    pytest.param(messages.activate(more=messages.MORE), Operation.ACTIVATE_V2, id="activate, version 2"),
]


@pytest.mark.parametrize(("xml", "operation"), ENQUIRIES)
def test_an_enquiry_is_read(xml, operation):
    assert read(in_envelope(xml)) == Enquiry(operation, TO, CREDITOR, NAV)


def test_a_demand_is_read():
    assert read(in_envelope(messages.demand())) == Demand(Operation.DEMAND, TO)


@pytest.mark.parametrize("v2", [pytest.param(False, id="version 1"), pytest.param(True, id="version 2")])
@pytest.mark.parametrize("rich", [pytest.param(False, id="bare"), pytest.param(True, id="rich")])
def test_a_receipt_is_read(v2, rich):
    data = in_envelope(messages.receipt(v2=v2, rich=rich)).encode()
    assert read(data) == Delivery(
        Operation.RECEIPT_V2 if v2 else Operation.RECEIPT,
        TO,
        owner=CREDITOR,
        receipt_id="a" * 32,
        nav=NAV,
        iuv=NAV[1:],
        executed=True,
        amount_cents=2870,
        paid_at=datetime(2026, 2, 3, 10, 15, 30, 123000, tzinfo=ROME),
        psp="Banca di Prova",
        original=data,
    )


MOMENTS = [
    pytest.param("<paymentDateTime>2026-02-03T09:15:30Z</paymentDateTime>", (10, 15), id="another zone"),
    pytest.param("<applicationDate>2026-02-03</applicationDate>", (0, 0), id="only the day"),
    pytest.param("", None, id="nothing"),
    pytest.param("<paymentDateTime>2026-02-03T24:00:00</paymentDateTime>", None, id="hour 24"),
    pytest.param("<paymentDateTime>0001-01-01T00:00:00+14:00</paymentDateTime>", None, id="before all days"),
    pytest.param("<paymentDateTime>12026-01-01T00:00:00</paymentDateTime>", None, id="after all days"),
    pytest.param("<paymentDateTime>1826-01-01T00:00:00</paymentDateTime>", None, id="long ago"),
]


@pytest.mark.parametrize(("moments", "hour"), MOMENTS)
def test_no_odd_moment_keeps_a_receipt_out(moments, hour):
    paid_at = read(in_envelope(messages.receipt(moments=moments))).paid_at
    assert paid_at == (hour and datetime(2026, 2, 3, *hour, 30 if hour[0] else 0, tzinfo=ROME))


def test_a_payment_that_failed_is_no_payment():
    assert read(in_envelope(messages.receipt(outcome="KO"))).executed is False


EUROS = [
    ("0.00", 0),
    ("0.01", 1),
    ("28.70", 2870),
    (" 28.70 ", 2870),
    ("0028.07", 2807),
    ("999999999.99", 99999999999),
]


@pytest.mark.parametrize(("text", "cents"), EUROS)
def test_euros_are_read_to_the_cent(text, cents):
    assert read_euros(text) == cents
    assert write_euros(cents) == text.strip().lstrip("0").rjust(4, "0")


IDS = [
    pytest.param("", id="empty"),
    pytest.param("   ", id="blank"),
    pytest.param("a b", id="in two words"),
    pytest.param("a" * 201, id="overlong"),
]


@pytest.mark.parametrize("receipt_id", IDS)
def test_a_receipt_without_an_identity_is_refused(receipt_id):
    with pytest.raises(Unacceptable) as told:
        read(in_envelope(messages.receipt(receipt_id=receipt_id)))
    assert (told.value.operation, told.value.place) == (Operation.RECEIPT_V2, "receiptId")


def test_a_message_that_breaks_a_rule_says_which_operation():
    with pytest.raises(Unacceptable) as told:
        read(in_envelope(messages.verify(nav="12")))
    assert (told.value.operation, told.value.place) == (Operation.VERIFY, "noticeNumber")


VERIFY = messages.verify()
S12 = "http://www.w3.org/2003/05/soap-envelope"
BOMB = (
    "<!DOCTYPE a [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x"}">' for n in range(9)) + "]>"
)
MUST = '<s:Header><w:S xmlns:w="urn:w" s:mustUnderstand="{}" xmlns:s="' + messages.SOAP + '"/></s:Header>'
NO_MESSAGES = [
    pytest.param("", "Client", "xml", id="nothing"),
    pytest.param("garbage", "Client", "xml", id="no XML"),
    pytest.param(in_envelope(VERIFY)[:-5], "Client", "xml", id="cut off"),
    pytest.param("<a/>", "Client", "envelope", id="no envelope"),
    pytest.param(f'<s:Envelope xmlns:s="{S12}"/>', "VersionMismatch", "envelope", id="SOAP 1.2"),
    pytest.param(f'<s:Envelope xmlns:s="{messages.SOAP}"/>', "Client", "body", id="no body"),
    pytest.param(in_envelope(""), "Client", "body", id="an empty body"),
    pytest.param(in_envelope(VERIFY * 2), "Client", "body", id="two requests"),
    pytest.param(in_envelope("<a/>"), "Client", "operation", id="another element"),
    pytest.param(
        in_envelope(messages.element("paSomethingReq", "")), "Client", "operation", id="another request"
    ),
    pytest.param(
        in_envelope(VERIFY.replace(messages.PA, "urn:other")), "Client", "operation", id="another namespace"
    ),
    pytest.param(in_envelope(VERIFY, MUST.format(1)), "MustUnderstand", "header", id="an extension"),
    pytest.param("<!DOCTYPE a>" + in_envelope(VERIFY), "Client", "doctype", id="a document type"),
    pytest.param(
        '<!DOCTYPE a SYSTEM "file:///etc/hostname">' + in_envelope(VERIFY), "Client", "doctype", id="a file"
    ),
    pytest.param(BOMB + in_envelope(VERIFY + "&e8;"), "Client", "xml", id="a bomb"),
    pytest.param("<a>" * 5000 + "</a>" * 5000, "Client", "xml", id="a well"),
    pytest.param(b"\xff\xfe" + b"<a/>", "Client", "xml", id="half a UTF-16"),
    pytest.param("x" * (LARGEST + 1), "Client", "size", id="too large"),
]


@pytest.mark.parametrize(("data", "code", "reason"), NO_MESSAGES)
def test_what_is_no_message_is_refused_by_name(data, code, reason):
    with pytest.raises(NoMessage) as told:
        read(data)
    assert (told.value.code, told.value.reason) == (code, reason)


ALL_THE_SAME = [
    pytest.param(in_envelope(VERIFY, header=""), None, id="no header"),
    pytest.param(in_envelope(VERIFY, MUST.format(0)), None, id="an extension that may be ignored"),
    pytest.param("\ufeff" + in_envelope(VERIFY), None, id="a byte order mark"),
    pytest.param('<?xml version="1.0" encoding="utf-8"?>\n' + in_envelope(VERIFY), None, id="a declaration"),
    pytest.param(in_envelope(VERIFY).encode("utf-16"), None, id="UTF-16"),
    pytest.param(in_envelope(VERIFY), "utf-8", id="a charset"),
    pytest.param("<!-- è -->" + in_envelope(f"<!-- a -->{VERIFY}"), None, id="remarks"),
    pytest.param(
        ("<!-- è -->" + in_envelope(VERIFY)).encode("latin-1"), "iso-8859-1", id="a charset of the transport"
    ),
]


@pytest.mark.parametrize(("data", "charset"), ALL_THE_SAME)
def test_an_envelope_has_many_looks(data, charset):
    assert read(data, charset) == Enquiry(Operation.VERIFY, TO, CREDITOR, NAV)


def test_an_unknown_charset_is_no_message():
    with pytest.raises(NoMessage):
        read(in_envelope(VERIFY), "klingon")


NASTY = 'Fine <b>&amp;</b> ]]> "è" \x00\x0b\ufffe' + "😀" * 200
CREDITORS = {
    "usual": US,
    "post office": replace(US, iban="IT60X0760111101000000123456"),
    "odd": Creditor(CREDITOR, NASTY, IBAN),
    "bare": Creditor(CREDITOR, "", ""),
}
OWING = {
    "usual": OWED,
    "odd": replace(OWED, subject=NASTY, category=NASTY),
    "nothing said": replace(OWED, subject="", category=""),
    "a cent": replace(OWED, amount_cents=1),
    "a lot": replace(OWED, amount_cents=99999999999),
    "old notice": replace(OWED, iuv="1" * 15),
}


def every_answer():
    """Everything that can ever be written, by a label."""
    for who, creditor in CREDITORS.items():
        for what, owed in OWING.items():
            yield f"verified {who} {what}", answers.verified(creditor, owed)
            for operation in (Operation.ACTIVATE, Operation.ACTIVATE_V2):
                yield f"{operation} {who} {what}", answers.activated(operation, creditor, owed)
    for operation in (Operation.RECEIPT, Operation.RECEIPT_V2):
        yield f"taken {operation}", answers.taken(operation)
    for operation in Operation:
        for fault in Fault:
            for description in ("", "noticeNumber", NASTY):
                yield f"{fault.code} {operation}", answers.refused(operation, CREDITOR, fault, description)


@needs_official
def test_pagopas_schema_takes_every_answer():
    schema, count = official_schema(), 0
    for label, body in every_answer():
        schema.assertValid(open_envelope(body)), label
        count += 1
    assert count > 250


def test_a_notice_that_can_be_paid():
    found = open_envelope(answers.verified(US, OWED))
    assert {each.tag: each.text for each in found.iter() if not len(each)} == {
        "outcome": "OK",
        "amount": "28.70",
        "options": "EQ",
        "dueDate": "2026-03-15",
        "allCCP": "false",
        "paymentDescription": "Violazione al codice della strada",
        "fiscalCodePA": CREDITOR,
        "companyName": "Comune di Prova",
    }


def test_where_the_money_goes():
    found = open_envelope(answers.activated(Operation.ACTIVATE_V2, US, OWED))
    assert found.findtext("data/creditorReferenceId") == NAV[1:]
    assert {each.tag: each.text for each in found.find("data/transferList/transfer")} == {
        "idTransfer": "1",
        "transferAmount": "28.70",
        "fiscalCodePA": CREDITOR,
        "IBAN": IBAN,
        "remittanceInformation": f"/RFB/{NAV[1:]}/28.70/TXT/Violazione al codice della strada",
        "transferCategory": "9/0102100SA/",
    }


def test_the_debtor_is_nobody():
    found = open_envelope(answers.activated(Operation.ACTIVATE, US, OWED)).find("data/debtor")
    assert [each.text for each in found.iter() if not len(each)] == ["F", "ANONIMO", "ANONIMO"]


def test_a_postal_account_is_named_as_such():
    found = open_envelope(answers.verified(CREDITORS["post office"], OWED))
    assert found.findtext(".//allCCP") == "true"


def test_a_refusal_names_its_reason():
    body = answers.refused(Operation.VERIFY, CREDITOR, Fault.EXPIRED, "noticeNumber")
    found = open_envelope(body)
    assert etree.QName(found).localname == "paVerifyPaymentNoticeRes"
    assert found.findtext("outcome") == "KO"
    assert [each.text for each in found.find("fault")] == [
        "PAA_PAGAMENTO_SCADUTO",
        "Pagamento in attesa risulta scaduto all'Ente Creditore",
        CREDITOR,
        "noticeNumber",
    ]


def test_a_fault_of_soap_itself():
    found = open_envelope(answers.failed("Client", "xml"))
    assert found.tag == f"{{{messages.SOAP}}}Fault"
    assert [each.text for each in found] == ["soap:Client", "xml"]
