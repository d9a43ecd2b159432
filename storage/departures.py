"""The way into the outbox: parts of a turn, and parts that another store sends off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.message import Part
from bot.records import Record
from storage.blobs import KEEP, keep
from storage.instants import to_ms
from storage.outbox_rows import part_row
from storage.prepared import Prepared
from storage.tables import outbox

_COLUMNS = (
    "key",
    "inbox_id",
    "channel",
    "address",
    "priority",
    "text",
    "buttons",
    "file",
    "context",
    "not_before",
    "valid_until",
    "next_at",
)

# A key is written once: whatever is said twice leaves once.
DEPART = Prepared(
    insert(outbox)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .values(created_at=sa.bindparam("now"), updated_at=sa.bindparam("now"))
    .on_conflict_do_nothing(index_elements=["key"])
)


def queued(row: dict[str, Any], now: int) -> dict[str, Any]:
    """Complete a row of `part_row` with the moment, in milliseconds, at which it is queued."""
    return {**row, "now": now, "next_at": max(now, row["not_before"] or 0)}


def depart(connection: sa.Connection, parts: Sequence[tuple[int | None, Part]], now: int) -> None:
    """Queue parts, each with the id of the message that it answers, if any; `now` in milliseconds."""
    hashes = iter(keep(connection, [file for _, part in parts for file in part.files]))
    rows = [part_row(part, inbox_id, [next(hashes) for _ in part.files]) for inbox_id, part in parts]
    DEPART.many(connection, [queued(row, now) for row in rows])


def departure(part: Part, now: datetime) -> list[Record]:
    """Queue a part that answers no message."""
    contents = [(file.sha256, file.content) for file in part.files]
    row = part_row(part, None, [sha256 for sha256, _ in contents])
    return [
        *(Record(KEEP, {"sha256": sha256, "content": content}) for sha256, content in contents),
        Record(DEPART, queued(row, to_ms(now))),
    ]
