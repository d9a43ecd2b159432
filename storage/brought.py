"""Files that a conversation brought lately and that no request has yet: sent before they could be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

import sqlalchemy as sa

from bot.message import File
from storage.blobs import find, read_file
from storage.database import Database
from storage.documents import load
from storage.instants import Instant
from storage.request_rows import request_document
from storage.tables import inbox
from storage.veiled import VEILED_LANE

_MOST: Final = 20  # messages with files of one conversation
_BODIES = (
    sa.select(inbox.c.body)
    .where(
        inbox.c.lane == sa.bindparam("its_lane", type_=VEILED_LANE),
        inbox.c.received_at >= sa.bindparam("since", type_=Instant()),
    )
    .order_by(inbox.c.id.desc())
    .limit(_MOST)
)
_KNOWN = sa.select(request_document.c.sha256).where(
    request_document.c.sha256.in_(sa.bindparam("hashes", expanding=True))
)


class Brought(Protocol):
    """Whoever knows what a conversation brought."""

    async def files(self, lane: str, since: datetime) -> Sequence[File]:
        """Read the files of its latest messages that no request has, the oldest first, each once."""


@dataclass(frozen=True, slots=True)
class SqlBrought:
    """Implements Brought on the inbox; the message in hand counts as well."""

    database: Database

    async def files(self, lane: str, since: datetime) -> Sequence[File]:
        """As Brought."""
        return await self.database.reader.fetch(lambda connection: _files(connection, lane, since))


def _files(connection: sa.Connection, lane: str, since: datetime) -> list[File]:
    bodies = connection.scalars(_BODIES, {"its_lane": lane, "since": since}).all()
    described = {one["sha256"]: one for body in reversed(bodies) for one in load(body).get("files", ())}
    if not described:
        return []
    kept = set(connection.scalars(_KNOWN, {"hashes": sorted(described)}))
    contents = find(connection, described.keys() - kept)
    return [read_file(one, contents) for sha256, one in described.items() if sha256 in contents]
