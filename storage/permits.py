"""Permits for restricted traffic zones: found by their citizen, plate, number or paper; issued and ended.

What is written is committed on return, together with what the gates are told. It may be asked again: a draft
has a key, and what is revoked or paid is so once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

import sqlalchemy as sa

from storage.database import Database
from storage.permit_records import Draft, Ended, Permit, PermitState, gate_plate
from storage.permit_rows import permit, permit_plate
from storage.permit_writes import (
    ISSUE_PERMIT,
    KEEP_PERMIT_PAPER,
    PAY_PERMIT,
    REVOKE_PERMIT,
    PaperKept,
    Revocation,
    find_permit,
)

__all__ = ["Draft", "Ended", "Permit", "PermitState", "Permits", "SqlPermits", "gate_plate"]

_MOST: Final = 500  # of one answer
_newest = permit.c.made_at.desc(), permit.c.number.desc()
_OF = (
    sa.select(permit.c.number)
    .where(permit.c.citizen == sa.bindparam("of_citizen", type_=sa.Text()))
    .order_by(*_newest)
    .limit(_MOST)
)
_BY_PLATE = (
    sa.select(permit.c.number)
    .join(permit_plate, permit_plate.c.permit == permit.c.number)
    .where(permit_plate.c.plate == sa.bindparam("of_plate"))
    .order_by(*_newest)
    .limit(_MOST)
)
_BY_PAPER = sa.select(permit.c.number).where(permit.c.paper == sa.bindparam("of_paper"))
_BY_REQUEST = sa.select(permit.c.number).where(
    permit.c.request == sa.bindparam("of_request", type_=sa.Text())
)
_LATEST = sa.select(permit.c.number).order_by(*_newest).limit(sa.bindparam("most", type_=sa.Integer()))


class Permits(Protocol):
    """The permits, as handlers see them."""

    async def of(self, citizen: str) -> Sequence[Permit]:
        """List a citizen's permits, whatever became of them, the newest first."""

    async def by_plate(self, plate: str) -> Sequence[Permit]:
        """List the permits that a plate (Plate.text, or as it was typed) is on, the newest first."""

    async def one(self, number: str) -> Permit | None:
        """Find a permit by its number."""

    async def by_paper(self, code: str) -> Permit | None:
        """Find a permit by the code of its newest paper."""

    async def issue(self, draft: Draft) -> Permit:
        """Issue a permit that replaces none; the one that was issued, if the key is known."""

    async def replace(self, old: str, draft: Draft) -> Permit | None:
        """Issue a permit in the place of another, which is let go at once; None if it has no place any more.

        If the new one is to be paid, the old one is SUSPENDED until then (or goes on, if the new one is
        not trusted), and comes back if nobody pays.
        """

    async def revoke(self, number: str, why: Ended, *, by: str, reason: str = "") -> Permit | None:
        """Revoke a permit; None if it was revoked before, or there is none."""

    async def paid(self, number: str) -> Permit | None:
        """Note that a permit is paid; one that is REVOKED still was paid in vain: the office owes."""

    async def keep_paper(self, number: str, code: str) -> bool:
        """Keep the code of the newest paper; False if there is no such permit."""


@dataclass(frozen=True, slots=True)
class SqlPermits:
    """Implements Permits; plates are kept as the cameras read them."""

    database: Database

    async def of(self, citizen: str) -> Sequence[Permit]:
        """As Permits; nobody's are none."""
        return await self._list(_OF, {"of_citizen": citizen}) if citizen else ()

    async def by_plate(self, plate: str) -> Sequence[Permit]:
        """As Permits."""
        return await self._list(_BY_PLATE, {"of_plate": gate_plate(plate)})

    async def by_request(self, reference: str) -> Sequence[Permit]:
        """List the permits that answer a request."""
        return await self._list(_BY_REQUEST, {"of_request": reference}) if reference else ()

    async def latest(self, most: int) -> Sequence[Permit]:
        """List permits, the newest first."""
        return await self._list(_LATEST, {"most": most})

    async def one(self, number: str) -> Permit | None:
        """As Permits."""
        today = self.database.clock().date()
        return await self.database.reader.fetch(lambda connection: find_permit(connection, number, today))

    async def by_paper(self, code: str) -> Permit | None:
        """As Permits."""
        found = await self._list(_BY_PAPER, {"of_paper": code}) if code else ()
        return next(iter(found), None)

    async def issue(self, draft: Draft) -> Permit:
        """As Permits."""
        issued = await self.database.writer.submit(ISSUE_PERMIT, replace(_tidy(draft), replaces=""))
        assert issued is not None  # noqa: S101 - only one that replaces another can be refused
        return issued

    async def replace(self, old: str, draft: Draft) -> Permit | None:
        """As Permits."""
        return await self.database.writer.submit(ISSUE_PERMIT, replace(_tidy(draft), replaces=old))

    async def revoke(self, number: str, why: Ended, *, by: str, reason: str = "") -> Permit | None:
        """As Permits."""
        return await self.database.writer.submit(REVOKE_PERMIT, Revocation(number, why, by, reason))

    async def paid(self, number: str) -> Permit | None:
        """As Permits."""
        return await self.database.writer.submit(PAY_PERMIT, number)

    async def keep_paper(self, number: str, code: str) -> bool:
        """As Permits."""
        return await self.database.writer.submit(KEEP_PERMIT_PAPER, PaperKept(number, code))

    async def _list(self, query: sa.Select[Any], asked: dict[str, object]) -> Sequence[Permit]:
        return await self.database.reader.fetch(self._found(query, asked))

    def _found(
        self, query: sa.Select[Any], asked: dict[str, object]
    ) -> Callable[[sa.Connection], Sequence[Permit]]:
        today = self.database.clock().date()

        def read(connection: sa.Connection) -> Sequence[Permit]:
            numbers = connection.execute(query, asked).scalars().all()
            found = (find_permit(connection, number, today) for number in numbers)
            return [one for one in found if one is not None]

        return read


def _tidy(draft: Draft) -> Draft:
    return replace(draft, plates=tuple(dict.fromkeys(map(gate_plate, draft.plates))))
