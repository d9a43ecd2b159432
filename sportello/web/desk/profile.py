"""Somebody's own page: their roles, their sign-ins, and the conversations that know who they are."""

from datetime import datetime, timedelta
from hashlib import sha256

from aiohttp import web

from sportello.web.desk.frame import Frame, Officer
from storage.contacts import channel_of, hint
from storage.staff_lanes import SqlOfficers


class Profile:
    """The handlers; a code binds a conversation for `good_for`."""

    def __init__(self, frame: Frame, officers: SqlOfficers, good_for: timedelta) -> None:
        self._frame = frame
        self._officers = officers
        self._good_for = good_for

    async def show(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show roles, this sign-in and the one before, and the conversations."""
        return await self._page(request, officer)

    async def new_code(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Give a code, which is shown this once."""
        code, until = await self._officers.offer(officer, self._good_for)
        return await self._page(request, officer, code, until)

    async def unbind(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Let a conversation go; one that is not theirs is not there."""
        named = str((await request.post()).get("lane", ""))
        for each in await self._officers.lanes(officer):
            if _mark(each.lane) == named:
                await self._officers.unbind(officer, each.lane)
        return await self._page(request, officer)

    async def _page(
        self, request: web.Request, officer: Officer, code: str = "", until: datetime | None = None
    ) -> web.StreamResponse:
        lanes = [
            (_mark(each.lane), channel_of(each.lane), hint(each.lane), each.bound_at)
            for each in await self._officers.lanes(officer)
        ]
        return self._frame.render(request, officer, "desk_profile.html", lanes=lanes, code=code, until=until)


def _mark(lane: str) -> str:
    """Name a conversation in a form without its address."""
    return sha256(lane.encode()).hexdigest()[:16]


def routes(frame: Frame, page: Profile) -> list[web.RouteDef]:
    """List the routes."""
    return [
        frame.get("/desk/profile", page.show),
        frame.post("/desk/profile/code", page.new_code),
        frame.post("/desk/profile/unbind", page.unbind),
    ]
