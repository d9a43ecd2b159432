"""Those round the engine: a network that answers as told, and one who hears of every step."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from bot.channel import Unsettled
from bot.ledger import Work
from bot.message import Asking, Part, Traits

Answer = str | Unsettled | BaseException | asyncio.Event

SMS = Traits("sms", Asking.ALL_AT_ONCE, lambda text: len(text) <= 160)


async def until(condition: Callable[[], bool]) -> None:
    """Let everything else go on until something has come to pass."""
    async with asyncio.timeout(30):
        # It yields and waits for no time; the fake store sets no event.
        while not condition():  # noqa: ASYNC110 - as said
            await asyncio.sleep(0)


async def run_until(loop: Coroutine[None, None, None], condition: Callable[[], bool]) -> None:
    """Run a loop until something has come to pass, and let it finish its round."""
    task = asyncio.create_task(loop)
    await until(condition)
    for _ in range(5):
        await asyncio.sleep(0)
    await end(task)


async def end(task: asyncio.Task[None]) -> None:
    """Cancel a task and see it end."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@dataclass
class FakeChannel:
    """A network: each call takes the next answer; an event is waited for, then the part is taken."""

    name: str = "sms"
    traits: Traits = SMS
    answers: deque[Answer] = field(default_factory=deque)
    sent: list[str] = field(default_factory=list)  # the keys of the parts handed over, in order
    asked: list[str] = field(default_factory=list)  # the keys of the parts settled
    pending: int = 0

    async def send(self, part: Part) -> str:
        self.sent.append(part.key)
        self.pending += 1
        try:
            return str(await self._answer(part))
        finally:
            self.pending -= 1

    async def settle(self, part: Part) -> str | Unsettled:
        self.asked.append(part.key)
        return await self._answer(part)

    async def _answer(self, part: Part) -> str | Unsettled:
        answer = self.answers.popleft() if self.answers else f"network-{part.key}"
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            return f"network-{part.key}"
        if isinstance(answer, BaseException):
            raise answer
        return answer


class Listener:
    """bot.report.Report: remembers what it is told; `until` waits for the next word of a kind."""

    def __init__(self) -> None:
        self.heard: list[tuple[object, ...]] = []
        self.on_trouble: Callable[[], None] = lambda: None
        self._changed = asyncio.Event()

    def of(self, kind: str) -> list[tuple[object, ...]]:
        """Everything heard of one kind, without its name."""
        return [rest for first, *others in self.heard if first == kind for rest in [tuple(others)]]

    @property
    def counts(self) -> Counter[object]:
        return Counter(first for first, *_ in self.heard)

    async def until(self, kind: str, times: int = 1) -> None:
        """Wait until something of a kind has been heard so often."""
        async with asyncio.timeout(30):
            while self.counts[kind] < times:
                self._changed.clear()
                await self._changed.wait()

    def received(self, channel: str) -> None:
        self._tell("received", channel)

    def repeated(self, channel: str) -> None:
        self._tell("repeated", channel)

    def turn(self, service: str, seconds: float, work: Work) -> None:
        assert seconds >= 0
        self._tell("turn", service, work.correlation)

    def parked(self, reason: str, correlation: str) -> None:
        self._tell("parked", reason, correlation)

    def sent(self, channel: str, key: str) -> None:
        self._tell("sent", channel, key)

    def not_sent(self, channel: str, key: str, state: str, code: str) -> None:
        self._tell(state, channel, key, code)

    def resent(self, channel: str, key: str, *, counted: bool) -> None:
        self._tell("resent", channel, key, counted)

    def trouble(self, where: str, error: BaseException) -> None:
        self._tell("trouble", where, type(error).__name__)
        self.on_trouble()

    def _tell(self, *word: object) -> None:
        self.heard.append(word)
        self._changed.set()


class FakeStopwatch:
    """Monotonic seconds that pass only while somebody sleeps, or when told to."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def seconds(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Return at once; the time stays, so that what was slept can be compared."""
        if seconds:
            self.slept.append(seconds)
        await asyncio.sleep(0)
