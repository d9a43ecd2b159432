"""Permits for restricted traffic zones and what the gates are told."""

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"

TABLES = ("permit", "permit_plate", "gate_entry", "gate_change")
_SAYING = "what the gates were told is only ever added to"
_KEPT = (
    "OLD.at >= COALESCE((SELECT before FROM retention_run WHERE kind = 'gate-changes'), 0)"
    " OR OLD.number >= (SELECT max(number) FROM gate_change)"
)
_TOLD = "number, at, op, zone, valid_from, valid_until, permit"


def upgrade() -> None:
    """Add the tables; what the gates were told cannot be changed or taken back."""
    _papers()
    _permits()
    _gates()
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _papers() -> None:
    """Let the papers of permits stand beside certificates, numbered by themselves."""
    with op.batch_alter_table("certificate") as table:
        table.add_column(sa.Column("series", sa.Text(), server_default="", nullable=False))
        table.drop_constraint("uq_certificate_year", type_="unique")
        table.create_unique_constraint("uq_certificate_series", ["series", "year", "number"])


def _permits() -> None:
    op.create_table(
        "permit",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("order_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("citizen", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), server_default="", nullable=False),
        sa.Column("replaced_by", sa.Text(), server_default="", nullable=False),
        sa.Column("request", sa.Text(), server_default="", nullable=False),
        sa.Column("paper", sa.Text(), server_default="", nullable=False),
        sa.Column("pay_by", sa.Date(), nullable=True),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended", sa.Text(), server_default="", nullable=False),
        sa.Column("ended_by", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_permit")),
        sa.UniqueConstraint("order_key", name=op.f("uq_permit_order_key")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_permit_year")),
    )
    for column in ("citizen", "paper", "request"):
        op.create_index(op.f(f"ix_permit_{column}"), "permit", [column], unique=False)
    _partly("ix_permit_ends", "valid_until", "state = 'active' AND valid_until IS NOT NULL")
    _partly("ix_permit_unpaid", "pay_by", "state = 'pending'")
    true = "true" if op.get_bind().dialect.name == "postgresql" else "1"
    _partly("ix_permit_waits", "valid_from", f"waits = {true}")
    op.create_table(
        "permit_plate",
        sa.Column("permit", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("permit", "place", name=op.f("pk_permit_plate")),
    )
    op.create_index(op.f("ix_permit_plate_plate"), "permit_plate", ["plate"], unique=False)


def _partly(name: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "permit", [column], unique=False, sqlite_where=where, postgresql_where=where)


def _gates() -> None:
    op.create_table(
        "gate_entry",
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("permit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plate", "zone", name=op.f("pk_gate_entry")),
    )
    for column in ("permit", "valid_until"):
        op.create_index(op.f(f"ix_gate_entry_{column}"), "gate_entry", [column], unique=False)
    op.create_table(
        "gate_change",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("permit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_gate_change")),
    )


def _guard_sqlite() -> None:
    for verb, when in ((f"UPDATE OF {_TOLD}", ""), ("DELETE", f" WHEN {_KEPT}")):
        name = f"gate_change_stays_{verb.split()[0].lower()}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON gate_change{when}"
            f" BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION gate_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF TG_OP = 'UPDATE' OR {_KEPT} THEN RAISE EXCEPTION '{_SAYING}'; END IF; RETURN OLD; END $$"
    )
    op.execute(
        f"CREATE TRIGGER gate_change_stays BEFORE DELETE OR UPDATE OF {_TOLD} ON gate_change"
        " FOR EACH ROW EXECUTE FUNCTION gate_change_stays()"
    )


def downgrade() -> None:
    """Take the tables away."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION gate_change_stays()")
