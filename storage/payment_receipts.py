"""Receipts of payments: each is kept as it came, settles what it pays, and is told to whoever asked.

A payment is irrevocable: a receipt that settles nothing is kept all the same, and staff give the money back.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum

import sqlalchemy as sa

from bot.message import Inbound
from storage import blobs
from storage import payment_statements as statements
from storage.aside import Aside, close_aside, set_aside
from storage.documents import storable
from storage.fines import FINES_SERVICE, Status, settle_fine, status_of
from storage.instants import from_ms, to_ms
from storage.notices import NoticeStatus, PaymentNotice, hold, notice, read_notice
from storage.payment_statements import payment_receipt
from storage.payment_telling import Taken, tell, tell_of, tell_unsettled
from storage.position_telling import tell_ready
from storage.positions import touch
from storage.quotes import amounts_of
from storage.transaction import Kind, Transaction

ASIDE_CHANNEL = "pagopa"  # whence staff see what they must look at: no citizen wrote it
RECENT = timedelta(days=2)  # the usual sweep looks at receipts that came no longer ago


class Settled(Enum):
    """What became of a receipt; all but a repeat are kept."""

    PAID = "paid"
    REPEATED = "repeated"  # it was here before: nothing changes
    TWICE = "twice"  # the debt had been paid already
    DIFFERS = "differs"  # an amount that was never asked
    NOT_OWED = "not-owed"  # appealed, cancelled, annulled
    UNKNOWN = "unknown"  # no notice of this number
    FAILED = "failed"  # it says that nothing was paid


_FOR_STAFF = {
    Settled.TWICE: "payment-twice",
    Settled.DIFFERS: "payment-differs",
    Settled.NOT_OWED: "payment-not-owed",
    Settled.UNKNOWN: "payment-unknown",
}


@dataclass(frozen=True, slots=True)
class PaymentReceipt:
    """A receipt as its way has read it: `way` is "node", "gpd" or "desk".

    `receipt_id` is the payment's own identity: a repeat has the same, by whatever way it comes. `executed`
    is False if it says that nothing was paid. `psp` names who took the money; `original` are its bytes.
    """

    receipt_id: str
    nav: str
    iuv: str
    amount_cents: int
    paid_at: datetime
    psp: str
    way: str
    executed: bool
    original: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TakenReceipt:
    """A receipt to settle; `correlation` goes to the events that tell of it."""

    receipt: PaymentReceipt
    correlation: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A sweep; `thorough` looks at every payment ever made, not only at the recent ones."""

    correlation: str
    thorough: bool = False


def _take_all(transaction: Transaction, taken: Sequence[TakenReceipt]) -> list[Settled]:
    hold(transaction)
    return [_take(transaction, one) for one in taken]


def _take(transaction: Transaction, taken: TakenReceipt) -> Settled:
    receipt, connection = taken.receipt, transaction.connection
    row = _row(receipt, transaction.now)
    if not statements.KEEP.insert(connection, [row]):
        return Settled.REPEATED
    blobs.KEEP.one(connection, {"sha256": row["sha256"], "content": receipt.original})
    return _conclude(transaction, taken)


def _conclude(transaction: Transaction, taken: TakenReceipt) -> Settled:
    settled = _settle(transaction, taken)
    of = {"of_receipt": storable(taken.receipt.receipt_id), "of_executed": taken.receipt.executed}
    statements.SETTLED.one(transaction.connection, {**of, "settled": settled.value})
    if reason := _FOR_STAFF.get(settled):
        _set_aside(transaction, taken, reason)
        tell_unsettled(transaction, taken.correlation, taken.receipt.paid_at, _told(taken.receipt, settled))
    return settled


def _told(receipt: PaymentReceipt, settled: Settled) -> dict[str, object]:
    return {
        "nav": storable(receipt.nav),
        "receipt_id": storable(receipt.receipt_id),
        "amount_cents": receipt.amount_cents,
        "why": settled.value,
    }


def _settle(transaction: Transaction, taken: TakenReceipt) -> Settled:
    receipt, connection = taken.receipt, transaction.connection
    of = {"of_nav": storable(receipt.nav)}
    if not receipt.executed:
        statements.RELEASE.one(connection, of)
        return Settled.FAILED
    debt = {row.nav: read_notice(row) for row in connection.execute(statements.DEBT_OF, of)}
    known = debt.pop(receipt.nav, None)
    if known is None:
        return Settled.UNKNOWN
    if standing := _standing(connection, known, debt.values()):
        return standing
    if receipt.amount_cents not in amounts_of(connection, known):
        return Settled.DIFFERS
    _pay(transaction, known, debt.values(), taken)
    return Settled.PAID


def _standing(
    connection: sa.Connection, known: PaymentNotice, others: Iterable[PaymentNotice]
) -> Settled | None:
    """Say why nothing can be settled on a debt; None if it is owed, whatever became of this notice of it."""
    statuses = {known.status, *(each.status for each in others)}
    if NoticeStatus.PAID in statuses:
        return Settled.TWICE
    fine = status_of(connection, known.reference) if known.service == FINES_SERVICE else None
    if fine is Status.PAID:  # at a desk
        return Settled.TWICE
    owed = statuses != {NoticeStatus.ANNULLED} if fine is None else fine is Status.OPEN
    return None if owed else Settled.NOT_OWED


def _pay(
    transaction: Transaction, known: PaymentNotice, others: Iterable[PaymentNotice], taken: TakenReceipt
) -> None:
    connection, receipt = transaction.connection, taken.receipt
    statements.ANNUL.many(connection, [{"of_nav": one.nav} for one in others])
    receipt_id, paid_at = storable(receipt.receipt_id), to_ms(receipt.paid_at)
    paid = {"paid_at": paid_at, "receipt_id": receipt_id, "amount_cents": receipt.amount_cents}
    statements.PAY.one(connection, {"of_nav": known.nav, **paid})
    if known.service == FINES_SERVICE:
        settle_fine(connection, known.reference)
    touch(transaction, known.service, [known.reference])
    moment = from_ms(paid_at, transaction.now.tzinfo or UTC)
    now_paid = replace(known, paid_at=moment, receipt_id=receipt_id)
    tell_of(transaction, taken.correlation, now_paid, Taken(receipt.amount_cents, storable(receipt.psp)))


def _set_aside(transaction: Transaction, taken: TakenReceipt, reason: str) -> None:
    receipt = taken.receipt
    event = Inbound(
        ASIDE_CHANNEL,
        f"{reason}/{receipt.receipt_id}",
        receipt.nav,
        "",
        receipt.paid_at,
        event=reason,
        payload={
            "nav": receipt.nav,
            "receipt_id": receipt.receipt_id,
            "amount_cents": receipt.amount_cents,
            "way": receipt.way,
        },
    )
    detail = f"receipt {receipt.receipt_id}, notice {receipt.nav}, {receipt.amount_cents} cents"
    aside = Aside(event, taken.correlation, reason, detail)
    set_aside(transaction.connection, aside, to_ms(transaction.now))


def _row(receipt: PaymentReceipt, now: datetime) -> dict[str, object]:
    return {
        "receipt_id": storable(receipt.receipt_id),
        "executed": receipt.executed,
        "nav": storable(receipt.nav),
        "iuv": storable(receipt.iuv),
        "amount_cents": receipt.amount_cents,
        "paid_at": to_ms(receipt.paid_at),
        "arrived_at": to_ms(now),
        "psp": storable(receipt.psp),
        "way": receipt.way,
        "settled": "",
        "sha256": hashlib.sha256(receipt.original).hexdigest(),
    }


def settle_late(transaction: Transaction, navs: Sequence[str]) -> int:
    """Settle the receipts of notices that were unknown when they came; how many. The lock is held."""
    rows = transaction.connection.execute(statements.UNKNOWN, {"navs": list(navs)}).all()
    for row in rows:
        receipt = PaymentReceipt(
            row.receipt_id,
            row.nav,
            row.iuv,
            row.amount_cents,
            row.paid_at,
            row.psp,
            row.way,
            executed=True,
            original=b"",
        )
        settled = _conclude(transaction, TakenReceipt(receipt, f"late:{row.receipt_id}"))
        name = f"{_FOR_STAFF[Settled.UNKNOWN]}/{row.receipt_id}"
        close_aside(transaction, ASIDE_CHANNEL, name, f"its notice came later: {settled.value}")
    return len(rows)


def _tell_all(transaction: Transaction, sweeps: Sequence[Telling]) -> list[int]:
    hold(transaction)
    return [
        tell(transaction, sweep.correlation, _paid_since(transaction.now, sweep))
        + tell_ready(transaction, sweep.correlation, sa.true())
        for sweep in sweeps
    ]


def _paid_since(now: datetime, sweep: Telling) -> sa.ColumnElement[bool]:
    """Tell the notices to look at: a receipt may come long after its payment."""
    if sweep.thorough:
        return sa.true()
    recent = sa.select(payment_receipt.c.nav).where(payment_receipt.c.arrived_at >= now - RECENT)
    return notice.c.nav.in_(recent)


# Takes a receipt: it, what it pays and all who are to hear of it, together or not at all.
TAKE_RECEIPT: Kind[TakenReceipt, Settled] = Kind("payment", _take_all, first=True)
# Tells those whose wish to hear was kept after the payment, or after pagoPA knew of the debt; how many.
# Somebody who had the link already may pay between the opening and the end of the turn that asked.
TELL: Kind[Telling, int] = Kind("receipts", _tell_all, first=True)
