"""What stands sealed in a row, opened by whoever looks into a database past the code."""

import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from storage.database import Database
from storage.key_file import key_file, read_key_file
from storage.sealing import Keyring, Unsealable
from storage.veil import MARK, Veil
from storage.veiled import VEILED_ADDRESS, VEILED_LANE, VEILED_NAME, VeiledBytes
from storage.veiling import sealed_tables

KEY = bytes(range(32))
_KINDS = {
    "lane": VEILED_LANE,
    "external_id": VEILED_NAME,
    "sender": VEILED_ADDRESS,
    "address": VEILED_ADDRESS,
}
_COMPARED = re.compile(rf"\b({'|'.join(_KINDS)}) (!?=) '([^']*)'")


def clear(value: Any, veil: Veil | None) -> Any:
    """Open a value of whichever column; one that is none of a sealed column stays as it is."""
    if veil is None or not isinstance(value, str | bytes) or not _is_sealed(value):
        return value
    for _, kinds in sealed_tables():
        for kind in kinds.values():
            if isinstance(kind, VeiledBytes) == isinstance(value, bytes):
                with suppress(Unsealable):
                    return kind.opened(value, veil)
    raise Unsealable("of no column that we know")


async def found(database: Database, query: str) -> list[tuple[Any, ...]]:
    """Ask the open store of a counter, and open what is sealed."""
    asked = veiled(query, database.veil)
    rows = await database.reader.fetch(lambda connection: connection.exec_driver_sql(asked).all())
    return [tuple(clear(value, database.veil) for value in row) for row in rows]


def veil_beside(file: Path) -> Veil | None:
    """Give the veil of an embedded database whose keys are in a file; None before anybody made that."""
    keys = key_file(file)
    return Veil(Keyring(read_key_file(keys))) if keys.exists() else None


def rows_in(file: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the file of a counter by a connection of one's own, and open what is sealed."""
    veil = veil_beside(file)
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute(veiled(query, veil)).fetchall()
    return [tuple(clear(value, veil) for value in row) for row in found]


def look_into(file: Path) -> sqlite3.Connection:
    """Open an embedded database that is sealed with KEY past the code; texts come opened."""
    veil, connection = Veil(Keyring([KEY])), sqlite3.connect(file, isolation_level=None)
    connection.text_factory = lambda raw: clear(raw.decode(), veil)
    return connection


def veiled(query: str, veil: Veil | None) -> str:
    """Write a query as it must be asked: what it compares with, sealed."""
    if veil is None:
        return query
    return _COMPARED.sub(
        lambda found: f"{found[1]} {found[2]} '{_KINDS[found[1]].sealed(found[3], veil)}'", query
    )


def _is_sealed(value: str | bytes) -> bool:
    return MARK in value if isinstance(value, str) else value.startswith(MARK.encode())
