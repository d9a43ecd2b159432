"""What was said last in a conversation, for who looks into it."""

from collections.abc import Sequence

import sqlalchemy as sa

from storage.database import Database
from storage.tables import inbox, outbox
from storage.veiled import VEILED_LANE
from storage.views import Line, heard_line, sent_line

_lane = sa.bindparam("lane", type_=VEILED_LANE)
_after = sa.bindparam("after", type_=sa.BigInteger())
_most = sa.bindparam("most", type_=sa.Integer())
_SAID = sa.select(inbox).where(inbox.c.lane == _lane).order_by(inbox.c.id.desc()).limit(_most)
_ANSWERED = (
    sa.select(outbox)
    .join(inbox, inbox.c.id == outbox.c.inbox_id)
    .where(inbox.c.lane == _lane, inbox.c.id >= _after)
    .order_by(outbox.c.id.desc())
    .limit(_most)
)
_UNASKED = (
    sa.select(outbox)
    .where(outbox.c.inbox_id.is_(None))
    .where(outbox.c.channel == sa.bindparam("channel"), outbox.c.address == sa.bindparam("address"))
    .order_by(outbox.c.id.desc())
    .limit(_most)
)


async def latest(database: Database, lane: str, limit: int = 40) -> Sequence[Line]:
    """Read what was said last in a lane, by time: so many lines of each side, and what answered them."""
    return await database.reader.fetch(lambda connection: _latest(connection, lane, limit))


def _latest(connection: sa.Connection, lane: str, limit: int) -> Sequence[Line]:
    channel, _, address = lane.partition(":")
    said = [heard_line(row) for row in connection.execute(_SAID, {"lane": lane, "most": limit})]
    oldest = min((line.id for line in said), default=0)
    asked = {"lane": lane, "after": oldest, "channel": channel, "address": address, "most": limit}
    queries = (_ANSWERED, _UNASKED)
    found = [sent_line(row) for query in queries for row in connection.execute(query, asked)]
    answered = sorted(found, key=lambda line: line.id)[-limit:]
    return sorted([*said, *answered], key=lambda line: (line.at, not line.inbound, line.id))
