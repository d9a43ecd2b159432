"""What a creditor says to pagoPA: what a notice costs now, why it cannot be paid, that a receipt is kept.

Whoever asks by whatever way (SOAP, tests) is answered from our own database, which is the truth.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from bot.clock import Clock
from platforms.pagopa.soap.requests import Delivery
from platforms.payments import Pricing, Quote, Refused
from storage.database import Database
from storage.notices import NoticeStatus, PaymentNotice, find_by_nav, notices_of
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, Settled, TakenReceipt
from storage.quotes import QUOTE, Quoted, in_progress
from storage.refused_receipts import KEEP_REFUSED, RefusedReceipt

# How long a payment may be on its way: pagoPA's payment token lives 30 minutes at most, whatever the
# payment service provider asks for (SANP, best practices of providers, "Payment Token").
ON_ITS_WAY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Priced:
    """A notice that can be paid, and what it costs now."""

    notice: PaymentNotice
    quote: Quote


async def own_terms(notice: PaymentNotice, today: date) -> Quote | Refused:
    """Price a notice of which no service knows more than what stands on it."""
    if notice.payable_until is not None and today > notice.payable_until:
        return Refused.EXPIRED
    return Quote(notice.amount_cents, notice.due_on, notice.payable_until)


class Creditor:
    """Answers for every notice of the store.

    `pricing` says what a service's notices cost, by the name of the service; others cost what stands on
    them. `paid` is called after a commit that has events for those who wait for a receipt.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        pricing: Mapping[str, Pricing],
        paid: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._pricing = pricing
        self._paid = paid

    async def verify(self, nav: str) -> Priced | Refused:
        """Tell what a notice costs now; keeps nothing."""
        found = await self._database.reader.fetch(lambda connection: self._find(connection, nav))
        if isinstance(found, Refused):
            return found
        quote = await self._pricing.get(found.service, own_terms)(found, self._clock().date())
        if isinstance(quote, Refused):
            return quote
        if quote.amount_cents < 1:  # pagoPA knows no payment of nothing
            return Refused.ANNULLED
        return Priced(found, quote)

    async def activate(self, nav: str) -> Priced | Refused:
        """Tell the same to who is about to pay; the amount is kept before it is told.

        The same notice may be asked for again while it is on its way: pagoPA sees to it that one payment at
        a time is under way, and a token that has lived out is followed by another request, to be honoured.
        The debt's other notices are refused meanwhile.
        """
        priced = await self.verify(nav)
        if isinstance(priced, Refused):
            return priced
        quote = priced.quote
        until = self._clock() + ON_ITS_WAY
        told = Quoted(nav, quote.amount_cents, quote.due_on, quote.payable_until, until)
        if await self._database.writer.submit(QUOTE, told):
            return priced
        # Something has happened between the look and the write: look again for its name.
        again = await self.verify(nav)
        return again if isinstance(again, Refused) else Refused.IN_PROGRESS

    async def receive(self, delivery: Delivery, correlation: str, *, ours: bool) -> Settled:
        """Keep a receipt, whatever comes of it; committed on return.

        `ours` is False for the receipt of another creditor's notice, of which a part is for us: its number
        may be that of one of ours, so it is kept under one that none of ours has, for staff to see.
        """
        nav = delivery.nav if ours else f"{delivery.owner}/{delivery.nav}"
        receipt = PaymentReceipt(
            receipt_id=delivery.receipt_id,
            nav=nav,
            iuv=delivery.iuv,
            amount_cents=delivery.amount_cents,
            paid_at=delivery.paid_at or self._clock(),
            psp=delivery.psp,
            way="node",
            executed=delivery.executed,
            original=delivery.original,
        )
        taken = TakenReceipt(receipt, correlation)
        settled = await self._database.writer.submit(TAKE_RECEIPT, taken)
        if settled is Settled.PAID:
            self._paid()
        return settled

    async def put_aside(self, refused: RefusedReceipt) -> None:
        """Keep for staff a receipt that is refused; committed on return."""
        await self._database.writer.submit(KEEP_REFUSED, refused)

    def _find(self, connection: sa.Connection, nav: str) -> PaymentNotice | Refused:
        found = find_by_nav(connection, nav)
        if found is None:
            return Refused.UNKNOWN
        if found.status is NoticeStatus.PAID:
            return Refused.PAID
        if found.status is NoticeStatus.ANNULLED:
            debt = notices_of(connection, found.service, found.reference)
            paid = any(one.status is NoticeStatus.PAID for one in debt)
            return Refused.PAID if paid else Refused.ANNULLED  # the payer is told what is the case
        return Refused.IN_PROGRESS if in_progress(connection, found, self._clock()) else found
