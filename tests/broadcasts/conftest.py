"""A store with its tables and no row in them, on SQLite."""

import shutil

import pytest

from storage import schema
from tests.clock import Ticker
from tests.storage.conftest import Store


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    file = tmp_path_factory.mktemp("made") / "sportello.db"
    schema.create(f"sqlite:///{file}")
    return file


@pytest.fixture
def clock():
    return Ticker()


@pytest.fixture
def store(empty, tmp_path, clock):
    shutil.copy(empty, tmp_path / "sportello.db")
    store = Store(f"sqlite:///{tmp_path / 'sportello.db'}", clock, tmp_path / "journal")
    yield store
    for database in store.opened:
        database.close()
