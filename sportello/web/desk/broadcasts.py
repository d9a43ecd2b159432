"""The broadcasts of the desk, the latest first, those of a state or all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from aiohttp import web
from babel.numbers import format_decimal

from sportello.web.desk.broadcast_form import LANGUAGES
from sportello.web.desk.look import language_of
from sportello.web.desk.studio import HOME, READERS, WRITERS, Studio, manner_of
from sportello.web.desk.worktop import Names
from storage.broadcast_records import Broadcast, State
from storage.staff_rows import Officer

PAGE: Final = 50  # broadcasts
_DIGITS: Final = 18  # of a BIGINT


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, in words."""

    code: str
    title: str
    state: str
    manner: str
    people: str
    at: datetime
    by: str
    training: bool


class BroadcastsPage:
    """The handler."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Show a page of the list."""
        studio, language = self._studio, language_of(request)
        state, before = _state_of(request.query), _number(request.query.get("before", ""))
        found = await studio.broadcasts.list((state,) if state else (), PAGE + 1, before)
        names, words = await studio.names(), studio.words(request)
        rows = [_row(each, names, words("br-by-counter"), language) for each in found[:PAGE]]
        chosen = state.value if state else ""
        following = _address(chosen, found[PAGE - 1].id) if len(found) > PAGE else ""
        return studio.frame.render(
            request,
            officer,
            "desk_broadcasts.html",
            rows=rows,
            states=[each.value for each in State],
            state=chosen,
            home=HOME,
            first=_address(chosen) if before else "",
            following=following,
            editor=officer.may(*WRITERS),
        )


def title_of(one: Broadcast) -> str:
    """Give the title in the first language that has one."""
    texts = one.draft.texts
    return next((texts[each].title for each in (*LANGUAGES, *texts) if each in texts), one.code)


def _row(one: Broadcast, names: Names, counter: str, language: str) -> Row:
    known = names.staff.get(one.made_by)
    return Row(
        one.code,
        title_of(one),
        one.state.value,
        manner_of(one.state.value),
        "" if one.counted is None else str(format_decimal(one.counted, locale=language)),
        one.begun_at or one.submitted_at or one.made_at,
        known.officer.full_name if known else one.made_by or counter,
        one.draft.training,
    )


def _state_of(query: Mapping[str, str]) -> State | None:
    given = query.get("state", "")
    return State(given) if given in {each.value for each in State} else None


def _number(text: str) -> int:
    """Read from where a page begins; 0 for the first."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else 0


def _address(state: str, before: int = 0) -> str:
    values = {"state": state, "before": str(before) if before else ""}
    asked = urlencode({name: value for name, value in values.items() if value})
    return f"{HOME}?{asked}" if asked else HOME


def routes(page: BroadcastsPage, studio: Studio) -> list[web.RouteDef]:
    """List the route."""
    return [studio.frame.get(HOME, page.show, *READERS)]
