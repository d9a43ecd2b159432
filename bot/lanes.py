"""Messages in hand: in order for each sender, many senders at once.

The store gives out at most one message per lane, the oldest, so order holds across processes too. A
message whose handling fails is parked with an honest word to the citizen, and the lane goes on.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bot.clock import Sleep
from bot.conversation import Conversation
from bot.errors import LeaseLost, StoreUnavailable
from bot.ledger import Inbox, Turn, Work
from bot.loop import Wake, backoff, keep_going
from bot.report import Report

_RENEW_EVERY = 30.0  # seconds; a lease is longer than twice that
_POLL = 1.0  # seconds: how late a message accepted by another process may be noticed
# How many turns are begun before the loop sees to others, and for how many rounds. With a crowd at the door
# keeping goes before thinking; where nobody is ready to be kept, a round costs next to nothing.
_AT_EASE, _IN_A_CROWD = (12, 1), (4, 4)
_MANY = 8  # messages claimed at once: with so many, more are probably waiting
_CRASHES = 3  # times a message may take its process down before it is parked unread


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
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._claimed: deque[Work] = deque()  # in our hand, not begun
        self._begun = 0
        self._ahead: asyncio.Task[None] | None = None  # a claim under way beside the thinking
        self.wake = Wake()

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
        free = self._in_hand - len(self._tasks) - len(self._claimed)
        if free > 0:
            self._claimed += await self._inbox.claim(free)

    async def _begin_claimed(self, left: int) -> None:
        while left:
            turns, rounds = _IN_A_CROWD if self._crowded() else _AT_EASE
            for _ in range(min(turns, left)):
                self._begin(self._claimed.popleft())
            left -= min(turns, left)
            for _ in range(rounds):
                await asyncio.sleep(0)

    def _begin(self, work: Work) -> None:
        self._begun += 1
        task = asyncio.create_task(self._handle(work))
        self._tasks[task] = work.id
        task.add_done_callback(self._done)

    def _held(self) -> list[int]:
        return [*self._tasks.values(), *(work.id for work in self._claimed)]

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

    async def _handle(self, work: Work) -> None:
        started = time.perf_counter()
        try:
            _refuse_poison(work)
            handled = await self._conversation.handle(work)
            if handled.wants_person:
                await self._inbox.park(handled.turn, "person", "")
                self._report.parked("person", work.correlation)
            else:
                await self._inbox.finish(handled.turn)
            self._told(handled.turn)
            self._report.turn(handled.topic, time.perf_counter() - started, work.correlation)
        except LeaseLost as lost:  # somebody else has it, or it is done: what we thought does not count
            self._report.trouble("turn", lost)
        except StoreUnavailable as gone:
            await self._give_back(work, gone)
        except Exception as error:  # noqa: BLE001 - guarantee 6: whatever crashes is parked, not dropped
            await self._park(work, error)

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
