"""The register of residents."""

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"

TABLES: tuple[str, ...] = ("resident",)


def upgrade() -> None:
    op.create_table(
        "resident",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code_blind", sa.Text(), nullable=False),
        sa.Column("plain_blind", sa.Text(), nullable=False),
        sa.Column("family_blind", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident")),
        sa.UniqueConstraint("code_blind", name=op.f("uq_resident_code_blind")),
    )
    op.create_index(op.f("ix_resident_plain_blind"), "resident", ["plain_blind"], unique=False)
    op.create_index(op.f("ix_resident_family_blind"), "resident", ["family_blind"], unique=False)


def downgrade() -> None:
    op.drop_table("resident")
