import gzip
import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import Misconfigured
from bot.ledger import Timer
from bot.message import File
from storage import schema
from storage.backup import backup, restore
from storage.database import read_url, set_zone, writing_engine
from storage.fines import fine
from storage.tables import metadata
from tests.clock import ROME, Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, part, turn

FINE = {
    "number": "V1/2026",
    "key": "V12026",
    "plate": "AB123CD",
    "document": "verbale",
    "violation_on": date(2026, 2, 3),
    "notified_on": None,
    "article": "7",
    "amount_cents": 4200,
    "maximum_cents": 17300,
    "costs_cents": 1500,
    "discountable": True,
    "reducible": False,
    "status": "open",
    "place": "Via Nuova",
}


def contents(url: str) -> dict[str, Sequence[tuple[object, ...]]]:
    engine = writing_engine(read_url(url))
    set_zone(engine, ROME)
    with engine.connect() as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


async def fill(desk: Desk, clock: Ticker) -> None:
    file = File("è.pdf", "application/pdf", bytes(range(256)))
    for number in range(1200):
        await desk.inbox.accept(message(f"SM{number}", f"+{number % 9}", files=(file,)), "c")
    for work in await desk.inbox.claim(5):
        timers = [Timer(work.inbound.lane, "nudge", clock())]
        await desk.inbox.finish(turn(work, part(f"{work.id}-0-0", files=(file,)), timers=timers))
    await desk.outbox.take("sms", 1)


@pytest.fixture(scope="module")
async def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a database in use, and of a backup of it."""
    folder, clock = tmp_path_factory.mktemp("used"), Ticker()
    url = f"sqlite:///{folder / 'sportello.db'}"
    schema.upgrade(url)
    desk = Store(url, clock, folder / "journal").open()
    await fill(desk, clock)
    engine = writing_engine(read_url(url))
    with engine.begin() as connection:
        connection.execute(sa.insert(fine), FINE)
    engine.dispose()
    assert backup(url, folder / "backup.gz") == sum(map(len, contents(url).values()))
    desk.database.close()
    return folder


@pytest.fixture
def full(used: Path, sqlite_url: str, tmp_path: Path) -> tuple[str, Path]:
    """A database in use, and a backup of it: for one test, which may spoil them."""
    for name in ("sportello.db", "backup.gz"):
        shutil.copy(used / name, tmp_path / name)
    return sqlite_url, tmp_path / "backup.gz"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'restored.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


async def test_a_backup_restores_everything_on_either_engine(
    full: tuple[str, Path], empty_url: str, clock: Ticker, tmp_path: Path
) -> None:
    url, path = full
    assert restore(empty_url, path) == sum(map(len, contents(url).values()))
    assert contents(empty_url) == contents(url)
    back = tmp_path / "back.gz"
    backup(empty_url, back)
    assert lines(back)[0] == lines(path)[0]
    desk = Store(empty_url, clock, tmp_path / "journal").open("second")
    assert await desk.inbox.accept(message("new", "+new"), "c")
    assert not await desk.inbox.accept(message("SM7"), "c")
    assert 1201 in {work.id for work in await desk.inbox.claim(100)}
    desk.database.close()


async def test_numbers_go_on_after_rows_that_are_gone(
    full: tuple[str, Path], empty_url: str, clock: Ticker, tmp_path: Path
) -> None:
    url, _ = full
    store = Store(url, clock, tmp_path / "journal")
    store.run("UPDATE outbox SET inbox_id = 5000 WHERE id = 1")
    path = tmp_path / "later.gz"
    backup(url, path)
    restore(empty_url, path)
    desk = Store(empty_url, clock, tmp_path / "journal").open()
    await desk.inbox.accept(message("new", "+new"), "c")
    assert 5001 in {work.id for work in await desk.inbox.claim(100)}
    desk.database.close()


async def test_only_an_empty_database_is_filled(full: tuple[str, Path]) -> None:
    url, path = full
    before = contents(url)
    with pytest.raises(Misconfigured, match="not empty"):
        restore(url, path)
    assert contents(url) == before


def lines(path: Path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def drop_a_row(path: Path) -> None:
    whole = lines(path)
    last = max(place for place, line in enumerate(whole) if line.startswith(b"["))
    path.write_bytes(gzip.compress(b"".join([*whole[:last], *whole[last + 1 :]])))


def break_a_row(path: Path) -> None:
    whole = lines(path)
    path.write_bytes(gzip.compress(b"".join([*whole[:5], b"[", *whole[5:]])))


def change_the_version(path: Path) -> None:
    header, *rest = lines(path)
    header = json.dumps({**json.loads(header), "schema": "0000"}).encode() + b"\n"
    path.write_bytes(gzip.compress(b"".join([header, *rest])))


@pytest.mark.parametrize(
    "damage", [cut, drop_a_row, break_a_row, change_the_version, lambda path: path.write_text("x")]
)
async def test_a_damaged_backup_restores_nothing(full: tuple[str, Path], tmp_path: Path, damage) -> None:
    _, path = full
    damage(path)
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    with pytest.raises(Misconfigured):
        restore(url, path)
    assert not any(contents(url).values())


def test_a_database_without_a_schema_is_not_backed_up(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="upgrade"):
        backup(sqlite_url, tmp_path / "backup.gz")
    assert not (tmp_path / "backup.gz").exists()
