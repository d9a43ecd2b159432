"""Signing in and out at the desk: everything is asked at once, and no part is told to be right alone."""

import re
from collections.abc import Sequence
from typing import Protocol

from aiohttp import web

from sportello.web.desk.frame import Frame
from sportello.web.desk.navigation import HOME, PLACES
from sportello.web.identity.browser import new_secret, onward
from storage.staff_rows import Officer

_LONGEST = {"name": 100, "password": 1024, "code": 40}  # characters; what is longer is nobody's
_MOST_AT_ONCE = 20  # tries that wait for their password to be hashed: more are turned away
# Our own pages, and nothing that a browser could take for another site's.
_OURS = re.compile(r"/desk(/[0-9A-Za-z_~-][0-9A-Za-z._~-]*)*")


class TryOut(Protocol):
    """Made-up staff that may be tried here, as the page shows it."""

    async def offered(self, request: web.Request) -> Sequence[object]:
        """List them for who may see them; none anywhere but on this machine."""


class Signing:
    """The handlers."""

    def __init__(self, frame: Frame, try_out: TryOut | None = None) -> None:
        self._frame = frame
        self._try_out = try_out
        self._waiting = 0

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Show the form. Changes nothing; whoever is signed in goes on."""
        if await self._frame.goes_on(request):
            return onward(_following(request.query.get("next", "")))
        told = next((each for each in ("left", "ready") if each in request.query), "")
        return await self._form(request, following=request.query.get("next", ""), told=told)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Take name, password and code."""
        form = await request.post()
        name, password, code = (str(form.get(each, ""))[:most] for each, most in _LONGEST.items())
        following, secret = str(form.get("next", "")), new_secret()
        if self._waiting >= _MOST_AT_ONCE:
            return await self._form(request, "busy", 503, name=name, following=following)
        self._waiting += 1
        try:
            tried = await self._frame.sessions.sign_in(name, password, code, secret)
        finally:
            self._waiting -= 1
        if not tried.name:
            said = "wait" if tried.wait_until else "wrong"
            return await self._form(
                request, said, 429 if said == "wait" else 403, name=name, following=following
            )
        answer = onward(_following(following))
        self._frame.browsers.bind(answer, secret)  # never a secret that the browser brought along
        return answer

    async def home(self, request: web.Request, officer: Officer) -> web.StreamResponse:  # noqa: ARG002 - a handler's
        """Lead to the first page that somebody may open."""
        may = {
            route.path for route in self._frame.table if route.method == "GET" and officer.may(*route.roles)
        }
        return onward(next((path for _, path in PLACES if path in may), "/desk/profile"))

    async def sign_out(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """End this session."""
        await self._frame.sessions.end(self._frame.browsers.of(request), officer)
        return self._left()

    async def sign_out_everywhere(self, request: web.Request, officer: Officer) -> web.StreamResponse:  # noqa: ARG002 - a handler's
        """End every session of theirs, this one too."""
        await self._frame.sessions.end_everywhere(officer)
        return self._left()

    async def nowhere(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Say that there is no such page."""
        return self._frame.missing(request, officer)

    def _left(self) -> web.Response:
        answer = onward("/desk/sign-in?left")
        self._frame.browsers.release(answer)
        return answer

    async def _form(
        self,
        request: web.Request,
        said: str = "",
        status: int = 200,
        *,
        name: str = "",
        following: str = "",
        told: str = "",
    ) -> web.Response:
        offered = await self._try_out.offered(request) if self._try_out else ()
        page = "desk_sign_in.html"
        shown = {"said": said, "told": told, "name": name, "following": following, "offered": offered}
        return self._frame.render(request, None, page, status, **shown)


def _following(path: str) -> str:
    """Tell where to go on: a page of the desk, or its beginning."""
    return path if _OURS.fullmatch(path) else HOME


def routes(frame: Frame, signing: Signing) -> list[web.RouteDef]:
    """List the routes."""
    return [
        frame.open_get("/desk/sign-in", signing.ask),
        frame.open_post("/desk/sign-in", signing.sign_in),
        frame.get(HOME, signing.home),
        frame.post("/desk/sign-out", signing.sign_out),
        frame.post("/desk/sign-out-everywhere", signing.sign_out_everywhere),
        frame.get(f"{HOME}/{{rest:.+}}", signing.nowhere),  # whatever no page of its own has
    ]
