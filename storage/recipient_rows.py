"""The rows of who gets a broadcast, one for each address, made all at once and sent from as they stand."""

import sqlalchemy as sa

from storage import tables
from storage.instants import Instant
from storage.tables import RowId, metadata
from storage.veiled import VEILED_ADDRESS

# `status` is one of the outbox, or: "spare" (another address of somebody who is tried elsewhere first),
# "cancelled", "stopped" (they have asked for no more while it waited). `person` is alike for the addresses of
# one person. `list_row` has the values that fill the text in. `segments` is what the last text cost.
recipient = sa.Table(
    "recipient",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("broadcast", RowId, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", VEILED_ADDRESS, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("subscriber", RowId),
    sa.Column("list_row", RowId),
    sa.Column("rank", sa.Integer, nullable=False),  # 0 is tried first
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("resent", sa.Integer, nullable=False),  # how often it may have doubled
    sa.Column("segments", sa.Integer, nullable=False),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", Instant),
    sa.Column("provider_id", sa.Text),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("first_tried_at", Instant),
    sa.Column("updated_at", Instant, nullable=False),
    sa.UniqueConstraint("broadcast", "channel", "address"),
    # Taken from, and counted by, without a look at the rows.
    sa.Index("ix_recipient_due", "broadcast", "channel", "status", "due_at", "id"),
    sqlite_autoincrement=True,  # the key of a part is made of it
)
SPARE, CANCELLED, STOPPED = tables.word("spare"), tables.word("cancelled"), tables.word("stopped")


def _index(name: str, condition: sa.ColumnElement[bool], *columns: sa.Column[object]) -> None:
    sa.Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


_index("ix_recipient_spare", recipient.c.status == SPARE, recipient.c.broadcast, recipient.c.person)
_index("ix_recipient_sending", recipient.c.status == tables.SENDING, recipient.c.id)
_index(
    "ix_recipient_unknown",
    recipient.c.status == tables.UNKNOWN,
    recipient.c.channel,
    recipient.c.updated_at,
)

# What has left, and what it costs by the table of prices: added to when the network has taken it.
broadcast_spent = sa.Table(
    "broadcast_spent",
    metadata,
    sa.Column("broadcast", RowId, primary_key=True, autoincrement=False),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("messages", sa.BigInteger, nullable=False),
    sa.Column("segments", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
# What has become of recipients who are let go: the figures stay, and nobody is named.
broadcast_figure = sa.Table(
    "broadcast_figure",
    metadata,
    sa.Column("broadcast", RowId, primary_key=True, autoincrement=False),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("status", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("people", sa.BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
# How many parts may leave on a channel now, all processes together; below zero where replies went ahead.
sending_rate = sa.Table(
    "sending_rate",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("tokens", sa.Float, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
