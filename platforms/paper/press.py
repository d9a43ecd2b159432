"""The press: papers made beside the event loop, one after the other, and not more than can wait."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Paper = TypeVar("Paper")

_ROOM = 200  # papers that may wait: some four seconds of work


class PressBusy(Exception):  # noqa: N818 - a state of affairs, of which the caller makes what is fit
    """So many papers wait that one more would come too late."""


class Press:
    """Makes papers in a thread of its own: typst releases the interpreter's lock while it sets the type.

    One thread is all that two cores should spare: the other keeps answering. `room` papers may wait.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="press")
        self._room = room
        self._under_way = 0

    async def make(self, printer: Callable[[Paper], bytes], paper: Paper) -> bytes:
        """Have a paper made: `press.make(notice_pdf, NoticePaper(...))`.

        Raises PressBusy at once if too many wait, and whatever the printer raises.
        """
        if self._under_way > self._room:
            raise PressBusy
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, printer, paper)
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Finish the paper in hand, and make none of those that wait."""
        self._thread.shutdown(cancel_futures=True)
