"""The one who writes to a database in this process: on a thread, or (storage.apart) in a process."""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.clock import Clock
from bot.errors import StoreUnavailable
from storage.committing import LARGEST_BATCH, Committer, Hand
from storage.handover import Handover, Several, Waiting, hand_back
from storage.transaction import Kind

P = TypeVar("P")
R = TypeVar("R")


class Writer(Protocol):
    """Whoever takes writes; there is one per database and process."""

    def submit(self, kind: Kind[P, R], payload: P) -> "asyncio.Future[R]":
        """Queue a write; the answer comes after its commit.

        Whoever stops waiting does not stop the write. Raises StoreUnavailable if the commit is not known to
        have happened, and whatever `kind.run` raised for this payload.
        """

    def submit_all(self, kind: Kind[P, R], payloads: Sequence[P]) -> "asyncio.Future[list[R | Exception]]":
        """Queue several, not none, which are waited for together; what any of them raised is its answer."""

    @property
    def alive(self) -> bool:
        """Whether there is somebody who writes; without, nothing is ever committed again."""

    def close(self) -> None:
        """Write what is queued, then stop; blocks until it is written."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    kind: Kind[Any, Any]
    payload: Any
    future: Waiting


class ThreadWriter:
    """Writes on a thread of this process."""

    def __init__(self, hand: Hand, clock: Clock) -> None:
        self._clock = clock
        self._committer = Committer(hand)
        self._queue: Handover[_Job] = Handover()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, kind: Kind[P, R], payload: P) -> "asyncio.Future[R]":
        """As Writer."""
        if self._closed:
            raise StoreUnavailable("the store is closed")
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._queue.put(_Job(kind, payload, future))
        return future

    def submit_all(self, kind: Kind[P, R], payloads: Sequence[P]) -> "asyncio.Future[list[R | Exception]]":
        """As Writer."""
        if self._closed:
            raise StoreUnavailable("the store is closed")
        several = Several(asyncio.get_running_loop().create_future(), len(payloads))
        for payload in payloads:
            self._queue.put(_Job(kind, payload, several))
        return several.future

    @property
    def alive(self) -> bool:
        """As Writer."""
        return self._thread.is_alive()

    def close(self) -> None:
        """As Writer."""
        self._closed = True
        self._queue.close()
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._queue.gather(LARGEST_BATCH)
            if batch:
                answers = self._committer.write([(job.kind, job.payload) for job in batch], self._clock())
                hand_back(list(zip((job.future for job in batch), answers, strict=True)))
        self._committer.close()
