"""The door of the gates: the list of who may pass, and every change of it in order, for who has the token."""

import hmac
from collections.abc import Callable, Sequence
from typing import Final

from aiohttp import web

from sportello.gate_words import csv_of, json_of
from sportello.web.pages import PRIVATE, Pages
from storage.gates import MOST, Gates, LetGo

_LAST: Final = "Sportello-Change"  # the number of the last change that an answer holds
_LONGEST: Final = 15  # digits of a number
_SCHEME: Final = "Bearer "


def gate_routes(gates: Gates, token: str) -> Callable[[Pages], Sequence[web.RouteDef]]:
    """Give the routes: none without a token."""
    door = _Door(gates, token)
    routes = [
        web.get("/gates/whitelist.csv", door.whitelist),
        web.get("/gates/changes", door.changes),
    ]
    return lambda _: routes if token else []


class _Door:
    def __init__(self, gates: Gates, token: str) -> None:
        self._gates = gates
        self._token = token.encode()

    async def whitelist(self, request: web.Request) -> web.Response:
        """Give the whole list; go on with the changes after the one that the header names."""
        self._admit(request)
        found = await self._gates.whitelist()
        headers = {**PRIVATE, _LAST: str(found.last)}
        return web.Response(text=csv_of(found.entries), content_type="text/csv", headers=headers)

    async def changes(self, request: web.Request) -> web.Response:
        """Give changes in their order, a JSON object a line: as many as `limit`, after the number `after`.

        410 where some of them are kept no more: the whole list is to be taken.
        """
        self._admit(request)
        after, limit = _number(request, "after", 0), _number(request, "limit", MOST)
        try:
            found = await self._gates.changes(after, limit)
        except LetGo:
            raise web.HTTPGone(text="Take the whole list.", headers=PRIVATE) from None
        headers = {**PRIVATE, _LAST: str(found[-1].number if found else after)}
        text = "".join(f"{json_of(each)}\n" for each in found)
        return web.Response(text=text, content_type="application/x-ndjson", headers=headers)

    def _admit(self, request: web.Request) -> None:
        """Let nobody in without the token; RFC 6750, 2.1 and 3."""
        given = request.headers.get("Authorization", "")
        theirs = given[len(_SCHEME) :] if given[: len(_SCHEME)].lower() == _SCHEME.lower() else ""
        if not hmac.compare_digest(theirs.strip().encode(errors="surrogateescape"), self._token):
            raise web.HTTPUnauthorized(headers={**PRIVATE, "WWW-Authenticate": 'Bearer realm="gates"'})


def _number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > _LONGEST:
        raise web.HTTPBadRequest(text=f"{name} must be a number.", headers=PRIVATE)
    return int(text)
