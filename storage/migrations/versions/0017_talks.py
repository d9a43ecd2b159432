"""Conversations that a person has taken over."""

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"


def upgrade() -> None:
    """Add the conversations with a person, one open at most for each lane."""
    op.create_table(
        "talk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("last_in", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.Integer(), server_default="1", nullable=False),
        sa.Column("waiting_since", sa.BigInteger(), nullable=True),
        sa.Column("first_out", sa.BigInteger(), nullable=True),
        sa.Column("last_out", sa.BigInteger(), nullable=True),
        sa.Column("taken_by", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("back_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
        sqlite_autoincrement=True,
    )
    still_open, answered = sa.text("closed_at IS NULL"), sa.text("first_out IS NOT NULL")
    _index("ix_talk_open", still_open, "lane", unique=True)
    _index("ix_talk_answered", answered, "first_out")
    _index("ix_talk_closed", sa.text("closed_at IS NOT NULL"), "closed_at")


def _index(name: str, condition: sa.TextClause, column: str, *, unique: bool = False) -> None:
    op.create_index(name, "talk", [column], unique=unique, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    op.drop_table("talk")
