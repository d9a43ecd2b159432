"""What a citizen has agreed to, what is being erased for them, and how long each kind is kept."""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"

TABLES = ("consent", "erasure", "retention_run")
_SAYING = "the access log is only ever added to"
_ENDED = "OLD.at >= COALESCE((SELECT before FROM retention_run WHERE kind = 'access-log'), 0)"


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_lane", "consent", ["lane", "topic", "id"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("citizen", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("citizen", "lane", "until", name=op.f("pk_erasure")),
    )
    op.create_table(
        "retention_run",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.BigInteger(), nullable=False),
        sa.Column("in_all", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_run")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql(_ENDED)
    else:
        _guard_sqlite(_ENDED)


def _guard_sqlite(kept: str) -> None:
    op.execute("DROP TRIGGER access_log_stays_delete")
    op.execute(
        f"CREATE TRIGGER access_log_stays_delete BEFORE DELETE ON access_log WHEN {kept}"
        f" BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"
    )


def _guard_postgresql(kept: str) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION access_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF TG_OP = 'UPDATE' OR {kept} THEN RAISE EXCEPTION '{_SAYING}'; END IF; RETURN OLD; END $$"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql("true")
    else:
        _guard_sqlite("true")
    for table in TABLES:
        op.drop_table(table)
