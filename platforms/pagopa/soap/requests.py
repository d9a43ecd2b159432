"""What pagoPA's node asks of a creditor, read from its messages."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Any

from lxml import etree

from platforms.pagopa.soap.envelope import NoMessage, open_envelope
from platforms.pagopa.soap.schema import NAMESPACE, Misshapen, check


class Operation(StrEnum):
    """What is asked, by its name in the WSDL."""

    VERIFY = "paVerifyPaymentNotice"
    ACTIVATE = "paGetPayment"
    ACTIVATE_V2 = "paGetPaymentV2"
    RECEIPT = "paSendRT"
    RECEIPT_V2 = "paSendRTV2"
    DEMAND = "paDemandPaymentNotice"


_BY_ELEMENT = {
    "paVerifyPaymentNoticeReq": Operation.VERIFY,
    "paGetPaymentReq": Operation.ACTIVATE,
    "paGetPaymentV2Request": Operation.ACTIVATE_V2,
    "paSendRTReq": Operation.RECEIPT,
    "paSendRTV2Request": Operation.RECEIPT_V2,
    "paDemandPaymentNoticeRequest": Operation.DEMAND,
}
_YEARS = range(2000, 3000)  # others are a mistake
_ID = re.compile(r"[!-~]{1,200}")  # printable, and an index can hold it


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a message is for: a creditor's fiscal code, its intermediary's, and the latter's station."""

    creditor: str
    broker: str
    station: str


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Whether a notice can be paid; unless it is VERIFY, it is about to be. `owner` issued the notice."""

    operation: Operation
    to: Addressee
    owner: str
    nav: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A receipt (ricevuta telematica) of `owner`'s notice.

    `executed` is False for a payment that failed. `paid_at` is None if the receipt does not say, or says a
    moment that no calendar of ours holds. `original` is the message as it came.
    """

    operation: Operation
    to: Addressee
    owner: str
    receipt_id: str
    nav: str
    iuv: str
    executed: bool
    amount_cents: int
    paid_at: datetime | None
    psp: str
    original: bytes


@dataclass(frozen=True, slots=True)
class Demand:
    """A notice is asked for that does not exist yet, of one of the services of a national catalogue."""

    operation: Operation
    to: Addressee


Request = Enquiry | Delivery | Demand


class Unacceptable(Exception):  # noqa: N818 - it tells what was found
    """A known operation, but not as it must be asked; `place` is the element at fault, or empty."""

    def __init__(self, operation: Operation, place: str) -> None:
        super().__init__(f"{operation}: {place or 'shape'}")
        self.operation = operation
        self.place = place


def read_request(data: bytes, zone: tzinfo, charset: str | None = None) -> Request:
    """Read a message; the element in its body says what is asked, whatever the SOAPAction header says.

    Raises NoMessage, or Unacceptable where it can be said which operation is badly asked. `zone` is that
    of moments which name none.
    """
    element = open_envelope(data, charset)
    operation = _operation(element)
    try:
        check(element)
    except Misshapen as fault:
        raise Unacceptable(operation, str(fault)) from None
    to = Addressee(*(_text(element, name) for name in ("idPA", "idBrokerPA", "idStation")))
    if operation is Operation.DEMAND:
        return Demand(operation, to)
    if operation in (Operation.RECEIPT, Operation.RECEIPT_V2):
        return _delivery(operation, to, element.find("receipt"), zone, data)
    code = element.find("qrCode")
    return Enquiry(operation, to, _text(code, "fiscalCode"), _text(code, "noticeNumber"))


def _operation(element: etree._Element) -> Operation:
    name = etree.QName(element)
    found = _BY_ELEMENT.get(name.localname) if name.namespace == NAMESPACE else None
    if found is None:
        raise NoMessage("Client", "operation")
    return found


def _delivery(
    operation: Operation, to: Addressee, receipt: etree._Element, zone: tzinfo, original: bytes
) -> Delivery:
    receipt_id = _text(receipt, "receiptId")
    if not _ID.fullmatch(receipt_id):  # the schema lets any text pass, but a receipt is known by it
        raise Unacceptable(operation, "receiptId")
    return Delivery(
        operation,
        to,
        owner=_text(receipt, "fiscalCode"),
        receipt_id=receipt_id,
        nav=_text(receipt, "noticeNumber"),
        iuv=_text(receipt, "creditorReferenceId"),
        executed=_text(receipt, "outcome") == "OK",
        amount_cents=read_euros(_text(receipt, "paymentAmount")),
        paid_at=_paid_at(receipt, zone),
        psp=_text(receipt, "PSPCompanyName"),
        original=original,
    )


def read_euros(text: str) -> int:
    """Read `12.50`, which has two decimals always, as cents."""
    return int(text.strip().replace(".", ""))


def _paid_at(receipt: etree._Element, zone: tzinfo) -> datetime | None:
    """Tell when it was paid; the day alone where the hour is not said."""
    said, day = receipt.findtext("paymentDateTime"), receipt.findtext("applicationDate")
    try:
        if said is not None:
            moment = datetime.fromisoformat(said.strip())
            moment = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
        elif day is not None:
            moment = datetime.combine(date.fromisoformat(day.strip()), time(), zone)
        else:
            return None
    except (ValueError, OverflowError):  # the schema knows 24:00:00, years past 9999, days in a zone
        return None
    return moment if moment.year in _YEARS else None


def _text(element: Any, name: str) -> str:
    return str(element.findtext(name))
