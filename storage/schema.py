"""The schema of a database: brought up to date, and compared with what the code expects."""

from importlib import resources

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import fines, notices, offices, tables  # noqa: F401 - each puts its tables on the metadata
from storage.database import read_url, sqlite_file, writing_engine
from storage.lock import hold


def upgrade(url: str) -> None:
    """Bring a database to the newest schema; Misconfigured if another process has its file."""
    address = read_url(url)
    file = sqlite_file(address)
    lock = None if file is None else hold(file)
    engine = writing_engine(address)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
        if lock is not None:
            lock.close()


def create(url: str) -> None:
    """Make the newest schema in an empty database at once: for a play or a test that is thrown away."""
    engine = writing_engine(read_url(url))
    try:
        with engine.begin() as connection:
            tables.metadata.create_all(connection)
            MigrationContext.configure(connection).stamp(ScriptDirectory.from_config(_config()), "head")
    finally:
        engine.dispose()


def current(url: str) -> str | None:
    """Tell the revision of a database, None for one without a schema; a missing file is not created."""
    address = read_url(url)
    file = sqlite_file(address)
    if file is not None and not file.exists():
        return None
    engine = writing_engine(address)
    try:
        with engine.connect() as connection:
            return revision(connection)
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Tell whether a database has the newest schema."""
    return current(url) == newest()


def revision(connection: sa.Connection) -> str | None:
    """Tell the revision of the database behind a connection."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Name the newest revision that this code knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("storage") / "migrations"))
    return config
