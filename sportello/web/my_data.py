"""The page behind the link to one's own data, for who is reached where no files travel (SMS).

Whoever holds the link must also know whose data it is: the fiscal code is asked for, five times at most.
The first page that opens it is the only one; it can take both files until the link ends.
"""

import re
from dataclasses import dataclass

from aiohttp import web

from handlers.my_data.desk import EXPORTED, LINK, PLACE, DataDesk
from sportello.web.identity.browser import DISCREET, Browsers, new_secret, posted_secret
from sportello.web.pages import PRIVATE, Pages
from storage.access_log import CITIZEN, Access
from storage.citizens import normal_fiscal_code
from storage.links import Link, SqlLinks

_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
_LONGEST = 40  # characters of a fiscal code as somebody may write it
_FILES = {"pdf": ("i-miei-dati.pdf", "application/pdf"), "json": ("i-miei-dati.json", "application/json")}


@dataclass(frozen=True)
class DataPage:
    """The handlers of the page."""

    desk: DataDesk
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
        """Hand over one of the files to who knows whose they are."""
        self.browsers.check(request)
        form, token = await request.post(), request.match_info["token"]
        once = posted_secret(form)
        link = await self.links.look(token, once) if once and _TOKEN.fullmatch(token) else None
        if link is None or link.purpose != LINK or await self.links.open(token, once) is None:
            return self._view(request, "dead", 404)
        if not await self._knows(link, str(form.get("code", ""))[:_LONGEST]):
            left = await self.links.miss(token, once)
            return (
                self._view(request, "ask", 400, once=once, wrong=True)
                if left
                else self._view(request, "dead", 404)
            )
        return await self._file(link, "json" if form.get("as") == "json" else "pdf")

    async def _knows(self, link: Link, code: str) -> bool:
        one = await self.desk.data.citizens.by_id(link.citizen)
        return one is not None and normal_fiscal_code(code) == one.fiscal_code

    async def _file(self, link: Link, kind: str) -> web.Response:
        name, media_type = _FILES[kind]
        make = self.desk.as_json if kind == "json" else self.desk.as_pdf
        body = await make(link.citizen, link.service)
        await self.desk.log.note(Access(link.citizen, CITIZEN, EXPORTED, kind))
        headers = {**PRIVATE, **DISCREET, "Content-Disposition": f'attachment; filename="{name}"'}
        return web.Response(body=body, content_type=media_type, headers=headers)

    def _view(
        self, request: web.Request, view: str, status: int = 200, *, once: str = "", wrong: bool = False
    ) -> web.Response:
        answer = self.pages.render(
            request, "my_data", status, view=view, once=once, wrong=wrong, address=request.path
        )
        answer.headers.update(DISCREET)
        return answer


def routes(desk: DataDesk, links: SqlLinks, pages: Pages, address: str) -> list[web.RouteDef]:
    """List the routes of the page."""
    page = DataPage(desk, links, pages, Browsers(address, "dati"))
    return [web.get(f"/{PLACE}/{{token}}", page.ask), web.post(f"/{PLACE}/{{token}}", page.give)]
