"""Mandates: who may act for whom, in which services, and until when.

Nothing of a person stands in them but opaque ids: nothing is sealed here. A mandate counts from when both
sides have agreed to it; those that a person of the office writes down count at once, for the office has seen
both, or the paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

import sqlalchemy as sa

from bot.records import Record
from storage.access_log import CITIZEN, Access, note
from storage.database import Database
from storage.documents import storable
from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.tables import metadata
from storage.transaction import Kind, Transaction

PARENT, GUARDIAN, DELEGATE, OPERATOR = "parent", "guardian", "delegate", "operator"
KINDS: Final = (PARENT, GUARDIAN, DELEGATE, OPERATOR)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A mandate as it stands: `agent` may act for `principal`, both by their opaque ids.

    `services` are names of services, none for all that can be done for others. `made_by` is who wrote it
    down: CITIZEN, COUNTER (by the register of residents), or an operator by name. `evidence` says by what:
    the reference of a scan or of a registered message; it holds no personal data.
    """

    id: str
    agent: str
    principal: str
    kind: str
    services: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    made_at: datetime
    made_by: str
    evidence: str = ""
    accepted_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str = ""

    @property
    def last_day(self) -> date:
        """The last day on which it counts."""
        return (self.valid_until - timedelta(seconds=1)).date()

    def lives(self, now: datetime) -> bool:
        """Whether it lets its agent act now."""
        agreed = self.accepted_at is not None and self.revoked_at is None
        return agreed and self.valid_from <= now < self.valid_until

    def waits(self, now: datetime) -> bool:
        """Whether its agent has still to accept it."""
        return self.accepted_at is None and self.revoked_at is None and now < self.valid_until


# `services` are separated by spaces.
mandate = sa.Table(
    "mandate",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("agent", sa.Text, nullable=False, index=True),
    sa.Column("principal", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("services", sa.Text, nullable=False),
    sa.Column("valid_from", Instant, nullable=False),
    sa.Column("valid_until", Instant, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("accepted_at", Instant),
    sa.Column("revoked_at", Instant),
    sa.Column("revoked_by", sa.Text, nullable=False, server_default=""),
)

_GIVEN = tuple(column.name for column in mandate.c if not column.name.startswith("revoked"))
_MAKE = Prepared(sa.insert(mandate).values({name: sa.bindparam(name) for name in _GIVEN}))
_id = sa.bindparam("of_mandate", type_=sa.Text())
_who = sa.bindparam("whose", type_=sa.Text())
_unrevoked = mandate.c.revoked_at.is_(None)
_ACCEPT = Prepared(
    sa.update(mandate)
    .where(mandate.c.id == _id, mandate.c.agent == _who, mandate.c.accepted_at.is_(None), _unrevoked)
    .values(accepted_at=sa.bindparam("at"))
)
_END = sa.update(mandate).where(mandate.c.id == _id, _unrevoked)
_ENDED: Mapping[str, sa.BindParameter[object]] = {
    "revoked_at": sa.bindparam("at"),
    "revoked_by": sa.bindparam("by"),
}
_REVOKE = Prepared(
    _END.where(sa.or_(mandate.c.agent == _who, mandate.c.principal == _who)).values(dict(_ENDED))
)
_STRIKE = _END.values(dict(_ENDED)).returning(mandate.c.principal, mandate.c.kind)
_LATEST_FIRST = mandate.c.made_at.desc(), mandate.c.id
_OF = (
    sa.select(mandate)
    .where(sa.or_(mandate.c.agent == _who, mandate.c.principal == _who))
    .order_by(*_LATEST_FIRST)
)
_LIST = sa.select(mandate).order_by(*_LATEST_FIRST).limit(sa.bindparam("most", type_=sa.Integer()))


def read_mandate(row: Sequence[object]) -> Mandate:
    """Read a mandate out of the columns of the table, in their order."""
    number, agent, principal, kind, services, *rest = row
    return Mandate(number, agent, principal, kind, tuple(str(services).split()), *rest)  # type: ignore[arg-type] # as the table has them


def _row(given: Mandate) -> dict[str, object]:
    row = {name: getattr(given, name) for name in _GIVEN}
    moments = {name: to_ms(value) for name, value in row.items() if isinstance(value, datetime)}
    return row | moments | {"services": " ".join(given.services), "evidence": storable(given.evidence)}


def give_mandate(given: Mandate) -> Record:
    """Write a mandate down within a turn."""
    return Record(_MAKE, _row(given))


def accept_mandate(number: str, agent: str, at: datetime) -> Record:
    """Accept a mandate within a turn; nothing happens unless it is the agent's and waits."""
    return Record(_ACCEPT, {"of_mandate": number, "whose": agent, "at": to_ms(at)})


def revoke_mandate(number: str, whose: str, at: datetime) -> Record:
    """End a mandate within a turn; nothing happens unless it is given by or to that citizen."""
    values = {"of_mandate": number, "whose": whose, "at": to_ms(at), "by": CITIZEN}
    return Record(_REVOKE, values)


def _write_all(transaction: Transaction, given: Sequence[Mandate]) -> list[None]:
    _MAKE.many(transaction.connection, [_row(each) for each in given])
    note(transaction, [Access(each.principal, each.made_by, "mandate-made", _about(each)) for each in given])
    return [None] * len(given)


def _about(given: Mandate) -> str:
    return f"{given.kind} {given.id}"


def _strike_all(transaction: Transaction, ended: Sequence[tuple[str, str]]) -> list[bool]:
    return [_strike(transaction, number, by) for number, by in ended]


def _strike(transaction: Transaction, number: str, by: str) -> bool:
    values = {"of_mandate": number, "by": by, "at": transaction.now}
    row = transaction.connection.execute(_STRIKE, values).one_or_none()
    if row is not None:
        note(transaction, [Access(row.principal, by, "mandate-revoked", f"{row.kind} {number}")])
    return row is not None


# A person of the office writes a mandate down.
WRITE_MANDATE: Kind[Mandate, None] = Kind("write-mandate", _write_all)
# (mandate, who): a person of the office ends it; False if there is none, or it has ended.
STRIKE_MANDATE: Kind[tuple[str, str], bool] = Kind("strike-mandate", _strike_all)


class Mandates(Protocol):
    """The mandates, as handlers see them."""

    async def of(self, citizen: str) -> Sequence[Mandate]:
        """List those given by or to a citizen, whatever has become of them, the latest first."""


@dataclass(frozen=True, slots=True)
class SqlMandates:
    """The mandates in the database."""

    database: Database

    async def of(self, citizen: str) -> Sequence[Mandate]:
        """As Mandates."""
        return await self.database.reader.fetch(
            lambda connection: [*map(read_mandate, connection.execute(_OF, {"whose": citizen}))]
        )

    async def latest(self, most: int = 200) -> Sequence[Mandate]:
        """List the latest of all, for staff."""
        return await self.database.reader.fetch(
            lambda connection: [*map(read_mandate, connection.execute(_LIST, {"most": most}))]
        )

    async def write(self, given: Mandate) -> None:
        """Write a mandate down for a person of the office; committed on return."""
        await self.database.writer.submit(WRITE_MANDATE, given)

    async def strike(self, number: str, by: str) -> bool:
        """End one, as a person of the office; False if there is none that has not ended."""
        return await self.database.writer.submit(STRIKE_MANDATE, (number, by))
