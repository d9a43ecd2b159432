"""Recipients who are not written to any more: a stretch in each transaction, for replies to go between."""

from typing import Final

import sqlalchemy as sa

from storage.audience import RANKS
from storage.recipient_rows import CANCELLED, SPARE, recipient
from storage.tables import QUEUED, STALE
from storage.transaction import Transaction

STRETCH: Final = 5000  # rows
_number = sa.bindparam("of_broadcast", type_=sa.BigInteger())
# By each channel, for the index to be used of which that is the second column.
_waiting: Final = sa.and_(
    recipient.c.broadcast == _number,
    recipient.c.channel.in_([sa.literal_column(f"'{channel}'") for channel in RANKS]),
    sa.or_(recipient.c.status == QUEUED, recipient.c.status == SPARE),
)


def _dropping(status: sa.ColumnElement[str]) -> sa.Update:
    some = sa.select(recipient.c.id).where(_waiting).limit(STRETCH).with_for_update()
    return (
        sa.update(recipient)
        .where(recipient.c.id.in_(some.scalar_subquery()))
        .values(status=status, updated_at=sa.bindparam("now", type_=recipient.c.updated_at.type))
    )


_CANCEL, _EXPIRE = _dropping(CANCELLED), _dropping(STALE)


def drop(transaction: Transaction, number: int, *, late: bool = False) -> bool:
    """Drop a stretch of whoever waits, as cancelled or as past its time; False if there may be more."""
    values = {"of_broadcast": number, "now": transaction.now}
    return transaction.connection.execute(_EXPIRE if late else _CANCEL, values).rowcount < STRETCH
