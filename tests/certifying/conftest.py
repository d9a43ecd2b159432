"""A store of one engine, and an office on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sportello.certifying import CertificateOffice
from storage import schema
from storage.database import Database, open_database
from tests.certifying.office import open_office
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
