"""A statement compiled once, for the few that run for every message."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from storage.by_name import ByName
from storage.veil import Veil
from storage.veiled import Listed, Sealing, veil_of

T = TypeVar("T", str, int)
_Hands = list[tuple[T, Callable[[Any], Any]]]  # by the name of a parameter, or the place in a row

Row = Mapping[str, object]
FoundRow = sa.Row[*tuple[Any, ...]]
RawRow = Any  # a tuple of what the driver gives

_VALUES = re.compile(r"VALUES (\(.*?\))(?= ON CONFLICT| RETURNING|$)", re.DOTALL)
_NAME = {"sqlite": re.compile(r":(\w+)"), "postgresql": re.compile(r"%\((\w+)\)s")}
_MARK = {"sqlite": "?", "postgresql": "%s"}
_MOST_ROWS = 64  # rows of one INSERT; a text is kept for each number of rows up to it


class Prepared(ByName):
    """A Core statement whose text is kept per dialect; its parameters are all named with bindparam.

    Values go to the driver and come from it as they are: a moment is milliseconds, a document is text. Only
    what a column keeps sealed is sealed and opened on the way.
    Where that is not worth it, execute the statement itself: Core converts, at three times the cost per
    row.
    """

    def __init__(self, statement: sa.Insert | sa.Update | sa.Delete | sa.Select[Any]) -> None:
        self._statement = statement
        self._text: dict[str, tuple[str, dict[str, object]]] = {}
        self._sealed: dict[str, Sealing[Any]] = {}  # the parameters that are, known with the first text
        self._opened: dict[int, Sealing[Any]] = {}  # the places of a row found that are
        self._hands: tuple[Veil, _Hands[str], _Hands[int]] | None = None  # that seal and open them

    def many(self, connection: sa.Connection, rows: Sequence[Row]) -> int:
        """Run for every row at once; the number of rows touched in all."""
        if not rows:
            return 0
        if connection.dialect.name != "sqlite":
            text = self.text(connection.dialect)
            return connection.exec_driver_sql(text, list(self._seal(connection, rows))).rowcount
        if len(rows) == 1:
            return self.one(connection, rows[0])
        if isinstance(self._statement, sa.Insert) and self._statement.select is None:
            return sum(self._insert(connection, chunk).rowcount for chunk in _chunks(rows))
        text = self.text(connection.dialect)
        return _sqlite_many(connection, text, self._seal(connection, rows))

    def one(self, connection: sa.Connection, row: Row) -> int:
        """Run for one row; the number of rows touched."""
        text = self.text(connection.dialect)
        return _run(connection, text, dict(self._seal(connection, [row])[0])).rowcount

    def ask(self, connection: sa.Connection, row: Row) -> Sequence[RawRow]:
        """Run and give the rows found or returned; a value that is a list is one for `storage.among`."""
        text, constants = self._for(connection.dialect)
        (row,) = self._seal(connection, [row])
        if connection.dialect.name == "sqlite":
            row = {name: json.dumps(v) if isinstance(v, list) else v for name, v in row.items()}
        return self._open(connection, list(_run(connection, text, {**constants, **row}).fetchall()))

    def insert(self, connection: sa.Connection, rows: Sequence[Row]) -> list[RawRow]:
        """Insert all rows at once and give what is returned of those that were inserted."""
        found = [row for chunk in _chunks(rows) for row in self._insert(connection, chunk).fetchall()]
        return self._open(connection, found)

    def text(self, dialect: sa.Dialect) -> str:
        """Give the SQL of one row."""
        return self._for(dialect)[0]

    def _insert(
        self, connection: sa.Connection, rows: Sequence[Row]
    ) -> "sqlite3.Cursor | sa.CursorResult[Any]":
        """Insert many rows in one step.

        SQLite's executemany takes a step per row, and at each it lets the other threads have the
        interpreter: while they are busy, getting it back costs more than the row.
        """
        spread, values = _spread(self.text(connection.dialect), len(rows), connection.dialect.name)
        sealed = self._seal(connection, rows)
        return _run(connection, spread, tuple(chain.from_iterable(map(values, sealed))))

    def _seal(self, connection: sa.Connection, rows: Sequence[Row]) -> Sequence[Row]:
        veil = veil_of(connection.dialect)
        if veil is None or not self._sealed:
            return rows
        hands = self._at_hand(veil)[1]
        return [_sealed_row(row, hands) for row in rows]

    def _open(self, connection: sa.Connection, rows: list[RawRow]) -> list[RawRow]:
        veil = veil_of(connection.dialect)
        if veil is None or not self._opened:
            return rows
        hands = self._at_hand(veil)[2]
        return [_opened_row(row, hands) for row in rows]

    def _at_hand(self, veil: Veil) -> tuple[Veil, "_Hands[str]", "_Hands[int]"]:
        if self._hands is None or self._hands[0] is not veil:
            seal = [(name, kind.hands(veil)[0]) for name, kind in self._sealed.items()]
            unseal = [(place, kind.hands(veil)[1]) for place, kind in self._opened.items()]
            self._hands = veil, seal, unseal
        return self._hands

    def _for(self, dialect: sa.Dialect) -> tuple[str, dict[str, object]]:
        """Give the text, and the parameters that the compiler put there itself."""
        if dialect.name not in self._text:
            compiled = self._statement.compile(dialect=dialect)
            constants = {name: value for name, value in compiled.params.items() if value is not None}
            self._sealed = _sealed_among({name: bind.type for name, bind in compiled.binds.items()})
            if constants.keys() & self._sealed.keys():
                raise TypeError("what is compared with a sealed column must be a parameter")
            self._opened = _sealed_among(dict(enumerate(_types_found(self._statement))))
            self._text[dialect.name] = str(compiled), constants
        return self._text[dialect.name]


def _sealed_row(row: Row, hands: "_Hands[str]") -> Row:
    sealed = dict(row)
    for name, seal in hands:
        value = sealed.get(name)
        if isinstance(value, list):
            sealed[name] = list(map(seal, value))
        elif value:
            sealed[name] = seal(value)
    return sealed


def _opened_row(row: RawRow, hands: "_Hands[int]") -> RawRow:
    values = list(row)
    for place, unseal in hands:
        if values[place]:
            values[place] = unseal(values[place])
    return tuple(values)


def _types_found(statement: sa.Insert | sa.Update | sa.Delete | sa.Select[Any]) -> list[Any]:
    """Tell the types of the columns that a statement finds or returns."""
    return [column.type for column in statement.exported_columns]


def _sealed_among(types: Mapping[T, Any]) -> dict[T, Sealing[Any]]:
    kinds = ((name, kind.each if isinstance(kind, Listed) else kind) for name, kind in types.items())
    return {name: kind for name, kind in kinds if isinstance(kind, Sealing)}


def _run(
    connection: sa.Connection, text: str, values: Mapping[str, object] | tuple[object, ...]
) -> "sqlite3.Cursor | sa.CursorResult[Any]":
    """Run a text, on SQLite past Core, which costs more than most of our statements."""
    if connection.dialect.name != "sqlite":
        return connection.exec_driver_sql(text, values)
    try:
        return _driver(connection).execute(text, values)
    except sqlite3.Error as problem:
        raise _wrapped(problem, text) from problem


def _sqlite_many(connection: sa.Connection, text: str, rows: Sequence[Row]) -> int:
    try:
        return _driver(connection).executemany(text, rows).rowcount
    except sqlite3.Error as problem:
        raise _wrapped(problem, text) from problem


def _driver(connection: sa.Connection) -> sqlite3.Connection:
    driver: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment] # it is SQLite's
    return driver


def _wrapped(problem: sqlite3.Error, text: str) -> BaseException:
    return DBAPIError.instance(text, None, problem, sqlite3.Error)


def _chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for at in range(0, len(rows), _MOST_ROWS):
        yield rows[at : at + _MOST_ROWS]


@lru_cache(1024)
def _spread(text: str, count: int, dialect: str) -> tuple[str, Callable[[Row], tuple[object, ...]]]:
    """Write an INSERT of one row by names as one of many rows by place, and what picks a row's values."""
    match = _VALUES.search(text)
    if match is None or _NAME[dialect].search(text, match.end()):
        raise ValueError(f"cannot be written for many rows: {text}")
    row = _NAME[dialect].sub(_MARK[dialect], match[1])
    names = _NAME[dialect].findall(match[1])  # at least two: with one, itemgetter would not give a tuple
    rows = ", ".join([row] * count)
    return f"{text[: match.start()]}VALUES {rows}{text[match.end() :]}", itemgetter(*names)
