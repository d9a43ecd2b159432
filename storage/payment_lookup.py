"""The receipts of payments one by one, with the bytes that prove them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.payment_statements import payment_receipt
from storage.tables import blob


@dataclass(frozen=True, slots=True)
class Filed:
    """A receipt as it is kept; `settled` is a word of storage.payment_receipts.Settled.

    `executed` is False where it says that nothing was paid; `sha256` is the hash of its bytes.
    """

    receipt_id: str
    nav: str
    executed: bool
    amount_cents: int
    paid_at: datetime
    arrived_at: datetime
    psp: str
    way: str
    settled: str
    sha256: str


_COLUMNS = [payment_receipt.c[name] for name in Filed.__slots__]
_OF_NAV = (
    sa.select(*_COLUMNS)
    .where(payment_receipt.c.nav == sa.bindparam("of_nav", type_=sa.Text()))
    .order_by(payment_receipt.c.arrived_at, payment_receipt.c.receipt_id)
)
_ONE = (
    sa.select(*_COLUMNS, blob.c.content)
    .join(blob, blob.c.sha256 == payment_receipt.c.sha256)
    .where(payment_receipt.c.receipt_id == sa.bindparam("of_receipt", type_=sa.Text()))
    .order_by(payment_receipt.c.executed.desc())
)


def filed(connection: sa.Connection, nav: str) -> Sequence[Filed]:
    """Read every receipt that names a notice, matched or not, as they came."""
    return [Filed(*row) for row in connection.execute(_OF_NAV, {"of_nav": nav})]


def evidence(connection: sa.Connection, receipt_id: str) -> tuple[Filed, bytes] | None:
    """Read a receipt with its bytes as they came; None if there is none of that id.

    Where the same payment first failed and then succeeded, it is the receipt that says so.
    """
    row = connection.execute(_ONE, {"of_receipt": receipt_id}).first()
    return None if row is None else (Filed(*row[:-1]), bytes(row[-1]))
