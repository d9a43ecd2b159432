"""An empty store on each database, for the tests of registers, imports and payments."""

from collections.abc import Iterator

import pytest

from storage import schema  # noqa: F401 - it brings every table to the metadata
from storage.database import Database, open_database, read_url, writing_engine
from storage.tables import metadata
from tests.clock import Ticker


@pytest.fixture
def clock() -> Ticker:
    return Ticker()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """The address of a database whose tables are empty; one on PostgreSQL is emptied, not made anew."""
    address = f"sqlite:///{tmp_path}/sportello.db"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres_server")
    engine = writing_engine(read_url(address))
    with engine.begin() as connection:
        metadata.create_all(connection)
        if request.param == "postgresql":
            # The register refuses it; nothing that these tests do is entered there.
            names = ", ".join(name for name in metadata.tables if not name.startswith("register_"))
            connection.exec_driver_sql(f"truncate {names} restart identity")
    engine.dispose()
    return address


@pytest.fixture
def database(url, clock) -> Iterator[Database]:
    opened = open_database(url, clock=clock, owner="test")
    yield opened
    opened.close()
