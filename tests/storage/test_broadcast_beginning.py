"""While a broadcast is made ready, others write, somebody dies, or it is changed: on both engines."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.records import Record
from storage.broadcast_laying import LAY
from storage.broadcasts import Broadcasts, State
from storage.bulk_stopping import stop_waiting
from storage.database import Database
from storage.records import RECORDS
from storage.subscribers import leave
from storage.tables import caller
from storage.transaction import Kind
from storage.writer import Writer
from tests.clock import Ticker
from tests.storage.broadcasting import BUDGET, CHANNELS, WRITER, Hall, done, draft, lay_subscribers
from tests.storage.bulk_rows import insert
from tests.storage.conftest import Desk, Store

ALL = [f"+{number}" for number in range(1, 8)]
AT_ONCE = 2


class Died(Exception):  # noqa: N818 - what happened
    """The process that lays them is no more."""


@dataclass
class Between:
    """A writer, and what happens when the first stretch is laid."""

    writer: Writer
    meddle: Callable[[], Awaitable[object]]
    met: bool = False

    def submit(self, kind: Kind[Any, Any], payload: Any) -> "asyncio.Future[Any]":
        asked = self.writer.submit(kind, payload)
        return asyncio.ensure_future(self._then(asked)) if kind is LAY else asked

    def submit_all(self, kind: Kind[Any, Any], payloads: Sequence[Any]) -> "asyncio.Future[list[Any]]":
        return self.writer.submit_all(kind, payloads)

    @property
    def alive(self) -> bool:
        return self.writer.alive

    def close(self) -> None:
        self.writer.close()

    async def _then(self, asked: "asyncio.Future[Any]") -> Any:
        answer = await asked
        if not self.met:
            self.met = True
            await self.meddle()
        return answer


def meeting(database: Database, meddle: Callable[[], Awaitable[object]]) -> Broadcasts:
    """Let something happen in the midst of a beginning."""
    return Broadcasts(
        replace(database, writer=Between(database.writer, meddle)), CHANNELS, BUDGET, stretch=AT_ONCE
    )


@pytest.fixture
def hall(store: Store, desk: Desk, clock: Ticker) -> Hall:
    lay_subscribers(store, len(ALL))
    return Hall.of(store, desk, clock)


async def die() -> None:
    raise Died


async def test_others_write_between_stretches(hall: Hall, desk: Desk) -> None:
    number = await hall.approved(counted=7)
    seen: list[int] = []

    async def write() -> None:
        await hall.broadcasts.make(draft(hall.clock), WRITER)
        seen.append(len(hall.standing(number)))
        assert await hall.taken() == []

    assert await meeting(desk.database, write).start_due() == 1
    assert seen == [AT_ONCE]
    assert hall.standing(number) == dict.fromkeys(ALL, "queued")
    kinds = [name for name, when in hall.store.commits if when == "after"]
    begun = kinds[kinds.index("lay-broadcast") :]
    assert [name for name in begun if name != "take-bulk"] == [
        "lay-broadcast",
        "make-broadcast",
        *["lay-broadcast"] * 2,
        "start-broadcast",
    ]
    assert (await hall.broadcasts.events(number))[-1].detail == "7"


async def test_who_dies_between_stretches_leaves_nothing_that_counts(hall: Hall, desk: Desk) -> None:
    number = await hall.approved(counted=7)
    with pytest.raises(Died):
        await meeting(desk.database, die).start_due()
    left = hall.standing(number)
    assert (len(left), await hall.state(number), await hall.taken()) == (AT_ONCE, State.APPROVED, [])
    gone = int(min(map(str, left)))
    hall.store.run(f"DELETE FROM subscription WHERE subscriber = {gone}")  # noqa: S608 - our own number
    lay_subscribers(hall.store, 1, first=7)
    assert await hall.broadcasts.start_due() == 1
    wanted = {*ALL, "+8"} - {f"+{gone}"}
    assert hall.standing(number) == dict.fromkeys(sorted(wanted), "queued")
    assert sorted(await hall.send()) == sorted(wanted)


async def test_what_is_changed_between_stretches_does_not_begin(
    hall: Hall, desk: Desk, clock: Ticker
) -> None:
    async def cancel(number: int) -> None:
        done(await hall.broadcasts.cancel(number, WRITER))

    async def edit(number: int) -> None:
        done(await hall.broadcasts.edit(number, draft(clock), WRITER, 2))

    async def wait(_: int) -> None:
        clock.tick(hours=7)

    for meddle, state in ((cancel, State.CANCELLED), (edit, State.DRAFT), (wait, State.EXPIRED)):
        number = await hall.approved(draft(clock), counted=7)
        changed = meeting(desk.database, lambda meddle=meddle, number=number: meddle(number))  # type: ignore[misc] # bound
        assert await changed.start_due() == 0, state
        assert (await hall.state(number), hall.standing(number)) == (state, {})
        assert await hall.taken() == [], state


async def test_what_was_edited_after_a_death_leaves_nobody_behind(hall: Hall, desk: Desk) -> None:
    number = await hall.approved(counted=7)
    with pytest.raises(Died):
        await meeting(desk.database, die).start_due()
    done(await hall.broadcasts.edit(number, draft(hall.clock), WRITER, 2))
    assert await hall.broadcasts.start_due() == 0
    assert hall.standing(number) == {}


def _said(hall: Hall, number: int, *records: Record) -> Callable[[], Awaitable[object]]:
    """Let one say so whose row is there, and one whose row is not."""

    async def say() -> None:
        laid = sorted(map(str, hall.standing(number)))
        for address in (laid[0], min(each for each in ALL if each not in laid)):
            said = [record.for_lane(f"sms:{address}") for record in records]
            await hall.store.opened[0].writer.submit(RECORDS, said)

    return say


async def test_who_says_stop_between_stretches_is_not_written_to(hall: Hall, desk: Desk) -> None:
    number = await hall.approved(counted=7)
    common = {"stopped": True, "language": "it", "chosen": False, "session": "", "updated_at": hall.clock()}

    async def stop() -> None:
        await _said(hall, number, stop_waiting())()
        rest = min(each for each in ALL if each not in hall.standing(number))
        insert(hall.store, caller, [{**common, "lane": f"sms:{rest}"}])

    assert await meeting(desk.database, stop).start_due() == 1
    assert len(await hall.send()) == 5
    assert sorted(map(str, hall.standing(number).values())) == ["sent"] * 5 + ["stopped"] * 2


async def test_who_drops_the_topic_between_stretches_is_not_written_to(hall: Hall, desk: Desk) -> None:
    number = await hall.approved(counted=7)
    drop = _said(hall, number, *leave(), stop_waiting("roads"))
    assert await meeting(desk.database, drop).start_due() == 1
    assert sorted(map(str, hall.standing(number).values())) == ["queued"] * 5 + ["stopped"]
