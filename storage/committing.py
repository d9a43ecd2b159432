"""Everything that is handed over goes into one transaction, under one commit.

A commit costs a flush of the disk, whatever is in it; so what has queued up during the last one is grouped
by kind (equal statements become one) and committed together. If a group fails, the transaction is rolled
back and written again one payload at a time, each under its own savepoint: what is at fault fails alone.
Where PostgreSQL ended the transaction because two of them waited for each other, nobody is at fault, and it
is written again as it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreUnavailable
from storage.transaction import Job, Kind, Transaction

# Told "before" and "after" the commit, where it is made, with the name of each kind in it.
Observe = Callable[[str, str], None]
Run = Callable[[Transaction, Sequence[Job]], list[object]]

LARGEST_BATCH = 256  # jobs under one commit
# serialization_failure, deadlock_detected (PostgreSQL's manual, "Serialization Failure Handling")
_IN_EACH_OTHERS_WAY = frozenset({"40001", "40P01"})
_TIMES = 6  # that a transaction is written before this is an error; each waits a second for the lock


def quiet(name: str, when: str) -> None:
    """Observe nothing."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, to what, and who looks on."""

    engine: sa.Engine
    owner: str
    exclusive: bool
    zone: tzinfo
    observe: Observe = quiet


class Committer:
    """Writes batches, one after the other, over one connection that it opens when it needs it."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._connection: sa.Connection | None = None

    @property
    def zone(self) -> tzinfo:
        """The zone of the counter's clock."""
        return self._hand.zone

    def write(self, jobs: Sequence[Job], now: datetime) -> list[object]:
        """Answer every job, after the commit; the answer of one that failed is its exception.

        If the commit is not known to have happened, that is StoreUnavailable for every one of them.
        """
        try:
            return self._insist(jobs, now, together)
        except Exception as problem:  # noqa: BLE001 - whatever a kind raises belongs to its caller
            if len(jobs) == 1 or isinstance(problem, StoreUnavailable):
                return [problem] * len(jobs)
        try:
            return self._insist(jobs, now, one_by_one)
        except Exception as problem:  # noqa: BLE001 - as above
            return [problem] * len(jobs)

    def _insist(self, jobs: Sequence[Job], now: datetime, run: Run) -> list[object]:
        """Commit; again where another process was in the way, of which nothing was written."""
        for _ in range(_TIMES - 1):
            try:
                return self._commit(jobs, now, run)
            except DBAPIError as problem:
                if not _in_the_way(problem):
                    raise
        return self._commit(jobs, now, run)

    def _commit(self, jobs: Sequence[Job], now: datetime, run: Run) -> list[object]:
        names = list(dict.fromkeys(kind.name for kind, _ in jobs))
        try:
            with self._connect().begin() as opened:
                answers = run(
                    Transaction(opened.connection, now, self._hand.owner, self._hand.exclusive), jobs
                )
                self._tell(names, "before")
                _seal(opened)
        except StoreUnavailable:
            self.disconnect()
            raise
        except DBAPIError as problem:
            if not problem.connection_invalidated:
                raise
            self.disconnect()
            raise StoreUnavailable("the connection to the database is lost") from problem
        self._tell(names, "after")
        return answers

    def _tell(self, names: list[str], when: str) -> None:
        for name in names:
            self._hand.observe(name, when)

    def _connect(self) -> sa.Connection:
        if self._connection is None:
            try:
                self._connection = self._hand.engine.connect()
            except DBAPIError as problem:
                raise StoreUnavailable("the database does not answer") from problem
        return self._connection

    def close(self) -> None:
        """Let go of the database."""
        self.disconnect()
        self._hand.engine.dispose()

    def disconnect(self) -> None:
        """Let go of the connection; the next write opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _in_the_way(problem: DBAPIError) -> bool:
    return getattr(problem.orig, "sqlstate", "") in _IN_EACH_OTHERS_WAY


def _seal(opened: sa.RootTransaction) -> None:
    try:
        opened.commit()
    except DBAPIError as problem:
        raise StoreUnavailable("the database refused the commit") from problem


def together(transaction: Transaction, jobs: Sequence[Job]) -> list[object]:
    """Write kind by kind, in the order in which the kinds first appear; see Kind.first."""
    groups: dict[Kind[Any, Any], list[int]] = {}
    for place, (kind, _) in enumerate(jobs):
        groups.setdefault(kind, []).append(place)
    answers: list[object] = [None] * len(jobs)
    for kind, places in sorted(groups.items(), key=lambda group: not group[0].first):
        results = kind.run(transaction, [jobs[place][1] for place in places])
        for place, answer in zip(places, results, strict=True):
            answers[place] = answer
    return answers


def one_by_one(transaction: Transaction, jobs: Sequence[Job]) -> list[object]:
    """Write each payload under its own savepoint; the answer of one that fails is its exception."""
    answers: list[object] = [None] * len(jobs)
    for place, (kind, payload) in sorted(enumerate(jobs), key=lambda job: not job[1][0].first):
        savepoint = transaction.connection.begin_nested()
        try:
            (answer,) = kind.run(transaction, [payload])
            savepoint.commit()
        except DBAPIError as problem:
            if problem.connection_invalidated or _in_the_way(problem):
                raise
            savepoint.rollback()
            answer = problem
        except Exception as problem:  # noqa: BLE001 - it belongs to whoever waits for this payload
            savepoint.rollback()
            answer = problem
        answers[place] = answer
    return answers
