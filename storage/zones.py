"""The zones of the city that alerts name: quarters, hamlets, whatever the municipality has drawn."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.values.value import Option
from storage.database import Database
from storage.shapes import Shape, overlap, read_geometry
from storage.subscriber_rows import zone
from storage.transaction import Kind, Transaction

LIFE = timedelta(minutes=1)
_SEPARATOR = ";"  # between aliases, in the file and in the table


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone; `aliases` are what citizens and other services call it, in lower case.

    `area` is empty if nobody has drawn it: then no polygon of an alert can find it.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    area: Shape


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A zone as it is written down: `aliases` between semicolons, `area` as read_geometry reads it."""

    code: str
    name: str
    aliases: str
    area: str


_COLUMNS = tuple(column.name for column in zone.c)
_ALL = sa.select(*(zone.c[name] for name in _COLUMNS)).order_by(zone.c.name, zone.c.code)
_UPDATE = (
    sa.update(zone)
    .where(zone.c.code == sa.bindparam("old_code"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name != "code"})
)


class Zones:
    """The zones in the database, read again when what is held is older than `life`."""

    def __init__(self, database: Database, life: timedelta = LIFE) -> None:
        self._database = database
        self._life = life
        self._held: Sequence[Zone] = ()
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()  # many who ask at once wait for one reading

    async def all(self) -> Sequence[Zone]:
        """List them by name: a few dozen, cheap to ask for; an import shows within `life`."""
        if self._stale():
            async with self._reading:
                if self._stale():
                    await self._read()
        return self._held

    async def choices(self) -> Sequence[Option]:
        """Offer them in a question, by their names and what citizens call them."""
        return tuple(Option(one.code, one.name, one.aliases) for one in await self.all())

    def _stale(self) -> bool:
        read_at = self._read_at
        return read_at is None or not timedelta() <= self._database.clock() - read_at < self._life

    async def _read(self) -> None:
        now = self._database.clock()
        self._held = await self._database.reader.fetch(list_zones)
        self._read_at = now


def list_zones(connection: sa.Connection) -> tuple[Zone, ...]:
    """Read them all, by name."""
    return tuple(
        Zone(row.code, row.name, _aliases(row.aliases), read_geometry(row.area))
        for row in connection.execute(_ALL)
    )


def _aliases(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (alias.strip().lower() for alias in text.split(_SEPARATOR))))


def zones_under(zones: Sequence[Zone], area: Shape) -> tuple[str, ...]:
    """Name the zones that have ground in common with an area, by their codes; a border alone does not count.

    Takes milliseconds for a few thousand corners.
    """
    return tuple(one.code for one in zones if overlap(one.area, area))


def zones_called(zones: Sequence[Zone], words: str) -> tuple[str, ...]:
    """Name the zones whose code, name or alias these words are, whatever their case."""
    asked = " ".join(words.split()).lower()
    return tuple(one.code for one in zones if asked in (one.code, one.name.lower(), *one.aliases))


@dataclass(frozen=True, slots=True)
class MergedZones:
    """What became of a batch of zones."""

    new: int
    changed: int
    same: int


def _merge(transaction: Transaction, batches: Sequence[Sequence[ZoneRow]]) -> list[MergedZones]:
    return [_merge_batch(transaction.connection, batch) for batch in batches]


# Writes a batch of zones with different codes; those left out stay as they are.
MERGE_ZONES = Kind("zones", _merge)


def _merge_batch(connection: sa.Connection, batch: Sequence[ZoneRow]) -> MergedZones:
    known = {row.code: ZoneRow(*row) for row in connection.execute(_ALL)}
    new = [_values(one) for one in batch if one.code not in known]
    changed = [_values(one) for one in batch if one.code in known and known[one.code] != one]
    if new:
        connection.execute(sa.insert(zone), new)
    if changed:
        connection.execute(_UPDATE, [values | {"old_code": values["code"]} for values in changed])
    return MergedZones(len(new), len(changed), len(batch) - len(new) - len(changed))


def _values(one: ZoneRow) -> dict[str, str]:
    return {name: getattr(one, name) for name in _COLUMNS}
