"""The table of the receipts of payments and its SQL: each is written once, and never goes."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.instants import Instant
from storage.notices import IS_PAID, NoticeStatus, is_untold, notice, watcher
from storage.prepared import Prepared
from storage.tables import metadata, word
from storage.veiled import VEILED_LANE

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
_receipt = sa.bindparam("of_receipt", type_=sa.Text())
_executed = sa.bindparam("of_executed", type_=sa.Boolean())
_nav = sa.bindparam("of_nav", type_=sa.Text())
_service = sa.bindparam("of_service", type_=sa.Text())
_reference = sa.bindparam("of_reference", type_=sa.Text())
_lane = sa.bindparam("of_lane", type_=VEILED_LANE)

SETTLED = Prepared(
    sa.update(payment_receipt)
    .where(payment_receipt.c.receipt_id == _receipt, payment_receipt.c.executed == _executed)
    .values(settled=sa.bindparam("settled"))
)

# Every notice of the debt of a number, the oldest first.
_named = notice.alias("named")
DEBT_OF = (
    sa.select(notice)
    .join(_named, sa.and_(_named.c.reference == notice.c.reference, _named.c.service == notice.c.service))
    .where(_named.c.nav == _nav)
    .order_by(notice.c.made_at, notice.c.nav)
)
_TAKEN = ("paid_at", "receipt_id", "amount_cents")
PAY = Prepared(
    sa.update(notice)
    .where(notice.c.nav == _nav)
    .values({name: sa.bindparam(name) for name in _TAKEN} | {"status": IS_PAID, "active_until": sa.null()})
)
ANNUL = Prepared(
    sa.update(notice)
    .where(notice.c.nav == _nav)
    .values(status=word(NoticeStatus.ANNULLED.value), active_until=sa.null())
)
RELEASE = Prepared(sa.update(notice).where(notice.c.nav == _nav).values(active_until=sa.null()))

_of_debt = sa.and_(watcher.c.service == _service, watcher.c.reference == _reference)
LANES = Prepared(
    sa.select(watcher.c.lane, watcher.c.by_number).where(_of_debt, is_untold).order_by(watcher.c.lane)
)
TOLD = Prepared(
    sa.update(watcher).where(_of_debt, watcher.c.lane == _lane).values(told=sa.true(), waiting=sa.false())
)

UNKNOWN = sa.select(payment_receipt).where(
    payment_receipt.c.nav.in_(sa.bindparam("navs", expanding=True)),
    payment_receipt.c.settled == "unknown",
)
