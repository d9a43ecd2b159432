"""The audit as auditors read it: by person, by act, by thing, by day, on a page or as a table."""

import csv
import io
from datetime import date, datetime, time, timedelta, tzinfo
from urllib.parse import urlencode

from aiohttp import web

from sportello.web.desk.frame import Frame, Officer, Role
from sportello.web.pages import PRIVATE
from storage.audit import SqlAudit, Wanted

HOME = "/desk/audit"
_PAGE, _SHEET = 50, 10_000  # deeds of a page, and of a table
_BY = frozenset({"who", "act", "about"})
_READERS = (Role.AUDITOR, Role.ADMINISTRATOR)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


class AuditPage:
    """The handlers; days are those of `zone`."""

    def __init__(self, frame: Frame, audit: SqlAudit, zone: tzinfo) -> None:
        self._frame = frame
        self._audit = audit
        self._zone = zone

    async def show(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Show a page of it; that it was read is written in it too."""
        wanted, asked = self._wanted(request)
        await self._audit.note(officer, "audit-read", detail=urlencode(asked))
        found = await self._audit.of(wanted, _PAGE + 1)
        older = urlencode({**asked, "before": str(found[_PAGE - 1].id)}) if len(found) > _PAGE else ""
        return self._frame.render(
            request,
            officer,
            "desk_audit.html",
            found=found[:_PAGE],
            asked={name: asked.get(name, "") for name in ("who", "act", "about", "since", "until")},
            older=older,
            sheet=urlencode(asked),
        )

    async def sheet(self, request: web.Request, officer: Officer) -> web.StreamResponse:
        """Give it as CSV (RFC 4180), which opens in a spreadsheet and computes nothing there."""
        wanted, asked = self._wanted(request)
        await self._audit.note(officer, "audit-exported", detail=urlencode(asked))
        text = io.StringIO(newline="")
        rows = csv.writer(text)
        rows.writerow(("number", "at", "who", "act", "about", "detail"))
        for each in await self._audit.of(wanted, _SHEET):
            at = each.at.astimezone(self._zone).isoformat()
            rows.writerow((each.id, at, *map(plain_cell, (each.who, each.act, each.about, each.detail))))
        headers = {**PRIVATE, "Content-Disposition": 'attachment; filename="audit.csv"'}
        # The mark of byte order: without it spreadsheets read accents wrongly.
        body = text.getvalue().encode("utf-8-sig")
        return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)

    def _wanted(self, request: web.Request) -> tuple[Wanted, dict[str, str]]:
        given = {name: value.strip()[:100] for name, value in request.query.items() if value.strip()}
        days = {name: _day(given.get(name, "")) for name in ("since", "until")}
        asked: dict[str, str] = {name: text for name, text in given.items() if name in _BY}
        asked |= {name: day.isoformat() for name, day in days.items() if day}
        since, until = days["since"], days["until"]
        wanted = Wanted(
            asked.get("who", ""),
            asked.get("act", ""),
            asked.get("about", ""),
            self._midnight(since) if since else None,
            self._midnight(until + timedelta(days=1)) if until else None,
            _number(given.get("before", "")),
        )
        return wanted, asked

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self._zone)


def plain_cell(text: str) -> str:
    """Keep a spreadsheet from taking what somebody wrote for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= date(2200, 1, 1) else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0  # noqa: PLR2004 - digits of a row number


def routes(frame: Frame, page: AuditPage) -> list[web.RouteDef]:
    """List the routes."""
    return [frame.get(HOME, page.show, *_READERS), frame.get(f"{HOME}.csv", page.sheet, *_READERS)]
