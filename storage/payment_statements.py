"""The table of the receipts of payments and its SQL: each is written once, and never goes."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.instants import Instant
from storage.prepared import Prepared
from storage.tables import metadata

# Who says that nothing was paid may say later that it was: both are kept.
payment_receipt = sa.Table(
    "payment_receipt",
    metadata,
    sa.Column("receipt_id", sa.Text, primary_key=True),
    sa.Column("executed", sa.Boolean, primary_key=True),
    sa.Column("nav", sa.Text, nullable=False),
    sa.Column("iuv", sa.Text, nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("paid_at", Instant, nullable=False),
    sa.Column("arrived_at", Instant, nullable=False, index=True),
    sa.Column("psp", sa.Text, nullable=False),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("settled", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),  # the receipt as it came, in blob
    sa.Index("ix_payment_receipt_nav", "nav"),
)

KEYS = ("receipt_id", "executed")
KEEP = Prepared(
    insert(payment_receipt)
    .values({column.name: sa.bindparam(column.name) for column in payment_receipt.c})
    .on_conflict_do_nothing(index_elements=KEYS)
    .returning(payment_receipt.c.receipt_id)
)
SETTLED = (
    sa.update(payment_receipt)
    .where(
        payment_receipt.c.receipt_id == sa.bindparam("of_receipt"),
        payment_receipt.c.executed == sa.bindparam("of_executed"),
    )
    .values(settled=sa.bindparam("to"))
)
UNKNOWN = sa.select(payment_receipt).where(
    payment_receipt.c.nav.in_(sa.bindparam("navs", expanding=True)),
    payment_receipt.c.settled == "unknown",
)
