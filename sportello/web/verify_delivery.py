"""The page behind the link of a channel without files: a fiscal code, then the certificate or the permit."""

import re
from typing import Protocol

from aiohttp import web

from sportello.web.identity.browser import DISCREET, Browsers, new_secret, onward, posted_secret
from sportello.web.pages import PRIVATE, Pages, language_of

_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,64}")
_LONGEST = 24  # characters of what is typed for a code
_OPENED = -1


class Links(Protocol):
    """Whoever keeps links to certificates: storage.certificate_links."""

    async def look(self, token: str, cookie: str) -> bool:
        """Tell whether a link lives, and no other browser has opened it."""

    async def open(self, token: str, cookie: str, code: str) -> int:
        """Type a code: -1 if it opens, else the tries that are left."""

    async def certificate(self, token: str, cookie: str) -> str:
        """Give the certificate's id to the browser that has opened its link; empty to any other."""


class Files(Protocol):
    """Whoever keeps certificates: storage.certificates."""

    async def content(self, number: str) -> bytes:
        """Read the sealed PDF of a certificate by its id."""


class DeliveryPage:
    """The handlers of a link; whatever does not open has one answer. Fetching the page changes nothing."""

    def __init__(
        self, links: Links, files: Files, pages: Pages, address: str, home: str = "certificato"
    ) -> None:
        self._home = home
        self._links = links
        self._files = files
        self._pages = pages
        self._browsers = Browsers(address, home)

    async def ask(self, request: web.Request) -> web.Response:
        """Ask for the code, or show what it has opened in this browser."""
        token, browser = _token(request), self._browsers.of(request)
        if token and browser and await self._links.certificate(token, browser):
            return self._view(request, "open")
        if token and await self._links.look(token, browser):
            return self._view(request, "ask")
        return self._view(request, "dead", 404)

    async def open(self, request: web.Request) -> web.Response:
        """Take the code; the right one binds the link to this browser."""
        self._browsers.check(request)
        token, form = _token(request), await request.post()
        secret = self._browsers.of(request) or posted_secret(form)
        if not token or not secret:
            return self._view(request, "dead", 404)
        left = await self._links.open(token, secret, str(form.get("code", ""))[:_LONGEST])
        if left == _OPENED:
            answer = onward(f"/{self._home}/{token}?lang={language_of(request)}")
            self._browsers.bind(answer, secret)
            return answer
        if not left:
            return self._view(request, "dead", 404)
        return self._view(request, "wrong", 400, left)

    async def file(self, request: web.Request) -> web.Response:
        """Give the PDF to the browser that has opened its link."""
        token, browser = _token(request), self._browsers.of(request)
        number = await self._links.certificate(token, browser) if token and browser else ""
        if not number:
            return self._view(request, "dead", 404)
        headers = {**PRIVATE, **DISCREET, "Content-Disposition": f'attachment; filename="{self._home}.pdf"'}
        content = await self._files.content(number)
        return web.Response(body=content, content_type="application/pdf", headers=headers)

    def _view(self, request: web.Request, view: str, status: int = 200, left: int = 0) -> web.Response:
        count = "one" if left == 1 else str(left)
        page = self._pages.render(
            request, "certificate", status, view=view, left=count, once=new_secret(), what=self._home
        )
        page.headers.update(DISCREET)
        return page

    def routes(self) -> list[web.RouteDef]:
        """List the routes of the link."""
        home = f"/{self._home}/{{token}}"
        return [
            web.get(home, self.ask),
            web.post(home, self.open),
            web.get(f"{home}/{self._home}.pdf", self.file),
        ]


def _token(request: web.Request) -> str:
    token = request.match_info["token"]
    return token if _TOKEN.fullmatch(token) else ""
