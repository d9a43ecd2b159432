"""Of several processes that share a database one does what may be done once; another takes over from it."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest

from storage.singleton import Singleton
from tests.clock import Ticker
from tests.storage.conftest import Store

TERMINATE = """
    SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
"""


class Work:
    """Goes on until it is cancelled, and counts how often it was begun."""

    def __init__(self) -> None:
        self.begun = 0
        self.going = False
        self._changed = asyncio.Event()

    async def run(self) -> None:
        self.begun, self.going = self.begun + 1, True
        self._changed.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.going = False
            self._changed.set()

    async def until(self, going: bool) -> None:  # noqa: FBT001 - what is waited for
        async with asyncio.timeout(30):
            while self.going is not going:
                self._changed.clear()
                await self._changed.wait()


@asynccontextmanager
async def at_work(store: Store, owner: str, work: Work, name: str = "mailbox"):
    task = asyncio.create_task(Singleton(store.open(owner).database, name, every=0.02).run(work.run))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def shared(postgres_shared, tmp_path):
    store = Store(postgres_shared, Ticker(), tmp_path / "journal")
    yield store
    for database in store.opened:
        database.close()


async def test_one_works_and_another_takes_over_when_it_stops(shared):
    first, second = Work(), Work()
    async with at_work(shared, "first", first) as task:
        await first.until(going=True)
        async with at_work(shared, "second", second):
            third = Singleton(shared.open("third").database, "mailbox")
            assert not third._take()
            third._drop()
            assert (first.begun, second.begun) == (1, 0)
            task.cancel()
            await second.until(going=True)
            assert not first.going


async def test_things_of_other_names_are_done_beside(shared):
    first, second = Work(), Work()
    async with at_work(shared, "first", first), at_work(shared, "second", second, "another mailbox"):
        await first.until(going=True)
        await second.until(going=True)


async def test_who_loses_the_connection_stops_and_begins_anew(shared):
    work = Work()
    async with at_work(shared, "first", work):
        await work.until(going=True)
        shared.rows(TERMINATE)
        await work.until(going=False)
        await work.until(going=True)
        assert work.begun == 2


async def test_work_that_ends_is_over_and_its_fault_is_told(shared):
    async def end() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await Singleton(shared.open().database, "mailbox", every=0.02).run(end)
    work = Work()
    async with at_work(shared, "second", work):
        await work.until(going=True)


async def test_a_file_has_one_counter_only(sqlite_url, sqlite_file, tmp_path):
    (tmp_path / "sportello.db").write_bytes(sqlite_file.read_bytes())
    store, work = Store(sqlite_url, Ticker(), tmp_path / "journal"), Work()
    async with at_work(store, "first", work):
        await work.until(going=True)
    assert not work.going
    store.opened[0].close()
