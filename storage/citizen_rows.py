"""The rows of the citizens: a sealed document each, found by blind indexes, changed by who read it last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from storage.access_log import COUNTER, Access, note
from storage.among import Among
from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.tables import metadata
from storage.transaction import Kind, Transaction

FISCAL_CODE, PEC = "fiscal code", "pec"  # the kinds of blind index


# `sealed` is the whole document; `key` names the key that sealed it and made the blind indexes.
citizen = sa.Table(
    "citizen",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("fiscal_code_blind", sa.Text, nullable=False, unique=True),
    sa.Column("pec_blind", sa.Text, nullable=False, index=True),  # empty for none
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),  # import, desk, pec, or the proof of a login
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)

# Whoever makes citizens known does so alone: two keys could otherwise make two of one. See inbox_statements.
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(7_261_003))
_BY = {
    FISCAL_CODE: Prepared(
        sa.select(citizen.c.id, citizen.c.sealed).where(Among(citizen.c.fiscal_code_blind, "blinds"))
    ),
    # Two who share an address are nobody in particular: both are read, and neither is given.
    PEC: Prepared(sa.select(citizen.c.id, citizen.c.sealed).where(Among(citizen.c.pec_blind, "blinds"))),
}
KNOWN = Prepared(
    sa.select(citizen.c.id, citizen.c.fiscal_code_blind, citizen.c.sealed).where(
        Among(citizen.c.fiscal_code_blind, "blinds")
    )
)
BY_ID = sa.select(citizen.c.sealed).where(citizen.c.id == sa.bindparam("of", type_=sa.Text()))
_GIVEN = ("id", "fiscal_code_blind", "pec_blind", "sealed", "key", "source")
_INSERT = Prepared(
    sa.insert(citizen).values(
        {name: sa.bindparam(name) for name in _GIVEN}
        | {"made_at": sa.bindparam("now"), "changed_at": sa.bindparam("now")}
    )
)
_CHANGING = ("fiscal_code_blind", "pec_blind", "sealed", "key")
_UPDATE = (
    sa.update(citizen)
    .where(citizen.c.id == sa.bindparam("of"))
    .values({name: sa.bindparam(f"new_{name}") for name in _CHANGING} | {"changed_at": sa.bindparam("now")})
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A citizen as a row: `blinds` are those of the fiscal code under every key we have.

    `before` is the sealed document that it follows, None where the citizen is new: whoever changed it
    meanwhile makes it unwritten.
    """

    id: str
    fiscal_code_blind: str
    pec_blind: str
    sealed: str
    key: str
    source: str
    blinds: Sequence[str]
    before: str | None


def _keep_all(transaction: Transaction, groups: Sequence[Sequence[Sealed]]) -> list[list[bool]]:
    if not transaction.exclusive:
        transaction.connection.execute(_ONE_AT_A_TIME)
    return [_keep_group(transaction, rows) for rows in groups]


def _keep_group(transaction: Transaction, rows: Sequence[Sealed]) -> list[bool]:
    """Write those that follow what is there; whether each did."""
    blinds = [blind for row in rows for blind in row.blinds]
    found = KNOWN.ask(transaction.connection, {"blinds": blinds}) if blinds else ()
    there = {blind: (known, sealed) for known, blind, sealed in found}
    fits = [_follows(row, there) for row in rows]
    good = [row for row, fit in zip(rows, fits, strict=True) if fit]
    _insert(transaction, [row for row in good if row.before is None])
    _update(transaction, [row for row in good if row.before is not None])
    note(transaction, list(map(_access, good)))
    return fits


def _follows(row: Sealed, there: Mapping[str, tuple[str, str]]) -> bool:
    known = next((there[blind] for blind in row.blinds if blind in there), None)
    return known is None if row.before is None else known == (row.id, row.before)


def _insert(transaction: Transaction, rows: Sequence[Sealed]) -> None:
    now = to_ms(transaction.now)
    _INSERT.many(
        transaction.connection, [{name: getattr(row, name) for name in _GIVEN} | {"now": now} for row in rows]
    )


def _update(transaction: Transaction, rows: Sequence[Sealed]) -> None:
    if rows:
        new = [{f"new_{name}": getattr(row, name) for name in _CHANGING} | {"of": row.id} for row in rows]
        transaction.connection.execute(_UPDATE, [values | {"now": transaction.now} for values in new])


def _access(row: Sealed) -> Access:
    return Access(row.id, COUNTER, "person-known" if row.before is None else "person-changed", row.source)


# Writes citizens, no two alike in a payload; for each whether it is written: not, if another was quicker.
KEEP_CITIZENS: Kind[Sequence[Sealed], list[bool]] = Kind("citizens", _keep_all)


def found_by(connection: sa.Connection, kind: str, blinds: Sequence[str]) -> list[tuple[str, str]]:
    """Find whoever stands under one of these in a blind index: ids, and sealed documents."""
    return [(number, sealed) for number, sealed in _BY[kind].ask(connection, {"blinds": list(blinds)})]
