"""Watchers who know a notice's number alone, those who were not told yet, notices whose debt has changed."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    op.add_column(
        "debt_watcher", sa.Column("by_number", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("notice", sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        "ix_debt_watcher_untold",
        "debt_watcher",
        ["reference", "service"],
        sqlite_where=sa.text("told = 0"),
        postgresql_where=sa.text("told = false"),
    )


def downgrade() -> None:
    op.drop_index("ix_debt_watcher_untold", "debt_watcher")
    op.drop_column("notice", "stale")
    op.drop_column("debt_watcher", "by_number")
