"""The desk on a port of this machine, and browsers of staff who have signed in to it.

`open_desk(store.open(), clock, routes)` serves the frame and whatever `routes(frame)` adds; `site.staff(...)`
gives a browser that sends what our own pages would.
"""

import html
import re
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from secrets import token_urlsafe

import aiohttp
from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from sportello.identities import open_known
from sportello.serve import _assemble, new_id
from sportello.settings import load
from sportello.stores import open_store
from sportello.web.app import _dress
from sportello.web.desk import profile, signing
from sportello.web.desk.entrance import desk_routes, open_frame, staff_of
from sportello.web.desk.frame import Frame
from sportello.web.desk.look import Look
from sportello.web.desk.try_out import TryStaff
from sportello.web.pages import Pages, Static
from storage.audit import SqlAudit
from storage.links import Opening, SqlLinks
from storage.sealing import Keyring
from storage.second_factor import code_at, step_at
from storage.staff import SqlStaff
from storage.staff_lanes import SqlOfficers
from storage.staff_rows import Officer, Role
from storage.staff_sessions import SqlStaffSessions
from tests.clock import ROME
from tests.storage.identities import KEY, QUICK

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "una frase di prova"
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
Routes = Callable[[Frame], Sequence[web.RouteDef]]


@dataclass
class Shown:
    """An answer, read to its end."""

    status: int
    text: str
    headers: object
    cookies: object
    body: bytes = b""

    @property
    def heading(self):
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return html.unescape(found[1].strip()) if found else ""


class Peer:
    """Somebody's browser at the desk: its cookies, the Origin and the field that our own forms send."""

    def __init__(self, client, officer=None):
        self.client = client
        self.officer = officer
        self.cookies = {}
        self.csrf = ""
        self.origin = str(client.make_url("/")).rstrip("/")

    async def get(self, path, **headers):
        return await self._ask("GET", path, headers=headers)

    async def post(self, path, data=None, *, origin=None, csrf=None, **fields):
        """Post a form; `data` is a FormData of one's own, with files."""
        headers = {"Origin": self.origin if origin is None else origin}
        token = self.csrf if csrf is None else csrf
        if data is not None:
            headers["X-CSRF-Token"] = token
        return await self._ask("POST", path, headers=headers, data=data or {"csrf": token, **fields})

    async def follow(self, shown):
        """Go where a redirect leads."""
        return await self.get(shown.headers["Location"])

    async def _ask(self, method, path, **asked):
        return await self.read(
            await self.client.request(method, path, cookies=self.cookies, allow_redirects=False, **asked)
        )

    async def read(self, answer):
        """Read an answer as a browser does: its cookies are kept."""
        for name, morsel in answer.cookies.items():
            self.cookies[name] = morsel.value
        body = await answer.read()
        text = body.decode("utf-8", "replace")
        if found := _CSRF.search(text):
            self.csrf = found[1]
        return Shown(answer.status, text, answer.headers, answer.cookies, body)


@dataclass
class DeskSite:
    """A running desk."""

    client: TestClient
    frame: Frame
    people: SqlStaff
    clock: object
    counter: object = None
    steps: dict = field(default_factory=dict)

    def stranger(self):
        """Open a browser that nobody has signed in with."""
        return Peer(self.client)

    async def staff(self, *roles, name="", offices=(), full_name="Olga Prova"):
        """Make somebody known, ready, and signed in."""
        name = name or f"prova.{token_urlsafe(4).casefold()}"
        officer = Officer(name, full_name, frozenset(roles), tuple(offices))
        assert await self.people.add(officer, "test")
        await self.ready(name)
        return await self.sign_in(name)

    async def ready(self, name):
        """Let somebody choose password and app behind their link."""
        links = SqlLinks(self.people.database)
        token = await self.people.invite(name, self.clock() + timedelta(hours=1))
        await links.open(token, "browser")
        step = step_at(self.clock())
        opening = Opening.of(token, "browser")
        assert await self.people.activate(opening, name, PASSWORD, SECRET, code_at(SECRET, step - 1))

    def code(self, name):
        """Give a code that was not used: a test may sign in twice within thirty seconds."""
        now = step_at(self.clock())
        self.steps[name] = max(now, self.steps.get(name, 0) + 1)
        return code_at(SECRET, self.steps[name])

    async def sign_in(self, name):
        """Sign in, in a browser of their own, and read the token of its forms."""
        peer = Peer(self.client, (await self.people.of(name)).officer)
        shown = await peer.post("/desk/sign-in", name=name, password=PASSWORD, code=self.code(name))
        assert shown.status == 303, shown.text
        await peer.get("/desk/profile")
        assert peer.csrf
        return peer


@cache
def _made(sandbox):
    """What pages are made of never changes, and templates take a moment to read."""
    static = Static()
    return static, Look(Pages(static), ROME, sandbox=sandbox)


@asynccontextmanager
async def open_desk(
    opened, clock, routes: Routes = lambda _: [], address="http://127.0.0.1:8080", *, sandbox=False
) -> AsyncIterator[DeskSite]:
    """Serve the desk over an open store (tests.storage.conftest.Desk)."""
    database, keyring = opened.database, Keyring([KEY])
    people = SqlStaff(database, keyring, QUICK, clock)
    limits = timedelta(minutes=20), timedelta(hours=10), sandbox
    sessions = SqlStaffSessions(database, keyring, QUICK, clock, *limits)
    static, look = _made(sandbox)
    frame = Frame(sessions, SqlAudit(database), look, address)
    try_out = TryStaff(people, SqlLinks(database)) if sandbox else None
    page = profile.Profile(frame, SqlOfficers(database), timedelta(minutes=10))
    own = [*signing.routes(frame, signing.Signing(frame, try_out)), *profile.routes(frame, page)]
    async with _serving([static.route(), *own, *routes(frame)]) as client:
        yield DeskSite(client, frame, people, clock)


@asynccontextmanager
async def open_whole_desk(learnt, clock, folder, made=None) -> AsyncIterator[DeskSite]:
    """Serve every page of the desk, as `sportello serve` wires them, on a counter of its own.

    `made` is an empty database.
    """
    if made is not None:
        shutil.copy(made, folder / "desk.db")
    environ = {"SPORTELLO_DATABASE__URL": f"sqlite:///{folder}/desk.db"}
    settings = load(environ, folder)
    database = open_store(settings, clock)
    known = open_known(settings, database, clock, new_id)
    known = replace(known, credentials=replace(known.credentials, passwords=QUICK))
    async with aiohttp.ClientSession() as session:
        counter, _, _ = _assemble(settings, database, clock, session, learnt, None, known=known)
        static = Static()
        frame = open_frame(counter, known, Pages(static))
        try:
            async with _serving([static.route(), *desk_routes(frame, counter, known)]) as client:
                yield DeskSite(client, frame, staff_of(counter, known), clock, counter)
        finally:
            await counter.stop()
            database.close()


@asynccontextmanager
async def _serving(routes):
    app = web.Application()
    app.on_response_prepare.append(_dress)
    app.add_routes(routes)
    client = TestClient(TestServer(app, host="127.0.0.1", port=0), cookie_jar=DummyCookieJar())
    await client.start_server()
    try:
        yield client
    finally:
        await client.close()


__all__ = ["DeskSite", "Peer", "Role", "Shown", "open_desk", "open_whole_desk"]
