"""Checkout's till: shows what a cart costs now, and pays all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.clock import Sleep
from platforms.sandbox.carts import Cart, CartNotice, Carts
from platforms.sandbox.delivery import Deliveries
from platforms.sandbox.node import Node
from platforms.sandbox.soap import Fault
from platforms.sandbox.station import Offer, Payment, Refused
from platforms.sandbox.trouble import Trouble

SLOW = 8.0  # seconds of a bank that takes its time


@dataclass(frozen=True, slots=True)
class Entry:
    """A notice of a cart: what it costs now, or why it cannot be paid."""

    notice: CartNotice
    offer: Offer | None
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Bill:
    """A cart as its payer sees it; `total` in cents, of what can be paid."""

    cart: Cart
    entries: tuple[Entry, ...]

    @property
    def total(self) -> int:
        """The sum of all notices, as they cost now."""
        return sum(each.offer.amount_cents for each in self.entries if each.offer)

    @property
    def payable(self) -> bool:
        """Whether nothing stands in the way."""
        return all(each.offer for each in self.entries)


class Result(Enum):
    """What came of tapping `pay`."""

    PAID = "paid"
    FAILED = "failed"  # the bank said no
    LEFT = "left"  # the payer went away while paying
    CHANGED = "changed"  # it costs something else by now: nothing was paid


class Checkout:
    """Pays carts at a node."""

    def __init__(self, carts: Carts, node: Node, deliveries: Deliveries, sleep: Sleep) -> None:
        self.carts = carts
        self._node = node
        self._deliveries = deliveries
        self._sleep = sleep

    async def bill(self, cart: Cart) -> Bill:
        """Ask what each notice of a cart costs now."""
        return Bill(cart, tuple([await self._entry(each) for each in cart.notices]))

    async def pay(self, cart: Cart, shown: int, trouble: Trouble = Trouble.NONE) -> Result:
        """Pay a cart whose payer was shown an amount in cents; a cart that is paid stays so.

        Raises Refused where a notice cannot be paid: then none is.
        """
        if cart.paid:
            return Result.PAID
        payments = await self._activate(cart)
        if sum(each.amount_cents for each in payments) != shown:
            self._release(payments)
            return Result.CHANGED
        if trouble is Trouble.LEFT:
            return Result.LEFT
        if trouble is Trouble.SLOW:
            await self._sleep(SLOW)
        if trouble is Trouble.REFUSED:
            self._release(payments)
            return Result.FAILED
        for each in payments:
            self._node.settle(each, trouble)
        self.carts.close(cart)
        await self._deliveries.bring()
        return Result.PAID

    async def _entry(self, notice: CartNotice) -> Entry:
        try:
            return Entry(notice, await self._node.verify(notice.nav), None)
        except Refused as no:
            return Entry(notice, None, no.fault)

    async def _activate(self, cart: Cart) -> Sequence[Payment]:
        """Take every notice in hand, or none."""
        payments: list[Payment] = []
        try:
            for each in cart.notices:
                payments.append(await self._node.activate(each.nav, each.amount_cents))  # noqa: PERF401 - those before a refusal count
        except Refused:
            self._release(payments)
            raise
        return payments

    def _release(self, payments: Sequence[Payment]) -> None:
        for each in payments:
            self._node.release(each.nav)
