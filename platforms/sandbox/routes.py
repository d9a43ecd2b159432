"""The HTTP interfaces of Checkout, of the debt positions (GPD) and of their receipts, with real refusals."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from aiohttp import web
from lxml import etree

from bot.clock import Clock, Ids
from platforms.sandbox.carts import Carts, Malformed, read_cart
from platforms.sandbox.node import Node
from platforms.sandbox.position_reading import Wrong
from platforms.sandbox.positions import Conflict, Missing, Position, Positions
from platforms.sandbox.receipt import Receipt
from platforms.sandbox.soap import write
from platforms.sandbox.weather import Forecast, Handler, problem

KEY = "Ocp-Apim-Subscription-Key"
CHECKOUT = "/checkout/ec/v1"
GPD = "/gpd/debt-positions-service/v3"
RECEIPTS = "/gpd/payments-receipts-service/v1"
_PAGE = 20
_LARGEST_PAGE = 100
_DAY = len("2026-02-03")


class Interfaces:
    """Everything that asks for the key; `place` makes the address of a cart's own page from its id."""

    def __init__(
        self,
        carts: Carts,
        positions: Positions,
        node: Node,
        *,
        key: str,
        place: Callable[[str], str],
        clock: Clock,
        ids: Ids,
        forecast: Forecast,
    ) -> None:
        self._carts = carts
        self._positions = positions
        self._node = node
        self._key = key
        self._place = place
        self._clock = clock
        self._ids = ids
        self._forecast = forecast

    def routes(self) -> list[web.RouteDef]:
        """List the routes, each guarded by the key and out in the weather."""
        listed = f"{GPD}/organizations/{{creditor}}/debtpositions"
        one = f"{listed}/{{iupd}}"
        receipts = f"{RECEIPTS}/payments/{{creditor}}/receipts"
        return [
            web.post(f"{CHECKOUT}/carts", self._open(self._cart)),
            web.post(listed, self._open(self._create)),
            web.get(listed, self._open(self._list)),
            web.get(one, self._open(self._read)),
            web.put(one, self._open(self._update)),
            web.delete(one, self._open(self._delete)),
            web.post(f"{one}/publish", self._open(self._publish)),
            web.get(receipts, self._open(self._receipts)),
            web.get(f"{receipts}/{{iuv}}", self._open(self._receipt)),
        ]

    def _open(self, handler: Handler) -> Handler:
        return self._forecast.around(self._keyed(handler))

    def _keyed(self, handler: Handler) -> Handler:
        async def checked(request: web.Request) -> web.StreamResponse:
            if request.headers.get(KEY) != self._key:
                return problem(401, "Access denied due to invalid subscription key")
            if request.match_info.get("creditor", self._positions.creditor) != self._positions.creditor:
                return problem(403, "The key is another organization's")
            try:
                return await handler(request)
            except (Malformed, Wrong, json.JSONDecodeError) as wrong:
                return problem(400, str(wrong))
            except Missing:
                return problem(404, "No debt position found")
            except Conflict as conflict:
                return problem(409, str(conflict))

        return checked

    async def _cart(self, request: web.Request) -> web.Response:
        cart = read_cart(await request.json(), self._ids(), self._clock())
        self._carts.keep(cart)
        return web.Response(status=302, headers={"Location": self._place(cart.id)})

    async def _create(self, request: web.Request) -> web.Response:
        position = self._positions.create(await request.json(), publish=_to_publish(request))
        return self._shown(position, 201)

    async def _list(self, request: web.Request) -> web.Response:
        wanted = request.query.get("status")
        found = [self._positions.shown(each) for each in self._positions.all()]
        found = [each for each in found if wanted in {None, each["status"]}]
        page, limit = _number(request, "page", 0), _number(request, "limit", 10)
        pages = -(-len(found) // limit)
        info = {"page": page, "limit": limit, "items_found": len(found), "total_pages": pages}
        listed = found[page * limit : (page + 1) * limit]
        return web.json_response({"payment_position_list": listed, "page_info": info})

    async def _read(self, request: web.Request) -> web.Response:
        return self._shown(self._positions.find(request.match_info["iupd"]))

    async def _update(self, request: web.Request) -> web.Response:
        body, publish = await request.json(), _to_publish(request)
        return self._shown(self._positions.update(request.match_info["iupd"], body, publish=publish))

    async def _publish(self, request: web.Request) -> web.Response:
        return self._shown(self._positions.publish(request.match_info["iupd"]))

    async def _delete(self, request: web.Request) -> web.Response:
        self._positions.delete(request.match_info["iupd"])
        return web.json_response({"message": "deleted"})

    async def _receipts(self, request: web.Request) -> web.Response:
        start, end = _moment(request, "from", time.min), _moment(request, "to", time.max)
        found = [each for each in self._node.receipts.values() if start <= _local(each) <= end]
        page, size = _number(request, "pageNum", 0), min(_number(request, "pageSize", _PAGE), _LARGEST_PAGE)
        listed = [_listed(each) for each in found[page * size : (page + 1) * size]]
        pages = -(-len(found) // size)
        return web.json_response(
            {"currentPageNumber": page, "length": len(listed), "totalPages": pages, "results": listed}
        )

    async def _receipt(self, request: web.Request) -> web.Response:
        iuv = request.match_info["iuv"]
        for each in self._node.receipts.values():
            if each.payment.reference == iuv:
                return web.Response(body=self._xml(each), content_type="application/xml")
        return problem(404, "No receipt found")

    def _xml(self, receipt: Receipt) -> bytes:
        """The request of paSendRTV2, out of its envelope."""
        creditor = self._positions.creditor
        head = {"idPA": creditor, "idBrokerPA": creditor, "idStation": f"{creditor}_01"}
        envelope = etree.fromstring(write("paSendRTV2Request", head | {"receipt": receipt.fields()}))
        return bytes(etree.tostring(envelope[1][0], xml_declaration=True, encoding="UTF-8"))

    def _shown(self, position: Position, status: int = 200) -> web.Response:
        return web.json_response(self._positions.shown(position), status=status)


def _listed(receipt: Receipt) -> Mapping[str, Any]:
    return {
        "organizationFiscalCode": receipt.creditor,
        "iuv": receipt.payment.reference,
        "paymentDateTime": receipt.paid_at.isoformat(timespec="seconds"),
        "status": "PAID",
    }


def _to_publish(request: web.Request) -> bool:
    return request.query.get("toPublish", "false") == "true"


def _number(request: web.Request, name: str, otherwise: int) -> int:
    given = request.query.get(name, str(otherwise))
    if not given.isdecimal() or (otherwise and int(given) == 0):
        raise Wrong(f"{name} must be a number")
    return int(given)


def _local(receipt: Receipt) -> datetime:
    """When it was paid, on Italy's clocks: the interface has no zones."""
    return receipt.paid_at.replace(tzinfo=None)


def _moment(request: web.Request, name: str, otherwise: time) -> datetime:
    """Read a moment, or a day of which it is the beginning or the end."""
    given = request.query.get(name, str(date.min if otherwise == time.min else date.max))
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise Wrong(f"{name} must be a day or a moment") from None
    return datetime.combine(moment, otherwise) if len(given) == _DAY else moment.replace(tzinfo=None)
