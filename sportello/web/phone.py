"""The phone in the browser: pretended citizens write to the very same counter, and nothing leaves it."""

import asyncio
import contextlib
import json
import mimetypes
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from urllib.parse import quote

from aiohttp import web

from bot.errors import BadRequest
from channels.sandbox import Posting, Sandbox
from sportello.web.guard import LOCAL, Handler, guarded
from sportello.web.pages import PRIVATE, Pages
from sportello.web.people import PEOPLE, Person
from sportello.web.phone_lines import Counter
from sportello.web.posted import LARGEST, read_posting

# What a browser shows by itself without running anything; all else is only offered for download.
_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif"})
_PANES = ("sms", "chat", "mail", "pec")
_TROUBLES = ("late", "full", "forged", "ordinary")  # what the page offers to go wrong with a PEC
_KEEP_ALIVE = 15.0  # seconds; proxies cut a silent stream


class Phone:
    """The handlers; `networks` by name, `largest` the bytes of one posted message with its files."""

    def __init__(
        self,
        counter: Counter,
        networks: Mapping[str, Sandbox],
        pages: Pages,
        people: Sequence[Person] = PEOPLE,
        largest: int = LARGEST,
    ) -> None:
        self._counter = counter
        self._networks = networks
        self._pages = pages
        self._people = people
        self._largest = largest
        self._pec = counter.pec
        self._offered = {*networks, *([counter.pec.name] if counter.pec else [])}
        self._languages = {
            (name, sender): person.language if name in networks and networks[name].traits.buttons else ""
            for person in people
            for name, sender in person.senders.items()
            if name in self._offered
        }

    async def page(self, request: web.Request) -> web.Response:
        """Show the panes."""
        panes = [pane for pane in _PANES if f"try-{pane}" in self._offered]
        return self._pages.render(
            request,
            "phone",
            panes=panes,
            people=self._people,
            samples=self._counter.samples(),
            pec=self._pec.address if self._pec else "",
            troubles=_TROUBLES,
            limit=self._largest,
        )

    async def people(self, _: web.Request) -> web.Response:
        """List the citizens, with their address on each network."""
        return _json({"people": [asdict(person) for person in self._people]})

    async def messages(self, request: web.Request) -> web.Response:
        """List the lines of one citizen on one network, past a cursor."""
        channel, sender = request.query.get("channel", ""), request.query.get("sender", "")
        if (channel, sender) not in self._languages:
            return _refusal(400, "No such citizen on such a network.")
        try:
            talk = await self._counter.conversations.of(f"{channel}:{sender}", request.query.get("after", ""))
        except BadRequest as error:
            return _refusal(400, str(error))
        return _json(asdict(talk))

    async def post(self, request: web.Request) -> web.Response:
        """Take one message to the counter: 202 once it is kept."""
        try:
            channel, posting = await read_posting(request, self._largest, self._languages)
            await self._carry(channel, posting)
        except BadRequest as error:
            return _refusal(400, str(error))
        except web.HTTPRequestEntityTooLarge:
            return _refusal(413, f"A message with its attachments must stay under {self._largest} bytes.")
        return _json({"id": posting.id}, 202)

    async def _carry(self, channel: str, posting: Posting) -> None:
        if self._pec and channel == self._pec.name:
            await self._pec.post(posting)
        else:
            await self._counter.receive(self._networks[channel].decode(posting, self._counter.clock()))

    async def trouble(self, request: web.Request) -> web.Response:
        """Let something go wrong with the PEC of one citizen."""
        if self._pec is None:
            return _refusal(404, "There is no PEC here.")
        try:
            await self._pec.choose(request.query.get("sender", ""), request.query.get("trouble", ""))
        except BadRequest as error:
            return _refusal(400, str(error))
        return web.Response(status=204, headers=PRIVATE)

    async def file(self, request: web.Request) -> web.Response:
        """Hand over an attachment: shown if a browser can show it harmlessly, else downloaded."""
        found = await self._counter.conversations.content(request.match_info["sha256"])
        if found is None:
            return _refusal(404, "There is no such file.")
        name = request.query.get("name", "")[:200] or "file"
        media_type, _ = mimetypes.guess_type(name)
        shown = media_type in _SHOWN  # and nosniff: what it claims to be is all that it can be
        headers = {
            **PRIVATE,
            # A browser's own PDF viewer needs its styles; nothing here can run a script.
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'",
            "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{_quoted(name)}",
            "Content-Type": media_type if media_type and shown else "application/octet-stream",
        }
        return web.Response(body=found, headers=headers)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Tell, as server-sent events, which lanes have something new; 204 tells the page to poll."""
        if self._counter.changes is None:
            return web.Response(status=204, headers=PRIVATE)
        stream = web.StreamResponse(headers={**PRIVATE, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        await stream.write(b": listening\n\n")
        with contextlib.suppress(ConnectionResetError):  # the page was closed
            await self._tell(stream, self._counter.changes())
        return stream

    async def _tell(self, stream: web.StreamResponse, changes: AsyncIterator[str]) -> None:
        """Write what comes until it ends, and a comment whenever nothing came for long."""
        known = {f"{channel}:{sender}" for channel, sender in self._languages}
        waiting = asyncio.ensure_future(anext(changes, None))
        try:
            while True:
                await asyncio.wait({waiting}, timeout=_KEEP_ALIVE)
                if not waiting.done():
                    await stream.write(b": still here\n\n")
                    continue
                if (lane := waiting.result()) is None:
                    return
                if lane in known:  # never the lane of a real citizen
                    await stream.write(f"data: {json.dumps({'lane': lane})}\n\n".encode())
                waiting = asyncio.ensure_future(anext(changes, None))
        finally:
            waiting.cancel()


def routes(phone: Phone, hosts: Collection[str] = LOCAL) -> list[web.RouteDef]:
    """List the routes of the phone; `hosts` are the names under which this machine may be asked."""

    def mine(handler: Handler) -> Handler:
        return guarded(handler, hosts)

    return [
        web.get("/phone", mine(phone.page)),
        web.get("/phone/api/people", mine(phone.people)),
        web.get("/phone/api/messages", mine(phone.messages)),
        web.post("/phone/api/messages", mine(phone.post)),
        web.post("/phone/api/trouble", mine(phone.trouble)),
        web.get("/phone/files/{sha256:[0-9a-f]{64}}", mine(phone.file)),
        web.get("/phone/events", mine(phone.events)),
    ]


def _json(value: object, status: int = 200) -> web.Response:
    text = json.dumps(value, default=_plain, ensure_ascii=False)
    return web.Response(text=text, content_type="application/json", status=status, headers=PRIVATE)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _quoted(name: str) -> str:
    """Quote a file's name as RFC 8187, section 3.2 has it."""
    return quote(name, safe="", errors="replace")


def _refusal(status: int, sentence: str) -> web.Response:
    return _json({"error": sentence}, status)
