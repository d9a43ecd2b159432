"""How work comes from event loops to a thread, and how the answers go back: many at a time."""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
Answered = tuple["asyncio.Future[Any]", object]


def gather(queue: "SimpleQueue[T | None]", most: int) -> tuple[list[T], bool]:
    """Wait for one piece of work and take all that is queued behind it; False once None was read."""
    batch: list[T] = []
    job = queue.get()
    while job is not None:
        batch.append(job)
        if len(batch) == most:
            return batch, True
        try:
            job = queue.get_nowait()
        except Empty:
            return batch, True
    return batch, False


def hand_back(answered: Sequence[Answered]) -> None:
    """Resolve futures from another thread: an answer that is an exception is raised to who waits."""
    for loop, pairs in groupby(answered, key=lambda pair: pair[0].get_loop()):
        try:
            loop.call_soon_threadsafe(_settle, list(pairs))
        except RuntimeError:
            continue


def _settle(answered: Sequence[Answered]) -> None:
    for future, answer in answered:
        if future.done():  # whoever waited has given up
            continue
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
