"""pagoPA's own WSDL calls us: zeep writes what is asked by it, and reads strictly what we answer."""

import asyncio
from datetime import date, datetime
from decimal import Decimal
from urllib.request import Request, urlopen

import pytest
from lxml import etree

from interop.pagopa.conftest import CREDITOR, IBAN

ENQUIRIES = ("paVerifyPaymentNotice", "paGetPayment", "paGetPaymentV2")
RECEIPTS = ("paSendRT", "paSendRTV2")
NOBODY = {
    "uniqueIdentifier": {"entityUniqueIdentifierType": "F", "entityUniqueIdentifierValue": "ANONIMO"},
    "fullName": "ANONIMO",
}


def a_receipt(nav, euros="42.58", receipt_id="r1", outcome="OK"):
    transfer = {
        "idTransfer": 1,
        "transferAmount": Decimal(euros),
        "fiscalCodePA": CREDITOR,
        "IBAN": IBAN,
        "remittanceInformation": "causale",
        "transferCategory": "9/0102100SA/",
    }
    return {
        "receiptId": receipt_id,
        "noticeNumber": nav,
        "fiscalCode": CREDITOR,
        "outcome": outcome,
        "creditorReferenceId": nav[1:],
        "paymentAmount": Decimal(euros),
        "description": "Violazione",
        "companyName": "Comune di Prova",
        "debtor": NOBODY,
        "transferList": {"transfer": [transfer]},
        "idPSP": "PSPPROVA",
        "PSPCompanyName": "Banca di Prova",
        "idChannel": "11122233344_01",
        "channelDescription": "app",
        "paymentDateTime": datetime(2026, 2, 3, 9, 59, 30),  # noqa: DTZ001 - the node names no zone
    }


def code(answer):
    assert answer.outcome == "KO"
    assert answer.fault.id == CREDITOR
    return answer.fault.faultCode


async def test_a_notice_can_be_paid(site):
    nav, _ = await site.opens("V1")
    answer = await site.ask("paVerifyPaymentNotice", nav)
    [option] = [answer.paymentList.paymentOptionDescription]
    assert (answer.outcome, answer.fault) == ("OK", None)
    assert (option.amount, option.options, option.dueDate) == (Decimal("42.58"), "EQ", date(2026, 2, 8))
    assert (answer.paymentDescription, answer.fiscalCodePA) == ("Violazione", CREDITOR)
    assert answer.companyName == "Comune di Prova"


@pytest.mark.parametrize("operation", ENQUIRIES[1:])
async def test_a_payment_begins(site, operation):
    nav, _ = await site.opens("V1")
    answer = await site.ask(operation, nav, amount=Decimal("42.58"))
    [transfer] = answer.data.transferList.transfer
    assert (answer.outcome, answer.data.creditorReferenceId) == ("OK", nav[1:])
    assert answer.data.paymentAmount == transfer.transferAmount == Decimal("42.58")
    assert (transfer.IBAN, transfer.fiscalCodePA) == (IBAN, CREDITOR)
    assert (transfer.transferCategory, transfer.idTransfer) == ("9/0102100SA/", 1)
    assert answer.data.debtor.fullName == "ANONIMO"


@pytest.mark.parametrize("operation", ENQUIRIES)
async def test_every_refusal(site, operation):
    paid, other = await site.opens("paid")
    await site.call("paSendRTV2", receipt=a_receipt(paid))
    expired, _ = await site.opens("expired")
    annulled, _ = await site.opens("annulled")
    begun, waits = await site.opens("begun")
    await site.ask("paGetPaymentV2", begun, amount=Decimal("42.58"))
    more = {"amount": Decimal("42.58")} if operation == "paGetPaymentV2" else {}
    for nav, fault in (
        ("3" * 18, "PAA_PAGAMENTO_SCONOSCIUTO"),
        (paid, "PAA_PAGAMENTO_DUPLICATO"),
        (other, "PAA_PAGAMENTO_DUPLICATO"),
        (expired, "PAA_PAGAMENTO_SCADUTO"),
        (annulled, "PAA_PAGAMENTO_ANNULLATO"),
        (waits, "PAA_PAGAMENTO_IN_CORSO"),
    ):
        assert code(await site.ask(operation, nav, **more)) == fault


@pytest.mark.parametrize("operation", RECEIPTS)
async def test_a_receipt_is_kept_and_may_come_again(site, operation):
    nav, _ = await site.opens("V1")
    for _ in range(3):
        answer = await site.call(operation, receipt=a_receipt(nav))
        assert (answer.outcome, answer.fault) == ("OK", None)
    assert code(await site.ask("paVerifyPaymentNotice", nav)) == "PAA_PAGAMENTO_DUPLICATO"


@pytest.mark.parametrize("operation", RECEIPTS)
async def test_a_receipt_comes_twice_at_once(site, operation):
    nav, _ = await site.opens("V1")
    calls = [site.call(operation, receipt=a_receipt(nav)) for _ in range(4)]
    assert {answer.outcome for answer in await asyncio.gather(*calls)} == {"OK"}


async def test_receipts_that_settle_nothing_are_kept(site):
    nav, _ = await site.opens("V1")
    for number, receipt in enumerate(
        (
            a_receipt(nav, receipt_id="failed", outcome="KO"),
            a_receipt(nav, "1.00", receipt_id="differs"),
            a_receipt("3" * 18, receipt_id="unknown"),
            a_receipt(nav, receipt_id="paid"),
            a_receipt(nav, receipt_id="twice"),
        )
    ):
        answer = await site.call(RECEIPTS[number % 2], receipt=receipt)
        assert answer.outcome == "OK"


async def test_no_notice_is_made_on_demand(site):
    answer = await site.call(
        "paDemandPaymentNotice",
        idServizio="00001",
        idSoggettoServizio="00002",
        datiSpecificiServizioRequest=b"<dati/>",
    )
    assert code(answer) == "PAA_SEMANTICA"


WRONG = [
    pytest.param({"idPA": "11122233344"}, "PAA_ID_DOMINIO_ERRATO", id="creditor"),
    pytest.param({"idBrokerPA": CREDITOR}, "PAA_ID_INTERMEDIARIO_ERRATO", id="broker"),
    pytest.param({"idStation": "98765432103_08"}, "PAA_STAZIONE_INT_ERRATA", id="station"),
]


@pytest.mark.parametrize(("to", "fault"), WRONG)
@pytest.mark.parametrize("operation", ENQUIRIES)
async def test_who_calls_another_station_is_told_so(site, operation, to, fault):
    nav, _ = await site.opens("V1")
    more = {"amount": Decimal("42.58")} if operation == "paGetPaymentV2" else {}
    assert code(await site.ask(operation, nav, **to | more)) == fault


@pytest.mark.parametrize("operation", RECEIPTS)
async def test_a_receipt_for_another_station_is_not_kept(site, operation):
    nav, _ = await site.opens("V1")
    answer = await site.call(operation, receipt=a_receipt(nav), idStation="98765432103_08")
    assert code(answer) == "PAA_STAZIONE_INT_ERRATA"
    assert (await site.ask("paVerifyPaymentNotice", nav)).outcome == "OK"


async def test_a_broken_message_is_answered_by_the_schema(site, wsdl):
    nav, _ = await site.opens("V1")
    envelope = wsdl.create_message(
        site.client,
        "paVerifyPaymentNotice",
        idPA=CREDITOR,
        idBrokerPA="98765432103",
        idStation="98765432103_07",
        qrCode={"fiscalCode": CREDITOR, "noticeNumber": nav},
    )
    envelope.find(".//noticeNumber").text = "12"

    def post():
        request = Request(  # noqa: S310 - our own server
            site.url, etree.tostring(envelope), {"Content-Type": "text/xml"}
        )
        with urlopen(request) as got:  # noqa: S310 - as above
            return got.read()

    answer = etree.fromstring(await asyncio.to_thread(post))
    assert answer.findtext(".//faultCode") == "PAA_SINTASSI_EXTRAXSD"
