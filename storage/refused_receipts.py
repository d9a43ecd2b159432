"""Receipts that the node was refused: kept as they came, for staff, so that no payment is told in vain."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from bot.message import File, Inbound
from storage.aside import Aside, set_aside
from storage.instants import to_ms
from storage.payment_receipts import ASIDE_CHANNEL
from storage.tables import inbox
from storage.transaction import Kind, Transaction

UNREADABLE = "payment-unreadable"  # the reason under which staff find a receipt that we cannot read
MOST_A_DAY = 100  # whoever may call must not fill the disk
LARGEST = 256 * 1024  # bytes: of a larger one its size and its hash alone are kept

_LATELY = sa.select(sa.func.count()).where(
    inbox.c.channel == ASIDE_CHANNEL,
    inbox.c.reason == UNREADABLE,
    inbox.c.accepted_at >= sa.bindparam("since"),
)


@dataclass(frozen=True, slots=True)
class RefusedReceipt:
    """A message that brought a receipt, as it came, and the code with which it was refused."""

    code: str
    place: str
    correlation: str
    original: bytes = field(repr=False)


def _keep_all(transaction: Transaction, refused: Sequence[RefusedReceipt]) -> list[bool]:
    return [_keep(transaction, one) for one in refused]


def _keep(transaction: Transaction, one: RefusedReceipt) -> bool:
    connection, now = transaction.connection, transaction.now
    if (connection.scalar(_LATELY, {"since": now - timedelta(days=1)}) or 0) >= MOST_A_DAY:
        return False
    digest, size = hashlib.sha256(one.original).hexdigest(), len(one.original)
    file = File("receipt.xml", "text/xml", one.original) if size <= LARGEST else None
    event = Inbound(
        ASIDE_CHANNEL,
        f"{UNREADABLE}/{digest}",
        "node",
        "",
        now,
        event=UNREADABLE,
        payload={"code": one.code, "place": one.place, "sha256": digest, "size": size},
        original=file,
    )
    why = f"{one.code} ({one.place})" if one.place else one.code
    detail = f"receipt refused with {why}, {size} bytes, sha256 {digest}"
    return set_aside(connection, Aside(event, one.correlation, UNREADABLE, detail), to_ms(now))


# Sets aside a receipt that the node was refused, once however often it comes; whether it is new, and kept: so
# many a day are at the most.
KEEP_REFUSED: Kind[RefusedReceipt, bool] = Kind("refused", _keep_all)
