"""What became of a broadcast: figures on a page, and each recipient in a file written as it is read."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from aiohttp import web

from sportello.web.desk.broadcast_page import BroadcastPage
from sportello.web.desk.broadcast_progress import STATUSES, reason
from sportello.web.desk.studio import HOME, READERS, WORKERS, Studio
from sportello.web.desk.wording import DeskWords
from sportello.web.pages import PRIVATE
from storage.broadcasts import Broadcast, Line
from storage.staff_rows import Officer

_COLUMNS: Final = (
    "channel",
    "address",
    "language",
    "status",
    "reason",
    "segments",
    "resent",
    "tried",
    "updated",
)
_CHUNK: Final = 500  # lines written at once
_FORMULA: Final = frozenset("=+-@\t\r")  # what a spreadsheet would take for something to reckon


class ReportPage:
    """The handlers."""

    def __init__(self, studio: Studio, page: BroadcastPage) -> None:
        self._studio = studio
        self._page = page

    async def show(self, request: web.Request, officer: Officer) -> web.Response:
        """Show the figures."""
        studio, one = self._studio, await self._begun(request)
        found = await studio.broadcasts.progress(one.id)
        return studio.frame.render(
            request,
            officer,
            "desk_broadcast_report.html",
            sheet=await self._page.sheet(request, one),
            progress=await self._page.progress(request, one),
            statuses=STATUSES,
            first=(found.first_at if found else None) or one.begun_at,
            last=(found.last_at if found else None) or one.ended_at,
            answered=await studio.broadcasts.answered(one.id),
            may_take=officer.may(*WORKERS),
            here=f"{HOME}/{one.code}",
        )

    async def sheet(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Give every recipient as CSV, and note before who takes them."""
        studio, one = self._studio, await self._begun(request)
        await studio.frame.looked(officer, "broadcast-report-taken", one.code)
        name = f'attachment; filename="avviso-{one.code}.csv"'
        headers = {**PRIVATE, "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": name}
        stream = web.StreamResponse(headers=headers)
        await stream.prepare(request)
        await stream.write(_written([_COLUMNS]))
        words, lines = studio.words(request), []
        async for line in studio.broadcasts.report(one.id):
            lines.append(self._cells(line, words))
            if len(lines) >= _CHUNK:
                await stream.write(_written(lines))
                lines.clear()
        await stream.write(_written(lines))
        await stream.write_eof()
        return stream

    def _cells(self, line: Line, words: DeskWords) -> Sequence[str]:
        when = self._studio.when
        failed = reason(line.code, words) if line.code else ""
        figures = (f"{line.segments}", f"{line.resent}", when(line.first_tried_at), when(line.updated_at))
        return (line.channel, line.address, line.language, line.status, failed, *figures)

    async def _begun(self, request: web.Request) -> Broadcast:
        one = await self._studio.found(request)
        if one.begun_at is None:
            raise web.HTTPNotFound
        return one


def _written(lines: Sequence[Sequence[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([[_tame(cell) for cell in line] for line in lines])
    return file.getvalue().encode()


def _tame(cell: str) -> str:
    """Let no cell be taken for a formula but a phone number, which is digits behind its plus."""
    harmless = not cell or cell[0] not in _FORMULA or (cell[0] == "+" and cell[1:].isdigit())
    return cell if harmless else f"'{cell}"


def routes(page: ReportPage, studio: Studio) -> list[web.RouteDef]:
    """List the routes."""
    get, here = studio.frame.get, f"{HOME}/{{code}}"
    return [get(f"{here}/report", page.show, *READERS), get(f"{here}/report.csv", page.sheet, *WORKERS)]
