"""What one process alone may do, of several that share a database: the others stand by and take over."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.database import Database

T = TypeVar("T")

_KEY = sa.bindparam("key", type_=sa.BigInteger())
_TAKE = sa.select(sa.func.pg_try_advisory_lock(_KEY))
_LOOK = sa.select(1)


class Singleton:
    """A lock of PostgreSQL's session (its manual, 13.3.5): it is gone with the connection, or the process.

    A file of SQLite has one counter only. `every` is after how many seconds the lock is tried again, and,
    while it is ours, whether it still is. Not for a pooler that gives each transaction another session.
    """

    def __init__(self, database: Database, name: str, *, every: float = 10.0) -> None:
        self._database = database
        self._key = int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
        self._every = every
        self._connection: sa.Connection | None = None

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work whenever no other process does it, until it ends or we are cancelled.

        Where the connection is lost the work is cancelled, and begun again when the lock is ours again.
        """
        if self._database.exclusive:
            await work()
            return
        thread = ThreadPoolExecutor(1, thread_name_prefix="singleton")  # a connection knows one thread
        try:
            while True:
                if await self._off_the_loop(thread, self._take) and await self._ended(thread, work):
                    return
                await asyncio.sleep(self._every)
        finally:
            thread.submit(self._drop)
            await asyncio.to_thread(thread.shutdown)

    async def _ended(self, thread: ThreadPoolExecutor, work: Callable[[], Awaitable[None]]) -> bool:
        """Do the work while the lock is ours; whether it has come to its own end."""
        task = asyncio.ensure_future(work())
        try:
            while not (await asyncio.wait({task}, timeout=self._every))[0]:
                if not await self._off_the_loop(thread, self._is_held):
                    return False
            await task
            return True
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _off_the_loop(self, thread: ThreadPoolExecutor, ask: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(thread, ask)

    def _take(self) -> bool:
        try:
            self._connection = self._connection or self._database.connect()
            return bool(self._connection.scalar(_TAKE, {"key": self._key}))
        except DBAPIError:  # the database is away: so is whoever had the lock
            self._drop()
            return False

    def _is_held(self) -> bool:
        try:
            return self._connection is not None and self._connection.scalar(_LOOK) == 1
        except DBAPIError:
            self._drop()
            return False

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()  # closed for good: in the pool it would keep the lock
            self._connection.close()
            self._connection = None
