"""How the pages of the desk look: their templates, the words of the reader's language, where one may go."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from sportello.web.desk.navigation import PLACES
from sportello.web.desk.wording import DeskWords
from sportello.web.pages import HERE, LANGUAGES, PRIVATE, Pages
from storage.staff_rows import Officer

if TYPE_CHECKING:
    from sportello.web.desk.frame import Route

_REMEMBERED = "desk-lang"  # the cookie of the language; it says nothing of anybody
_YEAR = 365 * 24 * 3600  # seconds


class Look:
    """Renders; `zone` is that of the hours shown, `sandbox` whether nothing here is real."""

    def __init__(self, pages: Pages, zone: tzinfo, *, sandbox: bool = False) -> None:
        self._static = pages.static.address
        self._zone = zone
        self._sandbox = sandbox
        self._words = {language: DeskWords(language, pages.place) for language in LANGUAGES}
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(
        self,
        request: web.Request,
        officer: Officer | None,
        page: str,
        status: int,
        *,
        table: "Sequence[Route]",
        token: str,
        **values: object,
    ) -> web.Response:
        """Answer with a template; a language asked for in the address is remembered."""
        language = language_of(request)
        text = self._environment.get_template(page).render(
            t=self._words[language],
            lang=language,
            other="en" if language == "it" else "it",
            static=self._static,
            path=request.path,
            officer=officer,
            places=_places(officer, table),
            csrf=Markup('<input type="hidden" name="csrf" value="{}">').format(token),
            token=token,
            when=self.when,
            sandbox=self._sandbox,
            **values,
        )
        answer = web.Response(text=text, content_type="text/html", status=status, headers=PRIVATE)
        if request.query.get("lang") in LANGUAGES:
            answer.set_cookie(
                _REMEMBERED, language, max_age=_YEAR, path="/desk", httponly=True, samesite="Strict"
            )
        return answer

    def words(self, request: web.Request) -> DeskWords:
        """Give the words of the reader's language."""
        return self._words[language_of(request)]

    def when(self, moment: datetime | None, *, day_only: bool = False) -> str:
        """Write a moment as clocks here show it; empty for none."""
        if moment is None:
            return ""
        return f"{moment.astimezone(self._zone):{'%d/%m/%Y' if day_only else '%d/%m/%Y %H:%M'}}"


def language_of(request: web.Request) -> str:
    """Read the language: the one asked for, else the one asked for last, else Italian."""
    given = (request.query.get("lang", ""), request.cookies.get(_REMEMBERED, ""))
    return next((each for each in given if each in LANGUAGES), LANGUAGES[0])


def _places(officer: Officer | None, table: "Sequence[Route]") -> list[tuple[str, str]]:
    """List where somebody may go."""
    if officer is None:
        return []
    open_to = {route.path for route in table if route.method == "GET" and officer.may(*route.roles)}
    return [(key, path) for key, path in PLACES if path in open_to]
