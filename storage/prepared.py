"""A statement compiled once, for the few that run for every message."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

Row = Mapping[str, object]
FoundRow = sa.Row[*tuple[Any, ...]]


class Prepared:
    """A Core statement whose text is kept per dialect; its parameters are all named with bindparam.

    Values go to the driver as they are: a moment is milliseconds, a document is text. Where that is not
    worth it, execute the statement itself: Core converts, at three times the cost per row.
    """

    def __init__(self, statement: sa.Insert | sa.Update | sa.Delete) -> None:
        self._statement = statement
        self._text: dict[str, str] = {}

    def many(self, connection: sa.Connection, rows: Sequence[Row]) -> int:
        """Run for every row at once (executemany); the number of rows touched in all."""
        if not rows:
            return 0
        return connection.exec_driver_sql(self._for(connection.dialect), list(rows)).rowcount

    def one(self, connection: sa.Connection, row: Row) -> int:
        """Run for one row; the number of rows touched."""
        return connection.exec_driver_sql(self._for(connection.dialect), dict(row)).rowcount

    def _for(self, dialect: sa.Dialect) -> str:
        if dialect.name not in self._text:
            self._text[dialect.name] = str(self._statement.compile(dialect=dialect))
        return self._text[dialect.name]
