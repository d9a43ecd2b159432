"""Messages on their way out: one sender per channel, replies first, each part's fate written down.

A part is marked `sending` before the call. What the network then says decides: sent, delayed (again
later), failed (never), or unknown (its answer is lost), which is settled before any resend.
"""

import asyncio
from datetime import timedelta

from bot.channel import Channel, Unsettled
from bot.clock import Clock, Stopwatch
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.ledger import Outbox
from bot.loop import Wake, backoff, keep_going
from bot.message import Part, Priority
from bot.pace import Pace
from bot.rates import Bucket, Limits, RecipientCap
from bot.report import Report

_POLL = 5.0  # seconds: how late a part queued by another process may be noticed
_HORIZON = timedelta(hours=4)  # how long a reply or notice is tried again


class Sender:
    """Sends the parts of one channel."""

    def __init__(
        self,
        channel: Channel,
        outbox: Outbox,
        clock: Clock,
        report: Report,
        *,
        limits: Limits | None = None,
        in_flight: int = 16,
        pace: Pace | None = None,
        stopwatch: Stopwatch | None = None,
    ) -> None:
        self._channel = channel
        self._outbox = outbox
        self._clock = clock
        self._report = report
        self._in_flight = in_flight
        self._pace = pace or Pace()
        limits = limits or Limits()
        stopwatch = stopwatch or Stopwatch()
        self._bucket = Bucket(limits, stopwatch.seconds)
        self._cap = RecipientCap(limits.per_recipient_hour, stopwatch.seconds)
        self._sleep = stopwatch.sleep
        self._tasks: set[asyncio.Task[None]] = set()
        self._handed_over = 0
        self.wake = Wake()

    async def run(self) -> None:
        """Send until cancelled."""
        await keep_going(f"sender {self._channel.name}", self._round, self.wake, self._report)

    async def settle(self) -> None:
        """Settle unknown parts until cancelled."""
        await keep_going(f"settler {self._channel.name}", self._settle_round, Wake(), self._report)

    async def drain(self) -> None:
        """Send until nothing can leave now."""
        while await self._begin(self._in_flight - len(self._tasks)) or self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self, patience: float) -> None:
        """Finish what is in flight, for at most so many seconds; the rest will be found `unknown`."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def handed_over(self) -> int:
        """How many parts have gone to the network since this was last asked."""
        count, self._handed_over = self._handed_over, 0
        return count

    async def _round(self) -> float:
        free = self._in_flight - len(self._tasks)
        if free <= 0:
            return _POLL
        return 0.0 if await self._begin(free) == free else await self._until_next()

    async def _begin(self, most: int) -> int:
        """Take parts and set them going; how many."""
        taken = await self._outbox.take(self._channel.name, most)
        for part in taken:
            task = asyncio.create_task(self._send(part))
            self._tasks.add(task)
            task.add_done_callback(self._done)
        return len(taken)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.wake()

    async def _until_next(self) -> float:
        due = await self._outbox.wakes_at(self._channel.name)
        return _POLL if due is None else min(_POLL, max(0.05, (due - self._clock()).total_seconds()))

    async def _send(self, part: Part) -> None:
        try:
            if wait := self._cap.delay(part.to):
                await self._delay(part, "recipient-limit", timedelta(seconds=wait))
                return
            await self._sleep(self._bucket.delay())
            await self._hand_over(part)
        except Exception as error:  # noqa: BLE001 - the store fails: the sweeper will find the part `sending`
            self._report.trouble("sender", error)

    async def _hand_over(self, part: Part) -> None:
        self._handed_over += 1
        try:
            provider_id = await self._channel.send(part)
        except SendDelayed as delayed:
            self._cap.give_back(part.to)
            await self._later_or_never(part, delayed)
        except SendRefused as refused:
            await self._outbox.failed(part, refused.code)
            self._report.not_sent(part.channel, part.key, "failed", refused.code)
        except SendUnknown as unknown:
            await self._outbox.unknown(part, unknown.code)
            self._report.not_sent(part.channel, part.key, "unknown", unknown.code)
        except Exception as error:  # noqa: BLE001 - a fault of ours after the call may have left
            self._report.trouble("channel", error)
            await self._outbox.unknown(part, "crash")
            self._report.not_sent(part.channel, part.key, "unknown", "crash")
        else:
            await self._outbox.sent(part, provider_id)
            self._report.sent(part.channel, part.key)

    async def _later_or_never(self, part: Part, delayed: SendDelayed) -> None:
        """Try again later, until the part is stale or, if it never goes stale, past the horizon."""
        tried_for = self._clock() - (part.sent_since or self._clock())
        endless = part.valid_until is not None or part.priority is Priority.BULK
        if not endless and tried_for > _HORIZON:
            await self._outbox.failed(part, f"gave up: {delayed.code}")
            self._report.not_sent(part.channel, part.key, "failed", delayed.code)
            return
        pause = timedelta(
            seconds=backoff(part.attempts, first=self._pace.first_pause, longest=self._pace.longest_pause)
        )
        await self._delay(part, delayed.code, max(pause, delayed.retry_after or pause))

    async def _delay(self, part: Part, code: str, pause: timedelta) -> None:
        await self._outbox.delayed(part, code, self._clock() + pause)
        self._report.not_sent(part.channel, part.key, "delayed", code)

    async def _settle_round(self) -> float:
        for part in await self._outbox.unsettled(self._channel.name, 32, self._pace.settle_after):
            await self._settle_one(part)
        return self._pace.settle_every

    async def _settle_one(self, part: Part) -> None:
        try:
            found = await self._channel.settle(part)
        except SendDelayed as delayed:
            self._report.not_sent(part.channel, part.key, "unknown", delayed.code)
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours with this part: the others are settled all the same
            self._report.trouble("settler", error)
            return
        if isinstance(found, Unsettled):
            counted = found is Unsettled.CANNOT_TELL
            await self._outbox.resend(part, counted=counted)
            self._report.resent(part.channel, part.key, counted=counted)
            self.wake()
        else:
            await self._outbox.sent(part, found)
            self._report.sent(part.channel, part.key)
            self.wake()  # the rest of its message waited for this
