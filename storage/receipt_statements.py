"""The table of the receipts (ricevute) and its SQL: each is written once, and found by what it proves."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.channel import Delivery
from storage.instants import Instant
from storage.prepared import Prepared
from storage.tables import metadata, outbox, word
from storage.veiled import Veiled

# Receipts are evidence: none is ever changed but for the part that it is found to speak of.
receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("external_id", sa.Text, primary_key=True),  # its own identity: a repeat bears the same
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),  # the network's id of the part
    sa.Column("about", Veiled("receipt.about"), nullable=False),  # a recipient
    sa.Column("at", Instant, nullable=False),  # when its issuer says
    sa.Column("arrived_at", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # what it says of the part, if anything
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),  # the receipt as it came, in blob
    sa.Column("part_key", sa.Text),  # NULL while it is not known to speak of any of ours
    sqlite_with_rowid=False,
)

_matched, unmatched = receipt.c.part_key.is_not(None), receipt.c.part_key.is_(None)
sa.Index(
    "ix_receipt_part",
    receipt.c.part_key,
    receipt.c.arrived_at,
    sqlite_where=_matched,
    postgresql_where=_matched,
)
sa.Index(
    "ix_receipt_unmatched",
    receipt.c.channel,
    receipt.c.arrived_at,
    sqlite_where=unmatched,
    postgresql_where=unmatched,
)

_channel = sa.bindparam("on_channel", type_=sa.Text())
_name = sa.bindparam("external_id", type_=sa.Text())
_reference = sa.bindparam("reference", type_=sa.Text())
_key = sa.bindparam("by_key", type_=sa.Text())

KEEP_RECEIPT = Prepared(
    insert(receipt)
    .values({column.name: sa.bindparam(column.name) for column in receipt.c})
    .on_conflict_do_nothing(index_elements=["channel", "external_id"])
    .returning(receipt.c.external_id)
)
ATTACH = Prepared(
    sa.update(receipt)
    .where(receipt.c.channel == _channel, receipt.c.external_id == _name, unmatched)
    .values(part_key=_key)
)

# What must be known of a part before a receipt may speak of it; nobody changes it meanwhile.
_PART = sa.select(outbox.c.key, outbox.c.address, outbox.c.status).where(outbox.c.channel == _channel)
PART_BY_REFERENCE = Prepared(_PART.where(outbox.c.provider_id == _reference).with_for_update())
PART_BY_KEY = Prepared(_PART.where(outbox.c.key == _key, outbox.c.provider_id.is_(None)).with_for_update())
WARNINGS = Prepared(
    sa.select(sa.func.count()).where(
        receipt.c.part_key == _key, receipt.c.state == word(Delivery.WARNED.value)
    )
)
LATE = Prepared(
    sa.select(
        receipt.c.external_id,
        receipt.c.reference,
        receipt.c.about,
        receipt.c.state,
        receipt.c.code,
        receipt.c.at,
    )
    .join(outbox, sa.and_(outbox.c.channel == receipt.c.channel, outbox.c.provider_id == receipt.c.reference))
    .where(receipt.c.channel == _channel, unmatched, receipt.c.arrived_at >= sa.bindparam("since"))
    .order_by(receipt.c.arrived_at, receipt.c.external_id)
)
OF_PART = (
    sa.select(receipt)
    .where(receipt.c.part_key == _key)
    .order_by(receipt.c.arrived_at, receipt.c.at, receipt.c.external_id)
)
UNMATCHED = (
    sa.select(receipt)
    .where(receipt.c.channel == _channel, unmatched)
    .order_by(receipt.c.arrived_at.desc(), receipt.c.external_id)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)
PART_KEY = Prepared(
    sa.select(receipt.c.part_key).where(
        receipt.c.channel == sa.bindparam("channel", type_=sa.Text()),
        receipt.c.external_id == sa.bindparam("external_id", type_=sa.Text()),
    )
)
COUNT_UNMATCHED = sa.select(receipt.c.channel, sa.func.count()).where(unmatched).group_by(receipt.c.channel)
