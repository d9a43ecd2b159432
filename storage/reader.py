"""The thread that reads: queries queue up, and one wake-up answers all that were queued."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreUnavailable
from storage.handover import Handover, hand_back

T = TypeVar("T")
Query = Callable[[sa.Connection], T]
_Question = tuple[Query[Any], "asyncio.Future[Any]"]

LARGEST_BATCH = 64  # the first asked waits for the last


class Reader:
    """Plain reads of what is committed, outside any transaction.

    For who looks on: pages, figures, what is read once and kept. What every other turn asks for goes with
    the writes, as a kind of its own: many such questions are one statement there.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._queue: Handover[_Question] = Handover()
        self._connection: sa.Connection | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
        self._thread.start()

    def fetch(self, query: Query[T]) -> "asyncio.Future[T]":
        """Run a query on the reader's thread; each of its statements sees the latest commit.

        Raises StoreUnavailable if the database cannot be reached, and whatever the query raises.
        """
        if self._closed:
            raise StoreUnavailable("the store is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put((query, future))
        return future

    def close(self) -> None:
        """Answer what is queued, then stop; blocks until then."""
        self._closed = True
        self._queue.close()
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._queue.gather(LARGEST_BATCH)
            hand_back([(future, self._answer(query)) for query, future in batch])
        self._disconnect()

    def _answer(self, query: Query[Any]) -> object:
        try:
            return query(self._connect())
        except DBAPIError as problem:
            if not problem.connection_invalidated:
                return problem
            self._disconnect()
            return _unavailable(problem)
        except Exception as problem:  # noqa: BLE001 - it belongs to whoever asked
            return problem

    def _connect(self) -> sa.Connection:
        if self._connection is None:
            try:
                self._connection = self._engine.connect()
            except DBAPIError as problem:
                raise _unavailable(problem) from problem
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _unavailable(problem: DBAPIError) -> StoreUnavailable:
    answer = StoreUnavailable("the database does not answer")
    answer.__cause__ = problem
    return answer
