"""The make-believe Checkout's page, on which a payer pays nothing: its data come from the embedded pagoPA."""

from collections.abc import Mapping

from aiohttp import web

from platforms.sandbox.carts import Cart
from platforms.sandbox.checkout import Bill, Entry, Result
from platforms.sandbox.pagopa import SandboxPagoPa
from platforms.sandbox.soap import Fault
from platforms.sandbox.station import Refused
from platforms.sandbox.trouble import Trouble
from sportello.web.bill import euro
from sportello.web.pages import Pages, language_of

ROOT = "/sandbox/pagopa"
_PAGE = f"{ROOT}/checkout/pay"
# The faults that a payer is told of in words of their own; what one says, the other says.
_SAID: Mapping[str, str] = {
    "PAA_PAGAMENTO_SCONOSCIUTO": "unknown",
    "PAA_PAGAMENTO_DUPLICATO": "paid",
    "PPT_PAGAMENTO_DUPLICATO": "paid",
    "PAA_PAGAMENTO_SCADUTO": "expired",
    "PAA_PAGAMENTO_ANNULLATO": "annulled",
    "PAA_PAGAMENTO_IN_CORSO": "busy",
    "PPT_PAGAMENTO_IN_CORSO": "busy",
    "PPT_STAZIONE_INT_PA_TIMEOUT": "silent",
    "PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE": "silent",
}


def page_of(address: str, cart: str) -> str:
    """The address of the page of a cart, on a counter's public address."""
    return f"{address}{_PAGE}/{cart}"


class SandboxPage:
    """The handlers of a cart's page."""

    def __init__(self, pagopa: SandboxPagoPa, pages: Pages) -> None:
        self._pagopa = pagopa
        self._pages = pages

    def routes(self) -> list[web.RouteDef]:
        """List the routes of the page, and those of pagoPA's own interfaces under the same root."""
        mounted = [
            web.RouteDef(route.method, ROOT + route.path, route.handler, route.kwargs)
            for route in self._pagopa.routes()
        ]
        at = f"{_PAGE}/{{cart}}"
        return [*mounted, web.get(at, self.show), web.post(at, self.act)]

    async def show(self, request: web.Request) -> web.Response:
        """Show what a cart costs now; of one that was paid, the way back."""
        cart = self._cart(request)
        if cart is None:
            return self._answer(request, None, "gone", 410)
        return await self._bill(request, cart, "paid" if cart.paid else "open")

    async def act(self, request: web.Request) -> web.Response:
        """Pay, or go back without."""
        cart, form = self._cart(request), await request.post()
        if cart is None:
            return self._answer(request, None, "gone", 410)
        if form.get("do") != "pay":
            return _away(cart.cancel)
        shown = str(form.get("shown", ""))
        try:
            result = await self._pagopa.checkout.pay(
                cart, int(shown or 0), _trouble(str(form.get("trouble")))
            )
        except ValueError:
            return await self._bill(request, cart, "changed", 400)
        except Refused as no:
            return await self._bill(request, cart, said_of(no.fault), 409)
        if result is Result.CHANGED:
            return await self._bill(request, cart, "changed", 409)
        return _away({Result.PAID: cart.ok, Result.FAILED: cart.error, Result.LEFT: cart.cancel}[result])

    def _cart(self, request: web.Request) -> Cart | None:
        return self._pagopa.carts.find(request.match_info["cart"])

    async def _bill(self, request: web.Request, cart: Cart, said: str, status: int = 200) -> web.Response:
        bill = None if cart.paid else await self._pagopa.checkout.bill(cart)
        if bill and not bill.payable and said == "open":
            said, status = "stopped", 409
        return self._answer(request, bill, said, status, back=cart.ok if cart.paid else "")

    def _answer(
        self, request: web.Request, bill: Bill | None, said: str, status: int = 200, *, back: str = ""
    ) -> web.Response:
        language = language_of(request)
        return self._pages.render(
            request,
            "pay_sandbox",
            status,
            bill=bill,
            said=said,
            back=back,
            entries=[_shown(each, language) for each in bill.entries] if bill else [],
            total=euro(bill.total, language) if bill else "",
            shown=bill.total if bill else 0,
            troubles=[each.value for each in Trouble if each is not Trouble.NONE],
        )


def said_of(fault: Fault) -> str:
    """What a payer is told of a fault, by the name of its words."""
    return _SAID.get(fault.code, "fault")


def _shown(entry: Entry, language: str) -> Mapping[str, object]:
    offer, notice = entry.offer, entry.notice
    return {
        "nav": " ".join(notice.nav[start : start + 4] for start in range(0, len(notice.nav), 4)),
        "creditor": offer.company if offer and offer.company else notice.company,
        "subject": offer.description if offer and offer.description else notice.description,
        "amount": euro(offer.amount_cents, language) if offer else "",
        "due": f"{offer.due_on:%d/%m/%Y}" if offer and offer.due_on else "",
        "fault": said_of(entry.fault) if entry.fault else "",
        "code": entry.fault.code if entry.fault else "",
    }


def _trouble(given: str) -> Trouble:
    known = {each.value: each for each in Trouble}
    return known.get(given, Trouble.NONE)


def _away(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})
