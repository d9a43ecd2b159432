"""Certificates that were issued, and what became of them."""

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"

TABLES: tuple[str, ...] = (
    "certificate",
    "certificate_file",
    "certificate_delivery",
    "certificate_link",
    "certificate_order",
)


def upgrade() -> None:
    _issued()
    _sent()
    _orders()


def _issued() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("subject_blind", sa.Text(), nullable=False),
        sa.Column("code_blind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.Text(), server_default="", nullable=False),
        sa.Column("revoked_because", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code_blind", name=op.f("uq_certificate_code_blind")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_certificate_year")),
    )
    for column in ("asked_by", "sha256", "subject_blind"):
        op.create_index(op.f(f"ix_certificate_{column}"), "certificate", [column], unique=False)
    alive, unfinished = sa.text("state != 'void'"), sa.text("state = 'reserved'")
    op.create_index(
        "ix_certificate_order",
        "certificate",
        ["order_key"],
        unique=True,
        sqlite_where=alive,
        postgresql_where=alive,
    )
    op.create_index(
        "ix_certificate_reserved",
        "certificate",
        ["made_at"],
        unique=False,
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )


def _sent() -> None:
    op.create_table(
        "certificate_file",
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("certificate", name=op.f("pk_certificate_file")),
    )
    op.create_table(
        "certificate_delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_delivery")),
    )
    op.create_index(
        op.f("ix_certificate_delivery_certificate"), "certificate_delivery", ["certificate"], unique=False
    )
    op.create_table(
        "certificate_link",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), server_default="", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_certificate_link")),
    )
    op.create_index(op.f("ix_certificate_link_expires_at"), "certificate_link", ["expires_at"], unique=False)


def _orders() -> None:
    waiting = sa.text("wake_at IS NOT NULL")
    op.create_table(
        "certificate_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("citizen", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("wake_at", sa.BigInteger(), nullable=True),
        sa.Column("wakes", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_order")),
    )
    op.create_index(op.f("ix_certificate_order_citizen"), "certificate_order", ["citizen"], unique=False)
    op.create_index(
        "ix_certificate_order_wake_at",
        "certificate_order",
        ["wake_at"],
        unique=False,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
