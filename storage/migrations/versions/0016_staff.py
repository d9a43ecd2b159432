"""Who works at the desk, where they are signed in, and what they did."""

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"

_SAYING = "the audit is only ever added to"
_KEPT = "OLD.at >= COALESCE((SELECT before FROM retention_run WHERE kind = 'audit'), 0)"
_ON_SQLITE = (
    (
        "CREATE TRIGGER audit_stays_update BEFORE UPDATE OF id, at, who, act, about ON audit"
        f" BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"
    ),
    (
        f"CREATE TRIGGER audit_stays_delete BEFORE DELETE ON audit WHEN {_KEPT}"
        f" BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"
    ),
)
_ON_POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'UPDATE' AND (OLD.id, OLD.at, OLD.who, OLD.act, OLD.about)"
        " IS NOT DISTINCT FROM (NEW.id, NEW.at, NEW.who, NEW.act, NEW.about) THEN RETURN NEW; END IF;"
        f" IF TG_OP = 'UPDATE' OR {_KEPT} THEN RAISE EXCEPTION '{_SAYING}'; END IF; RETURN OLD; END $$"
    ),
    (
        "CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit"
        " FOR EACH ROW EXECUTE FUNCTION audit_stays()"
    ),
)


def upgrade() -> None:
    """Make the tables, and the triggers that keep the audit whole."""
    _make_staff()
    _make_sessions()
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_who", "audit", ["who", "id"], unique=False)
    op.create_index("ix_audit_about", "audit", ["about", "id"], unique=False)
    for statement in _ON_SQLITE if op.get_bind().dialect.name == "sqlite" else _ON_POSTGRESQL:
        op.execute(statement)


def _make_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("offices", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("totp", sa.Text(), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_staff")),
    )


def _make_sessions() -> None:
    op.create_table(
        "staff_session",
        sa.Column("cookie", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("previous_at", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("cookie", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_name"), "staff_session", ["name"], unique=False)
    op.create_index(op.f("ix_staff_session_expires_at"), "staff_session", ["expires_at"], unique=False)
    op.create_table(
        "staff_code",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_staff_code")),
    )
    op.create_table(
        "staff_lane",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bound_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_staff_lane")),
    )
    op.create_index(op.f("ix_staff_lane_name"), "staff_lane", ["name"], unique=False)
