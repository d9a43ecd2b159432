"""The page behind the link of a PIN, which is set there, or given before an act; never in a message."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from aiohttp import web

from bot.clock import Ids
from sportello.web.identity.browser import DISCREET, Browsers
from sportello.web.identity.desk import Chat
from sportello.web.pages import Pages, language_of
from storage.contacts import channel_of, hint
from storage.links import CHOOSE, CONFIRM, Link, SqlLinks
from storage.pin_rows import DIGITS, Told
from storage.pins import SqlPins

HOME = "/pin"
_TOKEN = re.compile(r"[0-9A-Za-z_-]{16,128}")
_SHAPE = re.compile(f"[0-9]{{{DIGITS[0]},{DIGITS[1]}}}")
_ROWS = ("01234567890", "09876543210")
_LONGEST = 40
_STATUS = {Told.WRONG: 400, Told.LOCKED: 403, Told.LOST: 404}


def judge_pin(digits: str, again: str) -> str:
    """Name what is wrong with a new PIN; empty if nothing: five or six digits, not all alike nor in a row."""
    if not _SHAPE.fullmatch(digits):
        return "pin-shape"
    if len(set(digits)) == 1 or any(digits in row for row in _ROWS):
        return "pin-easy"
    return "" if digits == again else "pin-unequal"


@dataclass(frozen=True)
class PinDesk:
    """What the page works on; `wake` says that something waits in a conversation."""

    links: SqlLinks
    pins: SqlPins
    ids: Ids
    wake: Callable[[], None]

    async def look(self, token: str) -> Link | None:
        """Look what a link is for, if it is one of a PIN; changes nothing."""
        link = await self.links.look(token, "pin") if _TOKEN.fullmatch(token) else None
        return link if link is not None and link.purpose in (CHOOSE, CONFIRM) else None

    async def give(self, token: str, link: Link, digits: str) -> Told:
        """Take a PIN before an act with effect."""
        told = await self.pins.give(token, link.citizen, digits, self.ids())
        self.wake()
        return told

    async def choose(self, token: str, link: Link, digits: str) -> bool:
        """Set a PIN; False if the link or the login has ended."""
        return await self.pins.choose(token, link, digits, self.ids())


class PinPage:
    """The handlers of the page; `title` names a service in a language."""

    def __init__(
        self, desk: PinDesk, pages: Pages, address: str, zone: tzinfo, title: Callable[[str, str], str]
    ) -> None:
        self._desk = desk
        self._pages = pages
        self._browsers = Browsers(address, "pin")
        self._zone = zone
        self._title = title

    async def show(self, request: web.Request) -> web.Response:
        """Show which conversation it is, and what for. Changes nothing."""
        link = await self._desk.look(request.match_info["token"])
        if link is None:
            return self._view(request, "pin-dead", status=404)
        return self._view(request, "pin-set" if link.purpose == CHOOSE else "pin", link)

    async def take(self, request: web.Request) -> web.Response:
        """Take the PIN that was typed."""
        self._browsers.check(request)
        token, form = request.match_info["token"], await request.post()
        link = await self._desk.look(token)
        if link is None:
            return self._view(request, "pin-dead", status=404)
        digits, again = (str(form.get(name, ""))[:_LONGEST].strip() for name in ("pin", "pin-again"))
        if link.purpose == CHOOSE:
            return await self._choose(request, link, digits, again)
        told = await self._desk.give(token, link, digits)
        views = {Told.OK: "pin-done", Told.WRONG: "pin", Told.LOCKED: "pin-locked", Told.LOST: "pin-dead"}
        said = "wrong-pin" if told is Told.WRONG else "ok"
        return self._view(request, views[told], link, said, _STATUS.get(told, 200))

    async def _choose(self, request: web.Request, link: Link, digits: str, again: str) -> web.Response:
        wrong = judge_pin(digits, again)
        if wrong:
            return self._view(request, "pin-set", link, wrong, 400)
        if not await self._desk.choose(request.match_info["token"], link, digits):
            return self._view(request, "pin-dead", status=404)
        return self._view(request, "pin-ready", link)

    def _view(
        self, request: web.Request, view: str, link: Link | None = None, said: str = "ok", status: int = 200
    ) -> web.Response:
        language = language_of(request)
        chat = None
        if link is not None:
            chat = Chat(channel_of(link.lane), hint(link.lane), link.code, link.service, link.expires_at)
        answer = self._pages.render(
            request,
            "identity",
            status,
            view=view,
            chat=chat,
            said=said,
            reason="",
            address=request.path,
            until=f"{chat.until.astimezone(self._zone):%d/%m/%Y %H:%M}" if chat else "",
            title=self._title(chat.service, language) if chat and chat.service else "",
            location="",
        )
        answer.headers.update(DISCREET)
        return answer


def routes(page: PinPage) -> list[web.RouteDef]:
    """List the routes."""
    return [web.get(f"{HOME}/{{token}}", page.show), web.post(f"{HOME}/{{token}}", page.take)]
