"""The loop that asks for updates: what it confirms, when it waits, and when it stops."""

import asyncio
from datetime import timedelta

import pytest
import structlog

from bot.clock import Stopwatch
from bot.errors import StoreUnavailable
from channels.telegram import Attachments, Telegram, Wire
from sportello.networks.telegram.calls import TokenRefused
from sportello.networks.telegram.intake import Intake
from sportello.networks.telegram.manners import Manners
from sportello.networks.telegram.outcome import Outcome
from sportello.networks.telegram.polling import Poller
from tests.channels.telegram.conftest import NOW
from tests.telegram_calls import Answer, refusal
from tests.telegram_updates import ANNA, MARIO, TOKEN


class Box:
    """Keeps messages in memory; `failing` are the texts that it does not keep."""

    def __init__(self):
        self.kept, self.failing, self.at_once, self.most = {}, set(), 0, 0

    async def accept(self, inbound, correlation):
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if inbound.text in self.failing:
            raise StoreUnavailable
        return self.kept.setdefault(inbound.external_id, (correlation, inbound))[0] == correlation

    @property
    def texts(self):
        return [inbound.text for _, inbound in self.kept.values()]


class Bench:
    """A poller with all that it needs, whose pauses are only written down."""

    def __init__(self, peer, account, bot, session):
        self.peer, self.bot, self.box = peer, bot, Box()
        self.counted, self.slept, self.seconds = [], [], 0.0
        self.reached = []
        self.manners = Manners(bot, self.sleep)
        self.pointed = []
        ids = iter(f"c{number}" for number in range(1000))
        self.intake = Intake(
            Telegram(account, bot, lambda: NOW),
            Attachments(account, bot, Wire(session)),
            self.box,
            self.point,
            self.manners,
            lambda: next(ids),
            self.counted.append,
        )
        watch = Stopwatch(lambda: self.seconds, self.sleep)
        self.poller = Poller(
            bot,
            self.intake,
            self.counted.append,
            wait=timedelta(seconds=50),
            stopwatch=watch,
            reached=self.reached.append,
        )

    async def sleep(self, seconds):
        self.slept.append(seconds)
        await asyncio.Event().wait()  # until the test lets go

    async def point(self, group, language):
        self.pointed.append((group, language))

    def offsets(self):
        return [call.get("offset") for call in self.peer.calls("getUpdates")]


@pytest.fixture
async def bench(peer, make_bot, session):
    peer.patient = False
    account, bot = make_bot()
    bench = Bench(peer, account, bot, session)
    yield bench
    await bench.manners.close()


async def test_what_it_asks_for(bench):
    await bench.poller.ask()
    [call] = bench.peer.calls("getUpdates")
    kinds = ["message", "edited_message", "callback_query", "my_chat_member"]
    assert call == {"limit": 100, "timeout": 50, "allowed_updates": kinds}


async def test_the_offset_moves_past_what_is_kept(bench):
    first = bench.peer.says("uno")["update_id"]
    bench.peer.says("due")
    assert await bench.poller.ask() == 0
    await bench.poller.ask()
    assert (bench.box.texts, bench.offsets()) == (["uno", "due"], [None, first + 2])
    assert bench.peer.pending == []


async def test_the_offset_is_forgotten_when_nothing_waits(bench):
    """Telegram may begin to count anywhere after a week: a lower number must not be lost."""
    bench.peer.says("uno")
    await bench.poller.ask()
    await bench.poller.ask()
    bench.peer.bring({**bench.peer.make.message(text="dopo"), "update_id": 17})
    await bench.poller.ask()
    assert bench.box.texts == ["uno", "dopo"]


async def test_the_offset_waits_for_what_is_not_kept(bench):
    bench.peer.says("uno")
    second = bench.peer.says("due", ANNA)["update_id"]
    bench.peer.says("tre", ANNA)
    bench.peer.says("quattro")
    bench.box.failing = {"due"}
    assert await bench.poller.ask() > 0
    assert bench.box.texts == ["uno", "quattro"], "what follows in its own chat waits, another chat does not"
    bench.box.failing = set()
    await bench.poller.ask()
    await bench.poller.ask()
    assert bench.box.texts == ["uno", "quattro", "due", "tre"]
    assert bench.offsets()[1] == second
    counts = {outcome: bench.counted.count(outcome) for outcome in set(bench.counted)}
    assert counts == {Outcome.KEPT: 4, Outcome.UNKEPT: 1, Outcome.REPEATED: 1}


async def test_many_chats_are_kept_together(bench):
    for chat in range(1, 51):
        bench.peer.says("sì", chat)
    await bench.poller.ask()
    assert (len(bench.box.kept), bench.box.most) == (50, 50)


async def test_a_hundred_and_twenty_updates_come_in_two_batches(bench):
    for number in range(120):
        bench.peer.says(str(number), MARIO if number % 2 else ANNA)
    await bench.poller.ask()
    await bench.poller.ask()
    even = [text for text in bench.box.texts if int(text) % 2 == 0]
    assert (len(bench.box.texts), even) == (120, [str(number) for number in range(0, 120, 2)])


TROUBLES = [
    ("another poller", refusal(409, "Conflict: terminated by other getUpdates request"), Outcome.CONFLICT, 0),
    ("slow down", refusal(429, "Too Many Requests: retry after 33", retry_after=33), Outcome.UNREACHED, 33),
    ("broken inside", refusal(500, "Internal Server Error"), Outcome.UNREACHED, 0),
    ("broken between", Answer(502, "<html>"), Outcome.UNREACHED, 0),
    ("cut off", Answer(drop=True), Outcome.UNREACHED, 0),
    ("a page", Answer(200, "<html>"), Outcome.UNREACHED, 0),
]


@pytest.mark.parametrize(
    ("label", "answer", "outcome", "least"), TROUBLES, ids=[case[0] for case in TROUBLES]
)
async def test_a_trouble_is_told_and_waited_out(label, answer, outcome, least, bench):
    bench.peer.answers["getUpdates"].append(answer)
    with structlog.testing.capture_logs() as lines:
        pause = await bench.poller.ask()
    assert max(1.0, least) <= pause <= max(2.0, least), label
    assert bench.counted == [outcome]
    assert [(line["outcome"], line["log_level"]) for line in lines] == [(outcome.value, "warning")]
    assert TOKEN not in repr(lines)
    bench.peer.says("dopo")
    assert await bench.poller.ask() == 0
    assert (bench.box.texts, bench.reached) == (["dopo"], [False, True])


async def test_the_pauses_grow_and_have_an_end(bench):
    pauses = []
    for _ in range(12):
        bench.peer.answers["getUpdates"].append(Answer(502, "<html>"))
        pauses.append(await bench.poller.ask())
    assert pauses[0] <= 2 < pauses[3] < 17
    assert 15 <= pauses[-1] <= 30


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_stops_it_with_a_clear_message(status, bench):
    bench.peer.answers["getUpdates"].append(refusal(status, "Unauthorized"))
    with structlog.testing.capture_logs() as lines, pytest.raises(TokenRefused):
        await bench.poller.ask()
    [line] = lines
    assert (line["log_level"], line["event"]) == ("error", "telegram stopped")
    assert "[telegram] token" in line["reason"]
    bench.peer.answers["deleteWebhook"].append(refusal(status, "Unauthorized"))
    await bench.poller.run()
    assert bench.counted == [Outcome.REFUSED] * 2


async def test_a_webhook_that_was_left_is_taken_away_before_the_first_call(bench):
    bench.peer.webhook = {"url": "https://elsewhere.example/"}
    bench.peer.says("uno")
    running = asyncio.create_task(bench.poller.run())
    while not bench.slept:  # noqa: ASYNC110 - nothing waits: it turns until the loop has come round
        await asyncio.sleep(0)
    running.cancel()
    assert (bench.box.texts, bench.slept) == (["uno"], [1.0])
    assert bench.peer.calls("deleteWebhook") == [{"drop_pending_updates": False}]


async def test_a_tap_is_answered_after_it_is_kept_and_never_holds_it_up(bench):
    bench.peer.answers["answerCallbackQuery"].append(refusal(400, "Bad Request: query is too old"))
    bench.peer.answers["answerCallbackQuery"].append(Answer(drop=True))
    for chat in (MARIO, ANNA):
        bench.peer.bring(bench.peer.make.tap("3.0", chat))
    bench.box.failing = set()
    assert await bench.poller.ask() == 0
    await asyncio.gather(*bench.manners._tasks - set(bench.manners._typing.values()))
    assert bench.counted == [Outcome.KEPT] * 2
    assert len(bench.peer.calls("answerCallbackQuery")) == 2


async def test_a_tap_that_is_not_kept_is_not_answered(bench):
    bench.box.failing = {""}
    bench.peer.bring(bench.peer.make.tap("3.0"))
    assert await bench.poller.ask() > 0
    assert (bench.manners._tasks, bench.peer.calls("answerCallbackQuery")) == (set(), [])
