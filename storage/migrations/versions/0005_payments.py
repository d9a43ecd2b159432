"""Payments by pagoPA: debts that have several notices, quotes, receipts, reminders, carts and positions."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    op.add_column("fine", sa.Column("points", sa.Integer(), server_default="0", nullable=False))
    _notices()
    _watchers()
    _positions()
    _receipts()


def _notices() -> None:
    for name in ("service", "subject", "category"):
        op.add_column("notice", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("notice", sa.Column("made_at", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("notice", sa.Column("active_until", sa.BigInteger(), nullable=True))
    op.add_column("notice_counter", sa.Column("paper", sa.BigInteger(), server_default="0", nullable=False))
    # There were none but those of fines.
    op.execute(
        "UPDATE notice SET service = 'pay_fine', category = '9/0102100SA/', subject = 'Verbale ' || reference"
    )
    op.drop_index("ix_notice_open", "notice")
    op.drop_index("ix_notice_reference", "notice")
    _amount(sa.Integer(), sa.BigInteger())
    op.create_index("ix_notice_debt", "notice", ["reference", "service"])
    op.create_index("ix_notice_made_at", "notice", ["made_at"])
    _index("ix_notice_paid", "notice", ["paid_at"], "status = 'paid'")
    _index("ix_notice_term", "notice", ["payable_until"], "status = 'open'")
    op.create_table(
        "notice_quote",
        sa.Column("nav", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("nav", "amount_cents", name=op.f("pk_notice_quote")),
        sqlite_with_rowid=False,
    )


def _amount(before: sa.types.TypeEngine[int], after: sa.types.TypeEngine[int]) -> None:
    """Let an amount be as large as pagoPA's (999,999,999.99 euro), or no longer."""
    with op.batch_alter_table("notice") as table:
        table.alter_column("amount_cents", existing_type=before, type_=after, existing_nullable=False)


def _watchers() -> None:
    op.create_table(
        "debt_watcher",
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("waiting", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("service", "reference", "lane", name=op.f("pk_debt_watcher")),
    )
    op.create_index("ix_debt_watcher_lane", "debt_watcher", ["lane"])
    # Whoever has heard of one notice of a debt has heard of the debt.
    op.execute(
        "INSERT INTO debt_watcher (service, reference, lane, told)"
        " SELECT notice.service, notice.reference, lane, max(CASE WHEN told THEN 1 ELSE 0 END) = 1"
        " FROM notice_watcher JOIN notice ON notice.nav = notice_watcher.nav"
        " GROUP BY notice.service, notice.reference, lane"
    )
    op.drop_table("notice_watcher")
    _index("ix_debt_watcher_waiting", "debt_watcher", ["service", "reference"], "waiting = {true}")


def _positions() -> None:
    op.create_table(
        "position",
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("iupd", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=True),
        sa.Column("existing", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("service", "reference", name=op.f("pk_position")),
        sa.UniqueConstraint("iupd", name=op.f("uq_position_iupd")),
    )
    _index("ix_position_behind", "position", ["next_at"], "published_version < version")


def _receipts() -> None:
    op.create_table(
        "payment_receipt",
        sa.Column("receipt_id", sa.Text(), nullable=False),
        sa.Column("executed", sa.Boolean(), nullable=False),
        sa.Column("nav", sa.Text(), nullable=False),
        sa.Column("iuv", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("psp", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("receipt_id", "executed", name=op.f("pk_payment_receipt")),
    )
    op.create_index("ix_payment_receipt_arrived_at", "payment_receipt", ["arrived_at"])
    op.create_index("ix_payment_receipt_nav", "payment_receipt", ["nav"])
    op.create_table(
        "payment_reminder",
        sa.Column("nav", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("nav", "lane", name=op.f("pk_payment_reminder")),
    )
    _index("ix_payment_reminder_waits", "payment_reminder", ["at"], "done = {false}")
    op.create_table(
        "payment_cart",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("navs", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_payment_cart")),
    )


def _index(name: str, table: str, columns: list[str], condition: str) -> None:
    """Make a partial index; each database spells the two truth values in its own way."""
    of_sqlite = sa.text(condition.format(true="1", false="0"))
    of_postgresql = sa.text(condition.format(true="true", false="false"))
    op.create_index(name, table, columns, sqlite_where=of_sqlite, postgresql_where=of_postgresql)


def downgrade() -> None:
    for table in ("payment_cart", "payment_reminder", "payment_receipt", "position", "notice_quote"):
        op.drop_table(table)
    _old_watchers()
    for index in ("ix_notice_debt", "ix_notice_made_at", "ix_notice_paid", "ix_notice_term"):
        op.drop_index(index, "notice")
    # What the old code knows nothing of: notices of other debts, of amounts beyond four bytes, expired ones.
    op.execute("DELETE FROM notice WHERE service <> 'pay_fine' OR amount_cents > 2147483647")
    op.execute("UPDATE notice SET status = 'annulled' WHERE status = 'expired'")
    for name in ("service", "subject", "category", "made_at", "active_until"):
        op.drop_column("notice", name)
    op.drop_column("notice_counter", "paper")
    op.drop_column("fine", "points")
    _amount(sa.BigInteger(), sa.Integer())
    op.create_index("ix_notice_reference", "notice", ["reference"])
    is_open = sa.text("status = 'open'")
    op.create_index(
        "ix_notice_open",
        "notice",
        ["reference", "option"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _old_watchers() -> None:
    op.create_table(
        "notice_watcher",
        sa.Column("nav", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("nav", "lane", name=op.f("pk_notice_watcher")),
    )
    op.execute(
        "INSERT INTO notice_watcher (nav, lane, told) SELECT nav, lane, told FROM debt_watcher"
        " JOIN notice ON notice.service = debt_watcher.service"
        " AND notice.reference = debt_watcher.reference WHERE notice.service = 'pay_fine'"
    )
    op.drop_table("debt_watcher")
    _index("ix_notice_watcher_untold", "notice_watcher", ["nav"], "told = {false}")
