import asyncio
from datetime import timedelta

import pytest

from bot.errors import LeaseLost
from bot.ledger import Timer
from bot.message import Button, File, Refused
from bot.session import Caller, Offer, Request, Session
from storage.views import Views
from tests.clock import Ticker
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE, message, part, turn


async def test_a_message_is_accepted_once(desk: Desk) -> None:
    answers = await asyncio.gather(*[desk.inbox.accept(message("SM1"), "c1") for _ in range(10)])
    assert sorted(answers) == [False] * 9 + [True]


async def test_a_repeat_hours_later_is_still_a_repeat(desk: Desk, clock: Ticker) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(work))
    clock.tick(hours=30)
    assert not await desk.inbox.accept(message("SM1"), "c2")


async def test_equal_texts_with_different_ids_are_two_messages(desk: Desk) -> None:
    assert await desk.inbox.accept(message("SM1", text="ciao"), "c1")
    assert await desk.inbox.accept(message("SM2", text="ciao"), "c2")


async def test_one_id_on_two_channels_is_two_messages(desk: Desk) -> None:
    assert await desk.inbox.accept(message("1"), "c1")
    assert await desk.inbox.accept(message("1", channel="telegram"), "c2")


async def test_a_repeat_among_new_ones_is_alone_refused(desk: Desk) -> None:
    await desk.inbox.accept(message("SM3"), "c")
    answers = await asyncio.gather(*[desk.inbox.accept(message(f"SM{n}"), "c") for n in range(6)])
    assert answers == [True, True, True, False, True, True]


async def test_everything_of_a_message_comes_back(desk: Desk) -> None:
    told = message(
        "SM1",
        text="è già passata la multa? 🚗",
        tap="3:si",
        files=(File("ricevuta è.pdf", "application/pdf", b"\0\xff"), File("b.txt", "text/plain", b"")),
        language="en-GB",
        context={"thread": "a"},
        event="paid",
        payload={"cents": 4200, "ids": [1, 2], "ok": True},
        refused=(Refused("large", "video.mov", "10 MB"), Refused("voice")),
    )
    await desk.inbox.accept(told, "c1")
    (work,) = await desk.inbox.claim(1)
    assert work.inbound == told
    assert (work.correlation, work.attempts, work.caller) == ("c1", 0, None)
    assert work.inbound.received_at.tzinfo == NINE.tzinfo


@pytest.mark.parametrize("text", ["a\0b", "a\ud83d", "\0"])
async def test_what_no_database_takes_is_replaced_not_refused(desk: Desk, text: str) -> None:
    assert await desk.inbox.accept(message("SM1", text=text, context={"subject": text}), "c1")
    (work,) = await desk.inbox.claim(1)
    assert len(work.inbound.text) == len(text)
    assert work.inbound.context == {"subject": text}


async def test_a_file_is_kept_once(desk: Desk, store: Store) -> None:
    file = File("a.pdf", "application/pdf", b"x" * 1000)
    await desk.inbox.accept(message("SM1", files=(file, file)), "c1")
    await desk.inbox.accept(message("SM2", sender="+390002", files=(file,)), "c2")
    assert store.rows("SELECT count(*) FROM blob") == [(1,)]
    first, second = await desk.inbox.claim(2)
    assert first.inbound.files == (file, file)
    assert second.inbound.files == (file,)


async def test_the_original_is_kept_by_its_hash_and_not_claimed(desk: Desk, store: Store) -> None:
    file, original = File("a.pdf", "application/pdf", b"a"), File("mail.eml", "message/rfc822", b"raw \0\xff")
    await desk.inbox.accept(message("SM1", files=(file,), original=original), "c1")
    await desk.inbox.accept(message("SM2", sender="+390002", original=original), "c2")
    first, second = await desk.inbox.claim(2)
    assert (first.inbound.files, first.inbound.original) == ((file,), None)
    assert (second.inbound.files, second.inbound.original) == ((), None)
    assert await Views(desk.database).content(original.sha256) == original.content
    assert all(original.sha256 in str(body) for (body,) in store.rows("SELECT body FROM inbox"))


async def test_only_the_oldest_of_each_lane_is_claimed(desk: Desk) -> None:
    for number, sender in enumerate(["+1", "+1", "+2", "+1", "+2"]):
        await desk.inbox.accept(message(f"SM{number}", sender), "c")
    works = await desk.inbox.claim(10)
    assert [work.inbound.external_id for work in works] == ["SM0", "SM2"]
    assert await desk.inbox.claim(10) == ()
    await desk.inbox.finish(turn(works[0]))
    assert [work.inbound.external_id for work in await desk.inbox.claim(10)] == ["SM1"]


async def test_claims_are_limited_and_the_oldest_first(desk: Desk) -> None:
    for number in range(5):
        await desk.inbox.accept(message(f"SM{number}", f"+{number}"), "c")
    first, second = await asyncio.gather(desk.inbox.claim(2), desk.inbox.claim(2))
    assert [[work.inbound.external_id for work in works] for works in (first, second)] == [
        ["SM0", "SM1"],
        ["SM2", "SM3"],
    ]


async def test_a_turn_is_written_whole(desk: Desk, store: Store, clock: Ticker) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    await desk.inbox.accept(message("SM2"), "c2")
    (work,) = await desk.inbox.claim(1)
    session = Session(
        stack=(Request("fine", {"plate": "AB123CD", "day": "2026-02-03"}, NINE, "!confirm", 2),),
        offers=(Offer("Sì", "confirm yes", ("ok", "va bene")),),
        question=7,
        pending="a\0",
        paused_at=NINE,
        context={"thread": "x"},
    )
    caller = Caller(work.inbound.lane, "en", chosen=True, stopped=True, session=session)
    file = File("a.pdf", "application/pdf", b"pdf")
    told = turn(
        work,
        part(f"{work.id}-0-0", buttons=(Button("Sì", "7:si"), Button("Sito", "", "https://comune.example/"))),
        part(f"{work.id}-0-1", text="", files=(file,)),
        caller=caller,
        timers=[Timer(work.inbound.lane, "nudge", clock() + timedelta(hours=1))],
    )
    await desk.inbox.finish(told)
    assert store.rows("SELECT status, owner FROM inbox ORDER BY id") == [("done", None), ("waiting", None)]
    assert store.rows("SELECT key, status FROM outbox ORDER BY id") == [
        (f"{work.id}-0-0", "queued"),
        (f"{work.id}-0-1", "queued"),
    ]
    assert await desk.inbox.next_timer() == clock() + timedelta(hours=1)
    (following,) = await desk.inbox.claim(1)
    assert following.caller == caller
    again = Caller(work.inbound.lane, "it")
    await desk.inbox.finish(turn(following, caller=again))
    await desk.inbox.accept(message("SM3"), "c3")
    (last,) = await desk.inbox.claim(1)
    assert last.caller == again


async def test_a_message_is_finished_once(desk: Desk, store: Store) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    (work,) = await desk.inbox.claim(1)
    endings = [desk.inbox.finish(turn(work, part(f"{work.id}-{number}"))) for number in range(2)]
    first, second = await asyncio.gather(*endings, return_exceptions=True)
    assert first is None
    assert isinstance(second, LeaseLost)
    with pytest.raises(LeaseLost):
        await desk.inbox.park(turn(work), "crash", "")
    assert store.rows("SELECT key FROM outbox") == [(f"{work.id}-0",)]


async def test_a_turn_whose_message_is_lost_fails_alone(desk: Desk, store: Store) -> None:
    for number in range(3):
        await desk.inbox.accept(message(f"SM{number}", f"+{number}"), "c")
    works = await desk.inbox.claim(3)
    store.run(f"UPDATE inbox SET owner = 'other' WHERE id = {works[1].id}")  # noqa: S608 - a number
    endings = [desk.inbox.finish(turn(work, part(f"{work.id}-0-0"))) for work in works]
    answers = await asyncio.gather(*endings, return_exceptions=True)
    assert [type(answer) for answer in answers] == [type(None), LeaseLost, type(None)]
    assert store.rows("SELECT key FROM outbox ORDER BY id") == [
        (f"{works[0].id}-0-0",),
        (f"{works[2].id}-0-0",),
    ]
    assert store.rows("SELECT count(*) FROM caller") == [(2,)]


async def test_a_turn_of_an_earlier_claim_is_refused(desk: Desk, store: Store) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    (before,) = await desk.inbox.claim(1)
    store.run("UPDATE inbox SET owner = NULL")
    (after,) = await desk.inbox.claim(1)
    assert (before.attempts, after.attempts) == (0, 1)
    with pytest.raises(LeaseLost):
        await desk.inbox.finish(turn(before))
    await desk.inbox.finish(turn(after))


async def test_a_parked_message_waits_for_staff_and_its_lane_goes_on(desk: Desk, store: Store) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    await desk.inbox.accept(message("SM2"), "c2")
    (work,) = await desk.inbox.claim(5)
    await desk.inbox.park(turn(work, part(f"{work.id}-0-0")), "crash", "Traceback")
    assert store.rows("SELECT status, reason, detail FROM inbox WHERE external_id = 'SM1'") == [
        ("parked", "crash", "Traceback")
    ]
    (following,) = await desk.inbox.claim(5)
    assert following.inbound.external_id == "SM2"
    await desk.inbox.finish(turn(following))
    assert await desk.inbox.claim(5) == ()
    assert await desk.inbox.unpark(work.id)
    assert not await desk.inbox.unpark(work.id)
    (again,) = await desk.inbox.claim(5)
    assert (again.id, again.attempts) == (work.id, 0)
    await desk.inbox.finish(turn(again, part(f"{work.id}-0-0")))
    assert store.rows("SELECT count(*) FROM outbox") == [(2,)]


async def test_what_is_released_was_not_tried(desk: Desk) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.release([work.id])
    (again,) = await desk.inbox.claim(1)
    assert again.attempts == 0


async def test_a_sweep_frees_what_a_dead_process_had_in_hand(desk: Desk, store: Store, clock: Ticker) -> None:
    await desk.inbox.accept(message("SM1", "+1"), "c1")
    await desk.inbox.accept(message("SM2", "+2"), "c2")
    (mine,) = await desk.inbox.claim(1)
    store.run("UPDATE inbox SET owner = 'dead', lease_until = 0, attempts = 1 WHERE external_id = 'SM2'")
    assert await desk.inbox.claim(1) == ()
    assert await desk.inbox.sweep() == 1
    assert await desk.inbox.sweep() == 0
    (freed,) = await desk.inbox.claim(5)
    assert (freed.inbound.external_id, freed.attempts) == ("SM2", 1)
    clock.tick(seconds=100)
    await desk.inbox.renew([mine.id, freed.id])
    clock.tick(seconds=100)
    assert await desk.inbox.sweep() == 0
    await desk.inbox.finish(turn(mine))


async def test_a_timer_rings_once_in_its_lane(desk: Desk, clock: Ticker) -> None:
    await desk.inbox.accept(message("SM1", "+39:1"), "c1")
    (work,) = await desk.inbox.claim(1)
    lane = work.inbound.lane
    due = clock() + timedelta(minutes=5)
    timers = [Timer(lane, "nudge", due), Timer(lane, "expire", clock() + timedelta(days=1))]
    await desk.inbox.finish(turn(work, timers=timers))
    assert await desk.inbox.ring() == 0
    clock.tick(minutes=5)
    assert await asyncio.gather(desk.inbox.ring(), desk.inbox.ring()) == [1, 0]
    assert await desk.inbox.ring() == 0
    (rung,) = await desk.inbox.claim(5)
    assert (rung.inbound.lane, rung.inbound.event, rung.inbound.sender) == (lane, "nudge", "+39:1")
    assert rung.inbound.payload == {"due_at": due.isoformat()}
    assert "+39" not in rung.correlation
    assert await desk.inbox.next_timer() == timers[1].due_at


async def test_a_timer_is_replaced_and_removed(desk: Desk, clock: Ticker) -> None:
    lane, soon = "sms:+1", clock() + timedelta(minutes=1)

    async def change(number: int, *timers: Timer) -> None:
        await desk.inbox.accept(message(f"SM{number}", "+1"), "c")
        (work,) = await desk.inbox.claim(1)
        await desk.inbox.finish(turn(work, timers=timers))

    await change(1, Timer(lane, "nudge", soon))
    await change(2, Timer(lane, "nudge", soon + timedelta(hours=1)))
    assert await desk.inbox.next_timer() == soon + timedelta(hours=1)
    await change(3, Timer(lane, "nudge", soon), Timer(lane, "nudge", None))
    assert await desk.inbox.next_timer() is None


async def test_messages_and_timers_survive_a_restart(store: Store, clock: Ticker) -> None:
    first = store.open("first")
    for number in range(2):
        await first.inbox.accept(message(f"SM{number}", f"+{number}"), "c")
    (work,) = await first.inbox.claim(1)
    await first.inbox.finish(turn(work, timers=[Timer(work.inbound.lane, "nudge", clock())]))
    (held,) = await first.inbox.claim(1)
    first.database.close()
    second = store.open("second")
    clock.tick(minutes=10)
    assert await second.inbox.sweep() == 1
    assert await second.inbox.ring() == 1
    works = await second.inbox.claim(5)
    assert [(work.id == held.id, work.attempts, work.inbound.event) for work in works] == [
        (True, 1, ""),
        (False, 0, "nudge"),
    ]


async def test_every_commit_is_told_before_and_after(desk: Desk, store: Store) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    (work,) = await desk.inbox.claim(1)
    await desk.inbox.finish(turn(work))
    names = ["accept", "claim", "finish"]
    assert store.commits == [(name, when) for name in names for when in ("before", "after")]


@pytest.mark.parametrize("break_it", ["not json", '{"stack": 3}', '{"stack": [[]]}', "[1]"])
async def test_a_session_that_cannot_be_read_is_empty(desk: Desk, store: Store, break_it: str) -> None:
    await desk.inbox.accept(message("SM1"), "c1")
    await desk.inbox.accept(message("SM2"), "c2")
    (work,) = await desk.inbox.claim(1)
    session = Session(question=3)
    await desk.inbox.finish(turn(work, caller=Caller(work.inbound.lane, "en", session=session)))
    store.run(f"UPDATE caller SET session = '{break_it}'".replace(":", r"\:"))  # noqa: S608 - ours
    (following,) = await desk.inbox.claim(1)
    assert following.caller == Caller(work.inbound.lane, "en")
