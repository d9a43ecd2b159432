"""What went out on a network that proves, as staff see it: how far each part got, by how many receipts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.database import Database
from storage.receipt_statements import receipt
from storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A part: `status` as in the outbox, `code` the network's reason for it.

    `receipts` is how many verified ones are kept.
    """

    key: str
    channel: str
    address: str
    status: str
    code: str
    created_at: datetime
    updated_at: datetime
    receipts: int


_RECEIPTS = (
    sa.select(sa.func.count())
    .where(receipt.c.part_key == outbox.c.key, receipt.c.verdict == "verified")
    .scalar_subquery()
)
_LATEST = (
    sa.select(
        outbox.c.key,
        outbox.c.channel,
        outbox.c.address,
        outbox.c.status,
        outbox.c.code,
        outbox.c.created_at,
        outbox.c.updated_at,
        _RECEIPTS,
    )
    .where(outbox.c.channel.in_(sa.bindparam("channels", expanding=True)))
    .order_by(outbox.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer()))
)


class SqlOutgoing:
    """Reads for a person at a terminal: they may cost as much as the whole outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self, channels: Sequence[str], limit: int = 100) -> Sequence[Outgoing]:
        """Read what was sent on some channels, the latest first."""
        asked = {"channels": list(channels), "most": limit}
        return await self._database.reader.fetch(
            lambda connection: [Outgoing(*row) for row in connection.execute(_LATEST, asked)]
        )
