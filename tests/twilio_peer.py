"""A small Twilio on a local port: takes messages, lists them, signs what it sends, and fails on demand."""

import asyncio
import base64
import itertools
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

import aiohttp
from aiohttp import web
from twilio.request_validator import RequestValidator

SID = "AC" + "0" * 31 + "1"
TOKEN = "a-made-up-token"


@dataclass
class Answer:
    """What the next call gets instead of the usual; with `keep` the message is taken all the same."""

    status: int = 201
    body: Mapping[str, object] | str | None = None  # None: the usual body
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: bool = False
    drop: bool = False  # close the connection without an answer
    until: asyncio.Event | None = None  # stay silent until then


@dataclass
class Asked:
    """A call as it came."""

    method: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    authorization: str


class TwilioPeer:
    """`answers` is used up call by call, then every call succeeds; `messages` is the list, newest first.

    `refusing` is what every message to a number gets for which no answer waits. `callbacks` is where the
    status of each message is wanted, by its sid. `meet` is told of every message to be created when it has
    "arrived", and when it is "kept" but not answered yet. An answer that no call has used is a fault of the
    test: `running` asserts there is none.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.callbacks: dict[str, str] = {}
        self.refusing: dict[str, Answer] = {}
        self.meet: Callable[[str], None] = lambda _: None
        self.answers: deque[Answer] = deque()
        self.asked: list[Asked] = []
        self.messages: list[dict[str, object]] = []
        self.url = ""
        self._clock = clock
        self._ids = itertools.count(1)
        self._validator = RequestValidator(TOKEN)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["TwilioPeer"]:
        """Listen on a free port of 127.0.0.1."""
        app = web.Application()
        path = f"/2010-04-01/Accounts/{SID}/Messages.json"
        app.add_routes([web.post(path, self._create), web.get(path, self._list)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()
        assert not self.answers, "an answer was prepared that nobody asked for"

    def keep(self, to: str, body: str, sender: str, **more: object) -> dict[str, object]:
        """Put a message in the list."""
        message: dict[str, object] = {
            "sid": f"SM{next(self._ids):032x}",
            "account_sid": SID,
            "to": to,
            "from": None if sender.startswith("MG") else sender,
            "messaging_service_sid": sender if sender.startswith("MG") else None,
            "body": body,
            "status": "queued",
            "date_created": format_datetime(self._clock()),
            "date_sent": None,
            **more,
        }
        self.messages.insert(0, message)
        return message

    def skip(self, ids: int) -> None:
        """Give no id again that a message of an earlier life has."""
        self._ids = itertools.count(ids + 1)

    def signed(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """The header that Twilio adds to a call of ours at that public address."""
        return {"X-Twilio-Signature": self._validator.compute_signature(url, form)}

    async def deliver(self, url: str, form: Mapping[str, str], public: str = "") -> int:
        """Call a webhook, signed, and return its status; `public`: its address outside a proxy."""
        headers = self.signed(public or url, form)
        async with aiohttp.ClientSession() as session, session.post(url, data=form, headers=headers) as got:
            return got.status

    async def _create(self, request: web.Request) -> web.StreamResponse:
        form = await self._note(request)
        self.meet("arrived")
        usually = self.refusing.get(form.get("To", ""), Answer())
        answer = self.answers.popleft() if self.answers else usually
        usual: Mapping[str, object] = {}
        if answer.keep or answer.status == 201:
            sender = form.get("From") or form.get("MessagingServiceSid", "")
            usual = self.keep(form.get("To", ""), form.get("Body", ""), sender)
            self.callbacks[str(usual["sid"])] = form.get("StatusCallback", "")
            self.meet("kept")
        return await self._say(request, answer, usual)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        await self._note(request)
        answer = self.answers.popleft() if self.answers else Answer(status=200)
        to, size = request.query.get("To"), int(request.query.get("PageSize", "50"))
        found = [m for m in self.messages if to in {None, m["to"]}]
        page = {"messages": found[:size], "page": 0, "page_size": size, "next_page_uri": None}
        return await self._say(request, answer, page)

    async def _note(self, request: web.Request) -> dict[str, str]:
        form = {name: str(value) for name, value in (await request.post()).items()}
        authorization = request.headers.get("Authorization", "")
        self.asked.append(Asked(request.method, request.path, dict(request.query), form, authorization))
        return form

    async def _say(
        self, request: web.Request, answer: Answer, usual: Mapping[str, object]
    ) -> web.StreamResponse:
        expected = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if self.asked[-1].authorization != expected:
            return web.json_response({"code": 20003, "message": "Authenticate", "status": 401}, status=401)
        if answer.until is not None:
            await answer.until.wait()
        if answer.drop:
            assert request.transport is not None
            request.transport.close()
        if isinstance(answer.body, str):
            return web.Response(status=answer.status, text=answer.body, headers=answer.headers)
        body = usual if answer.body is None else answer.body
        return web.json_response(body, status=answer.status, headers=answer.headers)
