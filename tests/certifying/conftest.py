"""A store of one engine, an office on it, and the pages of a check."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from sportello.certifying import CertificateOffice
from storage import schema
from storage.database import Database, open_database
from tests.certifying.office import open_office
from tests.certifying.site import Site, application
from tests.clock import Ticker


@pytest.fixture
def clock() -> Ticker:
    return Ticker()


@pytest.fixture
def database(tmp_path: Path, clock: Ticker) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/sportello.db"
    schema.create(url)
    database = open_database(url, clock=clock, owner="test")
    yield database
    database.close()


@pytest.fixture
def office(database: Database) -> Iterator[CertificateOffice]:
    office = open_office(database)
    yield office
    office.press.close()


@pytest.fixture
async def site(office: CertificateOffice) -> AsyncIterator[Site]:
    server = TestServer(application(office), host="127.0.0.1", port=0)
    async with TestClient(server) as client:
        yield Site(client, office)
