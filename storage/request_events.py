"""What happens to a request within a citizen's turn: one story, whoever tells it and however often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.message import File
from bot.records import LANE, Record
from storage.blobs import KEEP
from storage.documents import storable
from storage.instants import to_ms
from storage.prepared import Prepared, Row
from storage.request_rows import CITIZEN, Direction, What, request, request_document, request_event
from storage.tables import inbox, word
from storage.veiled import VEILED_LANE

_lane = sa.bindparam("lane", type_=VEILED_LANE)
# Within a turn its message is the last that was done with in its lane: a lane has one in hand at a time.
_earlier = inbox.alias()
IN_HAND = (
    sa.select(sa.func.max(inbox.c.id))
    .where(
        inbox.c.lane == _lane,
        inbox.c.done_at
        == sa.select(sa.func.max(_earlier.c.done_at)).where(_earlier.c.lane == _lane).scalar_subquery(),
    )
    .scalar_subquery()
)
_IN_HAND_TEXT = sa.func.coalesce(sa.cast(IN_HAND, sa.Text()), word("0"))


def _bind(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=request_event.c[name].type)


_key_in_hand = sa.bindparam("key", type_=sa.Text()).concat(_IN_HAND_TEXT)
_TOLD = ("reference", "at", "kind", "by", "text", "shown")
_ONCE = ("reference", "key")
# Something of this turn: its message makes it one of its kind.
HAPPENED = Prepared(
    insert(request_event)
    .values({name: sa.bindparam(name) for name in _TOLD} | {"key": _key_in_hand, "message": IN_HAND})
    .on_conflict_do_nothing(index_elements=_ONCE)
)
# Something that a transaction of the counter or of staff has done.
DONE = Prepared(
    insert(request_event)
    .values({name: sa.bindparam(name) for name in (*_TOLD, "key", "message")})
    .on_conflict_do_nothing(index_elements=_ONCE)
)


def happened_where(which: sa.ColumnElement[bool], *, once: bool = False) -> Prepared:
    """Make a statement as HAPPENED, for requests as `which` says at that moment of the transaction.

    `once`: whatever message brings it, it happens to a request once.
    """
    columns = ("reference", "key", "at", "kind", "by", "text", "message", "shown")
    key = _bind("key") if once else _key_in_hand
    values = {name: _bind(name) for name in _TOLD} | {"key": key, "message": IN_HAND}
    found = sa.select(*(values[name] for name in columns)).select_from(request)
    return Prepared(
        insert(request_event)
        .from_select(columns, found.where(request.c.reference == _bind("reference"), which))
        .on_conflict_do_nothing(index_elements=_ONCE)
    )


# The row is locked by the first, so that the others see what holds.
_TOUCH = Prepared(
    sa.update(request)
    .where(request.c.reference == sa.bindparam("of", type_=sa.Text()))
    .values(version=request.c.version + sa.literal_column("1"))
)
_MOVED = happened_where(request.c.lane != _lane)
_FOLLOW = Prepared(
    sa.update(request).where(request.c.reference == sa.bindparam("of", type_=sa.Text())).values(lane=_lane)
)
_KEEP_DOCUMENT = Prepared(
    insert(request_document)
    .values({column.name: sa.bindparam(column.name) for column in request_document.c})
    .on_conflict_do_nothing(index_elements=[column.name for column in request_document.primary_key])
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A request of which a citizen's turn tells, and when; `by` as in Event."""

    reference: str
    at: datetime
    by: str = CITIZEN

    def row(self, what: What, text: str = "", key: str = "", *, shown: bool = True) -> Row:
        """Write an event; `key` lacks the message that brings it, but for DONE."""
        return {
            "reference": self.reference,
            "key": key or f"{what.value}/",
            "at": to_ms(self.at),
            "kind": what.value,
            "by": self.by,
            "text": storable(text),
            "shown": shown,
        }

    def happened(self, what: What, text: str = "") -> Record:
        """Tell what whoever the turn belongs to did, once for its message."""
        return Record(HAPPENED, {**self.row(what, text), "lane": LANE})

    def moved(self, channel: str) -> Sequence[Record]:
        """Let the request be about in the conversation of the turn from now on, and say so if it was not."""
        return (
            Record(_TOUCH, {"of": self.reference}),
            Record(_MOVED, {**self.row(What.MOVED, channel), "lane": LANE}),
            Record(_FOLLOW, {"of": self.reference, "lane": LANE}),
        )

    def brought(self, files: Sequence[File]) -> Sequence[Record]:
        """Keep documents that a citizen's message brings: one that is known stays as it is."""
        return [record for file in files for record in self._brought(file)]

    def _brought(self, file: File) -> Sequence[Record]:
        sha256 = file.sha256
        key = f"{What.DOCUMENT.value}/{sha256}/"
        return (
            Record(KEEP, {"sha256": sha256, "content": file.content}),
            Record(
                _KEEP_DOCUMENT, document_row(self.reference, file, sha256, Direction.IN, self.by, self.at)
            ),
            Record(HAPPENED, {**self.row(What.DOCUMENT, file.name, key), "lane": LANE}),
        )


def document_row(reference: str, file: File, sha256: str, direction: Direction, by: str, at: datetime) -> Row:
    """Write a document."""
    return {
        "reference": reference,
        "sha256": sha256,
        "direction": direction.value,
        "name": storable(file.name),
        "media_type": file.media_type,
        "size": len(file.content),
        "at": to_ms(at),
        "by": by,
    }


def keep_documents(connection: sa.Connection, rows: Sequence[Row]) -> None:
    """Keep documents within a transaction; their contents are kept beside."""
    _KEEP_DOCUMENT.many(connection, rows)
