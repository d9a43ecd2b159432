"""The thread that reads: queries queue up, and one wake-up answers all that were queued.

Questions of one kind are answered together, by one statement: whoever asks at every message asks so.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreUnavailable
from storage.handover import Handover, hand_back

P = TypeVar("P")
T = TypeVar("T")
Query = Callable[[sa.Connection], T]

LARGEST_BATCH = 64  # the first asked waits for the last


@dataclass(frozen=True, slots=True, eq=False)
class Lookup(Generic[P, T]):
    """A kind of question: `run` answers many payloads, in their order."""

    run: Callable[[sa.Connection, Sequence[P]], Sequence[T]]


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    kind: Lookup[Any, Any]
    payload: Any
    future: "asyncio.Future[Any]"


def _run_each(connection: sa.Connection, queries: Sequence[Query[Any]]) -> Sequence[Any]:
    return [query(connection) for query in queries]


_PLAIN: Lookup[Query[Any], Any] = Lookup(_run_each)


class Reader:
    """Plain reads of what is committed, outside any transaction."""

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
        return self._ask(_PLAIN, query)

    def look_up(self, kind: Lookup[P, T], payload: P) -> "asyncio.Future[T]":
        """Answer a question of a kind together with all others of the kind that wait; raises as fetch()."""
        return self._ask(kind, payload)

    def _ask(self, kind: Lookup[P, T], payload: P) -> "asyncio.Future[T]":
        if self._closed:
            raise StoreUnavailable("the store is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put(_Question(kind, payload, future))
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
            groups: dict[Lookup[Any, Any], list[_Question]] = {}
            for question in batch:
                groups.setdefault(question.kind, []).append(question)
            for kind, questions in groups.items():
                self._answer_all(kind, questions)
        self._disconnect()

    def _answer_all(self, kind: Lookup[Any, Any], questions: Sequence[_Question]) -> None:
        futures = [question.future for question in questions]
        if kind is not _PLAIN:
            answers = self._answer(kind, [question.payload for question in questions])
            if not isinstance(answers, Exception):
                hand_back(list(zip(futures, answers, strict=True)))
                return
        # Each alone: what is at fault fails alone.
        alone = (self._answer(kind, [question.payload]) for question in questions)
        one_each = [answer if isinstance(answer, Exception) else answer[0] for answer in alone]
        hand_back(list(zip(futures, one_each, strict=True)))

    def _answer(self, kind: Lookup[Any, Any], payloads: Sequence[Any]) -> Sequence[Any] | Exception:
        try:
            return kind.run(self._connect(), payloads)
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
