"""Where pagoPA's node calls in: POST /pagopa/node, SOAP 1.1 over HTTP, from known addresses only.

Who calls is told by the address of the connection alone: what a proxy writes into `X-Forwarded-For` anybody
may write who reaches the proxy. Behind one, it must keep strangers from this path itself.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Protocol

import structlog
from aiohttp import web

from bot.clock import Ids
from platforms.pagopa.soap.envelope import LARGEST
from platforms.pagopa.station import Answer

PATH = "/pagopa/node"
_SENDING = 10.0  # seconds that a caller has to hand over its message
_XML = "text/xml"  # SOAP 1.1 section 6; another type is SOAP 1.2, which the node does not speak
_RELAYED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
_QUIET = frozenset({"ok", "paid", "repeated"})

log = structlog.get_logger()

Networks = tuple[IPv4Network | IPv6Network, ...]


class Station(Protocol):
    """Who answers: platforms.pagopa.station.Station."""

    async def answer(self, data: bytes, correlation: str, charset: str | None = None) -> Answer:
        """Answer a message; raises nothing."""


@dataclass(frozen=True, slots=True)
class Door:
    """What the route needs.

    `networks`: whose calls are heard; empty for everybody's, where certificates keep the door. `direct`:
    calls that a proxy has relayed are not heard, even if the proxy's address is in them. `count` is called
    once per call with the operation, empty if it was not read, and what it came to.
    """

    station: Station
    networks: Networks
    count: Callable[[str, str], None]
    ids: Ids
    direct: bool = False


def routes(door: Door) -> list[web.RouteDef]:
    """Make POST /pagopa/node."""

    async def call(request: web.Request) -> web.Response:
        correlation = door.ids()
        trouble = _trouble(door, request)
        if trouble is None:
            data = await _read(request)
            if isinstance(data, bytes):
                answer = await door.station.answer(data, correlation, request.charset)
                _tell(door, answer, correlation)
                return web.Response(
                    body=answer.body, status=answer.status, content_type=_XML, charset="utf-8"
                )
            trouble = data
        status, outcome = trouble
        door.count("", outcome)
        log.warning("pagopa call", operation="", outcome=outcome, correlation=correlation)
        response = web.Response(status=status)
        response.force_close()  # what was not read is not waited for either
        return response

    return [web.post(PATH, call)]


def _trouble(door: Door, request: web.Request) -> tuple[int, str] | None:
    """Find what is wrong before a byte of the body is read: a status, and its word."""
    if not _admitted(door, request):
        return 403, "stranger"
    if request.content_type != _XML:
        return 415, "media-type"
    if (request.content_length or 0) > LARGEST:
        return 413, "large"
    return None


def _admitted(door: Door, request: web.Request) -> bool:
    if door.direct and any(name in request.headers for name in _RELAYED):
        return False
    if not door.networks:
        return True
    try:
        peer = ip_address((request.remote or "").partition("%")[0])
    except ValueError:
        return False
    if isinstance(peer, IPv6Address) and peer.ipv4_mapped:
        peer = peer.ipv4_mapped
    return any(peer in network for network in door.networks)


async def _read(request: web.Request) -> bytes | tuple[int, str]:
    """Read a message, or tell the trouble: one sent in pieces does not say before how large it is."""
    try:
        async with asyncio.timeout(_SENDING):
            return await request.clone(client_max_size=LARGEST).read()
    except web.HTTPRequestEntityTooLarge:
        return 413, "large"
    except TimeoutError:
        return 408, "slow"


def _tell(door: Door, answer: Answer, correlation: str) -> None:
    """Count and log a call by its ids: the number of the notice, the receipt's."""
    door.count(answer.operation, answer.outcome)
    write = log.info if answer.outcome in _QUIET else log.warning
    write(
        "pagopa call",
        operation=answer.operation,
        outcome=answer.outcome,
        reason=answer.reason,
        nav=answer.nav,
        receipt_id=answer.receipt_id,
        correlation=correlation,
    )
