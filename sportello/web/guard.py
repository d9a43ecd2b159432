"""Keeps other web sites out of the phone: only our own names are answered, only our own page may post."""

from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from aiohttp import web

from sportello.web.pages import PRIVATE

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def guarded(handler: Handler, hosts: Collection[str] = LOCAL) -> Handler:
    """Wrap a handler: 421 for a host that is not ours, 403 for a request made by another site.

    The Host check stops DNS rebinding (a foreign name that resolves to this machine); the Origin check
    stops a foreign page from posting, for a browser sends Origin with every post.
    """

    async def checked(request: web.Request) -> web.StreamResponse:
        if _hostname(f"//{request.host}") not in hosts:
            raise web.HTTPMisdirectedRequest(text="This name is not served here.", headers=PRIVATE)
        if _foreign(request):
            raise web.HTTPForbidden(text="Only the page of the counter itself may ask this.", headers=PRIVATE)
        return await handler(request)

    return checked


def _hostname(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _foreign(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin is None:
        return request.method not in {"GET", "HEAD"}
    try:
        parts = urlsplit(origin)
    except ValueError:
        return True
    return parts.scheme not in {"http", "https"} or parts.netloc.lower() != request.host.lower()
