"""What broadcasts have said in a conversation: the words are made anew, for no row holds them."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from bot.alert_text import Footer, Unfilled
from bot.bulk import SUBJECT
from storage.broadcast_rows import broadcast
from storage.bulk_taking import fills_of
from storage.bulk_texts import Wordings
from storage.database import Database
from storage.documents import load
from storage.instants import to_ms
from storage.prepared import FoundRow
from storage.recipient_rows import recipient
from storage.views import Line

# A part that has left, or may have.
_LEFT = ("sending", "unknown", "sent", "accepted", "warned", "expired", "delivered", "failed")
# By broadcast first, as the index of addresses is: there are some hundreds while their rows are kept.
_OF_LANE = (
    sa.select(
        recipient.c.id,
        recipient.c.broadcast,
        recipient.c.language,
        recipient.c.list_row,
        recipient.c.status,
        recipient.c.first_tried_at,
        recipient.c.updated_at,
        broadcast.c.version,
    )
    .join_from(broadcast, recipient, recipient.c.broadcast == broadcast.c.id)
    .where(broadcast.c.begun_at.is_not(None), sa.not_(broadcast.c.training))
    .where(recipient.c.channel == sa.bindparam("channel"), recipient.c.address == sa.bindparam("address"))
    .where(
        recipient.c.status.in_(_LEFT), recipient.c.updated_at > sa.bindparam("after", type_=sa.BigInteger())
    )
    .order_by(recipient.c.updated_at.desc())
    .limit(sa.bindparam("most"))
)


class BroadcastSaid:
    """Reads what broadcasts have brought to an address; `footer` and `usual` as of storage.bulk.SqlBulk."""

    def __init__(self, database: Database, footer: Footer, usual: str) -> None:
        self._database = database
        self._wordings = Wordings(database, footer, usual)

    async def of(self, lane: str, after: int = 0, most: int = 50) -> tuple[Sequence[Line], int]:
        """Read what is new in a lane, and up to when (milliseconds) it has been read.

        A line comes again, with the same id, as soon as more is known of it.
        """
        channel, _, address = lane.partition(":")
        asked = {"channel": channel, "address": address, "after": after, "most": most}

        def read(connection: sa.Connection) -> tuple[Sequence[FoundRow], Mapping[int, str]]:
            rows = connection.execute(_OF_LANE, asked).all()
            return rows, fills_of(connection, [row.list_row for row in rows])

        rows, fills = await self._database.reader.fetch(read)
        lines = [await self._line(row, channel, fills) for row in rows]
        until = max((to_ms(row.updated_at) for row in rows), default=after)
        return [line for line in lines if line is not None], until

    async def _line(self, row: FoundRow, channel: str, fills: Mapping[int, str]) -> Line | None:
        """Make a line; None where what was filled in is no longer kept."""
        wording = await self._wordings.of(row.broadcast, row.version)
        text = wording.text(channel, row.language)
        try:
            words = text.words or text.fill(load(fills.get(row.list_row, "")))
        except Unfilled:
            return None
        at, context = row.first_tried_at or row.updated_at, {SUBJECT: words.subject}
        return Line(row.id, inbound=False, at=at, text=words.text, status=row.status, context=context)
