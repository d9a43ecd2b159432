"""The rows of a broadcast: its words, whom it is for, who agreed to it, and what happened."""

import sqlalchemy as sa

from storage.instants import Instant
from storage.tables import RowId, metadata
from storage.veiled import VEILED_ADDRESS, Veiled

# `state` is a State of storage.broadcasts. `kind`: "notice" or "emergency". `policy`: "cheapest" or "all".
# `sender` is an alias, empty for the number that can be answered. `everyone`: whoever can be reached, not
# only who asked for a topic; `basis` is the law or order by which (an emergency has one too). `query` is a
# condition in the words of storage.audience_query. `corrects` is the broadcast whose recipients this one
# sets right. `urgent` is the reason for which one person alone let it go. `counted` and `micros` (millionths
# of a euro) are what was shown when it was submitted. `held` is why it does not go on by itself.
broadcast = sa.Table(
    "broadcast",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),  # 2026-0007
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("policy", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("everyone", sa.Boolean, nullable=False),
    sa.Column("basis", sa.Text, nullable=False),
    sa.Column("languages", sa.Text, nullable=False),  # separated by spaces, empty for all
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("list", RowId),
    sa.Column("excluded_list", RowId),
    sa.Column("corrects", RowId, index=True),
    sa.Column("starts_at", Instant),
    sa.Column("valid_until", Instant),
    sa.Column("training", sa.Boolean, nullable=False),
    sa.Column("public", sa.Boolean, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("edited_by", sa.Text, nullable=False),
    sa.Column("submitted_by", sa.Text, nullable=False),
    sa.Column("submitted_at", Instant),
    sa.Column("urgent", sa.Text, nullable=False),
    sa.Column("counted", sa.Integer),
    sa.Column("micros", sa.BigInteger),
    sa.Column("approved_at", Instant),
    sa.Column("begun_at", Instant),
    sa.Column("ended_at", Instant),
    sa.Column("held", sa.Text, nullable=False),
    sa.Index("ix_broadcast_state", "state", "id"),
    sqlite_autoincrement=True,  # the keys of its parts begin with its id
)
broadcast_text = sa.Table(
    "broadcast_text",
    metadata,
    sa.Column("broadcast", RowId, primary_key=True, autoincrement=False),
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
broadcast_topic = sa.Table(
    "broadcast_topic",
    metadata,
    sa.Column("broadcast", RowId, primary_key=True, autoincrement=False),
    sa.Column("topic", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
broadcast_zone = sa.Table(
    "broadcast_zone",
    metadata,
    sa.Column("broadcast", RowId, primary_key=True, autoincrement=False),
    sa.Column("zone", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
# Who has agreed to a version, and how many people they were told that it reaches.
broadcast_approval = sa.Table(
    "broadcast_approval",
    metadata,
    sa.Column("broadcast", RowId, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("who", sa.Text, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("counted", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
broadcast_event = sa.Table(
    "broadcast_event",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("broadcast", RowId, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Index("ix_broadcast_event_broadcast", "broadcast", "id"),
)
# Addresses that came as a file, for one broadcast or several; `names` are those of what each row
# brings along to fill in, as JSON.
recipient_list = sa.Table(
    "recipient_list",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("names", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("ready", sa.Boolean, nullable=False),  # all of its rows are there
    sqlite_autoincrement=True,
)
# `person` is alike for the addresses of one row of the file; `fills` is JSON by the `names` of the list.
recipient_list_row = sa.Table(
    "recipient_list_row",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("list", RowId, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", VEILED_ADDRESS, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("fills", Veiled("recipient_list_row.fills"), nullable=False),
    sa.UniqueConstraint("list", "channel", "address"),
)
