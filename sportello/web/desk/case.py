"""One request on one page: what was asked, its documents, the conversation, what happened, what to do now."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiohttp import web

from sportello.web.desk.canned import Canned, CannedAnswer
from sportello.web.desk.look import language_of
from sportello.web.desk.sheet import Happening, Scribe, Sheet
from sportello.web.desk.worktop import HOME, WORKERS, Worktop, address_of, concerned
from storage.request_desk import RequestView, Stale
from storage.request_sent import SentAnswers
from storage.staff_rows import Officer, Role

LONGEST = 2_000  # characters of what staff write
LOOKED = "request-shown"  # as the citizen's own log names it
DONE = frozenset({"take", "assign", "note", "reply", "ask", "accept", "refuse"})


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed and what came of it: kept on the page whenever nothing was done.

    `wrong` is the word of the message that says why, `field` where; `last` the number of the last event that
    they had seen.
    """

    text: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    wrong: str = ""
    field: str = ""
    stale: Stale | None = None
    last: int = 0


_NOTHING = Typed()


class RequestPage:
    """Shows the page, to whoever looks and to whoever could not do what they wanted."""

    def __init__(self, worktop: Worktop, sent: SentAnswers, canned: Canned) -> None:
        self._top = worktop
        self._sent = sent
        self._canned = canned

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Show a request; the look is written down first."""
        view = await self._top.found(request, officer)
        return await self.answer(request, officer, view)

    async def answer(
        self,
        request: web.Request,
        officer: Officer,
        view: RequestView,
        typed: Typed = _NOTHING,
        status: int = 200,
    ) -> web.Response:
        """Answer with the page as it is now."""
        await self._top.looked(officer, LOOKED, view)
        number = await self._top.live.number()
        scribe = await self._scribe(request, officer, view)
        sheet = scribe.sheet(view)
        done = request.query.get("done", "")
        return self._top.frame.render(
            request,
            officer,
            "desk_case.html",
            status,
            sheet=sheet,
            typed=typed,
            since=_since(sheet, typed),
            first=scribe.names.who(typed.stale.by, scribe.words) if typed.stale else "",
            own=typed.stale is not None and typed.stale.by == officer.name,
            done=done if done in DONE and not typed.wrong and not typed.stale else "",
            approver=officer.may(Role.APPROVER),
            canned=self.canned(view),
            colleagues=scribe.names.active(),
            offices=[(code, scribe.names.office(code, scribe.words)) for code in scribe.names.offices],
            one=view.request,
            home=HOME,
            here=address_of(view),
            number=number,
            longest=LONGEST,
        )

    def canned(self, view: RequestView) -> Sequence[CannedAnswer]:
        """List the ready answers for a request, in its citizen's language."""
        return self._canned.for_kind(view.request.kind, view.language)

    async def _scribe(self, request: web.Request, officer: Officer, view: RequestView) -> Scribe:
        top = self._top
        ids = dict.fromkeys([view.request.citizen, *concerned(view)])
        people = {each: known for each in ids if each and (known := await top.citizens.by_id(each))}
        return Scribe(
            words=top.words(request),
            language=language_of(request),
            names=await top.names(),
            people=people,
            today=top.clock().date(),
            reader=officer.name,
            sent=await self._sent.statuses(view),
        )


def _since(sheet: Sheet, typed: Typed) -> Sequence[Happening]:
    """List what has happened since somebody looked whose deed came too late."""
    if typed.stale is None:
        return ()
    return [each for each in sheet.story if each.number > typed.last]


def routes(page: RequestPage, worktop: Worktop) -> list[web.RouteDef]:
    """List the routes: for somebody who looks, and for a page that has heard that it is old."""
    get, here = worktop.frame.get, f"{HOME}/{{reference}}"
    return [get(here, page.show, *WORKERS), get(f"{here}/fresh", page.show, *WORKERS, quiet=True)]
