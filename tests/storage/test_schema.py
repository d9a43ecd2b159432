import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.errors import Misconfigured
from storage import schema
from storage.database import open_database, read_url, writing_engine
from storage.tables import metadata
from tests.clock import Ticker


def differences(url: str) -> list[object]:
    engine = writing_engine(read_url(url))
    with engine.connect() as connection:
        # SQLite tells an empty default in a way that the comparison does not know.
        options = {"compare_server_default": engine.dialect.name == "postgresql"}
        context = MigrationContext.configure(connection, opts=options)
        found: list[object] = compare_metadata(context, metadata)
    engine.dispose()
    return found


def test_the_migrations_make_the_tables_of_the_code(url: str) -> None:
    assert schema.current(url) is None
    assert not schema.is_current(url)
    schema.upgrade(url)
    assert schema.is_current(url)
    assert differences(url) == []
    schema.upgrade(url)
    assert schema.is_current(url)


def test_create_makes_the_same_at_once(url: str) -> None:
    schema.create(url)
    assert schema.is_current(url)
    assert differences(url) == []


def test_a_database_in_use_is_not_upgraded(sqlite_url: str, clock: Ticker) -> None:
    database = open_database(sqlite_url, clock=clock, owner="first")
    with pytest.raises(Misconfigured, match="another process"):
        schema.upgrade(sqlite_url)
    database.close()


def test_asking_for_the_revision_creates_no_file(sqlite_url: str) -> None:
    schema.current(sqlite_url)
    database = read_url(sqlite_url).database
    assert database is not None
    with pytest.raises(FileNotFoundError):
        open(database, "rb")  # noqa: PTH123, SIM115 - it must fail
