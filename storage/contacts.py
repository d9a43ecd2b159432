"""Contacts: which conversation belongs to which citizen, by what proof, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from bot.records import Record
from storage.access_log import CITIZEN, COUNTER, Access, note
from storage.database import Database
from storage.instants import Instant, to_ms
from storage.prepared import FoundRow, Prepared
from storage.tables import metadata
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

_MOST = 256  # contacts whose end is noted in one round
_TAIL = 3  # how many of a number's last digits are shown


@dataclass(frozen=True, slots=True)
class Contact:
    """A conversation that belongs to a citizen, as it stands.

    `proof` bound it; `identified_by` is the proof that has identified its citizen until `identified_until`.
    `theirs_since` is when it was taken over from another citizen, None if it is known to have been nobody
    else's: what was written in it before is not theirs to see.
    """

    lane: str
    citizen: str
    proof: str
    bound_at: datetime
    expires_at: datetime
    identified_until: datetime | None
    identified_by: str
    revoked_at: datetime | None
    theirs_since: datetime | None = None

    def lives(self, now: datetime) -> bool:
        """Whether it still says whose conversation this is."""
        return self.revoked_at is None and now < self.expires_at

    def identified(self, now: datetime) -> bool:
        """Whether its citizen is identified in it now."""
        return self.lives(now) and self.identified_until is not None and now < self.identified_until


contact = sa.Table(
    "contact",
    metadata,
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("citizen", sa.Text, nullable=False, index=True),
    sa.Column("proof", sa.Text, nullable=False),
    sa.Column("bound_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("identified_until", Instant),
    sa.Column("identified_by", sa.Text, nullable=False),
    sa.Column("revoked_at", Instant),
    sa.Column("theirs_since", Instant),
)
live = contact.c.revoked_at.is_(None)
sa.Index("ix_contact_expires_at", contact.c.expires_at, sqlite_where=live, postgresql_where=live)

_COLUMNS = tuple(column.name for column in contact.c)
_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_citizen = sa.bindparam("of_citizen", type_=sa.Text())
ONE = sa.select(contact).where(contact.c.lane == _lane)
OF = sa.select(contact).where(contact.c.citizen == _citizen, live).order_by(contact.c.bound_at)
REVOKED = Prepared(
    sa.update(contact)
    .where(contact.c.lane == _lane, contact.c.citizen == _citizen, live)
    .values(revoked_at=sa.bindparam("at"), identified_until=sa.null(), identified_by=sa.literal_column("''"))
)
_SIGN_OUT = Prepared(
    sa.update(contact)
    .where(contact.c.lane == _lane)
    .values(identified_until=sa.null(), identified_by=sa.literal_column("''"))
)
_PAST = (
    sa.select(contact)
    .where(live, contact.c.expires_at <= sa.bindparam("now", type_=Instant()))
    .order_by(contact.c.expires_at)
    .limit(_MOST)
    .with_for_update(skip_locked=True)
)


def channel_of(lane: str) -> str:
    """Name the channel of a conversation."""
    return lane.partition(":")[0]


def hint(lane: str) -> str:
    """Show as much of a conversation's address as its owner needs to know it: …001, m…@example.org."""
    address = lane.partition(":")[2]
    mailbox, at, place = address.rpartition("@")
    return f"{mailbox[:1]}…@{place}" if at else f"…{address[-_TAIL:]}"


def read_contact(connection: sa.Connection, lane: str) -> Contact | None:
    """Read the contact of a conversation, living or not."""
    row = connection.execute(ONE, {"of_lane": lane}).one_or_none()
    return None if row is None else Contact(*row)


@dataclass(frozen=True, slots=True)
class Ending:
    """Somebody takes a conversation away from a citizen; `who` as in Access."""

    lane: str
    citizen: str
    who: str = CITIZEN


def _revoke_all(transaction: Transaction, endings: Sequence[Ending]) -> list[bool]:
    return [_revoke(transaction, ending) for ending in endings]


def _revoke(transaction: Transaction, ending: Ending) -> bool:
    found = {"of_lane": ending.lane, "of_citizen": ending.citizen, "at": to_ms(transaction.now)}
    done = REVOKED.one(transaction.connection, found) == 1
    if done:
        note(transaction, [Access(ending.citizen, ending.who, "contact-revoked", channel_of(ending.lane))])
    return done


def _expire_all(transaction: Transaction, nothing: Sequence[None]) -> list[int]:
    return [expire_contacts(transaction) for _ in nothing]


def expire_contacts(transaction: Transaction) -> int:
    """Note the end of contacts past their time, within a transaction: see EXPIRE."""
    rows: Sequence[FoundRow] = transaction.connection.execute(_PAST, {"now": transaction.now}).all()
    ends = [{"of_lane": row.lane, "of_citizen": row.citizen, "at": to_ms(row.expires_at)} for row in rows]
    REVOKED.many(transaction.connection, ends)
    note(transaction, [Access(row.citizen, COUNTER, "contact-expired", channel_of(row.lane)) for row in rows])
    return len(rows)


# Ends a contact of a citizen; False if it is not theirs, or ended before.
REVOKE: Kind[Ending, bool] = Kind("revoke", _revoke_all)
# Notes the end of contacts that are past their time, the earliest first; how many. Nothing waits for it: a
# contact past its time counts for nothing whether this has seen it or not.
EXPIRE: Kind[None, int] = Kind("expire", _expire_all)


def revoke_contact(lane: str, citizen: str, at: datetime) -> Record:
    """End a contact of a citizen within a turn; nothing happens unless it is theirs."""
    return Record(REVOKED, {"of_lane": lane, "of_citizen": citizen, "at": to_ms(at)})


def sign_out(lane: str) -> Record:
    """Leave (ESCI) within a turn: the contact stays, its citizen is not identified any more."""
    return Record(_SIGN_OUT, {"of_lane": lane})


class Contacts(Protocol):
    """The contacts of citizens, as handlers see them."""

    async def of(self, citizen: str) -> Sequence[Contact]:
        """List the living contacts of a citizen, the oldest first."""


@dataclass(frozen=True, slots=True)
class SqlContacts:
    """The contacts in the database."""

    database: Database

    async def of(self, citizen: str) -> Sequence[Contact]:
        """List the living contacts of a citizen, the oldest first."""
        now = self.database.clock()
        found = await self.database.reader.fetch(
            lambda connection: [Contact(*row) for row in connection.execute(OF, {"of_citizen": citizen})]
        )
        return [each for each in found if each.lives(now)]

    async def at(self, lane: str) -> Contact | None:
        """Read the contact of a conversation, if it lives."""
        now = self.database.clock()
        found = await self.database.reader.fetch(lambda connection: read_contact(connection, lane))
        return found if found is not None and found.lives(now) else None
