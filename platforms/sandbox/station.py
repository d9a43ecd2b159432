"""The creditor's station as the node reaches it: asked what a notice costs, and told of receipts."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import aiohttp
from lxml import etree

from platforms.sandbox.soap import Fault, Fields, Unreadable, cents, euros, fault_of, read, said, write

_Read = TypeVar("_Read")

# Posts a message to the station with its SOAPAction; raises TimeoutError, or OSError where nobody answers.
Call = Callable[[str, bytes], Awaitable[bytes]]


class Refused(Exception):  # noqa: N818 - it says what the node answers
    """The node's no: `fault` is the creditor's own, or one that the node gives of itself (PPT_…)."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Creditor:
    """How the node names the creditor: its fiscal code, its intermediary's, its station."""

    fiscal_code: str
    broker: str
    station: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a notice costs now, in cents, as paVerifyPaymentNotice answers."""

    nav: str
    amount_cents: int
    due_on: date | None
    description: str
    company: str
    office: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """A part of a payment, as it must stand in the receipt again; amounts in euros as SOAP has them."""

    number: str
    amount: str
    fiscal_code: str
    company: str
    iban: str
    remittance: str
    category: str


@dataclass(frozen=True, slots=True)
class Payment:
    """What is to be paid, as paGetPaymentV2 answers; `debtor` is kept as it came, for the receipt."""

    nav: str
    reference: str
    amount_cents: int
    description: str
    company: str
    office: str
    debtor: Fields
    transfers: tuple[Transfer, ...]


class Station:
    """Asks and tells; every no is raised as Refused."""

    def __init__(self, call: Call, creditor: Creditor) -> None:
        self._call = call
        self.creditor = creditor

    async def verify(self, nav: str) -> Offer:
        """Ask what a notice costs now."""
        asked: Fields = {**self._head(), "qrCode": self._code(nav)}
        answer = await self._ask("paVerifyPaymentNotice", "Req", "Res", asked)
        option = answer.find("paymentList/paymentOptionDescription")
        if option is None:
            raise _invalid("no paymentList")
        return _read(lambda: _offer(nav, answer, option))

    async def payment(self, nav: str, amount_cents: int) -> Payment:
        """Ask for what is to be paid: the creditor may answer another amount than the one shown."""
        asked: Fields = {**self._head(), "qrCode": self._code(nav), "amount": euros(amount_cents)}
        answer = await self._ask("paGetPaymentV2", "Request", "Response", asked)
        data = answer.find("data")
        if data is None:
            raise _invalid("no data")
        return _read(lambda: _payment(nav, data))

    async def send(self, receipt: Fields, *, old: bool = False) -> None:
        """Bring a receipt, by paSendRTV2 or by the `old` paSendRT; it has been taken if nothing is raised."""
        name, request, response = ("paSendRT", "Req", "Res") if old else ("paSendRTV2", "Request", "Response")
        await self._ask(name, request, response, {**self._head(), "receipt": receipt})

    async def _ask(self, name: str, request: str, response: str, fields: Fields) -> etree._Element:
        try:
            raw = await self._call(name, write(name + request, fields))
        except TimeoutError:
            raise Refused(Fault("PPT_STAZIONE_INT_PA_TIMEOUT")) from None
        except (OSError, aiohttp.ClientError) as error:
            raise Refused(Fault("PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE", type(error).__name__)) from None
        try:
            answer = read(raw, name + response)
            fault = fault_of(answer)
        except Unreadable as problem:
            raise _invalid(str(problem)) from None
        if fault:
            raise Refused(fault)
        return answer

    def _head(self) -> dict[str, str]:
        return {
            "idPA": self.creditor.fiscal_code,
            "idBrokerPA": self.creditor.broker,
            "idStation": self.creditor.station,
        }

    def _code(self, nav: str) -> Fields:
        return {"fiscalCode": self.creditor.fiscal_code, "noticeNumber": nav}


def over_http(session: aiohttp.ClientSession, address: str, patience: float) -> Call:
    """Call a station at an address, waiting so many seconds for the whole answer."""

    async def call(action: str, message: bytes) -> bytes:
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{action}"'}
        async with (
            asyncio.timeout(patience),
            session.post(address, data=message, headers=headers, allow_redirects=False) as answer,
        ):
            return await answer.read()

    return call


def _offer(nav: str, answer: etree._Element, option: etree._Element) -> Offer:
    due = option.findtext("dueDate")
    return Offer(
        nav,
        cents(said(option, "amount")),
        date.fromisoformat(due) if due else None,
        answer.findtext("paymentDescription") or "",
        answer.findtext("companyName") or "",
        answer.findtext("officeName") or "",
    )


def _payment(nav: str, data: etree._Element) -> Payment:
    transfers = tuple(_transfer(each) for each in data.iterfind("transferList/transfer"))
    payment = Payment(
        nav,
        said(data, "creditorReferenceId"),
        cents(said(data, "paymentAmount")),
        said(data, "description"),
        said(data, "companyName"),
        data.findtext("officeName") or "",
        _copied(data.find("debtor")),
        transfers,
    )
    if sum(cents(each.amount) for each in transfers) != payment.amount_cents:
        raise Unreadable("the transfers are not the amount")
    return payment


def _transfer(place: etree._Element) -> Transfer:
    return Transfer(
        said(place, "idTransfer"),
        said(place, "transferAmount"),
        said(place, "fiscalCodePA"),
        place.findtext("companyName") or "",
        said(place, "IBAN"),
        said(place, "remittanceInformation"),
        said(place, "transferCategory"),
    )


def _copied(place: etree._Element | None) -> Fields:
    if place is None:
        raise Unreadable("no debtor")
    return {str(child.tag): _copied(child) if len(child) else child.text or "" for child in place}


def _read(reading: Callable[[], _Read]) -> _Read:
    try:
        return reading()
    except (Unreadable, ValueError) as problem:
        raise _invalid(str(problem)) from None


def _invalid(why: str) -> Refused:
    return Refused(Fault("PPT_STAZIONE_INT_PA_ERRORE_RESPONSE", why))
