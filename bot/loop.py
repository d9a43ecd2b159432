"""A loop that survives its errors: it waits to be woken, works, and backs off when it fails."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from bot.report import Report

_LONGEST_PAUSE = 30.0  # seconds between two tries of a loop whose work keeps failing


class Wake:
    """Lets one loop sleep until somebody has work for it, or a time has passed."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def __call__(self) -> None:
        """There is work."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Sleep until woken, at most so long; being woken before counts."""
        if not self._event.is_set():
            try:
                async with asyncio.timeout(max(seconds, 0.001)):
                    await self._event.wait()
            except TimeoutError:
                return
        self._event.clear()


async def keep_going(name: str, once: Callable[[], Awaitable[float]], wake: Wake, report: Report) -> None:
    """Repeat `once` for ever, sleeping as many seconds as it returns; an error is told and tried again."""
    failures = 0
    while True:
        try:
            pause = await once()
            failures = 0
        except Exception as error:  # noqa: BLE001 - whatever a round met, the next message must find the loop alive
            report.trouble(name, error)
            failures += 1
            pause = backoff(failures, longest=_LONGEST_PAUSE)
        await wake.wait(pause)


def backoff(attempts: int, *, first: float = 1.0, longest: float = 900.0) -> float:
    """Seconds to wait after so many failures: doubled each time, with jitter so that none march in step."""
    ceiling = min(longest, first * 2.0 ** min(attempts, 20))
    return ceiling / 2 + random.random() * ceiling / 2  # noqa: S311 - jitter is no secret
