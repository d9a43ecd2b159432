"""A broadcast at a whole counter: asked for, approved, sent to who still wants it, while nobody sleeps."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channel import Delivery, Receipt
from bot.desk import Desk
from sportello.web.service import Threads
from storage.audience import Audience, Policy
from storage.broadcasts import Done, Draft, Kind, State, Text
from tests.clock import Ticker
from tests.crash.shop import Post, Shop, open_shop

ANNA, MARIO = "+393330000001", "+393330000002"
WORDS = "Domani le scuole restano chiuse."


@pytest.fixture
async def shop(url: str, desk: Desk, clock: Ticker) -> AsyncIterator[Shop]:
    """Two citizens have asked for alerts."""
    async with open_shop(url, desk, clock=clock, post=Post()) as shop:
        for number, citizen in enumerate((ANNA, MARIO)):
            await shop.say(citizen, "ISCRIVIMI ALLERTE", f"SM{number}")
        await shop.settle()
        shop.post.parts.clear()
        yield shop


async def approved(shop: Shop, kind: Kind = Kind.NOTICE) -> int:
    """Have one write and another let it go: the number of the broadcast."""
    deeds, until = shop.counter.broadcasting.deeds, shop.clock() + timedelta(days=4)
    audience, texts = Audience(topics=("civil_protection",)), {"it": Text("Scuole", WORDS)}
    draft = Draft(kind, Policy.CHEAPEST, texts, audience, basis="ordinanza 1", valid_until=until)
    made = await deeds.make(draft, "anna")
    submitted = await deeds.submit(made.id, "anna", made.version, 2, 0)
    assert isinstance(submitted, Done)
    assert isinstance(await deeds.approve(made.id, "bruno", submitted.version, 2), Done)
    return made.id


async def state(shop: Shop, number: int) -> State:
    found = await shop.counter.broadcasting.deeds.one(number)
    return found.state


async def test_who_has_asked_gets_it_and_may_answer_and_who_has_said_stop_does_not(shop: Shop) -> None:
    number = await approved(shop)
    await shop.say(MARIO, "STOP", "SM9")
    await shop.settle()
    assert shop.post.told(ANNA) == [f"Scuole\n{WORDS}\nNon ne vuole più? Risponda STOP"]
    assert not any(WORDS in text for text in shop.post.told(MARIO))
    assert await state(shop, number) is State.DONE
    await shop.say(ANNA, "AIUTO", "SM10")
    await shop.settle()
    assert len(shop.post.told(ANNA)) == 2
    await _receipts_reach_the_part_of_which_they_speak(shop)
    (line,), _ = await shop.counter.broadcasting.said.of(f"sms:{ANNA}")
    assert (WORDS in line.text, line.status) == (True, "delivered")
    talk = await Threads(shop.counter.database, shop.counter.broadcasting.said).of(f"sms:{ANNA}", "")
    assert sorted(line.key.partition("-")[0] for line in talk.lines) == ["alert", "in", "in", "out", "out"]


async def _receipts_reach_the_part_of_which_they_speak(shop: Shop) -> None:
    fold = shop.counter.receipts.fold
    for part in shop.post.parts:
        assert await fold(Receipt("sms", Delivery.DELIVERED, shop.clock(), key=part.key))
    assert not await fold(Receipt("sms", Delivery.DELIVERED, shop.clock(), key="b99"))
    assert not await fold(Receipt("sms", Delivery.DELIVERED, shop.clock(), provider_id="SM404"))
    assert ("delivered",) in await shop.rows("SELECT DISTINCT status FROM outbox")


async def test_at_night_only_emergencies_leave(shop: Shop) -> None:
    shop.clock.tick(hours=13)  # eleven in the evening
    quiet, urgent = await approved(shop), await approved(shop, Kind.EMERGENCY)
    await shop.settle()
    assert (await state(shop, quiet), await state(shop, urgent)) == (State.RUNNING, State.DONE)
    assert len(shop.post.parts) == 2
    shop.clock.tick(hours=9, seconds=1)
    await shop.settle()
    assert await state(shop, quiet) is State.DONE
    assert len(shop.post.parts) == 4


async def test_what_was_paused_goes_on_where_it_was(shop: Shop) -> None:
    number = await approved(shop)
    await shop.counter.broadcasting.deeds.start_due()
    await shop.counter.broadcasting.deeds.pause(number, "anna")
    await shop.settle()
    assert shop.post.parts == []
    await shop.counter.broadcasting.deeds.resume(number, "anna")
    await shop.settle()
    assert sorted(part.to for part in shop.post.parts) == [ANNA, MARIO]
