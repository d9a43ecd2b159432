"""The timer that every turn puts off: told at the very moment, though its row is left alone meanwhile."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.ledger import OFTEN_PUT_OFF, Timer
from storage.timers import MOST_AT_ONCE
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import message, turn
from tests.storage.test_payment_migration import move

PATIENCE = timedelta(minutes=30)
LANES = ["sms:+1", "sms:+2", "sms:+3"]
ROWS = "SELECT due_at FROM timer"


async def hear(desk: Desk, number: int, lane: str, *due: datetime | None, event: str = OFTEN_PUT_OFF) -> None:
    """Let a turn set a timer of its lane, or not."""
    await desk.inbox.accept(message(f"SM{number}", lane.removeprefix("sms:")), "c")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(work, timers=[Timer(lane, event, each) for each in due]))


async def rung(desk: Desk) -> list[str]:
    """Ring, and say in which lanes there was something to be heard."""
    await desk.inbox.ring()
    works = await desk.inbox.claim(99)
    for work in works:
        assert work.inbound.event == OFTEN_PUT_OFF
        await desk.inbox.finish(turn(work))
    return sorted(work.inbound.lane for work in works)


async def test_what_is_put_off_leaves_its_row_alone_and_rings_at_its_moment(
    desk: Desk, store: Store, clock: Ticker
) -> None:
    lane, first = LANES[0], clock() + PATIENCE
    await hear(desk, 1, lane, first)
    rows = store.rows(ROWS)
    clock.tick(minutes=20)
    await hear(desk, 2, lane, last := clock() + PATIENCE)
    assert store.rows(ROWS) == rows
    clock.tick(minutes=10)
    assert await desk.inbox.next_timer() == first == clock()
    assert await rung(desk) == []
    assert await desk.inbox.next_timer() == last
    clock.now = last - timedelta(milliseconds=1)
    assert await rung(desk) == []
    clock.now = last
    assert await rung(desk) == [lane]
    assert await desk.inbox.next_timer() is None


async def test_who_becomes_less_patient_is_rung_earlier(desk: Desk, clock: Ticker) -> None:
    await hear(desk, 1, LANES[0], clock() + PATIENCE)
    await hear(desk, 2, LANES[0], sooner := clock() + PATIENCE / 2)
    assert await desk.inbox.next_timer() == sooner
    clock.now = sooner
    assert await rung(desk) == LANES[:1]


async def test_a_turn_that_sets_none_leaves_it_as_it_was(desk: Desk, clock: Ticker) -> None:
    await hear(desk, 1, LANES[0], clock() + PATIENCE)
    clock.tick(minutes=1)
    await hear(desk, 2, LANES[0], last := clock() + PATIENCE)
    await hear(desk, 3, LANES[0])
    clock.tick(minutes=29)
    assert await rung(desk) == []
    assert await desk.inbox.next_timer() == last


async def test_other_timers_move_at_once(desk: Desk, clock: Ticker) -> None:
    await hear(desk, 1, LANES[0], clock() + PATIENCE, event="nudge")
    await hear(desk, 2, LANES[0], later := clock() + 2 * PATIENCE, event="nudge")
    assert await desk.inbox.next_timer() == later


async def test_many_that_were_put_off_do_not_hide_one_that_is_due(
    desk: Desk, store: Store, clock: Ticker
) -> None:
    many = range(MOST_AT_ONCE + 1)
    await asyncio.gather(*[desk.inbox.accept(message(f"SM{each}", f"+{each}"), "c") for each in many])
    works = await desk.inbox.claim(len(many))
    turns = [
        turn(work, timers=[Timer(work.inbound.lane, OFTEN_PUT_OFF, clock() + PATIENCE)]) for work in works
    ]
    await desk.inbox.finish_all(turns)
    store.run("UPDATE caller SET pauses_at = pauses_at + 3600000")
    clock.tick(seconds=1)
    await hear(desk, len(many), "sms:+last", clock() + PATIENCE)
    store.run("UPDATE caller SET pauses_at = NULL WHERE lane = 'sms:+last'")
    clock.tick(minutes=31)
    assert await rung(desk) == ["sms:+last"]


@pytest.mark.parametrize("seed", range(3))
async def test_it_rings_when_a_timer_that_is_always_moved_would(desk: Desk, clock: Ticker, seed: int) -> None:
    luck, due = Random(seed), dict[str, datetime]()  # noqa: S311 - to be the same each time
    for number in range(60):
        clock.tick(minutes=luck.choice((0, 1, 7, 31)))
        gone = sorted(lane for lane, moment in due.items() if moment <= clock())
        assert await rung(desk) == gone
        due = {lane: moment for lane, moment in due.items() if lane not in gone}
        await _go_on(desk, number, luck.choice(LANES), luck, due)


async def _go_on(desk: Desk, number: int, lane: str, luck: Random, due: dict[str, datetime]) -> None:
    wish = luck.choice(("put off", "put off", "end", "nothing"))
    moment = desk.database.clock() + luck.choice((PATIENCE, PATIENCE, PATIENCE / 3))
    told: Sequence[datetime | None] = {"put off": (moment,), "end": (None,), "nothing": ()}[wish]
    await hear(desk, number, lane, *told)
    due.update({lane: moment} if wish == "put off" else {})
    if wish == "end":
        due.pop(lane, None)


def test_on_the_way_back_each_timer_gets_its_true_moment(url: str) -> None:
    move(
        url,
        "0022",
        "INSERT INTO caller (lane, language, chosen, stopped, session, updated_at, pauses_at) VALUES"
        " ('sms:1', 'it', {false}, {false}, '', 1, 90), ('sms:2', 'it', {false}, {false}, '', 1, NULL)",
        "INSERT INTO timer (lane, event, due_at) VALUES ('sms:1', 'session.pause', 30),"
        " ('sms:1', 'permit.late', 40), ('sms:2', 'session.pause', 50), ('sms:3', 'session.pause', 60)",
    )
    assert move(url, "0021", "SELECT lane, due_at FROM timer ORDER BY lane, due_at") == [
        ("sms:1", 40),
        ("sms:1", 90),
        ("sms:2", 50),
        ("sms:3", 60),
    ]
