"""The web application: which routes are served, and what each is given of the counter."""

import asyncio
from collections.abc import Callable, Sequence

from aiohttp import web

import sportello.web.health as health_routes
import sportello.web.pay as pay_routes
import sportello.web.phone as phone_routes
from sportello.pagopa_door import public_routes
from sportello.web.guard import Handler
from sportello.web.pages import HEADERS, Pages, Static
from sportello.web.pagopa import routes as node_routes
from sportello.web.sandbox_pagopa import SandboxPage
from sportello.web.service import Serving

LARGEST = 64 * 1024  # bytes of a request; the phone, whose messages carry files, has a limit of its own
Entrance = Callable[[Pages], Sequence[web.RouteDef]]
PATIENCE = 30.0  # seconds that a caller has to hand over what it sends
_RELAYED = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


def build(serving: Serving, *entrances: Entrance) -> web.Application:
    """Put the routes together: a network's only where it is on, the phone's only where it is offered.

    `entrances` give those of the login pages and of certificates, made of the same pieces as the others.
    """
    settings, static = serving.settings, Static()
    pages = Pages(static, settings.city.name)
    app = web.Application(client_max_size=LARGEST, middlewares=[_hurried])
    app.on_response_prepare.append(_dress)
    app.add_routes([static.route()])
    app.add_routes(health_routes.routes(serving.metrics, serving.views, serving, serving.version))
    app.add_routes(_payment_routes(serving, pages))
    for entrance in entrances:
        app.add_routes(entrance(pages))
    for way in serving.ways_in:
        app.add_routes(way.routes)
    if serving.phone is not None:
        phone = phone_routes.Phone(serving.phone, serving.sandboxes, pages)
        routes = [*phone_routes.routes(phone), web.get("/", _to_phone)]
        app.add_routes(routes if settings.web.phone else map(_unrelayed, routes))
    return app


def _payment_routes(serving: Serving, pages: Pages) -> list[web.RouteDef]:
    """The citizen's pages, the door of pagoPA's node, and the embedded pagoPA where no money moves."""
    paying, group = serving.paying, serving.settings.pagopa
    sandbox = paying.pretended
    page = pay_routes.PayPage(serving.notices, pages, sandbox=sandbox is not None, checkout=paying.origin)
    node = node_routes(serving.door) if sandbox else public_routes(group, serving.door)
    pretended = SandboxPage(sandbox, pages).routes() if sandbox else []
    return [*pay_routes.routes(page), *node, *pretended]


async def _to_phone(_: web.Request) -> web.Response:
    raise web.HTTPFound("/phone")


@web.middleware
async def _hurried(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let nobody hold a request open by sending it drop by drop."""
    if not request.can_read_body:
        return await handler(request)
    try:
        async with asyncio.timeout(PATIENCE):
            return await handler(request)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


async def _dress(_: web.Request, response: web.StreamResponse) -> None:
    """Put the strict headers on every answer, errors too, and tell nobody which versions run here."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "sportello"


def _unrelayed(route: web.RouteDef) -> web.RouteDef:
    """Keep a route for whoever sits at this machine: a proxy in front may name itself 127.0.0.1 too.

    The phone lets anybody write as anybody, so it stays closed to the relayed unless settings open it.
    """
    handler = route.handler

    async def direct(request: web.Request) -> web.StreamResponse:
        if any(name in request.headers for name in _RELAYED):
            raise web.HTTPNotFound
        return await handler(request)

    return web.RouteDef(route.method, route.path, direct, route.kwargs)
