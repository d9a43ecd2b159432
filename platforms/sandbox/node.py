"""The node: finds out what a notice costs, lets one payer at a time have it, and writes its receipt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock, Ids
from platforms.sandbox.delivery import Deliveries, Parcel
from platforms.sandbox.receipt import Receipt
from platforms.sandbox.soap import Fault
from platforms.sandbox.station import Offer, Payment, Refused, Station
from platforms.sandbox.trouble import Trouble

HELD = timedelta(minutes=30)  # for which a notice is kept for a payer who does not come back
LATE = timedelta(minutes=2)  # of a receipt that is late, which in life may be days


class Published(Protocol):
    """Debt positions that pagoPA answers for by itself; a notice that is none of them is the station's."""

    def offer(self, nav: str) -> Offer | None:
        """What a published notice costs; None if it is not here. Raises Refused."""

    def payment(self, nav: str) -> Payment | None:
        """What is to be paid for it."""

    def paid(self, receipt: Receipt) -> None:
        """Take note of a payment; of a notice that is not here, nothing."""


@dataclass(frozen=True, slots=True)
class Activation:
    """A notice that one payer has in hand until a moment."""

    payment: Payment
    until: datetime


class Node:
    """The notices that are being paid and those that were, in memory."""

    def __init__(
        self, station: Station, deliveries: Deliveries, published: Published, clock: Clock, ids: Ids
    ) -> None:
        self._station = station
        self._deliveries = deliveries
        self._published = published
        self._clock = clock
        self._ids = ids
        self._active: dict[str, Activation | None] = {}  # None: being activated just now
        self.receipts: dict[str, Receipt] = {}  # of every notice that was paid

    async def verify(self, nav: str) -> Offer:
        """Ask what a notice costs now; raises Refused."""
        self._free(nav)
        return self._published.offer(nav) or await self._station.verify(nav)

    async def activate(self, nav: str, amount_cents: int) -> Payment:
        """Take a notice in hand for one payer; raises Refused (PPT_PAGAMENTO_IN_CORSO to a second one)."""
        self._free(nav)
        self._active[nav] = None
        try:
            payment = self._published.payment(nav) or await self._station.payment(nav, amount_cents)
        except BaseException:
            del self._active[nav]
            raise
        self._active[nav] = Activation(payment, self._clock() + HELD)
        return payment

    def release(self, nav: str) -> None:
        """Give a notice back: it was not paid."""
        self._active.pop(nav, None)

    def settle(self, payment: Payment, trouble: Trouble = Trouble.NONE) -> Receipt:
        """Write the receipt of a payment and send it off."""
        creditor = self._station.creditor.fiscal_code
        receipt = Receipt(self._ids(), payment, creditor, self._clock(), old=trouble is Trouble.OLD)
        self.receipts[payment.nav] = receipt
        self._published.paid(receipt)
        self.release(payment.nav)
        self._deliveries.add(_PARCELS.get(trouble, _parcel)(receipt))
        return receipt

    def _free(self, nav: str) -> None:
        if nav in self.receipts:
            raise Refused(Fault("PPT_PAGAMENTO_DUPLICATO"))
        if nav not in self._active:
            return
        activation = self._active[nav]
        if activation is None or self._clock() < activation.until:
            raise Refused(Fault("PPT_PAGAMENTO_IN_CORSO"))
        del self._active[nav]


def _parcel(receipt: Receipt) -> Parcel:
    return Parcel(receipt, receipt.paid_at)


_PARCELS: Mapping[Trouble, Callable[[Receipt], Parcel]] = {
    Trouble.TWICE: lambda receipt: Parcel(receipt, receipt.paid_at, times=2),
    Trouble.LATE: lambda receipt: Parcel(receipt, receipt.paid_at + LATE),
    Trouble.LOST: lambda receipt: Parcel(receipt, receipt.paid_at, lose=1),
}
