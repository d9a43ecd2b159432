"""The page behind the link to a self-declaration, for who is reached where no files travel (SMS).

Nothing of the declaration is kept: it is filled in anew, with what the register has when it is opened.
"""

import re
from dataclasses import dataclass

from aiohttp import web

from bot.clock import Clock
from handlers.get_certificate.desk import CertificateDesk
from handlers.links import DECLARATIONS
from handlers.self_declaration import LINK, printed
from platforms.paper.press import Press, PressBusy
from platforms.residents.resident import RegisterAway
from sportello.web.identity.browser import DISCREET, Browsers, new_secret, posted_secret
from sportello.web.pages import PRIVATE, Pages
from storage.citizens import normal_fiscal_code
from storage.links import Link, SqlLinks

_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
_LONGEST = 40  # characters of a fiscal code as somebody may write it


@dataclass(frozen=True)
class DeclarationPage:
    """The handlers of the page."""

    desk: CertificateDesk
    press: Press
    clock: Clock
    links: SqlLinks
    pages: Pages
    browsers: Browsers

    async def ask(self, request: web.Request) -> web.Response:
        """Ask for the fiscal code. Changes nothing: previews and scanners come here too."""
        token = request.match_info["token"]
        link = await self.links.look(token) if _TOKEN.fullmatch(token) else None
        if link is None or link.purpose != LINK:
            return self._view(request, "dead", 404)
        return self._view(request, "ask", once=new_secret())

    async def give(self, request: web.Request) -> web.Response:
        """Hand the file to who knows whose it is; the first browser is the only one."""
        self.browsers.check(request)
        form, token = await request.post(), request.match_info["token"]
        once = posted_secret(form)
        link = await self.links.look(token, once) if once and _TOKEN.fullmatch(token) else None
        if link is None or link.purpose != LINK or await self.links.open(token, once) is None:
            return self._view(request, "dead", 404)
        one = await self.desk.citizens.by_id(link.citizen)
        if one is None or normal_fiscal_code(str(form.get("code", ""))[:_LONGEST]) != one.fiscal_code:
            if await self.links.miss(token, once):
                return self._view(request, "wrong", 400, once=once)
            return self._view(request, "dead", 404)
        return await self._file(request, link, once)

    async def _file(self, request: web.Request, link: Link, once: str) -> web.Response:
        try:
            body = await printed(link.citizen, link.service, self.desk, self.press, self.clock())
        except (RegisterAway, PressBusy):
            return self._view(request, "away", 503, once=once)
        except LookupError:  # gone from the register meanwhile
            return self._view(request, "dead", 404)
        named = {"Content-Disposition": 'attachment; filename="autocertificazione.pdf"'}
        return web.Response(
            body=body, content_type="application/pdf", headers={**PRIVATE, **DISCREET, **named}
        )

    def _view(self, request: web.Request, view: str, status: int = 200, *, once: str = "") -> web.Response:
        answer = self.pages.render(request, "declaration", status, view=view, once=once)
        answer.headers.update(DISCREET)
        return answer


def routes(page: DeclarationPage) -> list[web.RouteDef]:
    """List the routes of the page."""
    place = f"/{DECLARATIONS}/{{token}}"
    return [web.get(place, page.ask), web.post(place, page.give)]
