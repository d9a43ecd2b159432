"""The receipts that prove a message, and since when its network owes us one."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("part_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("channel", "external_id", name=op.f("pk_receipt")),
        sqlite_with_rowid=False,
    )
    _index("ix_receipt_part", "receipt", ["part_key", "arrived_at"], "part_key IS NOT NULL")
    _index("ix_receipt_unmatched", "receipt", ["channel", "arrived_at"], "part_key IS NULL")
    op.add_column("outbox", sa.Column("awaited_since", sa.BigInteger(), nullable=True))
    _index("ix_outbox_awaited", "outbox", ["channel", "awaited_since"], "awaited_since IS NOT NULL")


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    words = sa.text(condition)
    op.create_index(name, table, columns, unique=False, sqlite_where=words, postgresql_where=words)


def downgrade() -> None:
    op.drop_index("ix_outbox_awaited", table_name="outbox")
    op.drop_column("outbox", "awaited_since")
    op.drop_table("receipt")
