"""The statistics of the desk: a year beside the one before, in pictures and tables, and as a sheet."""

from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from bot.clock import Clock
from bot.desk import Desk
from platforms.certificates.kinds import CertificateKind
from platforms.permits.wording import kind_title
from sportello.statistics import Statistics
from sportello.statistics_sheet import sheet_of
from sportello.web.desk.asked import kind_of
from sportello.web.desk.figures import Figured
from sportello.web.desk.frame import Frame, Officer, Role
from sportello.web.desk.look import language_of
from sportello.web.desk.wording import DeskWords
from sportello.web.pages import PRIVATE
from storage.statistics_rows import ABANDONED, CERTIFICATES, CONTACTS, PAYMENTS, PERMITS, REQUESTS, SERVICES

_READERS = (Role.OPERATOR, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR)
_YEARS = 5  # that are offered, this one among them


class Naming:
    """Names what was counted as citizens and staff know it; a key that means nothing here as it stands."""

    def __init__(self, desk: Desk, words: DeskWords, language: str) -> None:
        self._services = desk.services
        self._say = words
        self._voice = desk.words.voice(language, "chat")
        self._names: dict[str, Callable[[str], str]] = {
            CONTACTS: self._channel,
            REQUESTS: lambda key: kind_of(words, key),
            SERVICES: self._service,
            PAYMENTS: self._service,
            PERMITS: lambda key: kind_title(key, language),
            CERTIFICATES: self._certificate,
            ABANDONED: self._left,
        }

    def __call__(self, measure: str, key: str) -> str:
        """Name a key of a measure."""
        return self._names[measure](key) if measure in self._names else key

    def _channel(self, key: str) -> str:
        return self._say.get(f"st-channel-{key}", key)

    def _service(self, key: str) -> str:
        if not key:
            return self._say("st-imported")
        return self._voice.say(key, "title") if key in self._services else key

    def _certificate(self, key: str) -> str:
        with suppress(ValueError, LookupError):
            return self._voice.say("get_certificate", f"option-kind-{CertificateKind(int(key)).name}")
        return key

    def _left(self, key: str) -> str:
        service, _, place = key.partition("/")
        return self._say("st-left", service=self._service(service), place=self._place(service, place))

    def _place(self, service: str, place: str) -> str:
        if not place[:1].isalnum():
            return self._say.get(f"st-place-{place.lstrip('!-') or 'none'}", place)
        with suppress(LookupError):
            return self._voice.say(service, f"slot-{place}")
        return place


class StatisticsPage:
    """The handlers."""

    def __init__(self, frame: Frame, desk: Desk, statistics: Statistics, clock: Clock, place: str) -> None:
        self._frame = frame
        self._desk = desk
        self._statistics = statistics
        self._clock = clock
        self._place = place

    async def show(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show a year."""
        found = await self._statistics.year(self._year(request))
        language = language_of(request)
        words = DeskWords(language, self._place)
        figured = Figured(found, words, language, Naming(self._desk, words, language))
        now = self._clock()
        return self._frame.render(
            request,
            officer,
            "desk_statistics.html",
            found=found,
            headlines=figured.headlines(),
            sections=list(figured.sections()),
            years=range(now.year, now.year - _YEARS, -1),
            now=now,
        )

    async def sheet(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Give the counts of every day of a year, and note who took them."""
        year = self._year(request)
        content = sheet_of(await self._statistics.days(year))
        await self._frame.audit.note(officer, "statistics-taken", str(year))
        name = f'attachment; filename="statistiche-{year}.csv"'
        headers = {**PRIVATE, "Content-Disposition": name}
        return web.Response(body=content, content_type="text/csv", charset="utf-8", headers=headers)

    def _year(self, request: web.Request) -> int:
        this = self._clock().year
        offered = {str(year): year for year in range(this, this - _YEARS, -1)}
        return offered.get(request.query.get("year", ""), this)


def routes(frame: Frame, page: StatisticsPage) -> list[web.RouteDef]:
    """List the routes."""
    return [
        frame.get("/desk/statistics", page.show, *_READERS),
        frame.get("/desk/statistics.csv", page.sheet, *_READERS),
    ]
