"""The courtesies of a chat: who waits long sees that somebody is writing, and nobody waits because of it."""

import asyncio

from sportello.networks.telegram.manners import Mannered, Manners
from tests.channels.telegram.conftest import a_part
from tests.telegram_updates import MARIO


class Slow:
    """A clock whose pauses end when the test says so."""

    def __init__(self):
        self.asked, self.ends = [], []

    async def sleep(self, seconds):
        self.asked.append(seconds)
        self.ends.append(end := asyncio.Event())
        await end.wait()

    async def until(self, count):
        while len(self.asked) < count:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0)


async def test_who_waits_long_sees_that_somebody_is_writing(peer, make_bot, make_telegram):
    slow = Slow()
    manners = Manners(make_bot()[1], slow.sleep)
    manners.awaits(str(MARIO))
    manners.awaits(str(MARIO))
    await slow.until(1)
    assert not peer.asked, "an answer within a second needs no sign"
    slow.ends[0].set()
    await slow.until(2)
    assert peer.calls("sendChatAction") == [{"chat_id": MARIO, "action": "typing"}]
    slow.ends[1].set()
    await slow.until(3)
    await Mannered(make_telegram(), manners).send(a_part())
    await asyncio.gather(*manners._tasks, return_exceptions=True)
    assert (len(peer.calls("sendChatAction")), manners._typing, manners._tasks) == (2, {}, set())


async def test_nobody_is_shown_for_ever_that_an_answer_comes(peer, make_bot):
    slow = Slow()
    manners = Manners(make_bot()[1], slow.sleep)
    manners.awaits(str(MARIO))
    for turn in range(1, 6):
        await slow.until(turn)
        slow.ends[-1].set()
    await asyncio.gather(*manners._tasks)
    assert (len(peer.calls("sendChatAction")), slow.asked) == (4, [1.0, 4.5, 4.5, 4.5, 4.5])
    assert manners._typing == {}


async def test_courtesies_have_a_limit_and_an_end(peer, make_bot):
    slow = Slow()
    manners = Manners(make_bot()[1], slow.sleep)
    for chat in range(1, 1001):
        manners.awaits(str(chat))
    assert len(manners._tasks) == 512
    await manners.close()
    assert (manners._tasks, manners._typing, peer.asked) == (set(), {}, [])
