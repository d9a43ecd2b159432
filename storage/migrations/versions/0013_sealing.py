"""What citizens write and are reached by is sealed: which key, and where the original of a message is.

The rows themselves are sealed by whoever opens the database with its keys (storage.veiling).
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"

_FILLED = {
    "sqlite": "json_extract(body, '$.original.sha256')",
    "postgresql": "body::json #>> '{original,sha256}'",
}


def upgrade() -> None:
    """Add the state of the veil; take the hash of an original out of what will be sealed."""
    op.create_table(
        "veil",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("next", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_veil"),
    )
    op.add_column("inbox", sa.Column("original", sa.Text, nullable=False, server_default=""))
    found = f"coalesce({_FILLED[op.get_bind().dialect.name]}, '')"
    op.execute(f"UPDATE inbox SET original = {found} WHERE body LIKE '%original%'")  # noqa: S608 - our own words
    op.drop_index("ix_fine_key", "fine")
    op.create_index("ix_fine_key", "fine", ["key"])
