"""The door of the store: one database, its writer and its reader."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import IO

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.clock import Clock
from bot.errors import Misconfigured
from storage.apart import ApartWriter
from storage.committing import Hand, Observe, quiet
from storage.lock import hold
from storage.reader import Reader
from storage.veil import Veil
from storage.veiled import veil_of
from storage.writer import ThreadWriter, Writer

_STATEMENTS = 512  # compiled and kept: an INSERT has a text for each number of rows
_SPARE = 10  # connections for who reads on their own, as SQLAlchemy has them of a server
IN_USE = 7_261_013  # the name of the lock that whoever works on a PostgreSQL database shares
SQLITE_SETTINGS = (
    "pragma journal_mode = wal",  # readers never wait for the writer
    "pragma synchronous = full",  # committed means on the disk, also when the power fails
    "pragma busy_timeout = 5000",
    "pragma foreign_keys = on",
    "pragma cache_size = -16384",  # KiB; with the default 2 MiB a large batch spills to the disk
    "pragma wal_autocheckpoint = 4000",  # pages; what the same page went through meanwhile is copied once
)


@dataclass(frozen=True, slots=True)
class Database:
    """What every store is given.

    `owner` names this run of this process on the rows that it has in hand. `exclusive`: no other process
    can hold any row, because the file is locked (SQLite); then what another owner holds is an orphan.
    """

    writer: Writer
    reader: Reader
    clock: Clock
    zone: tzinfo
    owner: str
    exclusive: bool
    _engine: sa.Engine
    _lock: IO[str] | sa.Connection | None

    @property
    def veil(self) -> Veil | None:
        """What seals and opens its columns, for who reads it by an engine of their own."""
        return veil_of(self._engine.dialect)

    def connect(self) -> sa.Connection:
        """Open a connection of one's own, which cannot write; blocks, raises DBAPIError. To be closed."""
        return self._engine.connect()

    def close(self) -> None:
        """Write what is queued, then let go of the database; blocks until it is done."""
        self.writer.close()
        self.reader.close()
        self._engine.dispose()
        if self._lock is not None:
            self._lock.close()


def open_database(
    url: str,
    *,
    clock: Clock,
    owner: str,
    observe: Observe = quiet,
    visiting: bool = False,
    apart: bool = False,
    veil: Veil | None = None,
) -> Database:
    """Open `sqlite:///<file>` or `postgresql+psycopg://…`, whose schema is there already.

    Raises Misconfigured if the address cannot be used, or if another process has the file. A command
    that takes no message in hand may be `visiting` a file that a counter works on: it does not lock it.
    With `apart` a process of its own does the writing: to be asked for before any thread is started.
    What the columns of storage.veiled hold is sealed and opened with `veil` (storage.veiling.draw_veil);
    without one everything comes and goes as it stands.
    """
    address = read_url(url)
    file = sqlite_file(address)
    lock: IO[str] | sa.Connection | None = None if file is None or visiting else hold(file)
    zone = clock().tzinfo or UTC

    def make_hand() -> Hand:
        return Hand(_dressed(writing_engine(address), zone, veil), owner, file is not None, zone, observe)

    writer = ApartWriter(make_hand, clock) if apart else ThreadWriter(make_hand(), clock)
    reading = _dressed(reading_engine(address), zone, veil)
    lock = lock or (_share(reading) if veil is not None and file is None else None)
    return Database(
        writer=writer,
        reader=Reader(reading),
        clock=clock,
        zone=zone,
        owner=owner,
        exclusive=file is not None,
        _engine=reading,
        _lock=lock,
    )


def read_url(url: str) -> sa.URL:
    """Read the address of a database; Misconfigured if it is not one that we can use."""
    try:
        address = make_url(url)
    except ArgumentError as problem:
        raise Misconfigured("the database address cannot be read: use sqlite:///<file>") from problem
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "postgresql+psycopg"):
        raise Misconfigured(f"no store for {address.drivername}: use sqlite or postgresql+psycopg")
    return address


def sqlite_file(address: sa.URL) -> Path | None:
    """Name the file of a SQLite database, None for PostgreSQL; Misconfigured if it would live in memory."""
    if address.get_backend_name() != "sqlite":
        return None
    if address.database in (None, "", ":memory:") or "mode=memory" in str(address):
        raise Misconfigured("a database in memory would lose every message: give it a file")
    return Path(str(address.database))


def writing_engine(address: sa.URL) -> sa.Engine:
    """One connection that writes; on SQLite a transaction takes the write lock at once."""
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, pool_size=1, max_overflow=0)
    engine = _sqlite_engine(address)
    sa.event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(address: sa.URL) -> sa.Engine:
    """One connection that cannot write, and more for who asks for one of their own (Database.connect)."""
    if address.get_backend_name() != "sqlite":
        read_only = {"options": "-c default_transaction_read_only=on"}
        return sa.create_engine(address, pool_size=1, isolation_level="AUTOCOMMIT", connect_args=read_only)
    engine = _sqlite_engine(address, spare=_SPARE)
    sa.event.listen(engine, "connect", _set("pragma query_only = on"))
    return engine


def _sqlite_engine(address: sa.URL, spare: int = 0) -> sa.Engine:
    # The driver's own transactions would commit by themselves around a savepoint: isolation_level None
    # leaves BEGIN to us. Named parameters: rows are dictionaries on both databases.
    engine = sa.create_engine(
        address,
        paramstyle="named",
        pool_size=1,
        max_overflow=spare,
        connect_args={"cached_statements": _STATEMENTS},
    )
    sa.event.listen(engine, "connect", _plain)
    sa.event.listen(engine, "connect", _set(*SQLITE_SETTINGS))
    return engine


def _plain(connection: SqliteConnection, record: object) -> None:  # noqa: ARG001 - the event's signature
    connection.isolation_level = None


def _set(*pragmas: str) -> Callable[[SqliteConnection, object], None]:
    def on_connect(connection: SqliteConnection, record: object) -> None:  # noqa: ARG001 - as above
        for pragma in pragmas:
            connection.execute(pragma).close()

    return on_connect


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _share(engine: sa.Engine) -> sa.Connection:
    """Say that somebody works on the database; Misconfigured while its keys are being changed."""
    connection = engine.connect()
    if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock_shared(IN_USE))):
        connection.close()
        raise Misconfigured("the keys of the database are being changed: wait until that is done")
    connection.detach()  # it is no connection for anybody else, and the lock goes with it
    return connection


def _dressed(engine: sa.Engine, zone: tzinfo, veil: Veil | None) -> sa.Engine:
    return set_veil(set_zone(engine, zone), veil)


def set_veil(engine: sa.Engine, veil: Veil | None) -> sa.Engine:
    """Leave a veil where the column types of storage.veiled find it."""
    engine.dialect.veil = veil  # type: ignore[attr-defined] # ours, see veil_of
    return engine


def set_zone(engine: sa.Engine, zone: tzinfo) -> sa.Engine:
    """Leave a time zone where the column type `Instant` finds it."""
    engine.dialect.clock_zone = zone  # type: ignore[attr-defined] # ours, see Instant
    return engine
