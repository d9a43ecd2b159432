"""How many messages a sender has sent lately: what stops two machines that answer each other."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa

from storage.database import Database
from storage.documents import storable
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.tables import inbox
from storage.veiled import VEILED_LANE

# The newest of a lane, by its index: it costs no more for who has written for years.
_newest = (
    sa.select(inbox.c.accepted_at)
    .where(inbox.c.lane == sa.bindparam("lane", type_=VEILED_LANE))
    .order_by(inbox.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer()))
    .subquery()
)
_LATELY = Prepared(
    sa.select(sa.func.count()).where(_newest.c.accepted_at >= sa.bindparam("since", type_=sa.BigInteger()))
)


class SqlCrowding:
    """Counts what was kept of each sender, answered or not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lately(self, lanes: Iterable[str], since: datetime, most: int) -> Mapping[str, int]:
        """Tell how many messages of each lane were accepted since then; counting stops at `most`."""
        asked = tuple(dict.fromkeys(lanes))
        counts = await self._database.reader.fetch(
            lambda connection: [_count(connection, lane, since, most) for lane in asked]
        )
        return dict(zip(asked, counts, strict=True))


def _count(connection: sa.Connection, lane: str, since: datetime, most: int) -> int:
    ((count,),) = _LATELY.ask(connection, {"lane": storable(lane), "since": to_ms(since), "most": most})
    return int(count)
