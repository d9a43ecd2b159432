"""The search of the desk: by reference, plate, fiscal code, protocol or permit number, exactly.

What is typed goes as a form, never as an address: it may be personal, and addresses stay in histories. It is
written down sealed in the audit, and whoever is found can read that it was looked for.
"""

from aiohttp import web

from bot.clock import Clock
from platforms.permits.wording import kind_title
from sportello.web.desk.asked import kind_of
from sportello.web.desk.frame import Frame, Officer, Role
from sportello.web.desk.look import language_of
from sportello.web.desk.looking_up import LONGEST, Found, LookUp
from storage.documents import storable

_SEEKERS = (Role.OPERATOR, Role.APPROVER)
_SOUGHT, _SHOWN = "searched", "found-by-search"


class SearchPage:
    """The handlers."""

    def __init__(self, frame: Frame, look_up: LookUp, clock: Clock) -> None:
        self._frame = frame
        self._look_up = look_up
        self._clock = clock

    async def ask(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show the form."""
        return self._render(request, officer, "", None)

    async def find(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Look up what was typed, and write down both that and whose data is shown, before it is."""
        typed = storable(str((await request.post()).get("wanted", ""))).strip()[:LONGEST]
        if not typed:
            return self._render(request, officer, "", None)
        found = await self._look_up.find(typed, self._clock().date())
        how = " ".join(found.read_as) or "nothing"
        await self._frame.audit.note(officer, _SOUGHT, how, typed)
        for citizen in sorted(found.people):
            await self._frame.looked(officer, _SHOWN, how, citizen)
        return self._render(request, officer, typed, found)

    def _render(
        self, request: web.Request, officer: Officer, typed: str, found: Found | None
    ) -> web.StreamResponse:
        return self._frame.render(
            request,
            officer,
            "desk_search.html",
            typed=typed,
            found=found,
            longest=LONGEST,
            kind_of=kind_of,
            permit_kind=lambda kind: kind_title(kind, language_of(request)),
            sees=lambda office: not officer.offices or not office or office in officer.offices,
        )


def routes(frame: Frame, page: SearchPage) -> list[web.RouteDef]:
    """List the routes."""
    return [
        frame.get("/desk/search", page.ask, *_SEEKERS),
        frame.post("/desk/search", page.find, *_SEEKERS),
    ]
