"""The offices of the municipality: where they are and when they are open."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa

from bot.values.value import Option
from storage.database import Database
from storage.opening_hours import Hours, parse_hours
from storage.tables import metadata
from storage.transaction import Kind, Transaction

LIFE = timedelta(minutes=1)
_SEPARATOR = ";"  # between aliases, in the file and in the table


@dataclass(frozen=True, slots=True)
class Office:
    """An office (ufficio); `aliases` are what citizens call it, in every language, in lower case."""

    code: str
    name: str
    aliases: tuple[str, ...]
    address: str
    phone: str
    email: str
    hours: Hours
    note: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office as it is written down: `aliases` between semicolons, `hours` as parse_hours reads them."""

    code: str
    name: str
    aliases: str
    address: str
    phone: str
    email: str
    hours: str
    note: str


office = sa.Table(
    "office",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    *(
        sa.Column(name, sa.Text, nullable=False)
        for name in ("name", "aliases", "address", "phone", "email", "hours", "note")
    ),
)
_COLUMNS = tuple(column.name for column in office.c)
_ALL = sa.select(office).order_by(office.c.name)
_INSERT = sa.insert(office)
_UPDATE = (
    sa.update(office)
    .where(office.c.code == sa.bindparam("old_code"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name != "code"})
)


class Offices(Protocol):
    """The offices of the municipality."""

    async def all(self) -> Sequence[Office]:
        """List them by name: a few dozen, cheap to ask for at every message."""

    async def choices(self) -> Sequence[Option]:
        """Offer them in a question, by their names and what citizens call them; as cheap."""


class SqlOffices:
    """The offices in the database, read again when what is held is older than `life`."""

    def __init__(self, database: Database, life: timedelta = LIFE) -> None:
        self._database = database
        self._life = life
        self._held: Sequence[Office] = ()
        self._choices: Sequence[Option] = ()
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()  # many who ask at once wait for one reading

    async def all(self) -> Sequence[Office]:
        """List them by name; an import shows within `life`."""
        if self._stale():
            await self._read()
        return self._held

    async def choices(self) -> Sequence[Option]:
        """Offer them in a question; the same tuple until they are read again."""
        if self._stale():
            await self._read()
        return self._choices

    def _stale(self) -> bool:
        read_at = self._read_at
        return read_at is None or not timedelta() <= self._database.clock() - read_at < self._life

    async def _read(self) -> None:
        async with self._reading:
            if not self._stale():
                return
            now = self._database.clock()
            rows = await self._database.reader.fetch(lambda connection: connection.execute(_ALL).all())
            self._held = tuple(_office(row) for row in rows)
            self._choices = tuple(Option(one.code, one.name, one.aliases) for one in self._held)
            self._read_at = now


@dataclass(frozen=True, slots=True)
class MergedOffices:
    """What became of a batch of offices."""

    new: int
    changed: int
    same: int


def _merge(transaction: Transaction, batches: Sequence[Sequence[OfficeRow]]) -> list[MergedOffices]:
    return [_merge_batch(transaction.connection, batch) for batch in batches]


# Writes a batch of offices with different codes.
MERGE_OFFICES = Kind("offices", _merge)


def _merge_batch(connection: sa.Connection, batch: Sequence[OfficeRow]) -> MergedOffices:
    codes = [one.code for one in batch]
    rows = connection.execute(sa.select(office).where(office.c.code.in_(codes)))
    known = {row.code: OfficeRow(*row) for row in rows}
    new = [_values(one) for one in batch if one.code not in known]
    changed = [_values(one) for one in batch if one.code in known and known[one.code] != one]
    if new:
        connection.execute(_INSERT, new)
    if changed:
        connection.execute(_UPDATE, [values | {"old_code": values["code"]} for values in changed])
    return MergedOffices(len(new), len(changed), len(batch) - len(new) - len(changed))


def _values(one: OfficeRow) -> dict[str, str]:
    return {name: getattr(one, name) for name in _COLUMNS}


def _office(row: sa.Row[Any]) -> Office:
    aliases = tuple(filter(None, (alias.strip().lower() for alias in row.aliases.split(_SEPARATOR))))
    return Office(**row._asdict() | {"aliases": aliases, "hours": parse_hours(row.hours)})
