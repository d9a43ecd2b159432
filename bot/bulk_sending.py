"""Broadcasts on their way out: one bulk sender per channel, beside the sender of replies and behind it.

Parts are taken by the handful and sent by a fixed number of workers; what came of them is written down by
the handful too. A part is marked `sending` before it is taken: whose process dies is `unknown`, and asked
about before it is sent again.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.breaker import Breaker
from bot.bulk import Bulk, Fate, Handful, Outcome
from bot.bulk_notes import Notes
from bot.bulk_trying import Trying
from bot.channel import Channel, Unsettled
from bot.clock import Clock, Stopwatch
from bot.errors import SendDelayed
from bot.loop import Wake, keep_going
from bot.message import Part
from bot.pace import Pace
from bot.report import Report

_POLL = 5.0  # seconds: how late is noticed what another process has begun or let go on
_BREATH = 0.05  # seconds between two looks where fewer were there than were asked for
_HELD = 45.0  # seconds after which a part that was not begun is given back: others may take it for lost
_MOMENT, _MOMENTS = 0.004, 5  # seconds for which a worker gives way, and how often before each part
_COMMIT = 5.0  # seconds that the store has at least for what it was handed
_SETTLED = 64  # parts whose fate is asked for in one round


def _never() -> bool:
    return False


def _none() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Terms:
    """How much is done at once, and who goes first.

    `handful` parts are taken at once, `in_flight` are on their way at the same time. `gives_way()` tells
    whether somebody waits for a reply: then each part waits a little. `ahead()` is how many replies and
    notices have left since it was last asked. `segments` is what the network charges for a part.
    """

    in_flight: int = 12
    handful: int = 128
    gives_way: Callable[[], bool] = _never
    ahead: Callable[[], int] = _none
    segments: Callable[[Part], int] | None = None


class BulkSender:
    """Sends the parts of broadcasts on one channel."""

    def __init__(
        self,
        channel: Channel,
        bulk: Bulk,
        clock: Clock,
        report: Report,
        terms: Terms | None = None,
        *,
        pace: Pace | None = None,
        stopwatch: Stopwatch | None = None,
    ) -> None:
        stopwatch = stopwatch or Stopwatch()
        self._channel = channel
        self._bulk = bulk
        self._clock = clock
        self._report = report
        self._terms = terms = terms or Terms()
        self._pace = pace or Pace()
        self._seconds, self._sleep = stopwatch.seconds, stopwatch.sleep
        # So many wait when more are taken: to take some lasts as long as to send half a handful.
        self._few = max(terms.in_flight, terms.handful // 2)
        self._breaker = Breaker(self._seconds, failures=max(5, terms.in_flight))
        self._trying = Trying(channel, clock, report, self._breaker, pace=self._pace, segments=terms.segments)
        self._queue: asyncio.Queue[tuple[float, Part] | None] = asyncio.Queue()
        self._workers: list[asyncio.Task[None]] = []
        self._taking: asyncio.Task[Handful] | None = None
        self._recalls = 0
        self.wake = Wake()
        self._notes = Notes(bulk, report, self.wake)

    async def run(self) -> None:
        """Send until cancelled; what is in flight then goes on until `stop`."""
        self._notes.start()
        await keep_going(f"bulk {self._channel.name}", self._round, self.wake, self._report)

    async def settle(self) -> None:
        """Settle unknown parts until cancelled."""
        await keep_going(f"bulk settler {self._channel.name}", self.settle_once, Wake(), self._report)

    async def drain(self) -> None:
        """Send until nothing can leave now: for who drives the clock himself."""
        while not self._breaker.pause and (await self._take()).parts:
            await self._work_off(None)
            await self._notes.flush()

    def recall(self) -> None:
        """Give back what is not begun and look anew: a broadcast was paused, cancelled or let go on."""
        self._recalls += 1
        self._give_back()
        self.wake()

    async def stop(self, patience: float) -> None:
        """Give back what is not begun, finish what is, for at most so many seconds, and write it down."""
        self._recalls += 1
        if self._taking is not None:
            await asyncio.wait([self._taking], timeout=max(_COMMIT, patience))
        self._give_back()
        await self._work_off(patience)
        try:
            async with asyncio.timeout(max(_COMMIT, patience)):
                await self._notes.stop()
        except Exception as gone:  # noqa: BLE001 - the next start finds them `sending`: let the rest of us stop too
            self._report.trouble("bulk stop", gone)

    async def _round(self) -> float:
        if pause := self._breaker.pause:
            self._give_back()
            return min(_POLL, pause)
        if self._notes.full or self._queue.qsize() > self._few:
            return _POLL  # a worker wakes this loop in time
        if not self._workers:
            self._workers = [asyncio.create_task(self._work()) for _ in range(self._terms.in_flight)]
        handful = await self._take()
        if len(handful.parts) >= self._terms.handful:
            return 0.0
        return min(_POLL, max(_BREATH, handful.pause.total_seconds()))

    async def _take(self) -> Handful:
        """Take some; who is cancelled meanwhile leaves them to `stop`, for they are marked `sending`."""
        self._taking = asyncio.create_task(self._fetch())
        return await asyncio.shield(self._taking)

    async def _fetch(self) -> Handful:
        recalls = self._recalls
        handful = await self._bulk.take(self._channel.name, self._terms.handful, ahead=self._terms.ahead())
        if self._recalls > recalls:  # taken before what was changed meanwhile
            self._release(handful.parts)
            return Handful()
        until = self._seconds() + _HELD
        for part in handful.parts:
            self._queue.put_nowait((until, part))
        return handful

    async def _work(self) -> None:
        """Send one part after the other, until there is a None."""
        while True:
            await self._let_pass()
            taken = await self._queue.get()
            if taken is None:
                return
            if self._queue.qsize() == self._few:
                self.wake()
            until, part = taken
            if self._breaker.pause or self._seconds() > until or _is_over(part, self._clock):
                self._release([part])
            else:
                self._notes.add(await self._trying.attempt(part))

    async def _let_pass(self) -> None:
        for _ in range(_MOMENTS):
            if not self._terms.gives_way():
                return
            await self._sleep(_MOMENT)

    def _give_back(self) -> None:
        while not self._queue.empty():
            taken = self._queue.get_nowait()
            if taken is not None:
                self._release([taken[1]])

    def _release(self, parts: Sequence[Part]) -> None:
        for part in parts:
            self._notes.add(Outcome(part.id, part.attempts, Fate.RELEASED))

    async def _work_off(self, patience: float | None) -> None:
        """Let the workers finish what is taken, and go; who takes too long is cut short."""
        workers, self._workers = self._workers, []
        workers = workers or [asyncio.create_task(self._work()) for _ in range(self._terms.in_flight)]
        for _ in workers:
            self._queue.put_nowait(None)
        await asyncio.wait(workers, timeout=patience)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def settle_once(self) -> float:
        """Ask what became of parts that have been unknown for a while; the seconds until the next time."""
        parts = await self._bulk.unsettled(self._channel.name, _SETTLED, self._pace.settle_after)
        for part in parts:
            await self._settle_one(part)
        return self._pace.settle_every

    async def _settle_one(self, part: Part) -> None:
        try:
            found = await self._channel.settle(part)
        except SendDelayed as delayed:
            self._report.not_sent(part.channel, part.key, "unknown", delayed.code)
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours with this part: the others are settled all the same
            self._report.trouble("bulk settler", error)
            return
        if isinstance(found, Unsettled):
            counted = found is Unsettled.CANNOT_TELL
            await self._bulk.resend([part], counted=counted)
            self._report.resent(part.channel, part.key, counted=counted)
            self.wake()
        else:
            await self._bulk.note([self._trying.sent(part, found)])


def _is_over(part: Part, clock: Clock) -> bool:
    return part.valid_until is not None and part.valid_until <= clock()
