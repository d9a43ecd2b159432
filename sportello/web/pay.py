"""The sandbox pay page: a stand-in for pagoPA's Checkout that works without a script and moves no money."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from aiohttp import web

from sportello.web.pages import Pages

_TOKEN = re.compile(r"[0-9A-Za-z_-]{6,128}")


class Standing(Enum):
    """Where a notice stands, and what paying it came to."""

    OPEN = "open"
    PAID = "paid"
    ANNULLED = "annulled"  # replaced, paid in another way, or nothing is owed any more
    EXPIRED = "expired"  # its amount held until a day that is over


@dataclass(frozen=True, slots=True)
class Notice:
    """A payment notice (avviso di pagamento) as the pay page shows it: `nav` is its 18 digits."""

    creditor: str
    nav: str
    subject: str
    amount_cents: int
    due_on: date | None
    standing: Standing


class Desk(Protocol):
    """Whoever holds the notices behind the links."""

    async def find(self, token: str) -> Notice | None:
        """Look up the notice behind a link; None if there never was one."""

    async def pay(self, token: str) -> str:
        """Pay it: "paid" (now), "already" (before), "annulled", "expired" or "unknown"."""


# What an outcome, or a standing, answers with; an open or paid notice may be looked at.
_STATUS = {"again": 409, "annulled": 410, "expired": 410, "unknown": 404}


class PayPage:
    """The handlers of one link."""

    def __init__(self, desk: Desk, pages: Pages) -> None:
        self._desk = desk
        self._pages = pages

    async def show(self, request: web.Request) -> web.Response:
        """Show what is to be paid, or what has become of it."""
        notice = await self._find(request)
        return self._answer(request, notice, notice.standing.value if notice else "unknown")

    async def pay(self, request: web.Request) -> web.Response:
        """Pay, then send the browser to the page again, so that a reload pays nothing."""
        if await self._find(request) is None:
            return self._answer(request, None, "unknown")
        outcome = await self._desk.pay(request.match_info["token"])
        if outcome == "paid":
            raise web.HTTPSeeOther(request.rel_url.raw_path_qs, headers={"Cache-Control": "no-store"})
        return self._answer(request, await self._find(request), "again" if outcome == "already" else outcome)

    async def _find(self, request: web.Request) -> Notice | None:
        token = request.match_info["token"]
        return await self._desk.find(token) if _TOKEN.fullmatch(token) else None

    def _answer(self, request: web.Request, notice: Notice | None, said: str) -> web.Response:
        return self._pages.render(
            request,
            "pay",
            _STATUS.get(said, 200),
            notice=notice,
            said=said,
            standing="paid" if said == "again" else said,
            nav=_grouped(notice.nav) if notice else "",
            amount=_euro(notice.amount_cents) if notice else "",
            due=f"{notice.due_on:%d/%m/%Y}" if notice and notice.due_on else "",
        )


def routes(page: PayPage) -> list[web.RouteDef]:
    """List the routes of the pay page; its link is its only key, so any browser may open it."""
    return [web.get("/pay/{token}", page.show), web.post("/pay/{token}", page.pay)]


def _grouped(digits: str) -> str:
    """Group a notice code by four, as it is printed on the paper notice."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _euro(cents: int) -> str:
    """Write an amount as Italian does: 1234567 is 12.345,67 €."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02d} €"
