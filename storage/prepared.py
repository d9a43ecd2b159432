"""A statement compiled once, for the few that run for every message."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import sqlalchemy as sa

Row = Mapping[str, object]
FoundRow = sa.Row[*tuple[Any, ...]]

_VALUES = re.compile(r"VALUES (\([^()]*\))")
_NAME = re.compile(r":(\w+)")
_MOST_ROWS = 256  # rows of one INSERT; times the widest table, a tenth of the parameters that SQLite takes


class Prepared:
    """A Core statement whose text is kept per dialect; its parameters are all named with bindparam.

    Values go to the driver as they are: a moment is milliseconds, a document is text. Where that is not
    worth it, execute the statement itself: Core converts, at three times the cost per row.
    """

    def __init__(self, statement: sa.Insert | sa.Update | sa.Delete) -> None:
        self._statement = statement
        self._text: dict[str, str] = {}

    def many(self, connection: sa.Connection, rows: Sequence[Row]) -> int:
        """Run for every row at once; the number of rows touched in all."""
        if not rows:
            return 0
        text = self._for(connection.dialect)
        if len(rows) > 1 and connection.dialect.name == "sqlite" and self._statement.is_insert:
            return sum(_insert(connection, text, chunk) for chunk in _chunks(rows))
        return connection.exec_driver_sql(text, list(rows)).rowcount

    def one(self, connection: sa.Connection, row: Row) -> int:
        """Run for one row; the number of rows touched."""
        return connection.exec_driver_sql(self._for(connection.dialect), dict(row)).rowcount

    def _for(self, dialect: sa.Dialect) -> str:
        if dialect.name not in self._text:
            self._text[dialect.name] = str(self._statement.compile(dialect=dialect))
        return self._text[dialect.name]


def _chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Cut rows into powers of two, so that few different texts are ever compiled."""
    at = 0
    while at < len(rows):
        size = min(_MOST_ROWS, 1 << ((len(rows) - at).bit_length() - 1))
        yield rows[at : at + size]
        at += size


def _insert(connection: sa.Connection, text: str, rows: Sequence[Row]) -> int:
    """Insert many rows in one step of SQLite.

    The driver's executemany takes a step per row, and at each it lets the other threads have the
    interpreter: while they are busy, getting it back costs more than the row.
    """
    spread, names = _spread(text, len(rows))
    values = chain.from_iterable([row[name] for name in names] for row in rows)
    return connection.exec_driver_sql(spread, tuple(values)).rowcount


@lru_cache(256)
def _spread(text: str, count: int) -> tuple[str, Sequence[str]]:
    """Write an INSERT of one row by names as one of many rows by place, and the names in their order."""
    match = _VALUES.search(text)
    if match is None or _NAME.search(text, match.end()):
        raise ValueError(f"cannot be written for many rows: {text}")
    row = _NAME.sub("?", match[1])
    return f"{text[: match.start()]}VALUES {', '.join([row] * count)}{text[match.end() :]}", _NAME.findall(
        match[1]
    )
