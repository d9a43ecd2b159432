"""Broadcasts: their words, who agreed to them, and alerts as others read them."""

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"

TABLES = (
    "alert",
    "broadcast_alert",
    "broadcast",
    "broadcast_approval",
    "broadcast_event",
    "broadcast_text",
    "broadcast_topic",
    "broadcast_zone",
)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _alerts()
    _broadcasts()


def _alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("refers", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Boolean(), nullable=False),
        sa.Column("broadcast", ROW_ID, nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("identifier", name=op.f("pk_alert")),
    )
    op.create_index(op.f("ix_alert_broadcast"), "alert", ["broadcast"], unique=False)
    op.create_table(
        "broadcast_alert",
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("onset_at", sa.BigInteger(), nullable=True),
        sa.Column("area", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", name=op.f("pk_broadcast_alert")),
        sqlite_with_rowid=False,
    )


def _broadcasts() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("everyone", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("list", ROW_ID, nullable=True),
        sa.Column("excluded_list", ROW_ID, nullable=True),
        sa.Column("corrects", ROW_ID, nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("edited_by", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=True),
        sa.Column("urgent", sa.Text(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("micros", sa.BigInteger(), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("begun_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("code", name=op.f("uq_broadcast_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_broadcast_corrects"), "broadcast", ["corrects"], unique=False)
    op.create_index("ix_broadcast_state", "broadcast", ["state", "id"], unique=False)
    op.create_table(
        "broadcast_approval",
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "version", "who", name=op.f("pk_broadcast_approval")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "broadcast_event",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast_event")),
    )
    op.create_index("ix_broadcast_event_broadcast", "broadcast_event", ["broadcast", "id"], unique=False)
    op.create_table(
        "broadcast_text",
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "language", name=op.f("pk_broadcast_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "broadcast_topic",
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "topic", name=op.f("pk_broadcast_topic")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "broadcast_zone",
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "zone", name=op.f("pk_broadcast_zone")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table_name in reversed(TABLES):
        op.drop_table(table_name)
