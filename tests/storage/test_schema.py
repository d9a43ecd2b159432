import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

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


def alembic_says(url: str) -> str | None:
    engine = writing_engine(read_url(url))
    with engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    return revision


def test_the_newest_revision_is_the_one_that_alembic_finds() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    assert schema.newest() == ScriptDirectory.from_config(config).get_current_head()


def by_steps(url: str) -> None:
    schema.upgrade(url, by_steps=True)


@pytest.mark.parametrize("make", [schema.create, schema.upgrade, by_steps])
def test_alembic_reads_the_same_revision(url: str, make: Callable[[str], None]) -> None:
    assert schema.current(url) is None is alembic_says(url)
    make(url)
    assert schema.current(url) == alembic_says(url) == schema.newest()


def test_a_store_that_is_made_and_read_needs_no_alembic(tmp_path: Path) -> None:
    program = (
        "import sys; from storage import schema; url = sys.argv[1]; schema.create(url); schema.upgrade(url); "
        "sys.exit(not schema.is_current(url) or 'alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, f"sqlite:///{tmp_path}/made.db"], check=True)  # noqa: S603 - our own words


def test_the_migrations_make_the_tables_of_the_code(url: str) -> None:
    assert schema.current(url) is None
    assert not schema.is_current(url)
    by_steps(url)
    assert schema.is_current(url)
    assert differences(url) == []
    by_steps(url)
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
