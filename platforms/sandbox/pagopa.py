"""The embedded pagoPA, wired: one creditor, one key, and everything in memory."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot.clock import Clock, Ids, Sleep
from platforms.sandbox.carts import Carts
from platforms.sandbox.checkout import Checkout
from platforms.sandbox.delivery import Deliveries
from platforms.sandbox.node import Node
from platforms.sandbox.positions import Positions
from platforms.sandbox.routes import Interfaces
from platforms.sandbox.station import Call, Creditor, Station
from platforms.sandbox.weather import Forecast


class SandboxPagoPa:
    """Its parts: `positions`, `deliveries`, `node`, `carts`, `checkout`, `forecast`.

    `call` reaches the creditor's station; `place` makes the address of the page of a cart from its id.
    """

    def __init__(
        self,
        creditor: Creditor,
        call: Call,
        *,
        key: str,
        place: Callable[[str], str],
        clock: Clock,
        ids: Ids,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.key = key
        self.forecast = Forecast(sleep)
        self.positions = Positions(creditor.fiscal_code, clock)
        station = Station(call, creditor)
        self.deliveries = Deliveries(station.send, clock)
        self.node = Node(station, self.deliveries, self.positions, clock, ids)
        self.carts = Carts(clock)
        self.checkout = Checkout(self.carts, self.node, self.deliveries, sleep)
        self._interfaces = Interfaces(
            self.carts,
            self.positions,
            self.node,
            key=key,
            place=place,
            clock=clock,
            ids=ids,
            forecast=self.forecast,
        )

    def routes(self) -> list[web.RouteDef]:
        """List the routes of its interfaces, which ask for the key; the payer's page is not among them."""
        return self._interfaces.routes()
