"""The queue: open requests page by page, those first whose term ends first, and how many there are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from sportello.web.desk.asked import day, kind_of
from sportello.web.desk.look import language_of
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import HOME, WORKERS, Names, Worktop
from storage.request_queue import RequestQueue, Waiting
from storage.request_rows import Stage
from storage.request_views import Cursor, Filter
from storage.staff_rows import Officer

PAGE: Final = 50  # requests
ME, NOBODY, NO_OFFICE = "me", "-", "-"  # values of filters; no name and no code is a hyphen
_SOON: Final = 7  # days before its end from which a term is told in days
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\.([0-9A-Z]{8})")
_WORD = re.compile(r"[0-9A-Za-z._@-]{1,100}")
_FILTERS: Final = ("office", "assignee", "stage", "kind", "late")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of an address, as they stand there: what is none of ours is no filter."""

    office: str = ""
    assignee: str = ""
    stage: str = ""
    kind: str = ""
    late: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], officer: Officer) -> "Asked":
        """Read them; who works for some offices only always has one of them chosen."""
        given = {name: value for name in _FILTERS if _WORD.fullmatch(value := query.get(name, ""))}
        allowed = (*officer.offices, NO_OFFICE)
        if officer.offices and given.get("office") not in allowed:
            given["office"] = officer.offices[0]
        if given.get("stage") not in {each.value for each in Stage}:
            given.pop("stage", None)
        return cls(**given)

    def wanted(self, officer: Officer, today: date, after: Cursor | None) -> Filter:
        """Say it to the store."""
        assignee = {"": None, ME: officer.name, NOBODY: ""}.get(self.assignee, self.assignee)
        return Filter(
            office={"": None, NO_OFFICE: ""}.get(self.office, self.office),
            assignee=assignee,
            stage=Stage(self.stage) if self.stage else None,
            kind=self.kind or None,
            late=today if self.late else None,
            after=after,
        )

    def address(self, after: Cursor | None = None) -> str:
        """Write the address of a page with these filters."""
        values = {name: getattr(self, name) for name in _FILTERS if getattr(self, name)}
        if after is not None:
            values["after"] = f"{after.answer_by}.{after.reference}"
        return f"{HOME}?{urlencode(values)}" if values else HOME


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue, in words; nothing of the citizen's own stands in it."""

    reference: str
    shown: str
    version: int
    kind: str
    opened: str
    due: str
    term: str
    manner: str
    stage: str
    assignee: str
    office: str


class QueuePage:
    """The handler."""

    def __init__(self, worktop: Worktop, queue: RequestQueue, kinds: Sequence[str]) -> None:
        """List the queue; `kinds` are those that can be asked for."""
        self._top = worktop
        self._queue = queue
        self._kinds = kinds

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Show a page of the queue."""
        top, today = self._top, self._top.clock().date()
        asked, after = Asked.of(request.query, officer), cursor_of(request.query.get("after", ""))
        number = await top.live.number()  # before the reading: what happens meanwhile is told again
        found = await self._queue.page(asked.wanted(officer, today, after), PAGE + 1)
        words, language, names = top.words(request), language_of(request), await top.names()
        rows = [row_of(each, names, words, language, today) for each in found[:PAGE]]
        last = found[PAGE - 1] if len(found) > PAGE else None
        following = None if last is None else Cursor(last.answer_by, str(last.reference))
        return top.frame.render(
            request,
            officer,
            "desk_queue.html",
            rows=rows,
            counts=await top.live.figures(officer.name, officer.offices),
            asked=asked,
            offices=[(code, names.office(code, words)) for code in names.offered(officer)],
            staff=names.active(),
            stages=[each.value for each in Stage],
            kinds=[(kind, kind_of(words, kind)) for kind in self._kinds],
            home=HOME,
            here=asked.address(after),
            first=asked.address() if after else "",
            following=asked.address(following) if following else "",
            number=number,
        )


def row_of(one: Waiting, names: Names, words: DeskWords, language: str, today: date) -> Row:
    """Write a request as a line."""
    term, manner = term_of(one.answer_by, today, words)
    return Row(
        str(one.reference),
        one.reference.show(language),
        one.version,
        kind_of(words, one.kind),
        day(one.opened_at.date(), language),
        day(one.answer_by, language),
        term,
        manner,
        words(f"rq-stage-{one.stage.value}"),
        names.who(one.assignee, words) if one.assignee else "",
        names.office(one.office, words) if one.office else "",
    )


def term_of(answer_by: date, today: date, words: DeskWords) -> tuple[str, str]:
    """Tell how a term stands, in words, and in one word for the style; empty while it is far off."""
    left = (answer_by - today).days
    if left < 0:
        return words("rq-due-late", days=-left), "late"
    if left == 0:
        return words("rq-due-today"), "soon"
    return (words("rq-due-soon", days=left), "soon") if left <= _SOON else ("", "")


def cursor_of(text: str) -> Cursor | None:
    """Read where a page begins; None for the first, and for what we never wrote."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        return None
    try:
        return Cursor(date.fromisoformat(match[1]), match[2])
    except ValueError:
        return None


def routes(page: QueuePage, worktop: Worktop) -> list[web.RouteDef]:
    """List the route."""
    return [worktop.frame.get(HOME, page.show, *WORKERS)]
