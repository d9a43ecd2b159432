"""The creditor's station (stazione): takes a message of pagoPA's node and gives the answer to it, in time."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol

from bot.clock import Clock
from platforms.pagopa.creditor import Priced
from platforms.pagopa.soap import answers
from platforms.pagopa.soap.answers import Fault, Owed
from platforms.pagopa.soap.envelope import NoMessage
from platforms.pagopa.soap.requests import (
    Addressee,
    Delivery,
    Demand,
    Enquiry,
    Operation,
    Request,
    Unacceptable,
    read_request,
)
from platforms.payments import Refused
from storage.payment_receipts import Settled
from storage.refused_receipts import RefusedReceipt

# pagoPA wants 98 answers of 100 within two seconds (SANP, "Livelli di servizio enti creditori").
PATIENCE = 1.5

_BRING_RECEIPTS = frozenset({Operation.RECEIPT, Operation.RECEIPT_V2})
_LIKE_A_RECEIPT = b"paSendRT"  # what no message with a receipt is without, however broken

_FAULTS = {
    Refused.UNKNOWN: Fault.UNKNOWN,
    Refused.PAID: Fault.PAID,
    Refused.EXPIRED: Fault.EXPIRED,
    Refused.ANNULLED: Fault.ANNULLED,
    Refused.IN_PROGRESS: Fault.IN_PROGRESS,
}


class Creditor(Protocol):
    """Who knows the notices: platforms.pagopa.creditor.Creditor."""

    async def verify(self, nav: str) -> Priced | Refused:
        """Tell what a notice costs now."""

    async def activate(self, nav: str) -> Priced | Refused:
        """Tell the same to who is about to pay."""

    async def receive(self, delivery: Delivery, correlation: str, *, ours: bool) -> Settled:
        """Keep a receipt; committed on return."""

    async def put_aside(self, refused: RefusedReceipt) -> None:
        """Keep for staff a receipt that is refused; committed on return."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back, and how it is told of: by ids and words of ours, never by what was written.

    `outcome` is "ok", the code of a fault, what became of a receipt, or "unreadable", "slow", "broken";
    `reason` is more of it.
    """

    body: bytes
    operation: str
    outcome: str
    status: int = 200
    reason: str = ""
    nav: str = ""
    receipt_id: str = ""


class Station:
    """One station of one creditor.

    `broker` (intermediario) and `name` are what the node must call us; an empty name is not looked at.
    """

    def __init__(
        self,
        creditor: Creditor,
        identity: answers.Creditor,
        *,
        broker: str,
        name: str,
        clock: Clock,
        patience: float = PATIENCE,
    ) -> None:
        self._creditor = creditor
        self._identity = identity
        self._broker = broker
        self._name = name
        self._clock = clock
        self._patience = patience

    async def answer(self, data: bytes, correlation: str, charset: str | None = None) -> Answer:
        """Answer a message as it came; whatever it is, this raises nothing.

        A receipt that is refused is set aside for staff as it came: the money has moved.
        """
        answer, brings_receipt = await self._answer(data, correlation, charset)
        if not brings_receipt:
            return answer
        refused = RefusedReceipt(answer.outcome, answer.reason, correlation, data)
        try:
            async with asyncio.timeout(self._patience):
                await self._creditor.put_aside(refused)
        except Exception as error:  # noqa: BLE001 - whatever the store's reason, the node must be answered
            body = answers.failed("Server", "unavailable")  # so that it comes again
            return Answer(body, answer.operation, "broken", 500, type(error).__name__)
        return answer

    async def _answer(self, data: bytes, correlation: str, charset: str | None) -> tuple[Answer, bool]:
        """Answer a message, and tell whether it is a receipt that was refused."""
        zone = self._clock().tzinfo
        assert zone is not None  # noqa: S101 - a Clock is always aware
        try:
            request = read_request(data, zone, charset)
        except NoMessage as fault:
            body = answers.failed(fault.code, fault.reason)
            return Answer(body, "", "unreadable", 500, fault.reason), _LIKE_A_RECEIPT in data
        except Unacceptable as fault:
            answer = self._no(fault.operation, Fault.MISSHAPEN, fault.place)
            return answer, fault.operation in _BRING_RECEIPTS
        if wrong := self._not_for_us(request):
            return self._no(request.operation, wrong), isinstance(request, Delivery)
        if isinstance(request, Demand):
            return self._no_such_service(request), False
        return await self._hurried(request, correlation), False

    def _not_for_us(self, request: Request) -> Fault | None:
        to: Addressee = request.to
        if to.creditor != self._identity.fiscal_code:
            return Fault.WRONG_CREDITOR
        if to.broker != self._broker:
            return Fault.WRONG_BROKER
        if self._name and to.station != self._name:
            return Fault.WRONG_STATION
        # Only a receipt may be of another's notice: then a part of the payment is for us.
        if isinstance(request, Enquiry) and request.owner != self._identity.fiscal_code:
            return Fault.WRONG_CREDITOR
        return None

    def _no_such_service(self, request: Demand) -> Answer:
        """Refuse a payment without a notice.

        Such payments are of services that a creditor has registered in the national catalogue; we have
        registered none, so the node has no reason to ask. The codes have no word of their own for it, and
        PAA_SEMANTICA is for what has none ("Fault Code" in pagoPA's pages on errors).
        """
        return self._no(request.operation, Fault.MEANINGLESS, "idServizio")

    async def _hurried(self, request: Enquiry | Delivery, correlation: str) -> Answer:
        """Answer before the node has lost its patience: then it would not know what became of it."""
        work: Awaitable[Answer] = (
            self._taken(request, correlation) if isinstance(request, Delivery) else self._told(request)
        )
        try:
            async with asyncio.timeout(self._patience):
                return await work
        except TimeoutError:
            return self._broken(request, "slow", "")
        except Exception as error:  # noqa: BLE001 - whatever the store's reason, the node must be answered
            # Not its text: a database error quotes the values.
            return self._broken(request, "broken", type(error).__name__)

    async def _told(self, request: Enquiry) -> Answer:
        verifying = request.operation is Operation.VERIFY
        ask = self._creditor.verify if verifying else self._creditor.activate
        found = await ask(request.nav)
        if isinstance(found, Refused):
            return self._no(request.operation, _FAULTS[found], nav=request.nav)
        owed = self._owed(found)
        body = (
            answers.verified(self._identity, owed)
            if verifying
            else answers.activated(request.operation, self._identity, owed)
        )
        return Answer(body, request.operation, "ok", nav=request.nav)

    def _owed(self, priced: Priced) -> Owed:
        notice, quote = priced.notice, priced.quote
        # The message must name a day. What holds until further notice holds today for certain.
        day = quote.due_on or quote.payable_until or self._clock().date()
        return Owed(notice.iuv, quote.amount_cents, day, notice.subject, notice.category)

    async def _taken(self, request: Delivery, correlation: str) -> Answer:
        """Say OK to every receipt that is kept, also to one that came before, or settles nothing.

        The money has moved: a KO would not bring it back, and the same receipt would be sent again for
        nothing, or never when it is needed. What is odd about it is for our staff (storage.aside).
        """
        ours = request.owner == self._identity.fiscal_code
        settled = await self._creditor.receive(request, correlation, ours=ours)
        return Answer(
            answers.taken(request.operation),
            request.operation,
            settled.value,
            nav=request.nav,
            receipt_id=request.receipt_id,
        )

    def _broken(self, request: Enquiry | Delivery, outcome: str, reason: str) -> Answer:
        """Say that it is our fault, and so that a receipt comes again.

        A KO is an answer: nothing says that a receipt which got one is sent again. A call that failed is
        repeated (SANP, "Processi di retry"), so that is what a receipt gets that could not be kept.
        """
        if isinstance(request, Delivery):
            body, status = answers.failed("Server", "unavailable"), 500
            receipt_id = request.receipt_id
        else:
            fault = Fault.BROKEN
            body, status = answers.refused(request.operation, self._identity.fiscal_code, fault), 200
            receipt_id = ""
        return Answer(body, request.operation, outcome, status, reason, request.nav, receipt_id)

    def _no(self, operation: Operation, fault: Fault, reason: str = "", nav: str = "") -> Answer:
        body = answers.refused(operation, self._identity.fiscal_code, fault, reason)
        return Answer(body, operation, fault.code, reason=reason, nav=nav)
