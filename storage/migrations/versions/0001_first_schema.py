"""The first schema: inbox, outbox, callers, timers, files, fines, offices, notices."""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "caller",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_caller")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fine",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("violation_on", sa.Date(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("maximum_cents", sa.Integer(), nullable=False),
        sa.Column("costs_cents", sa.Integer(), nullable=False),
        sa.Column("discountable", sa.Boolean(), nullable=False),
        sa.Column("reducible", sa.Boolean(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_fine")),
    )
    op.create_index("ix_fine_key", "fine", ["key", "plate"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_inbox_channel")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_inbox_free",
        "inbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting' AND owner IS NULL"),
        postgresql_where=sa.text("status = 'waiting' AND owner IS NULL"),
    )
    op.create_index("ix_inbox_lane", "inbox", ["lane", "id"], unique=False)
    op.create_index(
        "ix_inbox_parked",
        "inbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'parked'"),
        postgresql_where=sa.text("status = 'parked'"),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["lane", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_table(
        "notice",
        sa.Column("nav", sa.Text(), nullable=False),
        sa.Column("iuv", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("payable_until", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.Column("receipt_id", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("nav", name=op.f("pk_notice")),
        sa.UniqueConstraint("iuv", name=op.f("uq_notice_iuv")),
        sa.UniqueConstraint("token", name=op.f("uq_notice_token")),
    )
    op.create_index(
        "ix_notice_open",
        "notice",
        ["reference", "option"],
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(op.f("ix_notice_reference"), "notice", ["reference"], unique=False)
    op.create_table(
        "notice_counter",
        sa.Column("segregation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("segregation", name=op.f("pk_notice_counter")),
    )
    op.create_table(
        "notice_watcher",
        sa.Column("nav", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("nav", "lane", name=op.f("pk_notice_watcher")),
    )
    op.create_index(
        "ix_notice_watcher_untold",
        "notice_watcher",
        ["nav"],
        unique=False,
        sqlite_where=sa.text("told = 0"),
        postgresql_where=sa.text("told = false"),
    )
    op.create_table(
        "office",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_office")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("inbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="queued", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("resent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("first_tried_at", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(
        "ix_outbox_answering",
        "outbox",
        ["inbox_id"],
        unique=False,
        sqlite_where=sa.text("inbox_id IS NOT NULL"),
        postgresql_where=sa.text("inbox_id IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["channel", "priority", "next_at", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'queued'"),
        postgresql_where=sa.text("status = 'queued'"),
    )
    op.create_index(
        "ix_outbox_expiring",
        "outbox",
        ["channel", "valid_until"],
        unique=False,
        sqlite_where=sa.text("status = 'queued' AND valid_until IS NOT NULL"),
        postgresql_where=sa.text("status = 'queued' AND valid_until IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_failed",
        "outbox",
        ["channel", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'failed'"),
        postgresql_where=sa.text("status = 'failed'"),
    )
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["channel", "address", "priority", "id"],
        unique=False,
        sqlite_where=sa.text("status = 'queued' OR status = 'sending'"),
        postgresql_where=sa.text("status = 'queued' OR status = 'sending'"),
    )
    op.create_index(
        "ix_outbox_provider",
        "outbox",
        ["channel", "provider_id"],
        unique=False,
        sqlite_where=sa.text("provider_id IS NOT NULL"),
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_sending",
        "outbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("status = 'sending'"),
        postgresql_where=sa.text("status = 'sending'"),
    )
    op.create_index(
        "ix_outbox_unasked",
        "outbox",
        ["channel", "address", "id"],
        unique=False,
        sqlite_where=sa.text("inbox_id IS NULL"),
        postgresql_where=sa.text("inbox_id IS NULL"),
    )
    op.create_index(
        "ix_outbox_unknown",
        "outbox",
        ["channel", "updated_at"],
        unique=False,
        sqlite_where=sa.text("status = 'unknown'"),
        postgresql_where=sa.text("status = 'unknown'"),
    )
    op.create_table(
        "timer",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "event", name=op.f("pk_timer")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_timer_due_at"), "timer", ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("timer")
    op.drop_table("outbox")
    op.drop_table("office")
    op.drop_table("notice_watcher")
    op.drop_table("notice_counter")
    op.drop_table("notice")
    op.drop_table("inbox")
    op.drop_table("fine")
    op.drop_table("caller")
    op.drop_table("blob")
