"""How work comes from event loops to a thread, and how the answers go back: many at a time.

Waking a thread costs more than a small piece of work, so all that one round of an event loop asks for is
handed over by one call at its end.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import groupby
from queue import SimpleQueue
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Several:
    """Many answers that are waited for by one future; they come in the order in which they were asked for."""

    __slots__ = ("_answers", "_count", "future")

    def __init__(self, future: "asyncio.Future[list[Any]]", count: int) -> None:
        self.future = future
        self._count = count
        self._answers: list[object] = []

    def get_loop(self) -> asyncio.AbstractEventLoop:
        """As a future."""
        return self.future.get_loop()

    def done(self) -> bool:
        """As a future."""
        return self.future.done()

    def set_result(self, answer: object) -> None:
        """As a future, for the next of them."""
        self._answers.append(answer)
        if len(self._answers) == self._count:
            self.future.set_result(self._answers)

    def set_exception(self, problem: Exception) -> None:
        """As a future: a problem is an answer like others."""
        self.set_result(problem)


Waiting = asyncio.Future[Any] | Several  # whoever is to hear one answer
Answered = tuple[Waiting, object]


class Handover(Generic[T]):
    """A queue from event loops to one thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[T] = deque()
        self._called = False  # a call is under way, or the thread has more than it could take
        self._closed = False
        self._calls: SimpleQueue[None] = SimpleQueue()

    def put(self, work: T) -> None:
        """Queue some work; the thread is called at the end of the running loop's round."""
        with self._lock:
            self._waiting.append(work)
            called, self._called = self._called, True
        if not called:
            asyncio.get_running_loop().call_soon(self._calls.put, None)

    def close(self) -> None:
        """Say that nothing more will come; what is queued is still taken."""
        self._closed = True
        self._calls.put(None)

    def gather(self, most: int) -> tuple[list[T], bool]:
        """Wait for a call and take what is queued, perhaps nothing; False once it is closed and empty."""
        if not self._waiting and not self._closed:
            self._calls.get()
        with self._lock:
            batch = [self._waiting.popleft() for _ in range(min(most, len(self._waiting)))]
            self._called = bool(self._waiting)
        return batch, self._called or not self._closed


def hand_back(answered: Sequence[Answered]) -> None:
    """Resolve futures from another thread: an answer that is an exception is raised to who waits."""
    for loop, pairs in groupby(answered, key=lambda pair: pair[0].get_loop()):
        try:
            loop.call_soon_threadsafe(settle, list(pairs))
        except RuntimeError:
            continue


def settle(answered: Sequence[Answered]) -> None:
    """Resolve futures of the running loop, as hand_back."""
    for future, answer in answered:
        if future.done():  # whoever waited has given up
            continue
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
