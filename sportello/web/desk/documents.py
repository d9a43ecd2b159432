"""The documents of a request: seen as pictures that we draw, downloaded as they are, never opened here."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from aiohttp import web

from platforms.paper.preview import PreviewBusy, Previews
from sportello.web.desk.uploads import harmless
from sportello.web.desk.worktop import HOME, WORKERS, Worktop
from sportello.web.pages import PRIVATE
from storage.request_desk import RequestView
from storage.request_rows import Document
from storage.staff_rows import Officer

LOOKED = "document-shown"
_ENDING = re.compile("[0-9A-Za-z]{1,8}")
_TYPES: Final = frozenset({"application/pdf", "image/jpeg", "image/png"})  # that may go by their own names
# Whatever a browser makes of a file in spite of all: it has no origin, runs nothing, loads nothing.
_LOCKED: Final = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_ALONE: Mapping[str, str] = {**PRIVATE, "Content-Security-Policy": _LOCKED, "X-Frame-Options": "DENY"}


class Documents:
    """The handlers."""

    def __init__(self, worktop: Worktop, previews: Previews) -> None:
        self._top = worktop
        self._previews = previews

    async def download(self, request: web.Request, officer: Officer) -> web.Response:
        """Hand a file over to be saved; what type it says it is counts for nothing but PDF and pictures."""
        view, found = await self._found(request, officer)
        content = await self._top.desk.content(str(view.request.reference), found.sha256)
        if content is None:
            raise web.HTTPNotFound
        await self._top.looked(officer, LOOKED, view)
        return saved(found.name, found.media_type, content)

    async def preview(self, request: web.Request, officer: Officer) -> web.Response:
        """Show a page of a file as a picture of ours; 404 for what cannot be drawn."""
        view, found = await self._found(request, officer)
        number = int(request.match_info["page"]) - 1
        content = await self._top.desk.content(str(view.request.reference), found.sha256)
        if content is None:
            raise web.HTTPNotFound
        try:
            page = await self._previews.page(found.sha256, content, number)
        except PreviewBusy:
            raise web.HTTPServiceUnavailable(headers={**_ALONE, "Retry-After": "5"}) from None
        if page is None:
            raise web.HTTPNotFound
        await self._top.looked(officer, LOOKED, view)
        headers = {**_ALONE, "Content-Type": "image/jpeg", "Content-Disposition": "inline"}
        return web.Response(body=page.jpeg, headers={**headers, "X-Pages": str(page.pages)})

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Show the pages of a document one by one."""
        view, found = await self._found(request, officer)
        content = await self._top.desk.content(str(view.request.reference), found.sha256)
        if content is None:
            raise web.HTTPNotFound
        number = int(request.match_info["page"])
        try:
            page = await self._previews.page(found.sha256, content, number - 1)
        except PreviewBusy:
            page = None
        return self._top.frame.render(
            request,
            officer,
            "desk_document.html",
            name=found.name,
            shown=view.request.reference.show("it"),
            sha256=found.sha256,
            leaf=number,
            leaves=page.pages if page else 0,
            home=HOME,
        )

    async def _found(self, request: web.Request, officer: Officer) -> tuple[RequestView, Document]:
        """Find a document of a request that somebody may see; its hash alone opens nothing."""
        view = await self._top.found(request, officer)
        sha256 = request.match_info["sha256"]
        for each in view.documents:
            if each.sha256 == sha256:
                return view, each
        raise web.HTTPNotFound


def saved(name: str, media_type: str, content: bytes) -> web.Response:
    """Answer with a file to be saved; a browser never opens it here, whatever type it says it is."""
    shown = media_type if media_type in _TYPES else "application/octet-stream"
    headers = {**_ALONE, "Content-Type": shown, "Content-Disposition": disposition(name)}
    return web.Response(body=content, headers=headers)


def disposition(name: str) -> str:
    """Say that a file is to be saved, and under which name (RFC 6266, section 4.3; RFC 8187)."""
    _, dot, ending = name.rpartition(".")
    kept = harmless(name, f".{ending}" if dot and _ENDING.fullmatch(ending) else "")
    plain = "".join(each if each.isascii() else "_" for each in kept)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(kept, safe='')}"


def routes(documents: Documents, worktop: Worktop) -> list[web.RouteDef]:
    """List the routes."""
    one, get = f"{HOME}/{{reference}}/documents/{{sha256:[0-9a-f]{{64}}}}", worktop.frame.get
    return [
        get(one, documents.download, *WORKERS),
        get(f"{one}/{{page:[1-9][0-9]{{0,3}}}}", documents.show, *WORKERS),
        get(f"{one}/{{page:[1-9][0-9]{{0,3}}}}.jpg", documents.preview, *WORKERS, quiet=True),
    ]
