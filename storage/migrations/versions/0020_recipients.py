"""Who is written to unasked, and who got what."""

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"

TABLES = (
    "broadcast_figure",
    "broadcast_spent",
    "recipient",
    "recipient_list",
    "recipient_list_row",
    "sending_rate",
    "subscriber",
    "subscriber_zone",
    "subscription",
    "suppression",
    "zone",
)
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _recipients()
    _subscribers()


def _recipients() -> None:
    op.create_table(
        "broadcast_figure",
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "channel", "status", "code", name=op.f("pk_broadcast_figure")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "broadcast_spent",
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("messages", sa.BigInteger(), nullable=False),
        sa.Column("segments", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "channel", name=op.f("pk_broadcast_spent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recipient",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("broadcast", ROW_ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("subscriber", ROW_ID, nullable=True),
        sa.Column("list_row", ROW_ID, nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("resent", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("first_tried_at", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.UniqueConstraint("broadcast", "channel", "address", name=op.f("uq_recipient_broadcast")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_recipient_due", "recipient", ["broadcast", "channel", "status", "due_at", "id"], unique=False
    )
    op.create_index(
        "ix_recipient_sending",
        "recipient",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'sending'"),
        postgresql_where=sa.text("status = 'sending'"),
    )
    op.create_index(
        "ix_recipient_spare",
        "recipient",
        ["broadcast", "person"],
        unique=False,
        sqlite_where=sa.text("status = 'spare'"),
        postgresql_where=sa.text("status = 'spare'"),
    )
    op.create_index(
        "ix_recipient_unknown",
        "recipient",
        ["channel", "updated_at"],
        unique=False,
        sqlite_where=sa.text("status = 'unknown'"),
        postgresql_where=sa.text("status = 'unknown'"),
    )
    op.create_table(
        "recipient_list",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_list")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "recipient_list_row",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("list", ROW_ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("fills", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient_list_row")),
        sa.UniqueConstraint("list", "channel", "address", name=op.f("uq_recipient_list_row_list")),
    )
    op.create_table(
        "sending_rate",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_sending_rate")),
        sqlite_with_rowid=False,
    )


def _subscribers() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("lane", name=op.f("uq_subscriber_lane")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_subscriber_person",
        "subscriber",
        ["person"],
        unique=False,
        sqlite_where=sa.text("person != ''"),
        postgresql_where=sa.text("person != ''"),
    )
    op.create_table(
        "subscriber_zone",
        sa.Column("subscriber", ROW_ID, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subscriber", "zone", name=op.f("pk_subscriber_zone")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subscription",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("subscriber", ROW_ID, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "subscriber", name=op.f("pk_subscription")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subscription_subscriber", "subscription", ["subscriber"], unique=False)
    op.create_table(
        "suppression",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_suppression")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "zone",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_zone")),
    )
    with op.batch_alter_table("consent") as table:
        table.add_column(sa.Column("proof", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("consent") as table:
        table.drop_column("proof")
    for table_name in reversed(TABLES):
        op.drop_table(table_name)
