"""The rows of who is written to unasked: zones of the city, subscribers, and dead addresses."""

import sqlalchemy as sa

from storage.instants import Instant
from storage.tables import RowId, metadata, word
from storage.veiled import VEILED_ADDRESS, VEILED_LANE

# A part of the city that alerts name: `aliases` are separated by semicolons, `area` is the geometry of a
# GeoJSON (RFC 7946, WGS 84), empty if nobody has drawn it.
zone = sa.Table(
    "zone",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("aliases", sa.Text, nullable=False),
    sa.Column("area", sa.Text, nullable=False),
)
# An address that has asked for alerts. `person` is alike for addresses of the same person where an import
# says so, empty where nothing does; `source` is how it came: "message", "desk", or the name of an import.
subscriber = sa.Table(
    "subscriber",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("lane", VEILED_LANE, nullable=False, unique=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", VEILED_ADDRESS, nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("added_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
of_somebody = subscriber.c.person != word("")
sa.Index("ix_subscriber_person", subscriber.c.person, sqlite_where=of_somebody, postgresql_where=of_somebody)
# What they get now: whatever was said on it, each yes and no, stands in `consent`.
subscription = sa.Table(
    "subscription",
    metadata,
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("subscriber", RowId, primary_key=True, autoincrement=False),
    sa.Column("since", Instant, nullable=False),
    sa.Index("ix_subscription_subscriber", "subscriber"),
    sqlite_with_rowid=False,
)
# The zones that somebody wants to hear of: who has named none hears of all.
subscriber_zone = sa.Table(
    "subscriber_zone",
    metadata,
    sa.Column("subscriber", RowId, primary_key=True, autoincrement=False),
    sa.Column("zone", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)
# Addresses that their network says are dead: nothing unasked goes there until they write again.
suppression = sa.Table(
    "suppression",
    metadata,
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
