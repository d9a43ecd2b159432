"""The writer in a process of its own: what travels, what does not, and what is told when one end is gone."""

import asyncio
import os
import signal
from collections.abc import Sequence
from pickle import PicklingError

import pytest

from bot.errors import LeaseLost, StoreUnavailable
from bot.message import File
from bot.records import Record
from storage.departures import departure
from storage.records import RECORDS
from storage.transaction import Kind, Transaction
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, message, part, turn

NOTE = "no statement"
MEGABYTE = bytes(range(256)) * 4096


@pytest.fixture
def writes() -> str:
    return "apart"


def child_of_this_process() -> int:
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:  # noqa: PTH123 - one line
        return int(children.read().split()[-1])


async def test_a_kind_that_has_no_name_is_refused(desk: Desk) -> None:
    def never(_: Transaction, payloads: Sequence[None]) -> list[None]:
        return list(payloads)

    with pytest.raises(PicklingError, match="stands at the top of no module"):
        desk.database.writer.submit(Kind("made-up", never), None)
    assert await desk.inbox.accept(message("SM1"), "c")


async def test_what_cannot_travel_fails_alone(desk: Desk) -> None:
    record = Record(NOTE, {"said": lambda: "nothing that can be written down"})
    writes = [
        desk.inbox.accept(message("SM1"), "c"),
        desk.database.writer.submit(RECORDS, [record]),
        desk.inbox.accept(message("SM2"), "c"),
    ]
    first, second, third = await asyncio.gather(*writes, return_exceptions=True)
    assert (first, third) == (True, True)
    assert isinstance(second, AttributeError | PicklingError)


async def test_an_error_comes_back_as_what_it_is(desk: Desk) -> None:
    await desk.inbox.accept(message("SM1"), "c")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(work))
    with pytest.raises(LeaseLost, match=str(work.id)):
        await desk.inbox.finish(turn(work))


async def test_one_bad_record_spares_what_is_written_with_it(desk: Desk, store: Store) -> None:
    bad = desk.database.writer.submit(RECORDS, [Record(NOTE, {})])
    good = desk.database.writer.submit(RECORDS, departure(part("k"), NINE))
    results = await asyncio.gather(bad, good, return_exceptions=True)
    assert isinstance(results[0], TypeError)
    assert results[1] is None
    assert store.rows("SELECT key FROM outbox") == [("k",)]


async def test_large_files_go_both_ways_while_small_messages_do(desk: Desk) -> None:
    files = tuple(File(f"{number}.bin", "application/octet-stream", MEGABYTE * 4) for number in range(3))
    large = [
        desk.inbox.accept(message(f"L{n}", f"+1{n}", files=(file,)), "c") for n, file in enumerate(files)
    ]
    small = [desk.inbox.accept(message(f"S{n}", f"+2{n}"), "c") for n in range(50)]
    assert all(await asyncio.gather(*large, *small))
    works = await desk.inbox.claim(100)
    found = {work.inbound.external_id: work.inbound.files for work in works}
    assert len(found) == 53
    assert [found[f"L{n}"][0].content == file.content for n, file in enumerate(files)] == [True] * 3


async def test_what_is_queued_is_written_before_it_closes(desk: Desk, store: Store) -> None:
    file = File("a.bin", "application/octet-stream", MEGABYTE * 8)
    waiting = [
        asyncio.ensure_future(desk.inbox.accept(message(f"SM{n}", f"+{n}", files=(file,)), "c"))
        for n in range(5)
    ]
    await asyncio.sleep(0)
    desk.database.close()
    assert await asyncio.gather(*waiting) == [True] * 5
    assert store.rows("SELECT count(*) FROM inbox") == [(5,)]
    with pytest.raises(StoreUnavailable):
        await desk.inbox.accept(message("late"), "c")


async def test_without_its_process_nothing_is_promised(desk: Desk, store: Store) -> None:
    await desk.inbox.accept(message("SM1"), "c")
    os.kill(child_of_this_process(), signal.SIGKILL)
    with pytest.raises(StoreUnavailable, match="gone"):
        await desk.inbox.accept(message("SM2"), "c")
    assert not desk.database.writer.alive
    with pytest.raises(StoreUnavailable):
        await desk.inbox.accept(message("SM3"), "c")
    desk.database.close()
    again = store.open("again")
    assert await again.inbox.accept(message("SM3"), "c")
    assert [row[0] for row in store.rows("SELECT external_id FROM inbox ORDER BY id")] == ["SM1", "SM3"]
