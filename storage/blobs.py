"""The content of files, in and out, kept once under its hash."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.message import File
from storage.prepared import Prepared
from storage.tables import blob

Contents = Mapping[str, bytes]

KEEP = Prepared(
    insert(blob)
    .values(sha256=sa.bindparam("sha256"), content=sa.bindparam("content"))
    .on_conflict_do_nothing(index_elements=["sha256"])
)
_FIND = sa.select(blob.c.sha256, blob.c.content).where(
    blob.c.sha256.in_(sa.bindparam("hashes", expanding=True))
)


def keep(connection: sa.Connection, files: Iterable[File]) -> list[str]:
    """Keep the contents that are not here yet; the hash of each file, in their order."""
    contents = [(file.sha256, file.content) for file in files]
    KEEP.many(connection, [{"sha256": sha256, "content": content} for sha256, content in contents])
    return [sha256 for sha256, _ in contents]


def find(connection: sa.Connection, hashes: Iterable[str]) -> Contents:
    """Contents by hash."""
    wanted = sorted(set(hashes))
    if not wanted:
        return {}
    return {row.sha256: row.content for row in connection.execute(_FIND, {"hashes": wanted})}


def describe(file: File, sha256: str) -> dict[str, str]:
    """Say what a row keeps of a file beside its content."""
    return {"name": file.name, "type": file.media_type, "sha256": sha256}


def read_file(described: Mapping[str, str], contents: Contents) -> File:
    """Find again the file that `describe` described."""
    return File(described["name"], described["type"], contents[described["sha256"]])
