"""What the web, the staff and the metrics look up: reads, at the cost of the answer (or of one lane)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from bot.message import Button, Priority
from storage.database import Database
from storage.documents import load
from storage.outbox_rows import described_in, read_buttons
from storage.parked_rows import Parked, read_parked
from storage.prepared import FoundRow
from storage.receipt_statements import COUNT_UNMATCHED
from storage.tables import FAILED, PARKED, UNKNOWN, WAITING, awaited, blob, inbox, outbox, queued
from storage.talk_rows import WAITING_TALKS
from storage.veiled import VEILED_LANE


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is still to be done, and since when; None where nothing waits.

    Parts are counted by channel, the queued ones also by priority. `inbox_since` is when the oldest
    waiting message was accepted, `outbox_since` since when the first part could have left. `awaited` are
    the parts of which their network owes a receipt, `unmatched` the receipts that speak of nothing of ours;
    `talks` the conversations in which a citizen waits for a person, `talks_since` since when the first does.
    """

    waiting: int
    parked: int
    queued: Mapping[tuple[str, Priority], int]
    unknown: Mapping[str, int]
    failed: Mapping[str, int]
    inbox_since: datetime | None
    outbox_since: datetime | None
    awaited: Mapping[str, int] = field(default_factory=dict)
    unmatched: Mapping[str, int] = field(default_factory=dict)
    talks: int = 0
    talks_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a conversation; its content is asked for by its hash."""

    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: by the citizen (`inbound`), or by us in one part.

    `id` is that of its own row, in the inbox or in the outbox. `event` names what is no message.
    """

    id: int
    inbound: bool
    at: datetime
    text: str
    status: str
    tap: str = ""
    event: str = ""
    buttons: tuple[Button, ...] = ()
    files: tuple[Attachment, ...] = ()
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a conversation was read: the last row of each side."""

    inbox: int = 0
    outbox: int = 0


_WAITING = sa.select(sa.func.count()).select_from(inbox).where(inbox.c.status == WAITING)
_COUNT_PARKED = sa.select(sa.func.count()).select_from(inbox).where(inbox.c.status == PARKED)
_QUEUED = (
    sa.select(outbox.c.channel, outbox.c.priority, sa.func.count())
    .where(queued)
    .group_by(outbox.c.channel, outbox.c.priority)
)
_UNKNOWN = (
    sa.select(outbox.c.channel, sa.func.count()).where(outbox.c.status == UNKNOWN).group_by(outbox.c.channel)
)
_FAILED = (
    sa.select(outbox.c.channel, sa.func.count()).where(outbox.c.status == FAILED).group_by(outbox.c.channel)
)
_AWAITED = sa.select(outbox.c.channel, sa.func.count()).where(awaited).group_by(outbox.c.channel)
_INBOX_SINCE = sa.select(inbox.c.accepted_at).where(inbox.c.status == WAITING).order_by(inbox.c.id).limit(1)
_OUTBOX_SINCE = (
    sa.select(outbox.c.next_at)
    .where(queued, outbox.c.channel == sa.bindparam("channel"), outbox.c.priority == sa.bindparam("priority"))
    .order_by(outbox.c.next_at)
    .limit(1)
)
_PARKED = sa.select(inbox).where(inbox.c.status == PARKED).order_by(inbox.c.id).limit(sa.bindparam("most"))
_CONTENT = sa.select(blob.c.content).where(blob.c.sha256 == sa.bindparam("sha256"))

_lane = sa.bindparam("lane", type_=VEILED_LANE)
_after = sa.bindparam("after", type_=sa.BigInteger())
_most = sa.bindparam("most", type_=sa.Integer())
_SAID = sa.select(inbox).where(inbox.c.lane == _lane, inbox.c.id > _after).order_by(inbox.c.id).limit(_most)
_ANSWERED = (
    sa.select(outbox)
    .join(inbox, inbox.c.id == outbox.c.inbox_id)
    .where(inbox.c.lane == _lane, outbox.c.id > _after)
    .order_by(outbox.c.id)
    .limit(_most)
)
_UNASKED = (
    sa.select(outbox)
    .where(outbox.c.inbox_id.is_(None), outbox.c.id > _after)
    .where(outbox.c.channel == sa.bindparam("channel"), outbox.c.address == sa.bindparam("address"))
    .order_by(outbox.c.id)
    .limit(_most)
)


@dataclass(frozen=True, slots=True)
class Views:
    """The reads that are no part of the way of a message."""

    database: Database

    async def backlog(self) -> Backlog:
        """Count what is still to be done."""
        return await self.database.reader.fetch(_backlog)

    async def conversation(
        self, lane: str, after: Cursor = Cursor(), limit: int = 200
    ) -> tuple[Sequence[Line], Cursor]:
        """Read what was said in a lane after a point, by time, and the point to go on from."""
        return await self.database.reader.fetch(lambda connection: _converse(connection, lane, after, limit))

    async def parked(self, limit: int = 100) -> Sequence[Parked]:
        """Read what was set aside, the oldest first."""
        return await self.database.reader.fetch(
            lambda connection: [read_parked(row) for row in connection.execute(_PARKED, {"most": limit})]
        )

    async def content(self, sha256: str) -> bytes | None:
        """Read a file by its hash."""
        return await self.database.reader.fetch(
            lambda connection: connection.scalar(_CONTENT, {"sha256": sha256})
        )


def _backlog(connection: sa.Connection) -> Backlog:
    waiting = {(row[0], Priority(row[1])): row[2] for row in connection.execute(_QUEUED)}
    since = [
        connection.scalar(_OUTBOX_SINCE, {"channel": channel, "priority": int(priority)})
        for channel, priority in waiting
    ]
    talks = connection.execute(WAITING_TALKS).one()
    return Backlog(
        waiting=connection.scalar(_WAITING) or 0,
        parked=connection.scalar(_COUNT_PARKED) or 0,
        queued=waiting,
        unknown=_by_channel(connection, _UNKNOWN),
        failed=_by_channel(connection, _FAILED),
        inbox_since=connection.scalar(_INBOX_SINCE),
        outbox_since=min((moment for moment in since if moment is not None), default=None),
        awaited=_by_channel(connection, _AWAITED),
        unmatched=_by_channel(connection, COUNT_UNMATCHED),
        talks=talks.number,
        talks_since=talks.since,
    )


def _by_channel(connection: sa.Connection, counts: sa.Select[str, int]) -> Mapping[str, int]:
    return {row[0]: row[1] for row in connection.execute(counts)}


def _converse(
    connection: sa.Connection, lane: str, after: Cursor, limit: int
) -> tuple[Sequence[Line], Cursor]:
    channel, _, address = lane.partition(":")
    asked = {"lane": lane, "channel": channel, "address": address, "most": limit, "after": after.outbox}
    said = [
        heard_line(row)
        for row in connection.execute(_SAID, {"lane": lane, "most": limit, "after": after.inbox})
    ]
    answered = [sent_line(row) for query in (_ANSWERED, _UNASKED) for row in connection.execute(query, asked)]
    answered = sorted(answered, key=lambda line: line.id)[:limit]
    cursor = Cursor(
        max((line.id for line in said), default=after.inbox),
        max((line.id for line in answered), default=after.outbox),
    )
    return sorted([*said, *answered], key=lambda line: (line.at, not line.inbound, line.id)), cursor


def heard_line(row: FoundRow) -> Line:
    """Read what a citizen said, or an event: a row of the inbox."""
    body = load(row.body)
    return Line(
        id=row.id,
        inbound=True,
        at=row.accepted_at,
        text=row.text,
        status=row.status,
        tap=body.get("tap", ""),
        event=body.get("event", ""),
        files=tuple(_attachment(file) for file in body.get("files", ())),
        context=body.get("context", {}),
    )


def sent_line(row: FoundRow) -> Line:
    """Read a part of ours: a row of the outbox."""
    return Line(
        id=row.id,
        inbound=False,
        at=row.created_at,
        text=row.text,
        status=row.status,
        buttons=read_buttons(row.buttons),
        files=tuple(_attachment(file) for file in described_in(row.file)),
        context=load(row.context) if row.context else {},
    )


def _attachment(described: Mapping[str, str]) -> Attachment:
    return Attachment(described["name"], described["type"], described["sha256"])
