"""What stands round a counter that is paid by pagoPA: who clicks and pays, and what must come of it."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from platforms.sandbox.checkout import Result
from platforms.sandbox.receipt import Receipt
from platforms.sandbox.trouble import Trouble
from platforms.sandbox.weather import Weather
from tests.clock import ROME
from tests.crash.child import Journal, Point, SharedClock
from tests.crash.payments_peer import MortalPagoPa
from tests.crash.scenario import MARIO
from tests.crash.street import PATIENCE, Street, until
from tests.crash.world import World, read_world
from tests.twilio_peer import TwilioPeer

CLICKS = Point("clicks", "-", 0)  # in the journal beside the commits

_BEHIND = """SELECT max(max(coalesce(held_until, 0), next_at)) FROM position
    WHERE published_version < version"""  # SQLite's max of two is of a row, and that of one of them all

_QUERIES = {
    "receipts": "SELECT nav, executed, amount_cents, settled FROM payment_receipt",
    "quotes": "SELECT nav, amount_cents FROM notice_quote",
    "numbers": "SELECT segregation, last FROM notice_counter",
    "positions": "SELECT reference, published_version = version, existing FROM position",
    "waiting for pagoPA": "SELECT service, reference FROM debt_watcher WHERE waiting",
    "set aside": "SELECT sender, reason FROM inbox WHERE status = 'parked'",
    "originals": "SELECT count(*) FROM blob WHERE sha256 IN (SELECT sha256 FROM payment_receipt)",
    "navs": "SELECT count(*), count(DISTINCT nav), count(DISTINCT iuv) FROM notice",
}


class PaidStreet(Street):
    """A counter, a citizen and pagoPA, in one way of working: `mode` is node or gpd."""

    def __init__(
        self, folder: Path, peer: TwilioPeer, clock: SharedClock, mode: str, dies: Iterable[Point | None] = ()
    ) -> None:
        super().__init__(folder, peer, clock, 1, dies)
        self.pagopa = MortalPagoPa(self.hear, clock)
        self._mode = mode
        self._at_the_end = False  # then the counter must have told pagoPA all that has changed

    def _environ(self) -> Mapping[str, str]:
        return {**super()._environ(), **self.pagopa.environ(self._mode)}

    def _start(self) -> None:
        """Come back when what the dead one had in hand is free again: nobody waits here for that."""
        if (free := self._behind_until()) and free > self._clock():
            self._clock.set(free)
        super()._start()

    def _behind_until(self) -> datetime | None:
        (at,) = self.store.execute(_BEHIND).fetchone()
        return datetime.fromtimestamp(at / 1000, ROME) if at else None

    def _busy(self) -> bool:
        behind = self._at_the_end and self._behind_until()
        return bool(behind and behind <= self._clock()) or super()._busy()

    async def close(self) -> None:
        """Come to rest; a counter that starts tells pagoPA at once what another has left."""
        await super().close()
        self._at_the_end = True
        while self._behind_until():
            await super().close()

    # -- what happens to it

    async def click(self) -> str:
        """Follow the newest link and its button; the id of the cart at Checkout."""
        Journal(self._folder).write(CLICKS)
        status, headers, _ = await self.ask(f"/pay/{self.newest_link()}", {}, {})
        assert status == 303
        return headers["Location"].rpartition("/")[2]

    async def pay_cart(self, name: str, trouble: Trouble) -> Receipt:
        """Pay a cart at Checkout, at what it costs now; the receipt is brought at once if it is not late."""
        pagopa = self.pagopa.inside
        cart = pagopa.carts.find(name)
        bill = await pagopa.checkout.bill(cart)
        assert await pagopa.checkout.pay(cart, bill.total, trouble) is Result.PAID
        return pagopa.node.receipts[cart.notices[0].nav]

    async def bring_again(self, receipt: Receipt, *, times: int) -> None:
        """Let the node bring a receipt now, so many times at once."""
        pagopa = self.pagopa
        sends = (pagopa.station.send(receipt.fields()) for _ in range(times))
        await asyncio.gather(*sends)

    async def has_receipt(self) -> None:
        """Wait until a receipt is kept, whoever has to be started again for it."""
        async with asyncio.timeout(PATIENCE):
            while not self.store.execute("SELECT count(*) FROM payment_receipt").fetchone()[0]:
                await self.open()
                await asyncio.sleep(0.004)

    async def has_link(self) -> None:
        """Wait for a link: whoever was told to wait has it once pagoPA knows of the notice."""
        await self.settle()
        while not self.newest_link():
            await self.begin_anew()
            await until(lambda: not (self._alive() and self._behind_until()))
            await self.settle()

    async def begin_anew(self) -> None:
        """Stop, as an operator does, and start."""
        await super().close()
        await self.open()

    def read(self) -> World:
        """Read all that must be the same: ours, and what pagoPA has."""
        pagopa = self.pagopa.inside
        shown = map(pagopa.positions.shown, pagopa.positions.all())
        more = {name: self.store.execute(query).fetchall() for name, query in _QUERIES.items()}
        return {
            **read_world(self.store, self.peer.messages),
            **more,
            "at GPD": [
                (each["status"], part["nav"], part["amount"], part["status"])
                for each in shown
                for option in each["paymentOption"]
                for part in option["installments"]
            ],
            "paid there": [(nav, each.payment.amount_cents) for nav, each in pagopa.node.receipts.items()],
            "not taken": [(each.receipt.payment.nav,) for each in pagopa.deliveries.waiting],
        }


async def by_the_node(street: PaidStreet) -> None:
    """Open, click, verify, activate, and four times the receipt: after one another, and at once."""
    await street.say(MARIO, "SI")
    await street.settle()
    receipt = await street.pay_cart(await street.click(), Trouble.TWICE)
    await street.pagopa.inside.deliveries.bring()
    await street.bring_again(receipt, times=2)


async def by_gpd(street: PaidStreet) -> None:
    """Publish, pay there; ask for the receipt that nobody brings, and have it brought after all."""
    await street.say(MARIO, "SI")
    await street.has_link()
    receipt = await street.pay_cart(await street.click(), Trouble.LATE)
    await street.begin_anew()  # a counter asks for receipts when it starts, and then once in a while
    await street.has_receipt()
    await street.settle()
    street.pagopa.inside.deliveries.waiting.clear()
    await street.bring_again(receipt, times=2)


async def while_gpd_is_away(street: PaidStreet) -> None:
    """Open while GPD does not answer: the citizen is told to wait, and then where to pay."""
    forecast = street.pagopa.inside.forecast
    forecast.always = Weather.ERROR
    await street.say(MARIO, "SI")
    await street.settle()
    forecast.always = Weather.FAIR
    await street.has_link()
