"""One database at a time, on each engine; the same tests for both."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from secrets import token_hex

import pytest
import sqlalchemy as sa

from storage import schema, tables
from storage.database import Database, open_database, read_url, writing_engine
from storage.inbox import SqlInbox
from storage.outbox import SqlOutbox
from storage.sealing import Keyring
from storage.veil import Veil
from tests.clock import Ticker
from tests.veiled_rows import KEY, clear, veiled

# Another folder may borrow these fixtures: pytest makes them anew there, on the same server.
_names = (f"{token_hex(4)}_{number}" for number in count(1))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty SQLite database."""
    return f"sqlite:///{tmp_path / 'sportello.db'}"


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = f"sportello_{next(_names)}"
    engine = sa.create_engine(read_url(postgres_server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0"))
    yield read_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database of each engine."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def clock() -> Ticker:
    return Ticker()


@dataclass
class Store:
    """A database with its schema, opened as often as a test likes."""

    url: str
    clock: Ticker
    journal: Path
    writes: str = "thread"
    veil: Veil | None = field(default_factory=lambda: Veil(Keyring([KEY])))
    opened: list[Database] = field(default_factory=list)

    def open(self, owner: str = "first") -> "Desk":
        database = open_database(
            self.url,
            clock=self.clock,
            owner=owner,
            observe=self._observe,
            apart=self.writes == "apart",
            veil=self.veil,
        )
        self.opened.append(database)
        return Desk(database, SqlInbox(database), SqlOutbox(database))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What is committed, read from outside: what is sealed is opened."""
        return [tuple(clear(value, self.veil) for value in row) for row in self.raw(query)]

    def raw(self, query: str) -> list[tuple[object, ...]]:
        """What is committed, as it stands there."""
        engine = writing_engine(read_url(self.url))
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(sa.text(veiled(query, self.veil)))]
        engine.dispose()
        return found

    def run(self, statement: str) -> None:
        """Break the state from outside."""
        engine = writing_engine(read_url(self.url))
        with engine.begin() as connection:
            connection.execute(sa.text(veiled(statement, self.veil)))
        engine.dispose()

    @property
    def commits(self) -> list[tuple[str, str]]:
        """The kinds that were committed, each before and after, by whichever process."""
        pairs = (line.split() for line in self.journal.read_text().splitlines())
        return [(name, when) for name, when in pairs]

    def _observe(self, name: str, when: str) -> None:
        with self.journal.open("a") as journal:
            journal.write(f"{name} {when}\n")


@dataclass
class Desk:
    """One process at work on a store."""

    database: Database
    inbox: SqlInbox
    outbox: SqlOutbox


@pytest.fixture(params=["thread", "apart"])
def writes(request: pytest.FixtureRequest) -> str:
    """Who does the writing: a thread of this process, or a process of its own."""
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a row, to be copied."""
    file = tmp_path_factory.mktemp("made") / "sportello.db"
    schema.create(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_shared(postgres_server: str) -> str:
    """A database that is emptied before each test: to make one takes longer than most tests."""
    name = f"sportello_{next(_names)}"
    engine = sa.create_engine(read_url(postgres_server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template0"))
    engine.dispose()
    url = read_url(postgres_server).set(database=name).render_as_string(hide_password=False)
    schema.create(url)
    return url


@pytest.fixture
def postgres_made(postgres_shared: str) -> str:
    """A PostgreSQL database with its tables, and no row in them."""
    _empty(postgres_shared)
    return postgres_shared


@pytest.fixture(params=["sqlite", "postgres"])
def made_url(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> str:
    """A database of each engine with its tables, and no row in them."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "sportello.db")
        return sqlite_url
    url: str = request.getfixturevalue("postgres_made")
    return url


_ADVANCED = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"


@cache
def _filled() -> str:
    """Ask which tables have rows: nearly all are empty, and to truncate one costs a millisecond and more."""
    ask = "SELECT '{0}' WHERE EXISTS (SELECT 1 FROM {0})"
    return " UNION ALL ".join(ask.format(name) for name in tables.metadata.tables)


def _empty(url: str) -> None:
    engine = writing_engine(read_url(url))
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # the register refuses it
        if filled := connection.exec_driver_sql(_filled()).scalars().all():
            connection.exec_driver_sql(f"TRUNCATE {', '.join(filled)} CASCADE")
        for name in connection.exec_driver_sql(_ADVANCED).scalars().all():
            connection.exec_driver_sql(f"ALTER SEQUENCE {name} RESTART")
    engine.dispose()


@pytest.fixture
def store(made_url: str, clock: Ticker, tmp_path: Path, writes: str) -> Iterator[Store]:
    yield from _store(made_url, clock, tmp_path, writes)


@pytest.fixture
def own_store(url: str, clock: Ticker, tmp_path: Path, writes: str) -> Iterator[Store]:
    """A store in a database of its own, for a test that changes more than rows."""
    schema.create(url)
    yield from _store(url, clock, tmp_path, writes)


def _store(url: str, clock: Ticker, folder: Path, writes: str) -> Iterator[Store]:
    store = Store(url, clock, folder / "journal", writes)
    yield store
    for database in store.opened:
        database.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return store.open()
