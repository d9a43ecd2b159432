"""Somebody's own page: their roles, their sign-ins, and the conversations that know who they are."""

from aiohttp import web

from sportello.web.desk.frame import Frame, Officer


class Profile:
    """The handlers."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def show(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show it."""
        return self._frame.render(request, officer, "desk_profile.html")


def routes(frame: Frame, page: Profile) -> list[web.RouteDef]:
    """List the routes."""
    return [frame.get("/desk/profile", page.show)]
