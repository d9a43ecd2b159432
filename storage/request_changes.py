"""What has happened to requests since somebody last looked: the cheap counter that open pages live by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

import sqlalchemy as sa

from bot.values.reference import Reference
from storage.database import Database
from storage.request_rows import Stage, State, What, is_open, request, request_event

OVERLAP: Final = 100  # numbers: on PostgreSQL one may be committed after a later one
_MOST = 500  # of one look; the rest comes with the next


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a request, and how the request stands now; nothing of what was written.

    `number` grows with time, over all requests. `by` is CITIZEN, COUNTER or a name of the staff.
    """

    number: int
    at: datetime
    what: What
    by: str
    reference: Reference
    kind: str
    office: str
    assignee: str
    state: State
    stage: Stage
    version: int
    answer_by: date


@dataclass(frozen=True, slots=True)
class Tally:
    """How many open requests of an office somebody has in hand (nobody: empty), and how many are late."""

    office: str
    assignee: str
    waiting: int
    late: int


class Changes(Protocol):
    """What a watcher asks; all raise StoreUnavailable."""

    async def newest(self) -> int:
        """Give the number of the latest change; 0 where there is none."""

    async def since(self, number: int) -> Sequence[Change]:
        """Read what has a higher number, in order; of very many the first ones."""

    async def tallies(self, today: date) -> Sequence[Tally]:
        """Count the open requests; late is what was due before today."""


_NEWEST = sa.select(sa.func.max(request_event.c.number))
_SINCE = (
    sa.select(
        request_event.c.number,
        request_event.c.at,
        request_event.c.kind.label("what"),
        request_event.c.by,
        *(request.c[name] for name in ("reference", "kind", "office", "assignee")),
        *(request.c[name] for name in ("state", "stage", "version", "answer_by")),
    )
    .join(request, request.c.reference == request_event.c.reference)
    .where(request_event.c.number > sa.bindparam("number", type_=sa.BigInteger()))
    .order_by(request_event.c.number)
    .limit(_MOST)
)
_late = sa.case((request.c.answer_by < sa.bindparam("today", type_=sa.Date()), 1), else_=0)
_TALLIES = (
    sa.select(request.c.office, request.c.assignee, sa.func.count(), sa.func.sum(_late))
    .where(is_open)
    .group_by(request.c.office, request.c.assignee)
)


class SqlChanges:
    """The changes in the database, whichever process made them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self) -> int:
        """As Changes."""
        return await self._database.reader.fetch(lambda connection: connection.scalar(_NEWEST) or 0)

    async def since(self, number: int) -> Sequence[Change]:
        """As Changes."""
        return await self._database.reader.fetch(lambda connection: _since(connection, number))

    async def tallies(self, today: date) -> Sequence[Tally]:
        """As Changes."""
        return await self._database.reader.fetch(
            lambda connection: [Tally(*row) for row in connection.execute(_TALLIES, {"today": today})]
        )


def _since(connection: sa.Connection, number: int) -> Sequence[Change]:
    return [
        Change(
            row.number,
            row.at,
            What(row.what),
            row.by,
            Reference(row.reference),
            row.kind,
            row.office,
            row.assignee,
            State(row.state),
            Stage(row.stage),
            row.version,
            row.answer_by,
        )
        for row in connection.execute(_SINCE, {"number": number})
    ]
