"""Rows that a turn carries for other stores: written in its transaction, unread.

A store makes them from its own module: a statement at module level, once, with named parameters, and a
Record of it for every row. `submit(RECORDS, [...])` writes some outside any turn.
"""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from bot.records import Record
from storage.prepared import Prepared
from storage.transaction import Kind, Transaction


def write_records(connection: sa.Connection, records: Iterable[Record]) -> None:
    """Write rows, those of one statement together, statements in the order of their first appearance."""
    groups: dict[int, tuple[object, list[dict[str, object]]]] = {}
    for record in records:
        groups.setdefault(id(record.statement), (record.statement, []))[1].append(dict(record.values))
    for statement, rows in groups.values():
        if isinstance(statement, Prepared):
            statement.many(connection, rows)
        elif isinstance(statement, sa.Executable):
            connection.execute(statement, rows)
        else:
            raise TypeError(f"a record of {type(statement).__name__}, not of a statement")


def _write_all(transaction: Transaction, groups: Sequence[Sequence[Record]]) -> list[None]:
    write_records(transaction.connection, (record for group in groups for record in group))
    return [None] * len(groups)


# Several rows in one transaction: `await database.writer.submit(RECORDS, [record, …])`.
RECORDS: Kind[Sequence[Record], None] = Kind("records", _write_all)
