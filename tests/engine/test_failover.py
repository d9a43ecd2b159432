from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.channel import Unsettled
from bot.clock import Stopwatch
from bot.errors import SendDelayed, SendError, SendRefused, SendUnknown
from bot.failover import Failover, Member
from bot.message import Part, Priority
from tests.engine.peers import Answer, FakeChannel, FakeStopwatch

REPLY = Part("7-0-0", "sms", "+391", "sì")
BULK = Part("b1", "sms", "+391", "sì", priority=Priority.BULK)


class Pair:
    """Two networks under one name."""

    def __init__(
        self, first: float = 1.0, second: float = 1.0, draw: Callable[[], float] | None = None
    ) -> None:
        self.a, self.b = FakeChannel("a"), FakeChannel("b")
        self.stopwatch = FakeStopwatch()
        self.channel = Failover(
            "sms",
            [Member(self.a, first), Member(self.b, second)],
            stopwatch=Stopwatch(self.stopwatch.seconds, self.stopwatch.sleep),
            draw=draw or (lambda: 0.0),
        )

    def calls(self) -> tuple[int, int]:
        return len(self.a.sent), len(self.b.sent)


def test_it_is_called_as_the_store_knows_it():
    pair = Pair()
    assert (pair.channel.name, pair.channel.traits) == ("sms", pair.a.traits)


async def test_replies_go_by_the_usual_network_whatever_the_weights():
    pair = Pair(1.0, 9.0, draw=lambda: 0.99)
    for _ in range(10):
        await pair.channel.send(REPLY)
    assert pair.calls() == (10, 0)


@pytest.mark.parametrize(
    ("weights", "calls"), [((3.0, 1.0), (75, 25)), ((1.0, 0.0), (100, 0)), ((0.0, 1.0), (0, 100))]
)
async def test_what_goes_to_many_is_shared_by_weight(weights: tuple[float, float], calls: tuple[int, int]):
    points = iter(number / 100 for number in range(100))
    pair = Pair(*weights, draw=lambda: next(points))
    for _ in range(100):
        await pair.channel.send(BULK)
    assert pair.calls() == calls


OFFERED = [
    ("taken", "SM1", (1, 0), None),
    ("turned away: the other takes it", SendDelayed("http:503"), (1, 1), None),
    ("our account is refused: the other's need not be", SendRefused("account:21608"), (1, 1), None),
    ("our sender is refused", SendRefused("sender:21606"), (1, 1), None),
    ("nobody has that number", SendRefused("number:21614"), (1, 0), SendRefused),
    ("it may have been taken", SendUnknown("lost:x"), (1, 0), SendUnknown),
]


@pytest.mark.parametrize(("label", "answer", "calls", "raised"), OFFERED, ids=[case[0] for case in OFFERED])
async def test_what_is_offered_to_the_next(
    label: str, answer: Answer, calls: tuple[int, int], raised: type[SendError] | None
):
    pair = Pair()
    pair.a.answers.append(answer)
    if raised is None:
        assert await pair.channel.send(REPLY), label
    else:
        with pytest.raises(raised):
            await pair.channel.send(REPLY)
    assert pair.calls() == calls


async def test_what_no_network_takes_waits():
    pair = Pair()
    pair.a.answers.append(SendDelayed("http:503"))
    pair.b.answers.append(SendDelayed("limit:429", timedelta(seconds=9)))
    with pytest.raises(SendDelayed, match="limit:429") as raised:
        await pair.channel.send(REPLY)
    assert raised.value.retry_after == timedelta(seconds=9)


async def test_a_network_that_ails_is_passed_by_and_tried_again_by_one():
    pair = Pair()
    pair.a.answers.extend([SendDelayed("http:503")] * 4)
    for _ in range(10):
        await pair.channel.send(REPLY)
    assert pair.calls() == (3, 10)
    pair.stopwatch.now += 60
    for _ in range(10):
        await pair.channel.send(REPLY)  # one of them tries, in vain
    assert pair.calls() == (4, 20)
    pair.stopwatch.now += 60
    for _ in range(10):
        await pair.channel.send(REPLY)
    assert pair.calls() == (14, 20)


async def test_where_all_ail_none_is_called():
    pair = Pair()
    for channel in (pair.a, pair.b):
        channel.answers.extend([SendDelayed("http:503")] * 3)
    for _ in range(9):
        with pytest.raises(SendDelayed):
            await pair.channel.send(REPLY)
    assert pair.calls() == (3, 3)


SETTLED = [
    ("the first has it", "SM1", "unused", "SM1", 0),
    ("the second has it", Unsettled.NOT_SENT, "SM2", "SM2", 1),
    ("neither has it", Unsettled.NOT_SENT, Unsettled.NOT_SENT, Unsettled.NOT_SENT, 1),
    ("one cannot tell", Unsettled.CANNOT_TELL, Unsettled.NOT_SENT, Unsettled.CANNOT_TELL, 1),
    ("one cannot be asked, the other has it", SendDelayed("settle:list"), "SM2", "SM2", 1),
    ("one cannot be asked, the other has not", SendDelayed("settle:list"), Unsettled.NOT_SENT, None, 1),
    ("one may not have listed it yet", Unsettled.NOT_SENT, SendDelayed("settle:young"), None, 1),
]


@pytest.mark.parametrize(("label", "a", "b", "found", "asked"), SETTLED, ids=[case[0] for case in SETTLED])
async def test_all_are_asked_before_it_is_sent_again(
    label: str, a: Answer, b: Answer, found: str | Unsettled | None, asked: int
):
    pair = Pair()
    pair.a.answers.append(a)
    pair.b.answers.append(b)
    if found is None:
        with pytest.raises(SendDelayed):
            await pair.channel.settle(BULK)
    else:
        assert await pair.channel.settle(BULK) == found, label
    assert len(pair.b.asked) == asked
