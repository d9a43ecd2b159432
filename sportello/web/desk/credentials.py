"""Requests for credentials that nothing could match: who says to be whom, what is missing, yes or no."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from bot.errors import BadRequest, WrongAnswer
from bot.values.reference import Reference
from bot.values.value import Reading
from sportello.credentials_checked import LOOKED, approve, refuse
from sportello.credentials_office import Office
from sportello.web.desk.documents import saved
from sportello.web.desk.frame import Frame
from sportello.web.desk.worktop import CREDENTIALS_HOME
from sportello.web.identity.browser import onward
from storage.applicants import CREDENTIALS, DOCUMENT, Applicant
from storage.citizens import Citizen
from storage.deciding import DecidedRequests, Seen
from storage.requests import State
from storage.staff_rows import Officer, Role

HOME: Final = CREDENTIALS_HOME
MOST: Final = 100  # requests of a list
LONGEST: Final = 2_000  # characters of a reason
DECIDERS: Final = (Role.APPROVER,)
_DONE: Final = frozenset({"approve", "refuse"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed, and why nothing was done, in the word of its message."""

    text: str = field(default="", repr=False)
    wrong: str = ""


_NOTHING = Typed()


class CredentialsPage:
    """The handlers; `office` opens the office in the name of who is at the desk."""

    def __init__(self, frame: Frame, office: Callable[[str], Office], *, offered: bool) -> None:
        self.frame = frame
        self._office = office
        self._offered = offered  # whether the municipality gives out credentials at all

    async def all(self, request: web.Request, officer: Officer) -> web.Response:
        """List those that wait, those first whose term ends first; nobody's name stands in it."""
        here, done = self._office(officer.name), request.query.get("done", "")
        rows = [(one, _missing(one.details.get("missing"))) for one in await here.applicants.waiting(MOST)]
        done = done if done in _DONE else ""
        return self.frame.render(request, officer, "desk_credentials.html", rows=rows, home=HOME, done=done)

    async def one(self, request: web.Request, officer: Officer) -> web.Response:
        """Show one; the look is written down first."""
        return await self._page(request, officer, await self._found(request, officer))

    async def decide(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Give them, or refuse and say why."""
        seen, form = await self._found(request, officer), await request.post()
        what, text = str(form.get("do", "")), str(form.get("text", "")).replace("\r\n", "\n").strip()
        if what not in _DONE:
            raise web.HTTPBadRequest
        here = self._office(officer.name)
        wrong = self._wrong(
            what, text, seen, checked="checked" in form, applicant=here.applicants.read(seen.request)
        )
        if wrong:
            return await self._page(request, officer, seen, Typed(text, wrong), 422)
        try:
            if what == "approve":
                await approve(here, seen, register_pec="register" in form)
            else:
                await refuse(here, seen, text)
        except BadRequest:  # somebody was quicker, or these credentials are locked
            seen = await self._found(request, officer)
            return await self._page(request, officer, seen, Typed(text, "late"), 409)
        return onward(f"{HOME}?done={what}")

    async def file(self, request: web.Request, officer: Officer) -> web.Response:
        """Hand over something that came with a request, to be saved."""
        here, seen = self._office(officer.name), await self._found(request, officer)
        files, number = await here.applicants.files(seen.request), int(request.match_info["number"])
        if not 1 <= number <= len(files):
            raise web.HTTPNotFound
        await self._looked(here, officer, seen)
        found = files[number - 1]
        return saved(found.name, found.media_type, found.content)

    def _wrong(self, what: str, text: str, seen: Seen, *, checked: bool, applicant: Applicant) -> str:
        """Say why this cannot be done, in the word of its message; empty if it can."""
        if seen.request.state is not State.OPEN:
            return "late"
        if what == "refuse":
            return "reason" if not text else "long" if len(text) > LONGEST else ""
        if not self._offered:
            return "off"
        if applicant.missing == DOCUMENT:
            return "document"
        return "" if checked else "unchecked"

    async def _found(self, request: web.Request, officer: Officer) -> Seen:
        here = self._office(officer.name)
        try:
            reading = Reading(here.database.clock().date())
            reference = Reference.parse(request.match_info["reference"], reading)
        except WrongAnswer:
            raise web.HTTPNotFound from None
        seen = await DecidedRequests(here.database).one(reference)
        if seen is None or seen.request.kind != CREDENTIALS:
            raise web.HTTPNotFound
        return seen

    async def _looked(self, here: Office, officer: Officer, seen: Seen) -> Citizen | None:
        """Write down that somebody looks, where whom the applicant says to be reads it; tell who that is."""
        applicant = here.applicants.read(seen.request)
        known = await here.desk.citizens.by_fiscal_code(applicant.fiscal_code)
        await self.frame.looked(officer, LOOKED, str(seen.request.reference), known.id if known else "")
        return known

    async def _page(
        self, request: web.Request, officer: Officer, seen: Seen, typed: Typed = _NOTHING, status: int = 200
    ) -> web.Response:
        here = self._office(officer.name)
        known, applicant = await self._looked(here, officer, seen), here.applicants.read(seen.request)
        return self.frame.render(
            request,
            officer,
            "desk_credential.html",
            status,
            one=seen.request,
            open=seen.request.state is State.OPEN,
            applicant=applicant,
            missing=_missing(applicant.missing),
            known=_known(known, applicant),
            other_pec=known.pec if known and known.pec and known.pec != applicant.pec else "",
            files=range(1, len(applicant.files) + 1),
            typed=typed,
            offered=self._offered,
            longest=LONGEST,
            home=HOME,
        )


def _missing(what: object) -> str:
    return "document" if what == DOCUMENT else "match"


def _known(known: Citizen | None, applicant: Applicant) -> str:
    if known is None:
        return "no"
    same = f"{known.name} {known.surname}".casefold() == f"{applicant.name} {applicant.surname}".casefold()
    return "same" if same else "other"


def routes(page: CredentialsPage) -> list[web.RouteDef]:
    """List the routes."""
    one, frame = f"{HOME}/{{reference:[0-9A-Za-z-]{{1,20}}}}", page.frame
    return [
        frame.get(HOME, page.all, *DECIDERS),
        frame.get(one, page.one, *DECIDERS),
        frame.post(one, page.decide, *DECIDERS),
        frame.get(f"{one}/files/{{number:[0-9]{{1,3}}}}", page.file, *DECIDERS),
    ]
