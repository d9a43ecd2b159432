"""The phone in the browser: pretended citizens write to the very same counter, and nothing leaves it."""

import asyncio
import contextlib
import json
import mimetypes
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import quote

from aiohttp import web

from bot.clock import Clock
from bot.errors import BadRequest
from bot.message import Button, Inbound
from channels.sandbox import Sandbox
from sportello.web.guard import LOCAL, Handler, guarded
from sportello.web.pages import PRIVATE, Pages
from sportello.web.people import PEOPLE, Person
from sportello.web.posted import LARGEST, read_posting

# What a browser shows by itself without running anything; all else is only offered for download.
_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif"})
_KEEP_ALIVE = 15.0  # seconds; proxies cut a silent stream


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a line; its content is asked for by `sha256`. `size` is in bytes, 0 if it is not known."""

    name: str
    sha256: str
    media_type: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One message as its citizen sees it: an inbound message, or one part of an answer.

    `key` names the line and never changes. `direction` is "in" or "out" as seen from the counter. `status`
    is the ledger's: done, parked, sent, delivered, failed and stale are final, and a line with any other
    is asked for again. `tap` is the token of the button that was tapped. A mail without a `subject` has
    it in its first line if it came in, and answers the last one if it went out.
    """

    key: str
    direction: str
    at: datetime
    text: str
    buttons: Sequence[Button] = ()
    files: Sequence[Attachment] = ()
    status: str = "sent"
    subject: str = ""
    thread: str = ""
    tap: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """Lines in reading order, and the point to go on from: a text that only its giver understands."""

    lines: Sequence[Line]
    cursor: str


class Conversations(Protocol):
    """What the phone reads of the store."""

    async def of(self, lane: str, after: str) -> Talk:
        """Read a lane past a cursor, from its beginning if that is empty; events are left out.

        The end is reached when there are no lines and the cursor stays. Raises BadRequest for a cursor
        that was never given.
        """

    async def content(self, sha256: str) -> bytes | None:
        """Fetch an attachment, of either direction."""


# Lanes in which something is new, until the counter stops: each call begins another subscription.
Changes = Callable[[], AsyncIterator[str]]


@dataclass(frozen=True, slots=True)
class Counter:
    """What the phone needs of the counter behind it.

    `receive` returns once the message is kept, and takes a repeated external id as a repeat. `samples` gives
    made-up fines as {"plate", "number", "date", "state"}; the page has words for the states listed
    in `phone.it.ftl` (`expect-…`) and shows any other as it is. Without `changes` the page polls.
    """

    conversations: Conversations
    receive: Callable[[Inbound], Awaitable[object]]
    samples: Callable[[], Sequence[Mapping[str, str]]]
    clock: Clock
    changes: Changes | None = None


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
        self._languages = {
            (name, sender): person.language if networks[name].traits.buttons else ""
            for person in people
            for name, sender in person.senders.items()
            if name in networks
        }

    async def page(self, request: web.Request) -> web.Response:
        """Show the three panes."""
        samples = self._counter.samples()
        return self._pages.render(request, "phone", people=self._people, samples=samples, limit=self._largest)

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
            inbound = self._networks[channel].decode(posting, self._counter.clock())
        except BadRequest as error:
            return _refusal(400, str(error))
        except web.HTTPRequestEntityTooLarge:
            return _refusal(413, f"A message with its attachments must stay under {self._largest} bytes.")
        await self._counter.receive(inbound)
        return _json({"id": inbound.external_id}, 202)

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
