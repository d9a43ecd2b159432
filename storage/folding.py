"""A network's word folded into its part, inside a transaction that somebody else has open."""

import sqlalchemy as sa

from bot.channel import Delivery, Receipt
from storage import outbox_statements as statements
from storage.documents import storable

# The code of an acceptance that no other word will follow: the recipient has no certified mailbox.
EXTERNAL = "external"

_OWING = frozenset({Delivery.ACCEPTED, Delivery.WARNED, Delivery.EXPIRED})  # another word is to come


def fold(connection: sa.Connection, receipt: Receipt, now: int) -> bool:
    """Fold a receipt into the part of its key or its network's id; False if there is none.

    `now` is in milliseconds.
    """
    owing = receipt.state in _OWING and receipt.code != EXTERNAL
    values: dict[str, object] = {
        "on_channel": receipt.channel,
        "by_key": receipt.key,
        "network_id": receipt.provider_id or None,
        "state": receipt.state.value,
        "rank": statements.RANK[receipt.state.value],
        "because": storable(receipt.code),
        "awaited": now if owing else None,
        "now": now,
    }
    if receipt.key and statements.FOLD_BY_KEY.one(connection, values):
        return True
    return bool(receipt.provider_id) and statements.FOLD_BY_PROVIDER.one(connection, values) > 0


def moves(status: str, state: Delivery) -> bool:
    """Tell whether a part of that status goes over to a state that is said of it."""
    return statements.RANK.get(status, 0) < statements.RANK[state.value]
