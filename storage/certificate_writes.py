"""What is written of certificates: numbers taken without a gap, files kept once, revocations, deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from storage.access_log import CITIZEN, Access, note
from storage.certificate_rows import (
    CERTIFICATES,
    ISSUED,
    PERMITS,
    RESERVED,
    VOID,
    alive,
    certificate,
    certificate_delivery,
    certificate_file,
    unfinished,
)
from storage.instants import Instant
from storage.prepared import FoundRow, Prepared
from storage.tables import word
from storage.transaction import Kind, Transaction

# Whoever takes a number does so alone until the commit: see register_chain.
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(7_261_012))
_id = sa.bindparam("of", type_=sa.Text())
_KNOWN = sa.select(certificate).where(
    certificate.c.order_key == sa.bindparam("order", type_=sa.Text()), alive
)
_HIGHEST = sa.select(sa.func.max(certificate.c.number)).where(
    certificate.c.series == sa.bindparam("in_series", type_=sa.Text()),
    certificate.c.year == sa.bindparam("in_year"),
)
_ADD = sa.insert(certificate)
_FINISH = (
    sa.update(certificate)
    .where(certificate.c.id == _id, unfinished)
    .values(
        state=ISSUED,
        sha256=sa.bindparam("new_sha256"),
        valid_until=sa.bindparam("new_until"),
        facts=sa.bindparam("new_facts"),
        code=sa.bindparam("new_code"),
        code_blind=sa.bindparam("new_blind"),
        key=sa.bindparam("new_key"),
    )
)
_ADD_FILE = sa.insert(certificate_file)
_STATE = sa.select(certificate).where(certificate.c.id == _id)
_DROP = (
    sa.update(certificate)
    .where(unfinished, certificate.c.made_at < sa.bindparam("before", type_=Instant()))
    .values(state=VOID)
)
_REVOKE = (
    sa.update(certificate)
    .where(
        certificate.c.id == _id,
        certificate.c.state == word(ISSUED),
        certificate.c.revoked_at.is_(None),
    )
    .values(
        revoked_at=sa.bindparam("at"),
        revoked_by=sa.bindparam("by"),
        revoked_because=sa.bindparam("because"),
    )
)
DELIVER = Prepared(
    sa.insert(certificate_delivery).values(
        {name: sa.bindparam(name) for name in ("certificate", "channel", "lane", "at", "key")}
    )
)


@dataclass(frozen=True, slots=True)
class Reservation:
    """A number and a code for an order; `code` is sealed for the row `id`, with the key named `key`."""

    id: str
    order_key: str
    kind: int
    subject_blind: str
    code_blind: str
    code: str
    asked_by: str
    by_hand: str
    key: str
    series: str = CERTIFICATES


@dataclass(frozen=True, slots=True)
class Reserved:
    """What an order has: its number in the year, the sealed code, and the hash once it is issued."""

    id: str
    year: int
    number: int
    code: str
    issued_on: date
    valid_until: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Sealing:
    """The sealed file of a reserved certificate; whatever is personal in it is sealed once more.

    `about` is a few words for the log of accesses: no personal data.
    """

    id: str
    sha256: str
    valid_until: date | None
    facts: str
    code: str
    code_blind: str
    content: bytes
    key: str
    about: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """That a certificate counts no more; `because` is sealed, `by` the name of an operator."""

    id: str
    by: str
    because: str


def _reserve_all(transaction: Transaction, wanted: Sequence[Reservation]) -> list[Reserved]:
    if not transaction.exclusive:
        transaction.connection.execute(_ONE_AT_A_TIME)
    return [_reserve(transaction, one) for one in wanted]


def _reserve(transaction: Transaction, one: Reservation) -> Reserved:
    connection, today = transaction.connection, transaction.now.date()
    known = connection.execute(_KNOWN, {"order": one.order_key}).one_or_none()
    if known is not None:
        return read_reserved(known)
    number = (connection.scalar(_HIGHEST, {"in_series": one.series, "in_year": today.year}) or 0) + 1
    row = {
        **{name: getattr(one, name) for name in Reservation.__slots__},
        "year": today.year,
        "number": number,
        "state": RESERVED,
        "issued_on": today,
        "made_at": transaction.now,
    }
    connection.execute(_ADD, row)
    return Reserved(one.id, today.year, number, one.code, today, None, "")


def read_reserved(row: FoundRow) -> Reserved:
    """Read what an order has out of its row."""
    return Reserved(**{name: getattr(row, name) for name in Reserved.__slots__})


def _keep_all(transaction: Transaction, files: Sequence[Sealing]) -> list[str]:
    return [_keep(transaction, one) for one in files]


def _keep(transaction: Transaction, one: Sealing) -> str:
    connection = transaction.connection
    finished = connection.execute(
        _FINISH,
        {
            "of": one.id,
            "new_sha256": one.sha256,
            "new_until": one.valid_until,
            "new_facts": one.facts,
            "new_code": one.code,
            "new_blind": one.code_blind,
            "new_key": one.key,
        },
    )
    row = connection.execute(_STATE, {"of": one.id}).one()
    if not finished.rowcount:
        return str(row.sha256) if row.state == ISSUED else ""
    connection.execute(_ADD_FILE, {"certificate": one.id, "content": one.content, "key": one.key})
    who = row.by_hand or CITIZEN
    what = "permit-paper" if row.series == PERMITS else "certificate-issued"
    note(transaction, [Access(row.asked_by, who, what, one.about)])
    return one.sha256


def _drop_all(transaction: Transaction, moments: Sequence[datetime]) -> list[int]:
    return [transaction.connection.execute(_DROP, {"before": each}).rowcount for each in moments]


def _revoke_all(transaction: Transaction, asked: Sequence[Revocation]) -> list[bool]:
    return [_revoke(transaction, one) for one in asked]


def _revoke(transaction: Transaction, one: Revocation) -> bool:
    connection = transaction.connection
    values = {"of": one.id, "at": transaction.now, "by": one.by, "because": one.because}
    if not connection.execute(_REVOKE, values).rowcount:
        return False
    row = connection.execute(_STATE, {"of": one.id}).one()
    note(transaction, [Access(row.asked_by, one.by, "certificate-revoked", f"{row.number}/{row.year}")])
    return True


# Takes the next number of the year for an order, or gives again what the order has.
RESERVE: Kind[Reservation, Reserved] = Kind("certificate-number", _reserve_all, first=True)
# Keeps a sealed file; the hash of the one that is kept, which is the first; empty if the number is void.
KEEP_CERTIFICATE: Kind[Sealing, str] = Kind("certificate", _keep_all)
# Gives up the numbers that were reserved before a moment and never used: how many.
DROP_RESERVED: Kind[datetime, int] = Kind("certificate-void", _drop_all)
# Revokes an issued certificate, once; False if there was nothing to revoke.
REVOKE_CERTIFICATE: Kind[Revocation, bool] = Kind("certificate-revoked", _revoke_all)
