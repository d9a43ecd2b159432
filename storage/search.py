"""Exact look-ups of staff: each by an index, none by a part of a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.values.reference import Reference
from storage.database import Database
from storage.register_reading import find_entry
from storage.register_records import Filed
from storage.request_rows import NOTHING, Request, read_request, request

MOST: Final = 100  # of one answer
_newest = request.c.opened_at.desc(), request.c.reference
_ONE = sa.select(request).where(request.c.reference == sa.bindparam("wanted", type_=sa.Text()))
# The conditions of the partial indexes stand here too: SQLite uses them only where it sees them.
_OF = (
    sa.select(request)
    .where(request.c.citizen == sa.bindparam("wanted", type_=sa.Text()), request.c.citizen != NOTHING)
    .order_by(*_newest)
    .limit(MOST)
)
_ENTERED = (
    sa.select(request)
    .where(request.c.entry == sa.bindparam("wanted", type_=sa.Text()), request.c.entry != NOTHING)
    .order_by(*_newest)
    .limit(MOST)
)


@dataclass(frozen=True, slots=True)
class SqlSearch:
    """The look-ups that no other store has."""

    database: Database

    async def by_reference(self, reference: Reference) -> Sequence[Request]:
        """Find a request by its reference."""
        return await self._requests(_ONE, str(reference))

    async def of_citizen(self, citizen: str) -> Sequence[Request]:
        """List the requests of a citizen (an opaque id), the newest first."""
        return await self._requests(_OF, citizen)

    async def by_entry(self, year: int, number: int) -> Sequence[Request]:
        """Find the requests that stand in the register under a number."""
        return await self._requests(_ENTERED, f"{number:07d}/{year}")

    async def entry(self, year: int, number: int) -> Filed | None:
        """Find what stands in the register under a number."""
        zone = self.database.zone
        return await self.database.reader.fetch(lambda connection: find_entry(connection, year, number, zone))

    async def _requests(self, query: sa.Select[Any], wanted: str) -> Sequence[Request]:
        return await self.database.reader.fetch(
            lambda connection: [read_request(row) for row in connection.execute(query, {"wanted": wanted})]
        )
