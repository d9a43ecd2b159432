import asyncio
from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.errors import StoreUnavailable
from bot.records import Record
from storage.records import RECORDS
from storage.tables import timer
from storage.transaction import Kind, Transaction
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message

INSERT = sa.insert(timer)


def record(event: str) -> Record:
    return Record(INSERT, {"lane": "sms:+1", "event": event, "due_at": None})


def insert(transaction: Transaction, events: Sequence[str]) -> list[str]:
    rows = [{"lane": "sms:+1", "event": event, "due": 0} for event in events]
    transaction.connection.execute(
        sa.text("INSERT INTO timer (lane, event, due_at) VALUES (:lane, :event, :due)"), rows
    )
    return [event.upper() for event in events]


@pytest.fixture
def writes() -> str:
    """Kinds that a test makes up do not travel."""
    return "thread"


NOTE: Kind[str, str] = Kind("note", insert)


def events(store: Store) -> list[object]:
    return [row[0] for row in store.rows("SELECT event FROM timer ORDER BY event")]


async def test_what_is_queued_together_is_committed_together(desk: Desk, store: Store) -> None:
    writer = desk.database.writer
    hold, release = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait(_: Transaction, payloads: Sequence[None]) -> list[None]:
        loop.call_soon_threadsafe(hold.set)
        asyncio.run_coroutine_threadsafe(release.wait(), loop).result()
        return [None] * len(payloads)

    waiting = writer.submit(Kind("wait", wait), None)
    await hold.wait()
    answers = [writer.submit(NOTE, name) for name in "abc"]
    accepted = asyncio.ensure_future(desk.inbox.accept(message("SM1"), "c"))
    await asyncio.sleep(0)
    release.set()
    await waiting
    assert await asyncio.gather(*answers) == ["A", "B", "C"]
    assert await accepted
    names = [name for name, when in store.commits if when == "before"]
    assert names == ["wait", "note", "accept"]


async def test_what_fails_fails_alone(desk: Desk, store: Store) -> None:
    writer = desk.database.writer
    answers = [writer.submit(NOTE, name) for name in ("a", "b", "a", "c")]
    results = await asyncio.gather(*answers, return_exceptions=True)
    assert [results[0], results[1], results[3]] == ["A", "B", "C"]
    assert isinstance(results[2], IntegrityError)
    assert events(store) == ["a", "b", "c"]


async def test_a_failure_of_one_kind_spares_the_others(desk: Desk, store: Store) -> None:
    def break_down(transaction: Transaction, payloads: Sequence[str]) -> list[str]:
        insert(transaction, [f"{name}-broken" for name in payloads])
        raise RuntimeError(*payloads)

    answers = [
        desk.database.writer.submit(kind, name)
        for kind, name in ((NOTE, "a"), (Kind("break", break_down), "b"), (NOTE, "c"))
    ]
    results = await asyncio.gather(*answers, return_exceptions=True)
    assert (results[0], results[2]) == ("A", "C")
    assert repr(results[1]) == "RuntimeError('b')"
    assert events(store) == ["a", "c"]


async def test_who_stops_waiting_does_not_stop_the_write(desk: Desk, store: Store) -> None:
    answers = [desk.database.writer.submit(NOTE, name) for name in "abc"]
    answers[1].cancel()
    assert [await answers[0], await answers[2]] == ["A", "C"]
    assert events(store) == ["a", "b", "c"]


async def test_closing_writes_what_is_queued(store: Store) -> None:
    desk = store.open()
    answers = [desk.database.writer.submit(NOTE, f"{number:03}") for number in range(600)]
    desk.database.close()
    assert len(await asyncio.gather(*answers)) == 600
    assert len(events(store)) == 600
    with pytest.raises(StoreUnavailable):
        desk.database.writer.submit(NOTE, "late")
    with pytest.raises(StoreUnavailable):
        desk.database.reader.fetch(lambda connection: connection.scalar(sa.text("SELECT 1")))


async def test_several_records_are_written_together_or_not_at_all(desk: Desk, store: Store) -> None:
    with pytest.raises(IntegrityError):
        await desk.database.writer.submit(RECORDS, [record("a")])
    now = desk.database.clock()
    good = [Record(INSERT, {"lane": "sms:+1", "event": name, "due_at": now}) for name in "ab"]
    with pytest.raises(IntegrityError):
        await desk.database.writer.submit(RECORDS, [*good, good[0]])
    assert events(store) == []
    await desk.database.writer.submit(RECORDS, good)
    assert events(store) == ["a", "b"]


async def test_a_record_of_no_statement_is_refused(desk: Desk) -> None:
    with pytest.raises(TypeError, match="a record of str"):
        await desk.database.writer.submit(RECORDS, [Record("INSERT", {})])


async def test_reads_see_what_is_committed_and_cannot_write(desk: Desk) -> None:
    await desk.database.writer.submit(NOTE, "a")
    count = sa.select(sa.func.count()).select_from(timer)
    counts = [desk.database.reader.fetch(lambda connection: connection.scalar(count)) for _ in range(50)]
    assert await asyncio.gather(*counts) == [1] * 50
    with pytest.raises(sa.exc.DBAPIError):
        await desk.database.reader.fetch(lambda connection: connection.execute(sa.delete(timer)))
    assert await desk.database.reader.fetch(lambda connection: connection.scalar(count)) == 1
