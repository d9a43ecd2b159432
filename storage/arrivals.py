"""The way into the inbox: for messages, for timers, and for events that another store brings."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.message import Inbound
from bot.records import Record
from storage.inbox_rows import inbound_row
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.tables import inbox

_COLUMNS = (
    "channel",
    "external_id",
    "lane",
    "sender",
    "text",
    "body",
    "original",
    "received_at",
    "accepted_at",
    "correlation",
)

# PostgreSQL's own insert compiles for SQLite too; the reverse is not so. The same holds in every module.
_arrive = (
    insert(inbox)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["channel", "external_id"])
)
ARRIVE = Prepared(_arrive)
ARRIVE_NEW = Prepared(_arrive.returning(inbox.c.channel, inbox.c.external_id))


def arrival(event: Inbound, correlation: str, now: datetime) -> Record:
    """Put an event, without files, into its lane: once per (channel, external id)."""
    return Record(ARRIVE, {**inbound_row(event, (), correlation), "accepted_at": to_ms(now)})
