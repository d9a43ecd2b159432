"""The citizen's pay page: what is to be paid and what became of it; only its button does anything."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from aiohttp import web

from platforms.paper.press import PressBusy
from sportello.web.bill import STATUS, Bill, Line, Standing, euro
from sportello.web.pages import HEADERS, Pages, language_of

_TOKEN = re.compile(r"[0-9A-Za-z_-]{6,128}")
# Chromium holds a form's redirects to form-action too, and Checkout's page is on a host of its own:
# its API answers with addresses under pagopa.it.
_CHECKOUT = "https://*.pagopa.it"
_AFTER_DOWN, _AFTER_BUSY = "120", "10"  # seconds after which a browser may ask again
_OVER = frozenset({Standing.PAID, Standing.SETTLED})
# Who says to have paid may have done so just before: only to others it says that there is nothing to pay.
_NOT_PAYABLE = frozenset({Standing.ANNULLED, Standing.EXPIRED})
_Printing = Callable[[str], Awaitable[bytes | None]]


class Unavailable(Exception):  # noqa: N818 - it says what payments are
    """Checkout made no cart: nothing was paid, and nothing is lost."""


class Desk(Protocol):
    """Whoever holds the notices behind the links."""

    async def find(self, token: str) -> Bill | None:
        """Look up what a link leads to; None if it leads to nothing. Changes nothing."""

    async def begin(self, bill: Bill, home: str) -> str:
        """Make a cart of what can be paid and give the address to pay it at; raises Unavailable.

        `home` is the path of the page to come back to, without the word for how it went.
        """

    async def paper(self, token: str) -> bytes | None:
        """The notice as a PDF; None if it cannot be paid. Raises PressBusy."""

    async def receipt(self, token: str) -> bytes | None:
        """The receipt as a PDF; None as long as there is none. Raises PressBusy."""


class PayPage:
    """The handlers of a link; `sandbox` where no money moves, `checkout` an origin that forms may lead to."""

    def __init__(self, desk: Desk, pages: Pages, *, sandbox: bool, checkout: str = "") -> None:
        self._desk = desk
        self._pages = pages
        self._sandbox = sandbox
        actions = " ".join(filter(None, ["form-action 'self'", checkout, _CHECKOUT]))
        self._policy = HEADERS["Content-Security-Policy"].replace("form-action 'self'", actions)

    async def show(self, request: web.Request) -> web.Response:
        """Show what is to be paid, or what has become of it."""
        bill = await self._find(request)
        return self._answer(request, bill, bill.standing.value if bill else "unknown")

    async def returned(self, request: web.Request) -> web.Response:
        """Show what can be known to whom Checkout has sent back: the receipt decides, not the address."""
        bill = await self._find(request)
        if bill is None:
            return self._answer(request, None, "unknown")
        how = request.match_info["how"]
        over = _OVER if how == "ok" else _OVER | _NOT_PAYABLE
        return self._answer(request, bill, bill.standing.value if bill.standing in over else how)

    async def pay(self, request: web.Request) -> web.Response:
        """Send the browser to Checkout."""
        bill = await self._find(request)
        if bill is None or not bill.payable:
            return self._answer(request, bill, bill.standing.value if bill else "unknown")
        try:
            location = await self._desk.begin(bill, f"/pay/{request.match_info['token']}")
        except Unavailable:
            answer = self._answer(request, bill, "down", 503)
            answer.headers["Retry-After"] = _AFTER_DOWN
            return answer
        headers = {"Location": location, "Cache-Control": "no-store", "Content-Security-Policy": self._policy}
        return web.Response(status=303, headers=headers)

    async def paper(self, request: web.Request) -> web.Response:
        """Give the notice as a PDF."""
        return await self._file(request, self._desk.paper, "avviso")

    async def receipt(self, request: web.Request) -> web.Response:
        """Give the receipt as a PDF."""
        return await self._file(request, self._desk.receipt, "ricevuta")

    async def _find(self, request: web.Request) -> Bill | None:
        token = _token(request)
        return await self._desk.find(token) if token else None

    async def _file(self, request: web.Request, make: _Printing, name: str) -> web.Response:
        token = _token(request)
        try:
            content = await make(token) if token else None
        except PressBusy:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": _AFTER_BUSY}) from None
        if content is None:
            return self._answer(request, None, "unknown", 404)
        disposition = f'inline; filename="{name}.pdf"'
        headers = {"Content-Disposition": disposition, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
        return web.Response(body=content, content_type="application/pdf", headers=headers)

    def _answer(self, request: web.Request, bill: Bill | None, said: str, status: int = 0) -> web.Response:
        language = language_of(request)
        answer = self._pages.render(
            request,
            "pay",
            status or STATUS.get(said, 200),
            bill=bill,
            said=said,
            home=f"/pay/{request.match_info['token']}",
            standing=bill.standing.value if bill else "unknown",
            lines=[_shown(line, language) for line in bill.lines] if bill else [],
            total=euro(bill.total_cents, language) if bill else "",
            sandbox=self._sandbox,
        )
        answer.headers["Content-Security-Policy"] = self._policy
        return answer


def _token(request: web.Request) -> str:
    token = request.match_info["token"]
    return token if _TOKEN.fullmatch(token) else ""


def _shown(line: Line, language: str) -> Mapping[str, object]:
    """A notice in the words of a language."""
    return {
        "subject": line.subject,
        "nav": line.shown,
        "amount": euro(line.amount_cents, language),
        "printed": euro(line.printed_cents, language) if line.printed_cents != line.amount_cents else "",
        "due": f"{line.due_on:%d/%m/%Y}" if line.due_on else "",
        "standing": line.standing.value,
        "instead": line.instead,
        "paid": f"{line.paid_at:%d/%m/%Y}" if line.paid_at else "",
        "receipt": line.receipt,
    }


def routes(page: PayPage) -> list[web.RouteDef]:
    """List the routes of the pay page; its link is its only key, so any browser may open it."""
    return [
        web.get("/pay/{token}", page.show),
        web.post("/pay/{token}", page.pay),
        web.get("/pay/{token}/{how:ok|cancelled|error}", page.returned),
        web.get("/pay/{token}/avviso.pdf", page.paper),
        web.get("/pay/{token}/ricevuta.pdf", page.receipt),
    ]
