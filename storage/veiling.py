"""Brings every sealed column of a database under one key: at the first start, and when keys change.

What is looked up is sealed the same each time, so a conversation sealed with two keys would be two of
them: all of a database is under one key while anybody works on it, and is brought under another while nobody
does. A row is sealed with the one key or the other, and the table `veil` tells which was left for
which: whoever is stopped goes on at the next start.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from bot.errors import Misconfigured
from storage.database import IN_USE, read_url, reading_engine, sqlite_file, writing_engine
from storage.lock import hold
from storage.prepared import FoundRow
from storage.sealing import Keyring
from storage.snapshot import ROWS_AT_ONCE, snapshot
from storage.tables import metadata
from storage.veil import Veil
from storage.veiled import Sealing

_ONLY: Final = 1

# The one row tells the key under which everything is, empty while nothing is sealed, and the one under which
# it is being brought.
veil_table = sa.Table(
    "veil",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("next", sa.Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The veil of a database, and how many rows had to be sealed to draw it."""

    veil: Veil
    rows: int = 0


def draw_veil(url: str, keyring: Keyring, *, anew: bool = False) -> Drawn:
    """Give the veil of a database, whose schema is there; with `anew` under the newest key.

    Where something is in the clear, or keys are being changed, it is sealed before. Blocks; Misconfigured if
    that is to be done while another process works on the database.
    """
    key, following = _state(url)
    target = keyring.name if anew or not key else following or key
    if key == target and not following:
        return Drawn(Veil(keyring, key))
    with _alone(url):
        return Drawn(Veil(keyring, target), _bring(url, Veil(keyring, target)))


def veil_keys(connection: sa.Connection) -> frozenset[str]:
    """Name the keys with which the columns may be sealed."""
    rows = connection.execute(sa.select(veil_table.c.key, veil_table.c.next))
    return frozenset(name for row in rows for name in row if name)


def sealed_tables() -> list[tuple[sa.Table, Mapping[str, Sealing[Any]]]]:
    """List the tables that have sealed columns, with those."""
    found = ((table, _sealing_of(table)) for table in metadata.sorted_tables)
    return [(table, kinds) for table, kinds in found if kinds]


def _sealing_of(table: sa.Table) -> dict[str, Sealing[Any]]:
    return {column.name: column.type for column in table.c if isinstance(column.type, Sealing)}


def _state(url: str) -> tuple[str, str]:
    engine = reading_engine(read_url(url))
    try:
        with engine.connect() as connection:
            row = connection.execute(sa.select(veil_table.c.key, veil_table.c.next)).one_or_none()
    finally:
        engine.dispose()
    return ("", "") if row is None else (row.key, row.next)


@contextmanager
def _alone(url: str) -> Iterator[None]:
    """Keep every other process from the database; Misconfigured if one is at work on it."""
    address = read_url(url)
    file = sqlite_file(address)
    if file is not None:
        with hold(file):
            yield
        return
    engine = reading_engine(address)
    try:
        with engine.connect() as connection:
            if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(IN_USE))):
                raise Misconfigured("the keys of the database can be changed only while no counter uses it")
            yield
            connection.invalidate()  # the lock goes with the session
    finally:
        engine.dispose()


def _bring(url: str, veil: Veil) -> int:
    engine = writing_engine(read_url(url))
    try:
        _say(engine, {"next": veil.name})
        done = sum(_reseal(url, engine, table, veil) for table in _with_rows(engine))
        if done:
            _sweep(engine)
        _say(engine, {"key": veil.name, "next": ""})
    finally:
        engine.dispose()
    return done


def _with_rows(engine: sa.Engine) -> Sequence[sa.Table]:
    """List the tables in which there is anything to seal: in a new database none."""
    with engine.connect() as connection:
        return [
            table
            for table, _ in sealed_tables()
            if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first()
        ]


def _say(engine: sa.Engine, values: Mapping[str, str]) -> None:
    with engine.begin() as connection:
        if not connection.execute(sa.update(veil_table).values(values)).rowcount:
            first = {"id": _ONLY, "key": "", "next": "", **values}
            connection.execute(sa.insert(veil_table).values(first))


def _reseal(url: str, engine: sa.Engine, table: sa.Table, veil: Veil) -> int:
    """Seal a table, some rows at a time; neither connection has a veil, so that values come as they stand."""
    kinds, keys = _sealing_of(table), list(table.primary_key.columns)
    update = (
        sa.update(table)
        .where(*(column == sa.bindparam(f"of_{column.name}") for column in keys))
        .values({name: sa.bindparam(f"new_{name}") for name in kinds})
    )
    names = dict.fromkeys([*(column.name for column in keys), *kinds])
    query = sa.select(*(table.c[name] for name in names))
    done = 0
    with snapshot(url) as reading:
        for rows in reading.execute(query).partitions(ROWS_AT_ONCE):
            anew = [_anew(row, keys, kinds, veil) for row in rows if _is_older(row, kinds, veil)]
            if anew:
                with engine.begin() as connection:
                    connection.execute(update, anew)
            done += len(anew)
    return done


def _is_older(row: FoundRow, kinds: Mapping[str, Sealing[Any]], veil: Veil) -> bool:
    values: Sequence[Any] = [getattr(row, name) for name in kinds]
    return any(
        value and kind.is_older(value, veil) for value, kind in zip(values, kinds.values(), strict=True)
    )


def _anew(
    row: FoundRow, keys: Sequence[sa.Column[Any]], kinds: Mapping[str, Sealing[Any]], veil: Veil
) -> dict[str, object]:
    values = {f"of_{column.name}": getattr(row, column.name) for column in keys}
    for name, kind in kinds.items():
        value = getattr(row, name)
        values[f"new_{name}"] = kind.sealed(kind.opened(value, veil), veil) if value else value
    return values


def _sweep(engine: sa.Engine) -> None:
    """Leave nothing of what stood there before in the file; PostgreSQL's pages are its keeper's to clean."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - it is open
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
