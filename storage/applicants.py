"""Applicants for credentials whom nothing has matched: for a person to check, sealed in their request."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, Final, Protocol

import sqlalchemy as sa

from bot.clock import Clock, Ids
from bot.message import File
from bot.records import Record
from storage.blobs import find, read_file
from storage.database import Database
from storage.documents import dump, load
from storage.prepared import FoundRow
from storage.requests import (
    Opened,
    Request,
    SqlRequests,
    begin_story,
    draw_reference,
    is_open,
    open_request,
    read_request,
    request,
    withdraw_request,
)
from storage.sealing import Keyring, key_of
from storage.tables import inbox
from storage.transaction import Kind, Transaction

CREDENTIALS: Final = "credentials"  # the kind of the request
DOCUMENT, MATCH = "document", "match"  # what is missing: a copy of the document, or whose address it is
_SEALED = "applicant"

_WAITING = (
    sa.select(request)
    .where(is_open, request.c.kind == CREDENTIALS)
    .order_by(request.c.answer_by, request.c.opened_at)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
_ALL = sa.select(request.c.reference, request.c.details).where(request.c.kind == CREDENTIALS)
_RESEAL = (
    sa.update(request)
    .where(request.c.reference == sa.bindparam("of"), request.c.details == sa.bindparam("before"))
    .values(details=sa.bindparam("after"))
)
_BODY = sa.select(inbox.c.body).where(inbox.c.id == sa.bindparam("message", type_=sa.BigInteger()))


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who somebody says that they are; `pec` is the certified address that they wrote from.

    `missing` is DOCUMENT or MATCH, `files` the names of what came along.
    """

    fiscal_code: str = field(repr=False)
    name: str = field(repr=False)
    surname: str = field(repr=False)
    pec: str = field(repr=False)
    missing: str = DOCUMENT
    files: Sequence[str] = field(default=(), repr=False)


class Applicants(Protocol):
    """Requests for credentials that a person decides."""

    def open(self, applicant: Applicant) -> Opened:
        """Draw a reference and set the term; nothing is written before the turn's records are."""

    async def pending(self, lane: str) -> Request | None:
        """Find what this conversation has asked for already and what nobody has decided yet."""

    def withdraw(self, request: Request) -> Sequence[Record]:
        """Let a new request of the same conversation take the place of an open one."""


@dataclass(frozen=True, slots=True)
class SqlApplicants:
    """Implements Applicants; staff read them too."""

    database: Database
    keyring: Keyring
    ids: Ids
    clock: Clock
    answer_days: int

    def open(self, applicant: Applicant) -> Opened:
        """As Applicants says."""
        now, reference = self.clock(), draw_reference(self.ids)
        answer_by = now.date() + timedelta(days=self.answer_days)
        details = {
            "missing": applicant.missing,
            "files": len(applicant.files),
            _SEALED: self.keyring.seal(dump(asdict(applicant)), _about(str(reference))),
        }
        record = open_request(reference, CREDENTIALS, "", details, opened_at=now, answer_by=answer_by)
        return Opened(reference, answer_by, record, begin_story(reference, now))

    async def pending(self, lane: str) -> Request | None:
        """As Applicants says."""
        requests = SqlRequests(self.database, self.ids, self.clock, self.answer_days)
        return await requests.pending(lane, CREDENTIALS, "")

    async def waiting(self, limit: int) -> Sequence[Request]:
        """Read the open requests, those first whose term ends first."""
        return await self.database.reader.fetch(
            lambda connection: [read_request(row) for row in connection.execute(_WAITING, {"most": limit})]
        )

    def withdraw(self, request: Request) -> Sequence[Record]:
        """As Applicants says."""
        return withdraw_request(request.reference, self.clock())

    def read(self, request: Request) -> Applicant:
        """Open what was sealed; raises Unsealable."""
        sealed = str(request.details[_SEALED])
        values: dict[str, Any] = load(self.keyring.open(sealed, _about(str(request.reference))))
        return Applicant(**{**values, "files": tuple(values["files"])})

    async def files(self, request: Request) -> Sequence[File]:
        """Read what came with the message of a request."""
        return await self.database.reader.fetch(lambda connection: _files(connection, request.message))


def _reseal_all(transaction: Transaction, groups: Sequence[Sequence[Mapping[str, str]]]) -> list[None]:
    for rows in groups:
        transaction.connection.execute(_RESEAL, list(rows))
    return [None] * len(groups)


# Puts applicants sealed anew in the place of those that they were made of.
RESEAL_APPLICANTS: Kind[Sequence[Mapping[str, str]], None] = Kind("reseal-applicants", _reseal_all)


def applicant_keys(connection: sa.Connection) -> frozenset[str]:
    """Name the keys with which applicants are sealed, also those whom somebody has answered."""
    return frozenset(key_of(load(row.details)[_SEALED]) for row in connection.execute(_ALL))


async def reseal_applicants(database: Database, keyring: Keyring) -> int:
    """Seal anew who is sealed with an older key; how many. Raises Unsealable where a key is lacking."""
    rows = await database.reader.fetch(lambda connection: connection.execute(_ALL).all())
    older = [row for row in rows if key_of(load(row.details)[_SEALED]) != keyring.name]
    if older:
        await database.writer.submit(RESEAL_APPLICANTS, [_anew(row, keyring) for row in older])
    return len(older)


def _anew(row: FoundRow, keyring: Keyring) -> Mapping[str, str]:
    details, about = load(row.details), _about(row.reference)
    sealed = keyring.seal(keyring.open(details[_SEALED], about), about)
    return {"of": row.reference, "before": row.details, "after": dump({**details, _SEALED: sealed})}


def _about(reference: str) -> str:
    return f"request/{reference}"


def _files(connection: sa.Connection, message: int | None) -> list[File]:
    body: Mapping[str, Any] = load(connection.scalar(_BODY, {"message": message}) or "")
    described = body.get("files", ())
    contents = find(connection, [each["sha256"] for each in described])
    return [read_file(each, contents) for each in described]
