"""Files that nothing names any more are let go: what is named is marked first, then the rest is swept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from storage import inbox_rows, outbox_rows
from storage.documents import load
from storage.register_tables import register_entry, register_event
from storage.retention_rows import add_to_run, begin_run
from storage.tables import blob, inbox, metadata, outbox
from storage.transaction import Kind, Transaction

FILES: Final = "files"
_STRETCH = 5000  # rows read at a time: others wait for the reader too


def in_message(body: str) -> list[str]:
    """Name the files of a message by their hashes, and its original."""
    original = load(body).get("original") if "original" in body else None
    return inbox_rows.hashes_in(body) + ([original["sha256"]] if original else [])


_HASH_LENGTH = 64  # SHA-256, in hexadecimal

# A message or a part that names files says so in JSON; the others are passed over.
_LONG: Mapping[str, tuple[sa.Column[int], sa.Column[str], Callable[[str], list[str]]]] = {
    "inbox": (inbox.c.id, inbox.c.body, in_message),
    "outbox": (outbox.c.id, outbox.c.file, outbox_rows.hashes_in),
}


# What the register names in its documents: what was enclosed, and how a letter left.
_DOCUMENTS = ((register_entry, "enclosed"), (register_event, "document"))
_EVER = datetime.fromtimestamp(0, UTC)


def _plain() -> list[sa.Column[str]]:
    """Find every other column that holds the hash of a file, whosever table it is."""
    tables = (table for table in metadata.tables.values() if table is not blob)
    return [column for table in tables for column in table.c if column.name.endswith("sha256")]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a stretch of a long table names: `last` is its last number, None where the table ends."""

    named: Sequence[str]
    last: int | None


def named_in(connection: sa.Connection, table: str, after: int) -> Stretch:
    """Read which files the rows of a stretch of a long table name."""
    number, document, hashes = _LONG[table]
    rows = connection.execute(
        sa.select(number, document).where(number > after).order_by(number).limit(_STRETCH)
    ).all()
    named = [each for _, text in rows if text for each in hashes(text)]
    return Stretch(named, rows[-1][0] if rows else None)


def named_elsewhere(connection: sa.Connection) -> set[str]:
    """Read which files everything else names: the register, receipts, whatever has a hash."""
    named = {each for column in _plain() for each in connection.scalars(sa.select(column))}
    return named | set(_enclosed_since(connection, _EVER))


def _hashes(text: str) -> list[str]:
    """Pick whatever has the shape of a hash out of a document."""
    found = "".join(sign if sign.isalnum() else " " for sign in text).split()
    return [each for each in found if len(each) == _HASH_LENGTH]


def files_after(connection: sa.Connection, after: str) -> Sequence[str]:
    """Read the next hashes of the files that are there, in their order."""
    query = sa.select(blob.c.sha256).where(blob.c.sha256 > after).order_by(blob.c.sha256).limit(_STRETCH)
    return list(connection.scalars(query))


@dataclass(frozen=True, slots=True)
class Sweep:
    """Files that nothing named when it was looked; what came after these numbers was not looked at."""

    hashes: Sequence[str]
    before: datetime
    inbox_after: int
    outbox_after: int


def _sweep_all(transaction: Transaction, sweeps: Sequence[Sweep]) -> list[int]:
    return [_sweep(transaction, each) for each in sweeps]


def _sweep(transaction: Transaction, one: Sweep) -> int:
    connection = transaction.connection
    begin_run(connection, FILES, one.before, transaction.now)
    hashes = set(one.hashes) - _named_since(connection, one)
    removed = connection.execute(sa.delete(blob).where(blob.c.sha256.in_(sorted(hashes)))).rowcount
    add_to_run(connection, FILES, removed, transaction.now)
    return removed


def _named_since(connection: sa.Connection, one: Sweep) -> set[str]:
    """Look once more, in the transaction that removes: at all that came since, and at the short tables."""
    named: set[str] = set()
    for table, after in (("inbox", one.inbox_after), ("outbox", one.outbox_after)):
        number, document, hashes = _LONG[table]
        newer = connection.scalars(sa.select(document).where(number > after))
        named.update(each for text in newer if text for each in hashes(text))
    for column in _plain():
        named.update(connection.scalars(sa.select(column).where(column.in_(one.hashes))))
    return named | set(_enclosed_since(connection, one.before))


def _enclosed_since(connection: sa.Connection, since: datetime) -> Iterator[str]:
    for table, column in _DOCUMENTS:
        for text in connection.scalars(sa.select(table.c[column]).where(table.c.at >= since)):
            yield from _hashes(text)


# Removes files that nothing names; how many.
SWEEP_FILES: Kind[Sweep, int] = Kind("sweep-files", _sweep_all)
