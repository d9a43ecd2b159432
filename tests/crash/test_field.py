"""Where other systems lose, double or reorder messages: each defect that was found there is a test here."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.errors import SendDelayed, SendUnknown
from bot.message import Part, Priority
from bot.service import Outcome, done
from storage.views import Views
from tests.clock import Ticker
from tests.crash.shop import Post, Shop, add_offices, bulk, open_shop, reviewed_by

ANNA, MARIO = "+393330000001", "+393330000002"
FINE = "MULTA AB123CD V12345/2026 03/02/2026"
LEASE = timedelta(seconds=121)  # after so long what a dead process held is another's


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
async def shop(url: str, desk: Desk, clock: Ticker, post: Post) -> AsyncIterator[Shop]:
    async with open_shop(url, desk, clock=clock, post=post) as shop:
        yield shop


def answered(key: str) -> int:
    """Name the message that a part answers."""
    return int(key.partition("-")[0])


async def after_death(shop: Shop) -> None:
    """Do what a new process does first, once the leases of the dead one are over."""
    shop.clock.tick(seconds=LEASE.total_seconds())
    await shop.counter.upkeep.sweep_once()
    await shop.settle()


async def test_killed_after_the_insert_a_message_is_answered_and_its_repeat_is_known(
    url: str, desk: Desk, clock: Ticker, post: Post
) -> None:
    """Courier: pending for ever, and the provider's repeat hits the unique key."""
    async with open_shop(url, desk, clock=clock, post=post) as dead:
        assert await dead.say(ANNA, "AIUTO", "SM1")
    async with open_shop(url, desk, clock=clock, post=post, owner="second") as alive:
        assert not await alive.say(ANNA, "AIUTO", "SM1")
        await after_death(alive)
    assert post.keys == ["1-0"]


async def test_killed_in_the_handler_a_message_is_handled_once(
    url: str, desk: Desk, clock: Ticker, post: Post
) -> None:
    """Mailroom: an event taken from its list is gone with the process."""
    async with open_shop(url, desk, clock=clock, post=post) as dead:
        await dead.say(ANNA, "AIUTO", "SM1")
        await dead.counter.inbox.claim(1)
    async with open_shop(url, desk, clock=clock, post=post, owner="second") as alive:
        await after_death(alive)
    assert post.keys == ["1-0"]


async def test_a_handler_that_always_fails_ends_in_a_list_and_the_citizen_is_told(
    url: str, desk: Desk, clock: Ticker
) -> None:
    """Mailroom: the third error drops the event."""

    async def review(_form: object) -> Outcome:
        raise ZeroDivisionError

    async with open_shop(url, desk, clock=clock, services=reviewed_by(review)) as shop:
        await shop.say(ANNA, FINE, "SM1")
        await shop.say(ANNA, "AIUTO", "SM2")
        await shop.settle()
        (parked,) = await Views(shop.counter.database).parked(10)
        assert (parked.reason, parked.text) == ("crash", FINE)
        assert "ZeroDivisionError" in parked.detail
        assert len(shop.post.told(ANNA)) == 2  # an honest word, and the next message's answer


async def test_a_message_that_kills_its_process_is_set_aside_at_last(
    url: str, desk: Desk, clock: Ticker, post: Post
) -> None:
    for life in ("first", "second", "third"):
        async with open_shop(url, desk, clock=clock, post=post, owner=life) as dead:
            clock.tick(seconds=LEASE.total_seconds())
            await dead.counter.upkeep.sweep_once()
            if life == "first":
                await dead.say(ANNA, "AIUTO", "SM1")
            assert len(await dead.counter.inbox.claim(1)) == 1
    async with open_shop(url, desk, clock=clock, post=post, owner="fourth") as alive:
        await after_death(alive)
        assert [each.reason for each in await Views(alive.counter.database).parked(10)] == ["crash"]
    assert len(post.told(ANNA)) == 1


@pytest.mark.parametrize("arrived", [True, False])
async def test_killed_between_taking_and_sending_a_part_leaves_once(
    url: str, desk: Desk, clock: Ticker, post: Post, *, arrived: bool
) -> None:
    """Courier: a message popped for sending stays queued and no retry reads it."""
    async with open_shop(url, desk, clock=clock, post=post) as dead:
        await dead.say(ANNA, "AIUTO", "SM1")
        await dead.counter.lanes.drain()
        (part,) = await dead.counter.outbox.take("sms", 1)
        if arrived:
            await post.send(part)
    async with open_shop(url, desk, clock=clock, post=post, owner="second") as alive:
        await after_death(alive)
        await alive.settle_unknown()
        assert await alive.rows("SELECT status, resent FROM outbox") == [("sent", 0)]
    assert post.keys == post.asked == ["1-0"]


async def test_parts_are_tracked_one_by_one(shop: Shop) -> None:
    """Courier: the whole message is tried again if its second part fails."""
    await shop.notify([Part(f"5-{number}", "sms", ANNA, f"parte {number}") for number in range(3)])
    shop.post.faults.extend([None, SendDelayed("busy"), None])
    await shop.settle()
    assert shop.post.keys == ["5-0"]
    shop.clock.tick(minutes=1)
    await shop.settle()
    assert shop.post.keys == ["5-0", "5-1", "5-2"]


async def test_two_equal_messages_are_two(shop: Shop) -> None:
    """Courier: "SI" and "SI" within seconds were one."""
    assert await shop.say(ANNA, "AIUTO", "SM1")
    assert await shop.say(ANNA, "AIUTO", "SM2")
    await shop.settle()
    assert len(shop.post.told(ANNA)) == 2


@pytest.mark.parametrize("taken", [True, False])
async def test_a_lost_answer_is_asked_about_before_anything_is_sent_again(shop: Shop, *, taken: bool) -> None:
    """Notify: a timeout after the acceptance gave a second SMS."""
    shop.post.taken = taken
    shop.post.faults.append(SendUnknown("lost"))
    await shop.say(ANNA, "AIUTO", "SM1")
    await shop.settle()
    assert await shop.rows("SELECT status FROM outbox") == [("unknown",)]
    await shop.settle_unknown()
    assert shop.post.asked == shop.post.keys == ["1-0"]
    assert await shop.rows("SELECT status, resent FROM outbox") == [("sent", 0)]


async def test_one_webhook_ten_times_in_parallel_is_one_message(shop: Shop) -> None:
    """Notify has no unique key; check-then-mark lets repeats that overlap through."""
    new = await asyncio.gather(*[shop.say(ANNA, "AIUTO", "SM1") for _ in range(10)])
    await shop.settle()
    assert sorted(new) == [False] * 9 + [True]
    assert len(shop.post.parts) == 1


async def test_a_repeat_after_hours_is_still_a_repeat(shop: Shop) -> None:
    """Courier: WhatsApp repeated a message after the window of some seconds."""
    await shop.say(ANNA, "AIUTO", "SM1")
    await shop.settle()
    shop.clock.tick(hours=49)
    assert not await shop.say(ANNA, "AIUTO", "SM1")
    await shop.settle()
    assert len(shop.post.parts) == 1


async def test_twenty_messages_of_one_person_are_one_conversation_in_order(shop: Shop) -> None:
    """Chatwoot: two fast messages were two conversations; aiogram: updates of one chat race."""
    await add_offices(shop)
    texts = ["MULTA", "AIUTO", "STATO", "MENU"] * 5
    await asyncio.gather(*[shop.say(ANNA, text, f"SM{at:02}") for at, text in enumerate(texts)])
    await shop.settle()
    kept = await shop.rows("SELECT id FROM inbox ORDER BY id")
    assert list(dict.fromkeys(map(answered, shop.post.keys))) == [number for (number,) in kept]
    assert len(await shop.rows("SELECT lane FROM caller")) == 1


async def test_a_slow_handler_holds_up_its_own_lane_alone(url: str, desk: Desk, clock: Ticker) -> None:
    """Rasa: the next message fails when the lock of the first expires."""
    reached, goes_on = asyncio.Event(), asyncio.Event()

    async def review(_form: object) -> Outcome:
        reached.set()
        await goes_on.wait()
        return done("already-paid", number="V12345/2026")

    async with open_shop(url, desk, clock=clock, services=reviewed_by(review)) as shop:
        await shop.say(ANNA, FINE, "SM1")
        await shop.say(ANNA, "AIUTO", "SM2")
        working = asyncio.create_task(shop.settle())
        await reached.wait()
        clock.tick(seconds=70)
        await shop.counter.lanes._renew_round()
        await shop.say(MARIO, "AIUTO", "SM3")
        await shop.counter.lanes._round()
        await shop.until_done("SM3")
        clock.tick(seconds=70)  # longer than a lease, which was renewed
        await shop.counter.upkeep.sweep_once()
        assert await shop.counter.inbox.claim(5) == ()
        goes_on.set()
        await working
        assert [answered(key) for key in shop.post.keys] == [3, 1, 2]


async def test_what_is_no_longer_useful_is_not_sent(shop: Shop) -> None:
    """RDV: reminders left after the appointment, when the provider was back."""
    until = shop.clock() + timedelta(hours=2)
    await shop.notify([Part("reminder", "sms", ANNA, "Domani alle 9", valid_until=until)])
    shop.post.faults.append(SendDelayed("down", timedelta(hours=1)))
    await shop.settle()
    shop.clock.tick(hours=3)
    await shop.settle()
    assert len(shop.post.parts) == 0
    assert await shop.rows("SELECT status FROM outbox") == [("stale",)]


async def test_a_reply_does_not_wait_behind_bulk(shop: Shop) -> None:
    """Notify: the lane of priority was slower than the normal one."""
    await shop.notify(bulk(number) for number in range(5000))
    await shop.say(ANNA, "AIUTO", "SM1")
    await shop.counter.lanes.drain()
    first, *rest = await shop.counter.outbox.take("sms", 16)
    assert (first.to, first.priority) == (ANNA, Priority.REPLY)
    assert {each.priority for each in rest} == {Priority.BULK}


async def test_killed_in_the_middle_of_a_broadcast_each_gets_it_once(
    url: str, desk: Desk, clock: Ticker, post: Post
) -> None:
    """Mailroom: a batch of a hundred is lost with its worker."""
    async with open_shop(url, desk, clock=clock, post=post) as dead:
        await dead.notify(bulk(number) for number in range(200))
        for part in await dead.counter.outbox.take("sms", 50):
            if part.id % 2:
                await post.send(part)
    async with open_shop(url, desk, clock=clock, post=post, owner="second") as alive:
        await after_death(alive)
        await alive.settle_unknown()
        await alive.settle_unknown()
    assert sorted(post.keys) == sorted(f"bulk-{number}" for number in range(200))


async def test_who_chats_while_a_broadcast_runs_gets_it_too(shop: Shop) -> None:
    """Mailroom: a broadcast skips people whose lock is busy."""
    await shop.notify([replace(bulk(number), to=ANNA) for number in range(3)])
    await shop.say(ANNA, "AIUTO", "SM1")
    await shop.settle()
    assert len(shop.post.told(ANNA)) == 4


async def test_fifty_waiting_messages_survive_a_death(
    url: str, desk: Desk, clock: Ticker, post: Post
) -> None:
    """PTB: updates in memory are lost, and timers at a restart."""
    async with open_shop(url, desk, clock=clock, post=post) as dead:
        for number in range(50):
            await dead.say(f"+3933300001{number:02}", "MULTA AB123CD", f"SM{number}")
        await dead.counter.inbox.claim(20)
    async with open_shop(url, desk, clock=clock, post=post, owner="second") as alive:
        await after_death(alive)
        assert len(post.parts) == len(set(post.keys)) == 50
        assert await alive.rows("SELECT count(*) FROM timer WHERE event = 'session.pause'") == [(50,)]
        clock.tick(hours=25)
        await alive.settle()
    assert len(post.parts) == len(set(post.keys)) == 100  # each is told that the question has expired


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_two_counters_on_one_database_answer_each_once_and_in_order(
    url: str, desk: Desk, clock: Ticker, post: Post
) -> None:
    chance = random.Random(7)  # noqa: S311 - which of them a message comes to is no secret
    async with (
        open_shop(url, desk, clock=clock, post=post) as first,
        open_shop(url, desk, clock=clock, post=post, owner="second") as second,
    ):
        both = (first, second)
        await asyncio.gather(*[shop.counter.start() for shop in both])

        async def write(sender: str) -> None:
            for number, text in enumerate(["MULTA", "AIUTO", "STATO", "MENU", "ANNULLA"] * 2):
                await chance.choice(both).say(sender, text, f"{sender}/{number}")

        people = [f"+3933300002{number:02}" for number in range(20)]
        await asyncio.gather(*map(write, people))
        await first.at_rest()
        for shop in both:
            await shop.counter.stop()
        ended = await first.rows("SELECT DISTINCT status FROM inbox")
        kept = await first.rows("SELECT id, sender FROM inbox ORDER BY id")
    assert ended == [("done",)]
    assert len(kept) == 200
    assert len(post.keys) == len(set(post.keys))
    for sender in people:
        left = [answered(part.key) for part in post.parts if part.to == sender]
        assert list(dict.fromkeys(left)) == [number for number, of in kept if of == sender]
