"""The one thread that writes: everything queued goes into one transaction, under one commit.

A commit costs a flush of the disk, whatever is in it; so the thread takes what has queued up during the
last one, groups it by kind (equal statements become one executemany) and commits it together. If a
group fails, the transaction is rolled back and written again one payload at a time, each under its own
savepoint: what is at fault fails alone.
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
R = TypeVar("R")

# Told "before" and "after" the commit, on the writer's thread, with the name of each kind in it.
Observe = Callable[[str, str], None]

LARGEST_BATCH = 256


def quiet(name: str, when: str) -> None:
    """Observe nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[P, R]):
    """A kind of write: `run` writes many payloads and answers each, in their order.

    `name` is the name of its commit point. `run` may be called again with the same payloads after a
    rollback, so it keeps nothing; if it raises for several payloads, it is called with each alone.
    """

    name: str
    run: Callable[[sa.Connection, Sequence[P]], Sequence[R]]


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    kind: Kind[Any, Any]
    payload: Any
    future: "asyncio.Future[Any]"


class Writer:
    """The only one who writes to a database in this process."""

    def __init__(self, engine: sa.Engine, observe: Observe = quiet) -> None:
        self._engine = engine
        self._observe = observe
        self._queue: Handover[_Job] = Handover()
        self._connection: sa.Connection | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, kind: Kind[P, R], payload: P) -> "asyncio.Future[R]":
        """Queue a write; the answer comes after its commit.

        Whoever stops waiting does not stop the write. Raises StoreUnavailable if the commit failed, and
        whatever `kind.run` raised for this payload.
        """
        if self._closed:
            raise StoreUnavailable("the store is closed")
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._queue.put(_Job(kind, payload, future))
        return future

    @property
    def alive(self) -> bool:
        """Whether the thread that writes is there; without it nothing is ever committed again."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Write what is queued, then stop; blocks until it is written."""
        self._closed = True
        self._queue.close()
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            batch, going = self._queue.gather(LARGEST_BATCH)
            if batch:
                futures = [job.future for job in batch]
                hand_back(list(zip(futures, self._write(batch), strict=True)))
        self._disconnect()

    def _write(self, batch: list[_Job]) -> list[object]:
        try:
            return self._commit(batch, together)
        except Exception as problem:  # noqa: BLE001 - whatever a kind raises belongs to its caller
            if len(batch) == 1 or isinstance(problem, StoreUnavailable):
                return [problem] * len(batch)
        try:
            return self._commit(batch, one_by_one)
        except Exception as problem:  # noqa: BLE001 - as above
            return [problem] * len(batch)

    def _commit(
        self, batch: list[_Job], run: Callable[[sa.Connection, list[_Job]], list[object]]
    ) -> list[object]:
        names = list(dict.fromkeys(job.kind.name for job in batch))
        try:
            with self._connect().begin() as transaction:
                answers = run(transaction.connection, batch)
                self._tell(names, "before")
                _seal(transaction)
        except StoreUnavailable:
            self._disconnect()
            raise
        except DBAPIError as problem:
            if not problem.connection_invalidated:
                raise
            self._disconnect()
            raise StoreUnavailable("the connection to the database is lost") from problem
        self._tell(names, "after")
        return answers

    def _tell(self, names: list[str], when: str) -> None:
        for name in names:
            self._observe(name, when)

    def _connect(self) -> sa.Connection:
        if self._connection is None:
            try:
                self._connection = self._engine.connect()
            except DBAPIError as problem:
                raise StoreUnavailable("the database does not answer") from problem
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _seal(transaction: sa.RootTransaction) -> None:
    try:
        transaction.commit()
    except DBAPIError as problem:
        raise StoreUnavailable("the database refused the commit") from problem


def together(connection: sa.Connection, batch: list[_Job]) -> list[object]:
    """Write kind by kind, in the order in which the kinds first appear."""
    groups: dict[Kind[Any, Any], list[int]] = {}
    for place, job in enumerate(batch):
        groups.setdefault(job.kind, []).append(place)
    answers: list[object] = [None] * len(batch)
    for kind, places in groups.items():
        results = kind.run(connection, [batch[place].payload for place in places])
        for place, answer in zip(places, results, strict=True):
            answers[place] = answer
    return answers


def one_by_one(connection: sa.Connection, batch: list[_Job]) -> list[object]:
    """Write each payload under its own savepoint; the answer of one that fails is its exception."""
    answers: list[object] = []
    for job in batch:
        savepoint = connection.begin_nested()
        try:
            (answer,) = job.kind.run(connection, [job.payload])
            savepoint.commit()
        except DBAPIError as problem:
            if problem.connection_invalidated:
                raise
            savepoint.rollback()
            answer = problem
        except Exception as problem:  # noqa: BLE001 - it belongs to whoever waits for this payload
            savepoint.rollback()
            answer = problem
        answers.append(answer)
    return answers
