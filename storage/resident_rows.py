"""The rows of the register of residents: a sealed document each, found by blind indexes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from storage.among import Among
from storage.instants import Instant, to_ms
from storage.prepared import Prepared
from storage.tables import metadata
from storage.transaction import Kind, Transaction

CODE: Final = "resident code"  # the kinds of blind index
PLAIN: Final = "resident plain code"  # the code without its omocodia: two residents may share it
FAMILY: Final = "resident family"

# `sealed` is the whole document; `key` names the key that sealed it and made the blind indexes.
resident = sa.Table(
    "resident",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("code_blind", sa.Text, nullable=False, unique=True),
    sa.Column("plain_blind", sa.Text, nullable=False, index=True),
    sa.Column("family_blind", sa.Text, nullable=False, index=True),  # empty for none
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)

# Two imports at once could make two rows of one person, each under another key. See inbox_statements.
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(7_261_011))
_KNOWN = Prepared(
    sa.select(resident.c.id, resident.c.code_blind, resident.c.sealed).where(
        Among(resident.c.code_blind, "blinds")
    )
)
_VARIANTS = Prepared(
    sa.select(resident.c.id, resident.c.sealed).where(Among(resident.c.plain_blind, "plains"))
)
_RELATED = Prepared(
    sa.select(resident.c.id, resident.c.sealed).where(Among(resident.c.family_blind, "families"))
)
_ANY = sa.select(sa.exists(sa.select(resident.c.id)))
_WRITTEN = ("code_blind", "plain_blind", "family_blind", "sealed", "key")
_INSERT = Prepared(
    sa.insert(resident).values(
        {name: sa.bindparam(name) for name in ("id", *_WRITTEN)} | {"changed_at": sa.bindparam("now")}
    )
)
_UPDATE = Prepared(
    sa.update(resident)
    .where(resident.c.id == sa.bindparam("of", type_=sa.Text()))
    .values({name: sa.bindparam(f"new_{name}") for name in _WRITTEN} | {"changed_at": sa.bindparam("now")})
)

Row = tuple[str, str]  # an id, and the sealed document


@dataclass(frozen=True, slots=True)
class SealedResident:
    """A resident as a row: `blinds` are those of the fiscal code under every key we have.

    `before` is the sealed document that it follows, None for somebody new: whoever changed it meanwhile
    makes it unwritten.
    """

    id: str
    code_blind: str
    plain_blind: str
    family_blind: str
    sealed: str
    key: str
    blinds: Sequence[str]
    before: str | None


def _merge_all(transaction: Transaction, groups: Sequence[Sequence[SealedResident]]) -> list[list[bool]]:
    if not transaction.exclusive:
        transaction.connection.execute(_ONE_AT_A_TIME)
    return [_merge(transaction, rows) for rows in groups]


def _merge(transaction: Transaction, rows: Sequence[SealedResident]) -> list[bool]:
    there = known_residents(transaction.connection, [blind for row in rows for blind in row.blinds])
    fits = [_follows(row, there) for row in rows]
    good = [row for row, fit in zip(rows, fits, strict=True) if fit]
    now = to_ms(transaction.now)
    _INSERT.many(transaction.connection, [_new(row, now) for row in good if row.before is None])
    _UPDATE.many(transaction.connection, [_changed(row, now) for row in good if row.before is not None])
    return fits


def _follows(row: SealedResident, there: Mapping[str, Row]) -> bool:
    known = next((there[blind] for blind in row.blinds if blind in there), None)
    return known is None if row.before is None else known == (row.id, row.before)


def _new(row: SealedResident, now: int) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("id", *_WRITTEN)} | {"now": now}


def _changed(row: SealedResident, now: int) -> dict[str, object]:
    return {f"new_{name}": getattr(row, name) for name in _WRITTEN} | {"of": row.id, "now": now}


# Writes residents, no two alike in a payload; for each whether it is written: not, if another was quicker.
MERGE_RESIDENTS: Kind[Sequence[SealedResident], list[bool]] = Kind("residents", _merge_all)


def has_residents(connection: sa.Connection) -> bool:
    """Tell whether anybody is in the register."""
    return bool(connection.scalar(_ANY))


def known_residents(connection: sa.Connection, blinds: Sequence[str]) -> dict[str, Row]:
    """Find rows by the blind index of their own code."""
    rows = _KNOWN.ask(connection, {"blinds": list(blinds)}) if blinds else ()
    return {blind: (number, sealed) for number, blind, sealed in rows}


def variant_residents(connection: sa.Connection, plains: Sequence[str]) -> list[Row]:
    """Find everybody whose codes are one but for the omocodia."""
    return [(number, sealed) for number, sealed in _VARIANTS.ask(connection, {"plains": list(plains)})]


def related_residents(connection: sa.Connection, families: Sequence[str]) -> list[Row]:
    """Find everybody on a family's sheet, whatever became of them."""
    return [(number, sealed) for number, sealed in _RELATED.ask(connection, {"families": list(families)})]
