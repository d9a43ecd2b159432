"""Telling that a debt was paid: an event, once, in the lane of everybody who asked to hear of it."""

from collections.abc import Sequence

import sqlalchemy as sa

from bot.message import Inbound
from storage.arrivals import arrival
from storage.notices import PaymentNotice, heard_by, unheard, watcher
from storage.payment_statements import payment_receipt
from storage.records import write_records
from storage.transaction import Transaction

_MOST_TOLD = 500  # of one sweep

_TOLD = (
    sa.update(watcher)
    .where(
        watcher.c.service == sa.bindparam("of_service"),
        watcher.c.reference == sa.bindparam("of_reference"),
        watcher.c.lane == sa.bindparam("of_lane"),
    )
    .values(told=True, waiting=False)
)


def tell(transaction: Transaction, correlation: str, among: sa.ColumnElement[bool]) -> int:
    """Put the receipts into the lanes of all who asked and were not told; how many.

    `among` narrows the notices. The lock of storage.notices is held, lest two tell the same.
    """
    connection = transaction.connection
    rows = list(unheard(connection, among, _MOST_TOLD))
    if not rows:
        return 0
    receipts = _receipts_of(connection, [one for one, _ in rows])
    events = [_event(one, lane, receipts.get(one.receipt_id)) for one, lane in rows]
    write_records(connection, (arrival(event, correlation, transaction.now) for event in events))
    told = [{"of_service": one.service, "of_reference": one.reference, "of_lane": lane} for one, lane in rows]
    connection.execute(_TOLD, told)
    return len(rows)


_Taken = tuple[int, str]  # cents, and who took them


def _receipts_of(connection: sa.Connection, paid: Sequence[PaymentNotice]) -> dict[str, _Taken]:
    query = sa.select(payment_receipt).where(
        payment_receipt.c.receipt_id.in_(sorted({one.receipt_id for one in paid})),
        payment_receipt.c.executed == sa.true(),
    )
    return {row.receipt_id: (row.amount_cents, row.psp) for row in connection.execute(query)}


def _event(one: PaymentNotice, lane: str, taken: _Taken | None) -> Inbound:
    channel, _, sender = lane.partition(":")
    amount_cents, psp = taken or (one.amount_cents, "")
    paid_at = one.paid_at or one.made_at
    return Inbound(
        channel=channel,
        external_id=f"receipt/{one.receipt_id}/{lane}",
        sender=sender,
        text="",
        received_at=paid_at,
        event=f"{heard_by(one.service)}.paid",
        payload={
            "nav": one.nav,
            "reference": one.reference,
            "option": one.option,
            "subject": one.subject,
            "amount_cents": amount_cents,
            "paid_at": paid_at.isoformat(),
            "receipt_id": one.receipt_id,
            "psp": psp,
            "token": one.token,
        },
    )
