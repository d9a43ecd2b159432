"""Counts per day."""

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"


def upgrade() -> None:
    op.create_table(
        "statistic",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "measure", "key", name=op.f("pk_statistic")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statistic_person",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("month", "mark", name=op.f("pk_statistic_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "service_use",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("left_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_use")),
    )
    op.create_index(op.f("ix_service_use_day"), "service_use", ["day"], unique=False)
    op.create_index("ix_request_opened_at", "request", ["opened_at"], unique=False)
    op.create_index("ix_request_answered_at", "request", ["answered_at"], unique=False)
    op.create_index("ix_permit_made_at", "permit", ["made_at"], unique=False)
    op.create_index("ix_certificate_issued_on", "certificate", ["issued_on"], unique=False)


def downgrade() -> None:
    for name, table in (
        ("ix_certificate_issued_on", "certificate"),
        ("ix_permit_made_at", "permit"),
        ("ix_request_answered_at", "request"),
        ("ix_request_opened_at", "request"),
    ):
        op.drop_index(name, table)
    for table in ("service_use", "statistic_person", "statistic"):
        op.drop_table(table)
