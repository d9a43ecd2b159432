"""Recipients who are not written to any more: a stretch in each transaction, for replies to go between."""

from typing import Final

import sqlalchemy as sa

from storage.audience import RANKS
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.recipient_rows import CANCELLED, SPARE, recipient
from storage.tables import QUEUED, STALE
from storage.transaction import Transaction

STRETCH: Final = 5000  # rows
_number = sa.bindparam("of_broadcast", type_=sa.BigInteger())
# By each channel, for the index to be used of which that is the second column.
WAITING: Final = sa.and_(
    recipient.c.broadcast == _number,
    recipient.c.channel.in_([sa.literal_column(f"'{channel}'") for channel in RANKS]),
    sa.or_(recipient.c.status == QUEUED, recipient.c.status == SPARE),
)


def _dropping(status: sa.ColumnElement[str]) -> Prepared:
    some = sa.select(recipient.c.id).where(WAITING).limit(sa.bindparam("most", type_=sa.Integer()))
    return Prepared(
        sa.update(recipient)
        .where(recipient.c.id.in_(some.with_for_update().scalar_subquery()))
        .values(status=status, updated_at=sa.bindparam("now", type_=sa.BigInteger()))
    )


_CANCEL, _EXPIRE = _dropping(CANCELLED), _dropping(STALE)


def drop(transaction: Transaction, number: int, *, late: bool = False) -> bool:
    """Drop a stretch of whoever waits, as cancelled or as past its time; False if there may be more."""
    statement = _EXPIRE if late else _CANCEL
    values = {"of_broadcast": number, "most": STRETCH, "now": to_ms(transaction.now)}
    return statement.one(transaction.connection, values) < STRETCH
