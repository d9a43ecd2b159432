"""The queue as a page lists it: of each open request only what is not sealed, so that nothing is opened."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import partial

import sqlalchemy as sa

from bot.values.reference import Reference
from storage.database import Database
from storage.prepared import FoundRow
from storage.request_rows import Stage, is_open, request
from storage.request_views import Filter, wanted


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open request without anything of its citizen; see Request for what each is."""

    reference: Reference
    kind: str
    opened_at: datetime
    answer_by: date
    office: str
    assignee: str
    stage: Stage
    version: int


_COLUMNS = [request.c[each.name] for each in fields(Waiting)]


@dataclass(frozen=True, slots=True)
class RequestQueue:
    """The open requests, those first whose term ends first."""

    database: Database

    async def page(self, which: Filter, limit: int) -> Sequence[Waiting]:
        """Read some; the next page is after the last of these."""
        return await self.database.reader.fetch(partial(_page, which=which, limit=limit))


def _page(connection: sa.Connection, which: Filter, limit: int) -> Sequence[Waiting]:
    query = sa.select(*_COLUMNS).where(is_open, *wanted(which))
    query = query.order_by(request.c.answer_by, request.c.reference).limit(limit)
    return [_waiting(row) for row in connection.execute(query)]


def _waiting(row: FoundRow) -> Waiting:
    values = {name: getattr(row, name) for name in Waiting.__slots__}
    return Waiting(**{**values, "reference": Reference(row.reference), "stage": Stage(row.stage)})
