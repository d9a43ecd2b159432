"""The public pages of alerts: what holds now, each by its code, as feeds, and as messages of CAP."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from aiohttp import web

from platforms.cap.alert import MEDIA_TYPE
from sportello.settings import Settings
from sportello.web.alert_feeds import Entry, Heading, entries_of, write_atom, write_rss
from sportello.web.alert_view import view_of
from sportello.web.pages import HEADERS, Pages, Words, language_of
from storage.alert_publishing import Message, read_message, read_recent
from storage.database import Database
from storage.public_alerts import PublicAlert, read_active, read_public
from storage.zones import Zones

HOME: Final = "/avvisi"
_LIFE: Final = timedelta(seconds=5)  # for which what was read is shown: forty thousand look at once
_NEWS: Final = timedelta(days=7)  # for which a feed tells of what is over
_CODE = re.compile(r"\d{4}-\d{4,9}")
_IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{1,300}")
_SHARED: Final = {**HEADERS, "Cache-Control": "public, max-age=30"}  # as long as a browser may keep it
_KEPT: Final = {**HEADERS, "Cache-Control": "public, max-age=86400"}  # a message never changes
Write = Callable[[Heading, Sequence[Entry], datetime], bytes]


class Board:
    """What the public may read now, read again when it is older than five seconds."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.zones = Zones(database)
        self._reading = asyncio.Lock()  # many who ask at once wait for one reading
        self._read_at: datetime | None = None
        self._active: Sequence[PublicAlert] = ()
        self._recent: Sequence[Message] = ()

    async def active(self) -> Sequence[PublicAlert]:
        """List what holds now."""
        await self._fresh()
        now = self.database.clock()
        return [each for each in self._active if each.holds(now)]

    async def recent(self) -> Sequence[Message]:
        """List the messages of the last week, and those that are not over; the newest first."""
        await self._fresh()
        return self._recent

    async def _fresh(self) -> None:
        async with self._reading:
            now = self.database.clock()
            if self._read_at is not None and timedelta() <= now - self._read_at < _LIFE:
                return
            fetch = self.database.reader.fetch
            self._active = await fetch(partial(read_active, now=now))
            self._recent = await fetch(partial(read_recent, since=now - _NEWS, now=now))
            self._read_at = now


class AlertPages:
    """The handlers; `address` is the root of the public pages, as it stands in feeds."""

    def __init__(self, board: Board, pages: Pages, address: str) -> None:
        self._board = board
        self._pages = pages
        self._address = address.rstrip("/")
        self._feeds: dict[tuple[str, str], tuple[Sequence[Message], bytes]] = {}

    def routes(self) -> Sequence[web.RouteDef]:
        """List what is served; the feeds and the messages stand before the page of one."""
        return [
            web.get(HOME, self.show_all),
            web.get(f"{HOME}/feed.atom", partial(self.feed, "application/atom+xml", write_atom)),
            web.get(f"{HOME}/feed.rss", partial(self.feed, "application/rss+xml", write_rss)),
            web.get(f"{HOME}/cap/{{identifier}}.xml", self.message),
            web.get(f"{HOME}/{{code}}", self.show_one),
        ]

    async def show_all(self, request: web.Request) -> web.Response:
        """Show what holds now."""
        return await self._show(request, await self._board.active(), one=False)

    async def show_one(self, request: web.Request) -> web.Response:
        """Show one that holds, or say what has become of it."""
        code = request.match_info["code"]
        found = None
        if _CODE.fullmatch(code):
            found = await self._board.database.reader.fetch(partial(read_public, code=code))
        return await self._show(request, [found] if found else [], one=True)

    async def _show(self, request: web.Request, alerts: Sequence[PublicAlert], *, one: bool) -> web.Response:
        zones, now, language = (
            await self._board.zones.all(),
            self._board.database.clock(),
            language_of(request),
        )
        views = [view_of(each, language, zones, now) for each in alerts]
        status = 404 if one and not views else 200
        page = self._pages.render(request, "alerts", status, alerts=views, one=one, home=HOME)
        del page.headers["X-Robots-Tag"]
        page.headers.update(_SHARED)
        return _unless_same(request, page)

    async def feed(self, media_type: str, write: Write, request: web.Request) -> web.Response:
        """Give the feed, in the language that the address asks for."""
        language = language_of(request)
        messages = await self._board.recent()
        kept, body = self._feeds.get((media_type, language), (None, b""))
        if kept is not messages:
            today = datetime.combine(self._board.database.clock().date(), time(), self._board.database.zone)
            heading = self._heading(language)
            body = await asyncio.to_thread(_written, write, messages, heading, today)
            self._feeds[media_type, language] = (messages, body)
        answer = web.Response(body=body, content_type=media_type, charset="utf-8", headers=_SHARED)
        return _unless_same(request, answer)

    def _heading(self, language: str) -> Heading:
        words = Words("alerts", language, self._pages.place)
        return Heading(self._pages.place, words("title"), language, self._address, words("cancelled"))

    async def message(self, request: web.Request) -> web.Response:
        """Give a message of CAP as it was given out; it never changes."""
        named = request.match_info["identifier"]
        found = None
        if _IDENTIFIER.fullmatch(named):
            found = await self._board.database.reader.fetch(partial(read_message, identifier=named))
        if found is None:
            raise web.HTTPNotFound(headers=HEADERS)
        body = found.document.encode()
        answer = web.Response(body=body, content_type=MEDIA_TYPE, charset="utf-8", headers=_KEPT)
        answer.last_modified = found.sent_at
        return _unless_same(request, answer)


def _written(write: Write, messages: Sequence[Message], heading: Heading, at: datetime) -> bytes:
    return write(heading, entries_of(messages, heading), at)


def _unless_same(request: web.Request, answer: web.Response) -> web.Response:
    """Name the answer by what is in it; say nothing anew to whoever has it (RFC 9110, 13.1.2)."""
    body = answer.body if isinstance(answer.body, bytes) else b""
    tag = hashlib.sha256(body).hexdigest()[:32]
    answer.etag = tag
    asked = request.if_none_match or ()
    if any(each.value in (tag, "*") for each in asked):
        same = ("Cache-Control", "ETag", "Last-Modified")
        kept = {name: answer.headers[name] for name in same if name in answer.headers}
        return web.Response(status=304, headers={**HEADERS, **kept})
    return answer


def public_alerts(settings: Settings, database: Database) -> Callable[[Pages], Sequence[web.RouteDef]]:
    """Wire the pages of a counter; their routes are made with its other pages."""
    board = Board(database)
    return lambda pages: AlertPages(board, pages, settings.web.address).routes()
