"""Broadcasts under way, on both engines: begun, held, paused, resumed, cancelled, set right, and over."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.bulk import Fate
from bot.channel import Delivery, Receipt
from storage.broadcast_dropping import STRETCH
from storage.broadcasts import Refused, Spent, State, Text, What, Why
from tests.clock import Ticker
from tests.storage.broadcasting import (
    APPROVER,
    OTHER,
    WRITER,
    Hall,
    done,
    draft,
    emergency,
    lay_subscribers,
)
from tests.storage.bulk_rows import lay_recipients, outcome
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message


@pytest.fixture
def hall(store: Store, desk: Desk, clock: Ticker) -> Hall:
    lay_subscribers(store, 3)
    return Hall.of(store, desk, clock)


ALL = ["+1", "+2", "+3"]


async def test_it_begins_when_its_time_is_there(hall: Hall, clock: Ticker) -> None:
    number = await hall.approved(draft(clock, starts_at=clock() + timedelta(hours=1)))
    assert await hall.broadcasts.start_due() == 0
    assert await hall.taken() == []
    clock.tick(hours=1)
    assert await hall.broadcasts.start_due() == 1
    assert await hall.broadcasts.start_due() == 0
    one = await hall.one(number)
    assert (one.state, one.begun_at) == (State.RUNNING, clock())
    assert await hall.send() == ALL
    assert await hall.broadcasts.finish_due() == 1
    assert await hall.broadcasts.finish_due() == 0
    assert (await hall.one(number)).ended_at == clock()
    whats = [(each.what, each.who) for each in await hall.broadcasts.events(number)][-2:]
    assert whats == [(What.BEGUN, ""), (What.DONE, "")]


async def test_two_processes_begin_it_once(store: Store, hall: Hall, clock: Ticker) -> None:
    number = await hall.approved()
    other = hall if store.opened[0].exclusive else Hall.of(store, store.open("second"), clock)
    assert [await hall.broadcasts.start_due(), await other.broadcasts.start_due()] == [1, 0]
    assert hall.standing(number) == dict.fromkeys(ALL, "queued")


GROWN = [("as many", 50, True), ("a tenth and fifty more", 55, True), ("one more than that", 56, False)]


async def test_an_audience_that_has_grown_is_to_be_approved_again(hall: Hall) -> None:
    for label, people, begins in GROWN:
        hall.store.run("DELETE FROM subscriber")
        hall.store.run("DELETE FROM subscription")
        number = await hall.approved(counted=5)
        lay_subscribers(hall.store, people)
        assert await hall.broadcasts.start_due() == begins, label
        assert await hall.state(number) is (State.RUNNING if begins else State.HELD), label


async def test_what_is_held_goes_once_it_is_approved_again(hall: Hall) -> None:
    number = await hall.submitted(counted=5, micros=50)
    done(await hall.broadcasts.approve(number, APPROVER, 2, 5))
    lay_subscribers(hall.store, 60, first=3)
    await hall.broadcasts.start_due()
    one = await hall.one(number)
    assert (one.state, one.held, one.counted, one.micros) == (State.HELD, "grew", 63, 630)
    assert (one.version, one.approvals) == (3, [])
    assert hall.standing(number) == {}
    own = await hall.broadcasts.approve(number, WRITER, 3, 63)
    assert isinstance(own, Refused)
    done(await hall.broadcasts.approve(number, APPROVER, 3, 63))
    assert await hall.broadcasts.start_due() == 1
    assert len(hall.standing(number)) == 63


async def test_what_nobody_can_read_any_more_is_held_and_holds_nothing_up(hall: Hall) -> None:
    number, other = await hall.approved(), await hall.approved()
    hall.store.run(f"UPDATE broadcast SET query = 'roads or' WHERE id = {number}")  # noqa: S608 - our own number
    assert await hall.broadcasts.start_due() == 1
    one = await hall.one(number)
    assert (one.state, one.held, one.counted) == (State.HELD, "query", 3)
    assert "character 1" in (await hall.broadcasts.events(number))[-1].detail
    assert await hall.state(other) is State.RUNNING


async def test_it_goes_on_exactly_where_it_was_paused(hall: Hall) -> None:
    number = await hall.running()
    (first,) = await hall.taken(1)
    done(await hall.broadcasts.pause(number, WRITER))
    assert await hall.taken() == []
    await hall.bulk.note([outcome(first, Fate.SENT)])  # what was on its way has arrived
    assert await hall.broadcasts.finish_due() == 0
    done(await hall.broadcasts.resume(number, OTHER))
    assert await hall.send() == ["+2", "+3"]
    assert await hall.broadcasts.finish_due() == 1


async def test_what_was_paused_too_long_does_not_go_on(hall: Hall, clock: Ticker) -> None:
    number = await hall.running()
    done(await hall.broadcasts.pause(number, WRITER))
    clock.tick(hours=7)
    late = await hall.broadcasts.resume(number, WRITER)
    assert isinstance(late, Refused)
    assert late.why is Why.LATE


async def test_of_what_is_cancelled_nothing_more_leaves(hall: Hall, clock: Ticker) -> None:
    number = await hall.running()
    first, second = await hall.taken(2)
    done(await hall.broadcasts.cancel(number, WRITER, reason="Falso allarme."))
    assert await hall.taken() == []
    await hall.bulk.note([outcome(first, Fate.SENT), outcome(second, Fate.DELAYED, until=clock())])
    assert hall.standing(number) == {"+1": "sent", "+2": "cancelled", "+3": "cancelled"}
    assert await hall.broadcasts.finish_due() == 0
    event = (await hall.broadcasts.events(number))[-1]
    assert (event.who, event.what, event.detail) == (WRITER, What.CANCELLED, "Falso allarme.")


async def test_who_is_being_written_to_when_it_is_cancelled_is_counted_right(
    store: Store, hall: Hall, clock: Ticker
) -> None:
    lay_subscribers(store, 57, first=3)
    number = await hall.running(counted=60)
    other = hall if store.opened[0].exclusive else Hall.of(store, store.open("second"), clock)
    *several, answer = await asyncio.gather(
        other.send(10), hall.send(10), _sent(other), hall.broadcasts.cancel(number, WRITER)
    )
    done(answer)
    await hall.broadcasts.finish_due()
    sent = [address for some in several for address in some]
    assert Counter(hall.standing(number).values()) == Counter(
        {"sent": len(set(sent)), "cancelled": 60 - len(sent)}
    )
    assert await other.taken() == []


async def _sent(hall: Hall) -> list[str]:
    """Let parts leave for as long as there are any."""
    sent: list[str] = []
    while some := await hall.send(5):
        sent += some
    return sent


async def test_very_many_are_cancelled_by_and_by(hall: Hall) -> None:
    number = await hall.running()
    lay_recipients(hall.store, *(f"+9{each}" for each in range(STRETCH)), number=number)
    done(await hall.broadcasts.cancel(number, WRITER))
    assert (await _progress(hall, number))["sms", "queued"] == 3
    assert await hall.taken() == []
    await hall.broadcasts.finish_due()
    assert await _progress(hall, number) == {("sms", "cancelled"): STRETCH + 3}


async def _progress(hall: Hall, number: int) -> dict[tuple[str, str], int]:
    progress = await hall.broadcasts.progress(number)
    assert progress is not None
    return dict(progress.by)


async def test_only_who_was_reached_is_set_right(hall: Hall, clock: Ticker) -> None:
    number = await hall.running(emergency(clock))
    assert await hall.send(2) == ["+1", "+2"]
    made = done(await hall.broadcasts.correct(number, OTHER))
    assert await hall.state(number) is State.CANCELLED
    assert hall.standing(number)["+3"] == "cancelled"
    again = await hall.broadcasts.correct(number, OTHER)
    assert isinstance(again, Refused)
    assert (again.why, again.detail) == (Why.TWICE, made.code)
    one = await hall.one(made.id)
    assert (one.corrects, one.draft.kind, one.edited_by) == (number, emergency(clock).kind, OTHER)
    anew = draft(clock, texts={"it": Text("Errata corrige", "Via Roma è aperta.")})
    version = done(await hall.broadcasts.edit(made.id, anew, OTHER, 1)).version
    assert (await hall.one(made.id)).corrects == number  # whatever audience somebody writes
    done(await hall.broadcasts.submit(made.id, OTHER, version, 2, 0))
    done(await hall.broadcasts.approve(made.id, APPROVER, version + 1, 2))
    assert await hall.broadcasts.start_due() == 1
    assert [part.text for part in await hall.taken()] == ["Errata corrige\nVia Roma è aperta."] * 2
    assert hall.standing(made.id) == dict.fromkeys(ALL[:2], "sending")


async def test_a_drill_is_set_right_by_a_drill(hall: Hall, clock: Ticker) -> None:
    number = await hall.running(draft(clock, training=True))
    await hall.send()
    made = done(await hall.broadcasts.correct(number, WRITER))
    version = done(await hall.broadcasts.edit(made.id, draft(clock), WRITER, 1)).version
    answer = await hall.broadcasts.submit(made.id, WRITER, version, 3, 0)
    assert isinstance(answer, Refused)
    assert answer.unfit == "training"


async def test_past_its_time_whoever_waits_is_not_written_to(hall: Hall, clock: Ticker) -> None:
    number = await hall.running()
    assert await hall.send(1) == ["+1"]
    done(await hall.broadcasts.pause(number, WRITER))
    clock.tick(hours=6)
    assert await hall.broadcasts.finish_due() == 1
    assert hall.standing(number) == {"+1": "sent", "+2": "stale", "+3": "stale"}
    assert await hall.state(number) is State.DONE


async def test_what_reaches_nobody_in_time_is_over(hall: Hall, clock: Ticker) -> None:
    waiting = await hall.approved(draft(clock, starts_at=clock() + timedelta(hours=1)))
    going = await hall.running()
    held = await hall.approved()
    hall.store.run(f"UPDATE broadcast SET state = 'held' WHERE id = {held}")  # noqa: S608 - our own number
    clock.tick(hours=6)
    assert await hall.broadcasts.start_due() == 0
    await hall.broadcasts.finish_due()
    assert [await hall.state(each) for each in (waiting, going, held)] == [State.EXPIRED] * 3
    assert hall.standing(waiting) == {}
    assert set(hall.standing(going).values()) == {"stale"}


async def test_it_waits_for_what_is_on_its_way(hall: Hall, clock: Ticker) -> None:
    number = await hall.running()
    (first, *_) = await hall.taken(1)
    clock.tick(hours=6)
    assert await hall.broadcasts.finish_due() == 0
    await hall.bulk.note([outcome(first, Fate.SENT)])
    assert await hall.broadcasts.finish_due() == 1
    assert hall.standing(number)["+1"] == "sent"


async def test_it_is_taken_up_again_for_whom_a_receipt_brings_back(hall: Hall, clock: Ticker) -> None:
    number = await hall.running()
    await hall.send()
    await hall.broadcasts.finish_due()
    assert await hall.state(number) is State.DONE
    ((row, person),) = hall.store.rows("SELECT id, person FROM recipient WHERE address = '+2'")
    lay_recipients(hall.store, "+22", number=number, person=person, status="spare", rank=1)
    bounce = Receipt("sms", Delivery.FAILED, clock(), key=f"b{row}", code="number:30006")
    assert await hall.bulk.fold(bounce)
    assert await hall.broadcasts.finish_due() == 0
    assert await hall.state(number) is State.RUNNING
    assert await hall.send() == ["+22"]
    assert await hall.broadcasts.finish_due() == 1


async def test_what_was_set_right_is_not_taken_up_again(hall: Hall) -> None:
    number = await hall.running()
    await hall.send()
    await hall.broadcasts.finish_due()
    lay_recipients(hall.store, "+22", number=number, status="spare", rank=1)
    done(await hall.broadcasts.correct(number, WRITER))
    assert hall.standing(number)["+22"] == "cancelled"
    lay_recipients(hall.store, "+23", number=number)
    await hall.broadcasts.finish_due()
    assert (await hall.state(number), hall.standing(number)["+23"]) == (State.DONE, "stale")


async def test_progress_counts_and_the_report_names(hall: Hall, clock: Ticker) -> None:
    number = await hall.running()
    first, second, third = await hall.taken()
    clock.tick(seconds=30)
    lost = outcome(third, Fate.FAILED, code="number:21614")
    sent = [outcome(first, segments=2), outcome(second)]
    await hall.bulk.note([*sent, lost])
    await hall.broadcasts.finish_due()
    progress = await hall.broadcasts.progress(number)
    assert progress is not None
    assert progress.by == {("sms", "sent"): 2, ("sms", "failed"): 1}
    assert (progress.failed, progress.spent) == ({"number:21614": 1}, {"sms": Spent(2, 3)})
    assert (progress.last_at, progress.state) == (clock(), State.DONE)
    assert progress.first_at == clock() - timedelta(seconds=30)
    assert progress.count("sent", "failed") == 3
    lines = [line async for line in hall.broadcasts.report(number, page=2)]
    assert [(each.address, each.status, each.code, each.segments) for each in lines] == [
        ("+1", "sent", "", 2),
        ("+2", "sent", "", 1),
        ("+3", "failed", "number:21614", 0),
    ]
    assert await hall.broadcasts.progress(99) is None
    assert [line async for line in hall.broadcasts.report(99)] == []


async def test_who_writes_back_is_counted_once(hall: Hall, desk: Desk, clock: Ticker) -> None:
    await desk.inbox.accept(message("m0", "+2"), "c")
    clock.tick(minutes=1)
    number = await hall.running()
    await hall.send()
    clock.tick(minutes=1)
    for each in (message("m1", "+1"), message("m2", "+1"), message("m3", "+8")):
        await desk.inbox.accept(each, "c")
    await desk.inbox.accept(message("m4", "+3", event="timer", text=""), "c")
    assert await hall.broadcasts.answered(number) == 1
    clock.tick(hours=48)
    await desk.inbox.accept(message("m5", "+2"), "c")
    assert await hall.broadcasts.answered(number) == 1
    assert await hall.broadcasts.answered(99) == 0
