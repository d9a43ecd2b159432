from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import Misconfigured
from storage.database import open_database
from storage.instants import to_ms
from tests.clock import Ticker
from tests.storage.conftest import Store


def test_a_file_belongs_to_one_process(sqlite_url: str, clock: Ticker) -> None:
    first = open_database(sqlite_url, clock=clock, owner="first")
    assert first.exclusive
    with pytest.raises(Misconfigured, match="another process"):
        open_database(sqlite_url, clock=clock, owner="second")
    first.close()
    open_database(sqlite_url, clock=clock, owner="second").close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory&uri=true",
        "mysql://h/d",
        "nonsense",
        "",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_plain_words(url: str, clock: Ticker) -> None:
    with pytest.raises(Misconfigured):
        open_database(url, clock=clock, owner="first")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, clock: Ticker) -> None:
    with pytest.raises(Misconfigured, match="No such file"):
        open_database(f"sqlite:///{tmp_path}/none/x.db", clock=clock, owner="first")


async def test_sqlite_is_durable(sqlite_url: str, clock: Ticker) -> None:
    database = open_database(sqlite_url, clock=clock, owner="first")
    settings = await database.reader.fetch(
        lambda connection: [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "query_only")
        ]
    )
    database.close()
    assert settings == ["wal", 2, 1, 1]


async def test_moments_come_back_in_the_zone_of_the_clock(store: Store, clock: Ticker) -> None:
    database = store.open().database
    moment = datetime(2026, 7, 1, 22, 30, 0, 123000, tzinfo=UTC)
    store.run(f"INSERT INTO timer (lane, event, due_at) VALUES ('l', 'e', {to_ms(moment)})")  # noqa: S608 - ours
    from storage.tables import timer

    found = await database.reader.fetch(lambda connection: connection.scalar(sa.select(timer.c.due_at)))
    assert found == moment
    assert found.tzinfo == clock().tzinfo
    assert found.date() == moment.date().replace(month=7, day=2)


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        to_ms(datetime(2026, 7, 1))  # noqa: DTZ001 - that is the point
