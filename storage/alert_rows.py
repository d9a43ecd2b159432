"""The rows of alerts in the Common Alerting Protocol (OASIS CAP 1.2), ours and those of others."""

import sqlalchemy as sa

from storage.instants import Instant
from storage.tables import RowId, metadata

# One message of CAP. `broadcast` is the one that it belongs to; `theirs`: somebody else's, read in.
# `document` is the XML, as it came or as it was first given out. `refers` are the messages that it updates
# or cancels, as CAP writes them.
alert = sa.Table(
    "alert",
    metadata,
    sa.Column("identifier", sa.Text, primary_key=True),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("sent_at", Instant, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),  # Alert, Update, Cancel
    sa.Column("refers", sa.Text, nullable=False),
    sa.Column("theirs", sa.Boolean, nullable=False),
    sa.Column("broadcast", RowId, index=True),
    sa.Column("expires_at", Instant),
    sa.Column("document", sa.Text, nullable=False),
)
# What CAP says of a broadcast beside its words: the codes of CAP 1.2, 3.2.2.
broadcast_alert = sa.Table(
    "broadcast_alert",
    metadata,
    sa.Column("broadcast", RowId, primary_key=True, autoincrement=False),
    sa.Column("category", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("response", sa.Text, nullable=False),
    sa.Column("urgency", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("certainty", sa.Text, nullable=False),
    sa.Column("onset_at", Instant),
    sa.Column("area", sa.Text, nullable=False),  # its description
    sqlite_with_rowid=False,
)
