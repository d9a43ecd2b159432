"""The housekeeping of the queues: timers that are due, and work stuck half-way."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.clock import Clock
from bot.ledger import Inbox, Outbox
from bot.loop import Wake, keep_going
from bot.report import Report

_SWEEP_EVERY = 15.0  # seconds
_LONGEST_SLEEP = 15.0  # seconds: another process may set an earlier timer meanwhile


class Upkeep:
    """Rings the timers and sweeps both queues."""

    def __init__(
        self,
        inbox: Inbox,
        outbox: Outbox,
        clock: Clock,
        report: Report,
        on_work: Callable[[], None],
        chores: Sequence[Callable[[], Awaitable[int]]] = (),
    ) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._clock = clock
        self._report = report
        self._on_work = on_work
        self._chores = chores  # other stores' sweeps: each tells how many messages it has brought

    async def ring(self) -> None:
        """Turn due timers into events until cancelled."""
        await keep_going("timers", self._ring_round, Wake(), self._report)

    async def sweep(self) -> None:
        """Find stuck work until cancelled."""
        await keep_going("sweeper", self.sweep_once, Wake(), self._report)

    async def sweep_once(self) -> float:
        """Free messages whose holder is gone; find parts that were being sent when their process died."""
        if await self._inbox.sweep():
            self._on_work()
        await self._outbox.sweep()
        for chore in self._chores:
            await self._do(chore)
        return _SWEEP_EVERY

    async def _do(self, chore: Callable[[], Awaitable[int]]) -> None:
        try:
            if await chore():
                self._on_work()
        except Exception as error:  # noqa: BLE001 - another store's fault keeps none of the others from its sweep
            self._report.trouble("chore", error)

    async def _ring_round(self) -> float:
        if await self._inbox.ring():
            self._on_work()
        return self._seconds_until(await self._inbox.next_timer())

    def _seconds_until(self, due: datetime | None) -> float:
        if due is None:
            return _LONGEST_SLEEP
        return min(_LONGEST_SLEEP, max(0.05, (due - self._clock()).total_seconds()))
