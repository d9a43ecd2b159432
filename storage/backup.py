"""A whole database as one file that either engine can read: to keep, and to move a city to PostgreSQL.

Gzipped lines of JSON: a header (`format`, `schema`, `rows` by table), then for each table a line with
its name and columns and a line for each row. Bytes, days and moments are pairs of a word and a value.
"""

import base64
import gzip
import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from bot.errors import Misconfigured
from storage import schema
from storage.database import read_url, sqlite_file, writing_engine
from storage.instants import from_ms, to_ms
from storage.lock import hold
from storage.snapshot import ROWS_AT_ONCE, snapshot
from storage.tables import inbox, metadata, outbox
from storage.veiling import veil_table

FORMAT = 1


def backup(url: str, path: Path) -> int:
    """Write all rows of a database, as of one moment, while it may be in use; the number of rows.

    The file appears under its name only when it is whole. Raises Misconfigured if the schema of the
    database is not the one of this code.
    """
    unfinished = path.with_name(path.name + ".part")
    with snapshot(url) as connection:
        if schema.revision(connection) != schema.newest():
            raise Misconfigured("the schema of the database is not up to date: upgrade it first")
        with gzip.open(unfinished, "wt", encoding="utf-8") as file:
            written = _write(connection, file)
    with unfinished.open("rb") as file_on_disk:
        os.fsync(file_on_disk.fileno())
    unfinished.rename(path)
    return written


def restore(url: str, path: Path) -> int:
    """Fill an empty database from a backup, all or nothing; the number of rows.

    Makes the schema if there is none. Raises Misconfigured if the database has rows or is in use, and
    if the file is of another schema, or not whole.
    """
    schema.upgrade(url)
    address = read_url(url)
    file_name = sqlite_file(address)
    lock = None if file_name is None else hold(file_name)
    engine = writing_engine(address)
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file, engine.begin() as connection:
            return _read(connection, file)
    except (EOFError, gzip.BadGzipFile, json.JSONDecodeError, KeyError) as problem:
        raise Misconfigured(f"{path} is not a whole backup: nothing was restored") from problem
    finally:
        engine.dispose()
        if lock is not None:
            lock.close()


def _write(connection: sa.Connection, file: IO[str]) -> int:
    tables = metadata.sorted_tables
    rows = {table.name: _count(connection, table) for table in tables}
    _line(file, {"format": FORMAT, "schema": schema.newest(), "rows": rows})
    for table in tables:
        _line(file, {"table": table.name, "columns": [column.name for column in table.c]})
        for row in connection.execute(sa.select(table)):
            _line(file, [_encode(value) for value in row])
    return sum(rows.values())


def _line(file: IO[str], document: object) -> None:
    file.write(json.dumps(document, separators=(",", ":")) + "\n")


def _read(connection: sa.Connection, file: IO[str]) -> int:
    header = json.loads(next(file, "{}"))
    if header["format"] != FORMAT or header["schema"] != schema.newest():
        raise Misconfigured("the backup is of another version: restore it with that, then upgrade")
    if any(_count(connection, table) for table in metadata.sorted_tables if table is not veil_table):
        raise Misconfigured("the database is not empty: restore into a new one")
    connection.execute(
        sa.delete(veil_table)
    )  # of a database on which a command has looked, and found nothing
    _fill(connection, (json.loads(line) for line in file))
    for name, rows in header["rows"].items():
        if _count(connection, metadata.tables[name]) != rows:
            raise Misconfigured(f"the backup is not whole, rows are missing in {name}: nothing was restored")
    _continue_numbers(connection)
    return sum(header["rows"].values())


def _fill(connection: sa.Connection, documents: Iterator[Any]) -> None:
    """Insert the rows that follow each table's own line."""
    table: sa.Table | None = None
    columns: list[str] = []
    rows: list[dict[str, object]] = []
    for document in documents:
        if isinstance(document, dict):
            _insert(connection, table, rows)
            table, columns, rows = metadata.tables[document["table"]], document["columns"], []
        else:
            rows.append(dict(zip(columns, map(_decode, document), strict=True)))
        if len(rows) == ROWS_AT_ONCE:
            _insert(connection, table, rows)
            rows = []
    _insert(connection, table, rows)


def _insert(connection: sa.Connection, table: sa.Table | None, rows: list[dict[str, object]]) -> None:
    if table is not None and rows:
        connection.execute(sa.insert(table), rows)


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _continue_numbers(connection: sa.Connection) -> None:
    """Let new messages be numbered after every old one, also those whose rows are gone."""
    answered = connection.scalar(sa.select(sa.func.max(outbox.c.inbox_id))) or 0
    last = max(answered, connection.scalar(sa.select(sa.func.max(inbox.c.id))) or 0)
    if connection.dialect.name == "postgresql":
        parts = connection.scalar(sa.select(sa.func.max(outbox.c.id))) or 0
        for name, number in (("inbox", last), ("outbox", parts)):
            sequence = sa.func.pg_get_serial_sequence(name, "id")
            connection.execute(sa.select(sa.func.setval(sequence, number + 1, sa.false())))
        return
    connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'inbox'")
    connection.exec_driver_sql(
        "INSERT INTO sqlite_sequence (name, seq) VALUES ('inbox', :last)", {"last": last}
    )


def _encode(value: object) -> object:
    if isinstance(value, bytes):
        return ["bytes", base64.b64encode(value).decode("ascii")]
    if isinstance(value, datetime):
        return ["instant", to_ms(value)]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    return value


def _decode(value: Any) -> object:
    if not isinstance(value, list):
        return value
    word, content = value
    if word == "bytes":
        return base64.b64decode(content)
    return from_ms(content, UTC) if word == "instant" else date.fromisoformat(content)
