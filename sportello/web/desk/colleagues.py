"""Who works here, for whoever administers the desk: roles, offices, disable, begin anew."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from bot.errors import BadRequest
from sportello.staff_office import read_offices
from sportello.web.desk.frame import Frame, Officer, Role
from storage.staff import Colleague, SqlStaff

HOME = "/desk/staff"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a page says of what was just done, and the link that it shows this once."""

    done: str = ""
    wrong: str = ""
    who: str = ""
    link: str = ""
    until: datetime | None = None
    status: int = field(default=200, compare=False)


class Colleagues:
    """The handlers; links lead to `address` and open for `good_for`.

    Nobody changes their own roles here, so that one administrator always stays.
    """

    def __init__(self, frame: Frame, staff: SqlStaff, address: str, good_for: timedelta) -> None:
        self._frame = frame
        self._staff = staff
        self._address = address
        self._good_for = good_for

    async def show(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """List everybody."""
        return await self._page(request, officer)

    async def assign(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Give somebody other roles and offices."""
        found, form = await self._other(request, officer), await request.post()
        roles = frozenset(role for role in Role if role.value in form.getall("role", []))
        if not roles:
            return await self._page(request, officer, _Said(wrong="none", status=400))
        try:
            offices = read_offices(str(form.get("offices", "")).split())
        except BadRequest:
            return await self._page(request, officer, _Said(wrong="offices-hint", status=400))
        await self._staff.assign(found.officer.name, roles, offices, officer.name)
        return await self._page(request, officer, _Said("saved"))

    async def disable(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Let somebody in no more."""
        found = await self._other(request, officer)
        await self._staff.disable(found.officer.name, officer.name)
        return await self._page(request, officer, _Said("disabled-now"))

    async def reset(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Let somebody begin anew, and show their link this once."""
        found = await self._other(request, officer)
        await self._staff.reset(found.officer.name, officer.name)
        until = self._staff.clock() + self._good_for
        token = await self._staff.invite(found.officer.name, until)
        link = f"{self._address}/desk/activate/{token}"
        return await self._page(request, officer, _Said(who=found.officer.full_name, link=link, until=until))

    async def _other(self, request: web.Request, officer: Officer) -> Colleague:
        """Find whom the address names; raises HTTPNotFound for nobody, and for oneself."""
        found = await self._staff.of(request.match_info["name"])
        if found is None or found.officer.name == officer.name or found.sandbox:
            raise web.HTTPNotFound
        return found

    async def _page(
        self,
        request: web.Request,
        officer: Officer,
        said: _Said = _Said(),
    ) -> web.Response:
        people, roles = await self._staff.all(), [role.value for role in Role]
        shown = {"people": people, "roles": roles, "said": said, "command": "sportello staff add"}
        return self._frame.render(request, officer, "desk_staff.html", said.status, **shown)


def routes(frame: Frame, page: Colleagues) -> list[web.RouteDef]:
    """List the routes: all of them are the administrator's."""
    acts = {"roles": page.assign, "disable": page.disable, "reset": page.reset}
    return [
        frame.get(HOME, page.show, Role.ADMINISTRATOR),
        *(frame.post(f"{HOME}/{{name}}/{act}", do, Role.ADMINISTRATOR) for act, do in acts.items()),
    ]
