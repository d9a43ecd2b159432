"""Two accounts as one network: what the first does not take leaves by the second, and nothing by both."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.errors import SendUnknown
from bot.failover import Failover, Member
from bot.message import Part, Priority
from bot.rates import Limits
from channels.sms import Sms, Wire
from tests.channels.sms.conftest import CITIZEN, NOW, OURS, a_part, account
from tests.twilio_peer import Answer, TwilioPeer

BULK = a_part(key="b7", priority=Priority.BULK, sent_since=NOW, attempts=1)


class Both:
    """The peers of two accounts, and the channel over them; `share` is the second's."""

    def __init__(self, session: aiohttp.ClientSession, first: TwilioPeer, second: TwilioPeer) -> None:
        self.first, self.second = first, second
        self._accounts = [account(OURS, api_url=peer.url) for peer in (first, second)]
        self._session = session

    def channel(self, share: float = 0.0) -> Failover:
        clock = lambda: NOW  # noqa: E731 - a moment
        one, two = (Sms(each, Wire(self._session), clock, limits=Limits()) for each in self._accounts)
        return Failover("sms", [Member(one, 1 - share), Member(two, share)])

    def taken(self) -> tuple[int, int]:
        return len(self.first.messages), len(self.second.messages)


@pytest.fixture
async def both() -> AsyncIterator[Both]:
    async with (
        TwilioPeer(lambda: NOW).running() as first,
        TwilioPeer(lambda: NOW).running() as second,
        aiohttp.ClientSession() as session,
    ):
        yield Both(session, first, second)


@pytest.mark.parametrize(("share", "taken"), [(0.0, (1, 0)), (1.0, (0, 1))])
async def test_a_broadcast_is_shared(both: Both, share: float, taken: tuple[int, int]) -> None:
    await both.channel(share).send(BULK)
    assert both.taken() == taken


@pytest.mark.parametrize("part", [BULK, a_part()], ids=["of a broadcast", "a reply"])
async def test_what_the_first_does_not_take_leaves_by_the_second(both: Both, part: Part) -> None:
    both.first.answers.append(Answer(503))
    assert await both.channel().send(part) == both.second.messages[0]["sid"]
    assert both.taken() == (0, 1)
    assert both.second.messages[0]["to"] == CITIZEN


@pytest.mark.parametrize("share", [0.0, 1.0], ids=["the first has it", "the second has it"])
async def test_a_lost_answer_is_looked_for_in_both_lists(both: Both, share: float) -> None:
    whose = both.second if share else both.first
    whose.answers.append(Answer(keep=True, drop=True))
    channel = both.channel(share)
    with pytest.raises(SendUnknown):
        await channel.send(BULK)
    assert sum(both.taken()) == 1
    assert await channel.settle(BULK) == whose.messages[0]["sid"]
