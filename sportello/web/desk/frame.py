"""The frame of every page of the desk: who asks, what they may, what is written down of it, how it looks.

No page is served but through `Frame.get` and `Frame.post`, so that none forgets to ask who it is.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from aiohttp import web

from sportello.web.desk.look import Look
from sportello.web.identity.browser import Browsers, onward
from storage.audit import SqlAudit
from storage.staff_rows import Officer, Role
from storage.staff_sessions import SqlStaffSessions, StaffSession

__all__ = ["CSRF", "Frame", "Officer", "Role", "Route"]

Handler = Callable[[web.Request, Officer], Awaitable[web.StreamResponse]]
OpenHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
CSRF = "csrf"  # the field of every form; a script sends the header X-CSRF-Token instead
_HEADER = "X-CSRF-Token"
LARGEST = 64 * 1024  # bytes of a form without files
SESSION = web.RequestKey("desk-session", StaffSession)


@dataclass(frozen=True, slots=True)
class Route:
    """A route of the desk: no `roles` lets in whoever is signed in, `open` even those who are not."""

    method: str
    path: str
    roles: tuple[Role, ...] = ()
    open: bool = False


class Frame:
    """Wraps the handlers; `table` lists what it has wrapped."""

    def __init__(self, sessions: SqlStaffSessions, audit: SqlAudit, look: Look, address: str) -> None:
        self.sessions = sessions
        self.audit = audit
        self.table: list[Route] = []
        self.browsers = Browsers(address, "desk", strict=True)
        self._look = look

    # -- routes

    def get(self, path: str, handler: Handler, *roles: Role, quiet: bool = False) -> web.RouteDef:
        """Serve a page to who has one of the roles; `quiet` is what a page asks by itself: nobody's doing."""

        async def checked(request: web.Request) -> web.StreamResponse:
            session = await self._session(request)
            if session is None:
                return onward(f"/desk/sign-in?next={quote(request.rel_url.raw_path)}")
            if not session.officer.may(*roles):
                return await self._refuse(request, session.officer, path)
            if not quiet:
                await self.sessions.seen(self.browsers.of(request), session)
            return await self._answer(request, session.officer, handler)

        self.table.append(Route("GET", path, roles))
        return web.get(path, checked, allow_head=False)

    def post(
        self, path: str, handler: Handler, *roles: Role, largest: int = LARGEST, quiet: bool = False
    ) -> web.RouteDef:
        """Take a form of our own page from who has one of the roles; `largest` are its bytes with files.

        That it was posted is in the audit before anything is done; but for what is `quiet`: a page posts it
        by itself while somebody types, it changes nothing, and shows nothing of a citizen's.
        """

        async def checked(request: web.Request) -> web.StreamResponse:
            self.browsers.check(request)
            session = await self._session(request)
            if session is None:
                return self.render(request, None, "desk_refused.html", 403, why="signed-out")
            if not session.officer.may(*roles):
                return await self._refuse(request, session.officer, path)
            request = request.clone(client_max_size=largest)
            request[SESSION] = session
            if not await self._is_our_form(request):
                return await self._refuse(request, session.officer, path, "form")
            await self.sessions.seen(self.browsers.of(request), session)
            if not quiet:
                await self.audit.note(session.officer, f"post {_called(path)}", _about(request))
            return await self._answer(request, session.officer, handler)

        self.table.append(Route("POST", path, roles))
        return web.post(path, checked)

    def open_get(self, path: str, handler: OpenHandler) -> web.RouteDef:
        """Serve a page to whoever asks: those by which one comes in."""
        self.table.append(Route("GET", path, open=True))
        return web.get(path, handler, allow_head=False)

    def open_post(self, path: str, handler: OpenHandler) -> web.RouteDef:
        """Take a form from whoever our own page was served to."""

        async def checked(request: web.Request) -> web.StreamResponse:
            self.browsers.check(request)
            return await handler(request)

        self.table.append(Route("POST", path, open=True))
        return web.post(path, checked)

    # -- pages

    def render(
        self, request: web.Request, officer: Officer | None, page: str, status: int = 200, **values: object
    ) -> web.Response:
        """Answer with a template that extends `desk.html`.

        It sees `t` (words), `lang`, `static`, `path`, `officer`, `places` (navigation), `csrf` (the hidden
        field, whole), `token` (its value), `when` (writes a moment) and the values.
        """
        token = self.token(request) if officer else ""
        return self._look.render(
            request,
            officer,
            page,
            status,
            table=self.table,
            token=token,
            session=request.get(SESSION),
            **values,
        )

    def missing(self, request: web.Request, officer: Officer) -> web.Response:
        """Say that there is nothing at this address; a handler may raise HTTPNotFound as well."""
        return self.render(request, officer, "desk_refused.html", 404, why="missing")

    async def looked(self, officer: Officer, act: str, about: str, citizen: str = "") -> None:
        """Write down that somebody looks at what is a citizen's, before it is shown: they may read it too."""
        await self.audit.looked(officer, act, about, citizen)

    async def goes_on(self, request: web.Request) -> bool:
        """Tell whether the session that asked still goes on: for an answer that takes long."""
        return await self.sessions.read(self.browsers.of(request)) is not None

    def token(self, request: web.Request) -> str:
        """Give what the forms of this session carry: whoever cannot read the cookie cannot know it."""
        return hmac.digest(self.browsers.of(request).encode(), b"desk form", sha256).hex()

    # -- checks

    async def _session(self, request: web.Request) -> StaffSession | None:
        session = await self.sessions.read(self.browsers.of(request))
        if session is not None:
            request[SESSION] = session
        return session

    async def _is_our_form(self, request: web.Request) -> bool:
        given = request.headers.get(_HEADER) or str((await request.post()).get(CSRF, ""))
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token(request).encode())

    async def _refuse(
        self, request: web.Request, officer: Officer, path: str, why: str = "role"
    ) -> web.Response:
        await self.audit.note(officer, f"refused {_called(path)}", _about(request))
        return self.render(request, officer, "desk_refused.html", 403, why=why)

    async def _answer(self, request: web.Request, officer: Officer, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request, officer)
        except web.HTTPNotFound:
            return self.missing(request, officer)


def _called(path: str) -> str:
    """Name a route as the audit does: `/desk/requests/{reference}/take` is `requests take`."""
    pieces = [piece for piece in path.split("/")[2:] if piece and not piece.startswith("{")]
    return " ".join(pieces) or "home"


def _about(request: web.Request) -> str:
    """Tell what a route was asked of, as its address has it."""
    return " ".join(request.match_info.values())[:100]
