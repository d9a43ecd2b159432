"""The loops of the networks: they bring messages in for as long as there is somebody to take them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable

from bot.report import Report
from sportello.counter import Loop


@contextlib.asynccontextmanager
async def going(loops: Iterable[Loop], report: Report) -> AsyncIterator[None]:
    """Keep loops going; on leaving they are cancelled and have ended.

    A loop that returns has nothing more to do. One that raises is told of and not begun again: a loop
    outlives its own errors (`bot.loop.keep_going`).
    """
    tasks = [asyncio.create_task(_told(loop, report)) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _told(loop: Loop, report: Report) -> None:
    try:
        await loop()
    except Exception as error:  # noqa: BLE001 - the other networks go on; staff reads it in the log
        report.trouble("network", error)
