"""A small pagoPA on a local port: debt positions, carts and receipts, which fail on demand."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field

from aiohttp import web

KEY = "a-made-up-key"
CREDITOR = "01234567897"
_FORBIDDEN = {"statusCode": 403, "message": "You are not allowed to access this resource."}


@dataclass
class Answer:
    """What a call gets in place of the usual; with `done` what it asked is done all the same."""

    status: int = 500
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    done: bool = False
    drop: bool = False  # close the connection without an answer
    until: asyncio.Event | None = None  # stay silent until then


@dataclass
class Asked:
    """A call as it came."""

    method: str
    path: str
    query: dict[str, str]
    body: object
    headers: Mapping[str, str]


class Peer:
    """`answers` is used up call by call, then every call succeeds.

    `positions` is what GPD has, by IUPD; `receipts` its receipts by IUV: the time of payment, and the XML.
    `meet` is told of every call when it has "arrived" and, once it is done, before the answer.
    """

    def __init__(self) -> None:
        self.answers: deque[Answer] = deque()
        self.asked: list[Asked] = []
        self.positions: dict[str, dict] = {}
        self.receipts: dict[str, tuple[str, str]] = {}
        self.location = "https://checkout.example.it/c/1"
        self.pages = 100
        self.meet: Callable[[str], None] = lambda _: None
        self.url = ""
        self._asked = asyncio.Event()

    async def is_asked(self) -> None:
        """Wait for the first call."""
        await self._asked.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Peer"]:
        """Listen on a free port of 127.0.0.1."""
        app = web.Application()
        at = f"/gpd/organizations/{CREDITOR}/debtpositions"
        app.add_routes(
            [
                web.post("/checkout/carts", self._met(self._cart)),
                web.post(at, self._met(self._create)),
                web.get(at + "/{iupd}", self._met(self._find)),
                web.put(at + "/{iupd}", self._met(self._update)),
                web.delete(at + "/{iupd}", self._met(self._annul)),
                web.post(at + "/{iupd}/publish", self._met(self._publish)),
                web.get(f"/receipts/payments/{CREDITOR}/receipts", self._met(self._list)),
                web.get(f"/receipts/payments/{CREDITOR}/receipts/{{iuv}}", self._met(self._receipt)),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()
        assert not self.answers, "an answer was prepared that nobody asked for"

    def calls(self) -> list[str]:
        """The methods of the calls so far."""
        return [each.method for each in self.asked]

    def terms(self) -> dict[str, dict[str, int]]:
        """What can be paid, by position and notice number, as GPD has it."""
        return {
            iupd: {
                one["nav"]: one["amount"] for option in has["paymentOption"] for one in option["installments"]
            }
            for iupd, has in self.positions.items()
            if has["status"] in {"PUBLISHED", "VALID"}
        }

    def _met(self, usual):
        async def handle(request: web.Request) -> web.StreamResponse:
            body = await request.json() if request.can_read_body else None
            self.asked.append(
                Asked(request.method, request.path, dict(request.query), body, dict(request.headers))
            )
            self._asked.set()
            self.meet("arrived")
            if request.headers.get("Ocp-Apim-Subscription-Key") != KEY:
                return web.Response(status=401)
            answer = self.answers.popleft() if self.answers else None
            done = usual(request, body) if answer is None or answer.done else None
            self.meet("done")
            return await self._said(request, answer, done)

        return handle

    async def _said(self, request, answer, done) -> web.StreamResponse:
        if answer is None:
            return done
        if answer.until is not None:
            await answer.until.wait()
        if answer.drop:
            request.transport.close()
        if isinstance(answer.body, str):
            return web.Response(status=answer.status, text=answer.body, headers=answer.headers)
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)

    def _cart(self, request, body) -> web.Response:
        del request, body
        return web.Response(status=302, headers={"Location": self.location})

    def _create(self, request, body) -> web.Response:
        ours = {one["iuv"] for one in _installments(body)}
        taken = {one["iuv"] for has in self.positions.values() for one in _installments(has)}
        if body["iupd"] in self.positions or ours & taken:
            return _problem(409, "The debt position violated constraints of uniqueness")
        self._keep(body, request)
        return web.json_response(body, status=201)

    def _find(self, request, body) -> web.Response:
        del body
        has = self.positions.get(request.match_info["iupd"])
        if has is None:
            return _problem(404, "Not found the debt position")
        return web.json_response(has)

    def _update(self, request, body) -> web.Response:
        has = self.positions.get(request.match_info["iupd"])
        if has is None:
            return _problem(404, "Not found the debt position")
        if has["status"] in {"PAID", "PARTIALLY_PAID", "UNPAYABLE"}:
            return _problem(409, "Existing related payment found or not in updatable state")
        self._keep(body, request)
        return web.json_response(body)

    def _annul(self, request, body) -> web.Response:
        del body
        iupd = request.match_info["iupd"]
        if iupd not in self.positions:
            return _problem(404, "Not found the debt position")
        if self.positions[iupd]["status"] in {"PAID", "PARTIALLY_PAID"}:
            return _problem(409, "Existing related payment found")
        del self.positions[iupd]
        return web.json_response("deleted")

    def _publish(self, request, body) -> web.Response:
        del body
        has = self.positions.get(request.match_info["iupd"])
        if has is None:
            return _problem(404, "Not found the debt position")
        if has["status"] != "DRAFT":
            return _problem(409, "Existing related payment found or not in publishable state")
        has["status"] = "VALID"
        return web.json_response(has)

    def _keep(self, body, request) -> None:
        published = request.query.get("toPublish") == "true"
        self.positions[body["iupd"]] = {**deepcopy(body), "status": "VALID" if published else "DRAFT"}

    def _list(self, request, body) -> web.Response:
        del body
        since, until = request.query["from"], request.query["to"]
        known = [(iuv, paid) for iuv, (paid, _) in self.receipts.items() if since <= paid <= until]
        if not known:
            return _problem(404, "Not found the receipts")
        page, size = int(request.query["pageNum"]), min(int(request.query["pageSize"]), self.pages)
        some = known[page * size : (page + 1) * size]
        results = [
            {"organizationFiscalCode": CREDITOR, "iuv": iuv, "debtor": "ANONIMO", "paymentDateTime": paid,
             "status": "PAID"}
            for iuv, paid in some
        ]  # fmt: skip
        pages = -(-len(known) // size)
        found = {"currentPageNumber": page, "length": len(some), "totalPages": pages, "results": results}
        return web.json_response(found)

    def _receipt(self, request, body) -> web.Response:
        del body
        found = self.receipts.get(request.match_info["iuv"])
        if found is None:
            return _problem(404, "Not found the receipt")
        return web.Response(text=found[1], content_type="application/xml")


def _installments(position):
    return [one for option in position["paymentOption"] for one in option["installments"]]


def _problem(status: int, title: str) -> web.Response:
    body = {"title": title, "status": status, "detail": f"{title}: made up"}
    return web.json_response(body, status=status, content_type="application/problem+json")
