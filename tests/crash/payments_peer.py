"""PagoPA on a port of the test's own process: it outlives every death of the counter, and sees it die."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count

from aiohttp import web

from platforms.sandbox.pagopa import SandboxPagoPa
from platforms.sandbox.routes import CHECKOUT, GPD, RECEIPTS
from platforms.sandbox.station import Call, Station
from tests.crash.child import SharedClock
from tests.crash.street import CREDITOR, PAGOPA_KEY

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class MortalPagoPa:
    """The embedded pagoPA; `meet` is told of the counter's calls: one has arrived, it is done.

    Questions asked before anything is paid are left out: nothing comes of them. `hear` brings the node's
    messages to the counter.
    """

    def __init__(self, hear: Call, clock: SharedClock) -> None:
        numbers = count(1)
        self.meet: Callable[[str], None] = lambda _: None
        self.url = ""
        self.station = Station(hear, CREDITOR)
        self.inside = SandboxPagoPa(
            CREDITOR,
            hear,
            key=PAGOPA_KEY,
            place=lambda cart: f"{self.url}/pay/{cart}",
            clock=clock,
            ids=lambda: f"made-{next(numbers)}",
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator["MortalPagoPa"]:
        """Listen on a free port of 127.0.0.1."""
        app = web.Application()
        app.add_routes(
            [
                web.route(each.method, each.path, self._met(each.handler), **each.kwargs)
                for each in self.inside.routes()
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    def environ(self, mode: str) -> dict[str, str]:
        """Tell a counter where we are."""
        return {
            "SPORTELLO_PAGOPA__MODE": mode,
            "SPORTELLO_PAGOPA__CHECKOUT_URL": self.url + CHECKOUT,
            "SPORTELLO_PAGOPA__GPD_KEY": PAGOPA_KEY,
            "SPORTELLO_PAGOPA__GPD_URL": self.url + GPD,
            "SPORTELLO_PAGOPA__RECEIPTS_URL": self.url + RECEIPTS,
        }

    def _met(self, handler: _Handler) -> _Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            what = (
                f"{request.method} {request.path.split('/')[2]}"  # of its parts the one that tells it apart
            )
            changes = request.method != "GET"  # else it is all the same when in the call somebody dies
            if changes:
                self.meet(f"{what} arrived")
            answer = await handler(request)
            if changes or self.inside.node.receipts:
                self.meet(f"{what} done")
            return answer

        return handle
