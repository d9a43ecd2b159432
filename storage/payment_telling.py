"""Telling of payments: an event, once, in the lane of everybody who asked to hear of the debt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.message import Inbound
from storage import payment_statements as statements
from storage.arrivals import arrival
from storage.notices import PAY_NOTICE, PaymentNotice, heard_by, notice, same_debt, unheard, watcher
from storage.payment_statements import payment_receipt
from storage.records import write_records
from storage.transaction import Transaction

_MOST_TOLD = 500  # of one sweep


@dataclass(frozen=True, slots=True)
class Taken:
    """What a receipt says: how many cents were taken, and by whom."""

    amount_cents: int
    psp: str


def tell_of(transaction: Transaction, correlation: str, paid: PaymentNotice, taken: Taken) -> None:
    """Put the receipt of a notice that has just been paid into the lanes of all who asked for its debt."""
    debt = {"of_service": paid.service, "of_reference": paid.reference}
    rows = statements.LANES.ask(transaction.connection, debt)
    _put(transaction, correlation, [(paid, lane, taken, bool(by_number)) for lane, by_number in rows])


def tell(transaction: Transaction, correlation: str, among: sa.ColumnElement[bool]) -> int:
    """Put the receipts into the lanes of all who asked and were not told; how many.

    `among` narrows the notices. The lock of storage.notices is held, lest two tell the same.
    """
    connection = transaction.connection
    rows = list(unheard(connection, among, _MOST_TOLD))
    receipts = _receipts_of(connection, [one for one, _, _ in rows])
    untold = [
        (one, lane, receipts.get(one.receipt_id, Taken(one.amount_cents, "")), by_number)
        for one, lane, by_number in rows
    ]
    _put(transaction, correlation, untold)
    return len(rows)


def tell_unsettled(
    transaction: Transaction, correlation: str, paid_at: datetime, told: Mapping[str, object]
) -> None:
    """Tell all who asked for a debt of a payment that did not settle it, whoever made it.

    Nobody who has paid twice is to find it out from the bank. `told` has the payment's `nav`, `receipt_id`
    and `why`, a word of storage.payment_receipts.Settled; it is told once because it is taken once.
    """
    connection = transaction.connection
    query = sa.select(notice.c.subject, watcher.c.lane).join(watcher, same_debt)
    rows = connection.execute(query.where(notice.c.nav == told["nav"]).limit(_MOST_TOLD)).all()
    events = [_unsettled(row.lane, paid_at, {**told, "subject": row.subject}) for row in rows]
    write_records(connection, [arrival(event, correlation, transaction.now) for event in events])


def _put(
    transaction: Transaction, correlation: str, untold: Sequence[tuple[PaymentNotice, str, Taken, bool]]
) -> None:
    events = (_event(*each) for each in untold)
    write_records(transaction.connection, [arrival(event, correlation, transaction.now) for event in events])
    told = [
        {"of_service": one.service, "of_reference": one.reference, "of_lane": lane}
        for one, lane, _, _ in untold
    ]
    statements.TOLD.many(transaction.connection, told)


def _receipts_of(connection: sa.Connection, paid: Sequence[PaymentNotice]) -> dict[str, Taken]:
    if not paid:
        return {}
    query = sa.select(payment_receipt).where(
        payment_receipt.c.receipt_id.in_(sorted({one.receipt_id for one in paid})),
        payment_receipt.c.executed == sa.true(),
    )
    return {row.receipt_id: Taken(row.amount_cents, row.psp) for row in connection.execute(query)}


def _event(one: PaymentNotice, lane: str, taken: Taken, by_number: bool) -> Inbound:  # noqa: FBT001 - of a row
    channel, _, sender = lane.partition(":")
    paid_at = one.paid_at or one.made_at
    return Inbound(
        channel=channel,
        external_id=f"receipt/{one.receipt_id}/{lane}",
        sender=sender,
        text="",
        received_at=paid_at,
        event=f"{heard_by(one.service, by_number=by_number)}.paid",
        payload={
            "nav": one.nav,
            "reference": one.reference,
            "option": one.option,
            "subject": one.subject,
            "amount_cents": taken.amount_cents,
            "paid_at": paid_at.isoformat(),
            "receipt_id": one.receipt_id,
            "psp": taken.psp,
            "token": one.token,
        },
    )


def _unsettled(lane: str, paid_at: datetime, payload: Mapping[str, object]) -> Inbound:
    channel, _, sender = lane.partition(":")
    return Inbound(
        channel=channel,
        external_id=f"unsettled/{payload['receipt_id']}/{lane}",
        sender=sender,
        text="",
        received_at=paid_at,
        event=f"{PAY_NOTICE}.unsettled",
        payload={**payload, "paid_at": paid_at.isoformat()},
    )
