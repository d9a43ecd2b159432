"""What an import has seen already, kept beside the file's size in no more than a fixed memory."""

import sqlite3
from types import TracebackType
from typing import Self


class Seen:
    """A set of keys on the disk: a million of them do not grow the process. It goes with its `with`."""

    def __enter__(self) -> Self:
        # The empty name is a private file that SQLite deletes by itself.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("pragma journal_mode = off")
        self._connection.execute("create table seen (key text primary key, line integer) without rowid")
        self._connection.execute("begin")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, key: str, line: int) -> int:
        """Remember a key; the line that had it before, 0 if none did."""
        done = self._connection.execute("insert or ignore into seen values (?, ?)", (key, line))
        if done.rowcount:
            return 0
        return self.line_of(key)

    def line_of(self, key: str) -> int:
        """Tell the line that a key was remembered with, 0 if it was not."""
        found = self._connection.execute("select line from seen where key = ?", (key,)).fetchone()
        return int(found[0]) if found else 0
