"""Conversations of staff: bound by a code shown at the desk and written in the conversation, once."""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import LANE, Record
from storage.audit import Deed, note_deeds, noted_deed
from storage.database import Database
from storage.instants import Instant, to_ms
from storage.links import fingerprint
from storage.prepared import Prepared
from storage.staff_rows import ACTIVE, Officer, of_name, officer_of, staff, staff_code, staff_lane
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

DIGITS: Final = 6
BINDING: Final = "binding"  # the role that whoever is about to bind a conversation has
MOST_MISSES: Final = 10  # wrong codes, whoever writes them, after which a code that lives is worth nothing

_put = insert(staff_code).values({column.name: sa.bindparam(column.name) for column in staff_code.c})
_OFFER = _put.on_conflict_do_update(
    index_elements=["name"], set_={each: _put.excluded[each] for each in ("code", "expires_at", "misses")}
)
_lives = sa.and_(
    staff_code.c.expires_at > sa.bindparam("now", type_=Instant()), staff_code.c.misses < MOST_MISSES
)
_CODES = sa.select(staff_code.c.name, staff_code.c.code).where(_lives)
_MISS = Prepared(sa.update(staff_code).values(misses=staff_code.c.misses + sa.literal_column("1")))
_USED = Prepared(sa.delete(staff_code).where(staff_code.c.name == of_name))
_bound = insert(staff_lane).values({column.name: sa.bindparam(column.name) for column in staff_lane.c})
_BIND = Prepared(
    _bound.on_conflict_do_update(
        index_elements=["lane"], set_={each: _bound.excluded[each] for each in ("name", "bound_at")}
    )
)
_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_WHOSE = (
    sa.select(staff)
    .join(staff_lane, staff_lane.c.name == staff.c.name)
    .where(staff_lane.c.lane == _lane, staff.c.state == ACTIVE)
)
_OF = (
    sa.select(staff_lane.c.lane, staff_lane.c.bound_at)
    .where(staff_lane.c.name == of_name)
    .order_by(staff_lane.c.bound_at, staff_lane.c.lane)
)
_UNBIND = sa.delete(staff_lane).where(staff_lane.c.lane == _lane, staff_lane.c.name == of_name)


@dataclass(frozen=True, slots=True)
class BoundLane:
    """A conversation of somebody of the staff."""

    lane: str
    bound_at: datetime


class Officers(Protocol):
    """What a service in chat asks about staff."""

    async def of(self, lane: str) -> Officer | None:
        """Tell whose conversation this is; None for one of nobody of the staff."""

    async def by_code(self, code: str) -> str:
        """Tell whose code this is; empty for nobody's. Changes nothing: write `bound` or `missed`."""

    def bound(self, name: str) -> tuple[Record, ...]:
        """Bind the conversation of this turn to somebody, whose code is used up."""

    def missed(self) -> tuple[Record, ...]:
        """Count a wrong code against every code that lives."""

    def did(self, officer: Officer, act: str, about: str = "", detail: str = "") -> Record:
        """Write down with this turn what somebody did in chat."""


def _offer_all(transaction: Transaction, offers: Sequence[tuple[str, str, datetime]]) -> list[None]:
    for name, code, until in offers:
        row = {"name": name, "code": code, "expires_at": until, "misses": 0}
        transaction.connection.execute(_OFFER, row)
    return [None] * len(offers)


def _unbind_all(transaction: Transaction, given: Sequence[tuple[str, str]]) -> list[bool]:
    return [_unbound(transaction, lane, name) for lane, name in given]


def _unbound(transaction: Transaction, lane: str, name: str) -> bool:
    done = transaction.connection.execute(_UNBIND, {"of_lane": lane, "of_name": name}).rowcount == 1
    if done:
        note_deeds(transaction, [Deed(name, "lane-unbound", name, lane.partition(":")[0])])
    return done


# (name, code hashed, until): gives somebody a code; the one before ends.
OFFER_STAFF_CODE: Kind[tuple[str, str, datetime], None] = Kind("offer-staff-code", _offer_all)
# (lane, name): lets a conversation be nobody's of the staff any more; False if it was not theirs.
UNBIND_STAFF_LANE: Kind[tuple[str, str], bool] = Kind("unbind-staff-lane", _unbind_all)


@dataclass(frozen=True, slots=True)
class SqlOfficers:
    """Implements Officers, and what the desk shows of conversations."""

    database: Database

    async def of(self, lane: str) -> Officer | None:
        """As Officers."""
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(_WHOSE, {"of_lane": lane}).one_or_none()
        )
        return None if row is None else officer_of(row)

    async def by_code(self, code: str) -> str:
        """As Officers; how long it takes tells nothing of any code."""
        given, found = fingerprint(code), ""
        for name, kept in await self._codes():
            if hmac.compare_digest(kept, given):
                found = name
        return found

    async def lets(self, lane: str, role: str) -> bool:
        """As bot.for_staff.StaffLanes: the service that binds is there while a code of somebody lives."""
        if role == BINDING:
            return bool(await self._codes())
        officer = await self.of(lane)
        return officer is not None and role in {each.value for each in officer.roles}

    def bound(self, name: str) -> tuple[Record, ...]:
        """As Officers."""
        now = self.database.clock()
        row = {"lane": LANE, "name": name, "bound_at": to_ms(now)}
        deed = noted_deed(Deed(name, "lane-bound", name), now)
        return Record(_USED, {"of_name": name}), Record(_BIND, row), deed

    def missed(self) -> tuple[Record, ...]:
        """As Officers."""
        return (Record(_MISS, {}),)

    def did(self, officer: Officer, act: str, about: str = "", detail: str = "") -> Record:
        """As Officers."""
        return noted_deed(Deed(officer.name, act, about, detail), self.database.clock())

    async def offer(self, officer: Officer, good_for: timedelta) -> tuple[str, datetime]:
        """Give somebody a code for a conversation, and until when it counts; it is nowhere else."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        until = self.database.clock() + good_for
        await self.database.writer.submit(OFFER_STAFF_CODE, (officer.name, fingerprint(code), until))
        return code, until

    async def lanes(self, officer: Officer) -> Sequence[BoundLane]:
        """List somebody's conversations."""
        asked = {"of_name": officer.name}
        return await self.database.reader.fetch(
            lambda connection: [BoundLane(*row) for row in connection.execute(_OF, asked)]
        )

    async def unbind(self, officer: Officer, lane: str) -> bool:
        """Let one of somebody's conversations go."""
        return await self.database.writer.submit(UNBIND_STAFF_LANE, (lane, officer.name))

    async def _codes(self) -> Sequence[tuple[str, str]]:
        asked = {"now": self.database.clock()}
        return await self.database.reader.fetch(
            lambda connection: [(row.name, row.code) for row in connection.execute(_CODES, asked)]
        )
