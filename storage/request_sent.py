"""How far the messages of staff about one request have got on their way to the citizen."""

from collections.abc import Mapping

import sqlalchemy as sa

from storage.database import Database
from storage.request_rows import Request
from storage.request_views import RequestView, decision_key
from storage.tables import outbox

_STATUSES = sa.select(outbox.c.key, outbox.c.status).where(
    outbox.c.key.in_(sa.bindparam("keys", expanding=True))
)


class SentAnswers:
    """Reads the outbox."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def statuses(self, view: RequestView) -> Mapping[int, str]:
        """Tell the status of the part of each event that has one, by the event's number."""
        keys = {key: event.number for event in view.events if (key := _key(view.request, event.key))}
        if not keys:
            return {}
        asked = {"keys": [*keys]}
        rows = await self._database.reader.fetch(
            lambda connection: connection.execute(_STATUSES, asked).all()
        )
        return {keys[row.key]: row.status for row in rows}


def _key(one: Request, event_key: str) -> str:
    """Name the part that left with an event of staff (`asked:3`), as it does; empty for other events."""
    what, _, version = event_key.partition(":")
    return f"{decision_key(one)}-v{version}" if what in ("asked", "message") and version.isdigit() else ""
