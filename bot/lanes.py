"""Messages in hand: in order for each sender, many senders at once.

The store gives out at most one message per lane, the oldest, so order holds across processes too. A
message whose handling fails is parked with an honest word to the citizen, and the lane goes on.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from itertools import chain

from bot.clock import Sleep
from bot.conversation import Conversation, Handled
from bot.dialogue import Talk
from bot.errors import LeaseLost, StoreUnavailable
from bot.form import Options
from bot.ledger import Inbox, Turn, Work
from bot.looking import worth_a_look
from bot.loop import Wake, backoff, keep_going
from bot.report import Report

_RENEW_EVERY = 30.0  # seconds; a lease is longer than twice that
_POLL = 1.0  # seconds: how late a message accepted by another process may be noticed
# How many turns are begun before the loop sees to others, and for how many rounds. With a crowd at the door
# keeping goes before thinking; where nobody is ready to be kept, a round costs next to nothing.
_AT_EASE, _IN_A_CROWD = (16, 1), (8, 4)
_MANY = 8  # messages claimed at once: with so many, more are probably waiting
_CRASHES = 3  # times a message may take its process down before it is parked unread

_Thought = tuple[Work, Handled, float]  # a message that is answered, and when thinking about it began


class Lanes:
    """Takes messages in hand and has them answered."""

    def __init__(
        self,
        inbox: Inbox,
        conversation: Conversation,
        report: Report,
        *,
        in_hand: int = 256,
        on_parts: Callable[[str], None] = lambda _: None,
        crowded: Callable[[], bool] = lambda: False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._inbox = inbox
        self._conversation = conversation
        self._report = report
        self._in_hand = in_hand
        self._on_parts = on_parts  # told the channel of each answer that is ready to leave
        self._crowded = crowded  # whether the network waits in numbers to be acknowledged
        self._sleep = sleep
        self._tasks: dict[asyncio.Task[None], Sequence[int]] = {}  # each with the messages in its hand
        self._claimed: deque[Work] = deque()  # in our hand, not begun
        self._begun = 0
        self._ahead: asyncio.Task[None] | None = None  # a claim under way beside the thinking
        self.wake = Wake()

    def busy(self) -> bool:
        """Whether somebody waits for an answer of ours."""
        return bool(self._tasks or self._claimed)

    async def run(self) -> None:
        """Work until cancelled."""
        await keep_going("lanes", self._round, self.wake, self._report)

    async def renew(self) -> None:
        """Keep what is in hand ours while it takes long, until cancelled."""
        await keep_going("renewal", self._renew_round, Wake(), self._report)

    async def _renew_round(self) -> float:
        if held := self._held():
            await self._inbox.renew(held)
        return _RENEW_EVERY

    async def _round(self) -> float:
        await self._begin_what_waits()
        return _POLL

    async def _begin_what_waits(self) -> None:
        await self._claim()
        while self._claimed:
            if len(self._claimed) >= _MANY:  # there may be more: fetched while these are thought about
                self._ahead = asyncio.create_task(self._claim())
            await self._begin_claimed(len(self._claimed))
            if self._ahead is not None:
                await self._ahead
                self._ahead = None

    async def _claim(self) -> None:
        free = self._in_hand - len(self._held())
        if free > 0:
            self._claimed += await self._inbox.claim(free)

    async def _begin_claimed(self, left: int) -> None:
        options = await self._options()
        while left:
            turns, rounds = _IN_A_CROWD if self._crowded() else _AT_EASE
            self._begin([self._claimed.popleft() for _ in range(min(turns, left))], options)
            left -= min(turns, left)
            for _ in range(rounds):
                await asyncio.sleep(0)

    async def _options(self) -> Mapping[str, Options] | None:
        try:
            return await self._conversation.options()
        except Exception:  # noqa: BLE001 - each message meets it by itself, and is parked
            return None

    def _begin(self, works: Sequence[Work], options: Mapping[str, Options] | None) -> None:
        """Think about several: those for which nothing else is to be done are written down together."""
        thought: list[_Thought] = []
        for work in works:
            started = time.perf_counter()
            talk = self._think(work, options)
            if isinstance(talk, Handled) and not talk.wants_person:
                thought.append((work, talk, started))
            else:
                self._hold(self._handle(work, talk, started), [work.id])
        if thought:
            self._hold(self._finish(thought), [work.id for work, _, _ in thought])
        self._begun += len(works)

    def _think(self, work: Work, options: Mapping[str, Options] | None) -> Talk | Handled | None:
        """None for a message to be handled from the beginning, where it can be parked."""
        if options is None or work.attempts >= _CRASHES or worth_a_look(work.inbound):
            return None
        try:
            talk = self._conversation.begin(work, options)
            return self._conversation.at_once(work, talk) or talk
        except Exception:  # noqa: BLE001 - it is raised again there
            return None

    def _hold(self, doing: Coroutine[None, None, None], messages: Sequence[int]) -> None:
        task = asyncio.create_task(doing)
        self._tasks[task] = messages
        task.add_done_callback(self._done)

    def _held(self) -> list[int]:
        return [*chain.from_iterable(self._tasks.values()), *(work.id for work in self._claimed)]

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        self.wake()

    async def stop(self, patience: float) -> None:
        """Finish what is in hand, for at most so many seconds; give the rest back untouched."""
        if self._ahead is not None:
            await asyncio.wait({self._ahead}, timeout=patience)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        left, held = list(self._tasks), self._held()
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        try:
            await self._inbox.release(held)
        except StoreUnavailable as gone:  # the next start's sweep will find them: let the rest of us stop too
            self._report.trouble("stop", gone)

    async def drain(self) -> None:
        """Work until nothing is waiting that can be done now."""
        while True:
            begun = self._begun
            await self._begin_what_waits()
            if self._tasks:
                await asyncio.wait(self._tasks)
            elif begun == self._begun:
                return

    async def _finish(self, thought: Sequence[_Thought]) -> None:
        """Write down messages that are answered; what could not be written goes the way of a failure."""
        try:
            problems = await self._inbox.finish_all([handled.turn for _, handled, _ in thought])
        except Exception as error:  # noqa: BLE001 - it is raised again for each of them
            problems = [error] * len(thought)
        for (work, handled, started), problem in zip(thought, problems, strict=True):
            if problem is None:
                self._ended(work, handled, started)
            else:
                self._hold(self._handle(work, problem, started), [work.id])

    async def _handle(self, work: Work, begun: Talk | Handled | Exception | None, started: float) -> None:
        """Handle one message, from where it was begun, to its end."""
        try:
            _refuse_poison(work)
            handled = await self._handled(work, begun)
            if handled.wants_person:
                await self._inbox.park(handled.turn, "person", "")
                self._report.parked("person", work.correlation)
            else:
                await self._inbox.finish(handled.turn)
            self._ended(work, handled, started)
        except LeaseLost as lost:  # somebody else has it, or it is done: what we thought does not count
            self._report.trouble("turn", lost)
        except StoreUnavailable as gone:
            await self._give_back(work, gone)
        except Exception as error:  # noqa: BLE001 - guarantee 6: whatever crashes is parked, not dropped
            await self._park(work, error)

    async def _handled(self, work: Work, begun: Talk | Handled | Exception | None) -> Handled:
        if isinstance(begun, Exception):
            raise begun
        if isinstance(begun, Handled):
            return begun
        return await (
            self._conversation.handle(work) if begun is None else self._conversation.go_on(work, begun)
        )

    def _ended(self, work: Work, handled: Handled, started: float) -> None:
        self._told(handled.turn)
        self._report.turn(handled.topic, time.perf_counter() - started, work)

    async def _park(self, work: Work, error: Exception) -> None:
        self._report.trouble("turn", error)
        turn, detail = self._conversation.apology(work)
        try:
            await self._inbox.park(turn, "crash", detail)
        except LeaseLost as lost:
            self._report.trouble("park", lost)
        except Exception as worse:  # noqa: BLE001 - not even this could be written: try the whole message again
            await self._give_back(work, worse)
        else:
            self._told(turn)
            self._report.parked("crash", work.correlation)

    async def _give_back(self, work: Work, error: Exception) -> None:
        """The store is away: when it is back, the message is taken in hand anew (if it was not written)."""
        failures = 0
        while True:
            self._report.trouble("store", error)
            await self._sleep(backoff(failures, longest=30.0))
            try:
                await self._inbox.release([work.id])
            except Exception as again:  # noqa: BLE001 - still away
                error, failures = again, failures + 1
            else:
                return

    def _told(self, turn: Turn) -> None:
        if turn.parts:
            self._on_parts(turn.work.inbound.channel)


def _refuse_poison(work: Work) -> None:
    if work.attempts >= _CRASHES:
        raise RecursionError("this message has taken its process down before")
