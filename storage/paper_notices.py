"""Notices that were printed elsewhere and are now ours to answer for: their numbers are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.values.notice_number import NoticeNumber
from storage.fines import FINES_SERVICE, Status, status_of
from storage.notice_opening import ADD, RENEW, opening_row, terms_row
from storage.notices import NoticeStatus, PaymentNotice, counter, hold, notice, notices_of, read_notice
from storage.payment_receipts import settle_late
from storage.positions import touch
from storage.prepared import Prepared
from storage.quotes import REMEMBER
from storage.transaction import Kind, Transaction

_LONG_IUV = 17


@dataclass(frozen=True, slots=True)
class PaperNotice:
    """A notice as its paper has it; see storage.notices.PaymentNotice. `nav` has its 18 digits.

    Without a `reference` the notice is a debt of its own, whose reference is its number. `token` matters
    only if it is new here.
    """

    nav: str
    service: str
    reference: str
    option: str
    subject: str
    category: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None
    token: str


class Issued(Enum):
    """What became of a paper notice; the last two are not taken."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CLOSED = "closed"  # paid or annulled here: it stays as it is
    TAKEN = "taken"  # its number is, or was, that of another debt
    NO_FINE = "no-fine"  # it speaks of a fine that is not in the register


_paper = insert(counter).values({name: sa.bindparam(name) for name in ("segregation", "last", "paper")})
_PASS_OVER = Prepared(
    _paper.on_conflict_do_update(
        index_elements=["segregation"],
        set_={"paper": _paper.excluded.paper},
        where=counter.c.paper < _paper.excluded.paper,
    )
)


def _issue_all(transaction: Transaction, batches: Sequence[Sequence[PaperNotice]]) -> list[list[Issued]]:
    hold(transaction)
    return [_issue_batch(transaction, batch) for batch in batches]


def _issue_batch(transaction: Transaction, batch: Sequence[PaperNotice]) -> list[Issued]:
    issued = [_issue(transaction, one) for one in batch]
    new = [one.nav for one, became in zip(batch, issued, strict=True) if became is Issued.NEW]
    if new:
        settle_late(transaction, new)
    return issued


def _issue(transaction: Transaction, paper: PaperNotice) -> Issued:
    connection = transaction.connection
    iuv = NoticeNumber(paper.nav).iuv
    taken = sa.select(notice).where(sa.or_(notice.c.nav == paper.nav, notice.c.iuv == iuv))
    row = connection.execute(taken).first()
    reference = paper.reference or paper.nav
    if row is not None:
        known = read_notice(row)
        if (known.nav, known.service, known.reference) != (paper.nav, paper.service, reference):
            return Issued.TAKEN
        return _renew(transaction, known, paper)
    standing = _standing(connection, paper.service, reference)
    if standing is None:
        return Issued.NO_FINE
    _pass_over(connection, iuv)
    ADD.one(connection, opening_row(_made(transaction, paper, iuv, standing)))
    touch(transaction, paper.service, [reference])
    return Issued.NEW


def _standing(connection: sa.Connection, service: str, reference: str) -> NoticeStatus | None:
    """Tell the status of a notice that comes in: nothing is to be paid twice. None if its fine is unknown."""
    if service == FINES_SERVICE:
        status = status_of(connection, reference)
        if status is not Status.OPEN:
            return status and NoticeStatus.ANNULLED
    paid = any(one.status is NoticeStatus.PAID for one in notices_of(connection, service, reference))
    return NoticeStatus.ANNULLED if paid else NoticeStatus.OPEN


def _renew(transaction: Transaction, known: PaymentNotice, paper: PaperNotice) -> Issued:
    if known.status in {NoticeStatus.PAID, NoticeStatus.ANNULLED}:
        return Issued.CLOSED
    made = _made(transaction, paper, known.iuv, NoticeStatus.OPEN)
    before, after = terms_row(known), terms_row(made)
    if before["status"] == NoticeStatus.EXPIRED.value and before | {"status": after["status"]} == after:
        return Issued.SAME
    if before == after:
        return Issued.SAME
    if known.amount_cents != paper.amount_cents:
        REMEMBER.one(transaction.connection, {"nav": known.nav, "amount_cents": known.amount_cents})
    RENEW.one(transaction.connection, after)
    touch(transaction, known.service, [known.reference])
    return Issued.CHANGED


def _made(transaction: Transaction, paper: PaperNotice, iuv: str, status: NoticeStatus) -> PaymentNotice:
    return PaymentNotice(
        nav=paper.nav,
        iuv=iuv,
        service=paper.service,
        reference=paper.reference or paper.nav,
        option=paper.option,
        subject=paper.subject,
        category=paper.category,
        amount_cents=paper.amount_cents,
        due_on=paper.due_on,
        payable_until=paper.payable_until,
        status=status,
        token=paper.token,
        made_at=transaction.now,
        paid_at=None,
        receipt_id="",
    )


def _pass_over(connection: sa.Connection, iuv: str) -> None:
    """See that our own numbers pass over one of paper: the payment's code is what must not come twice."""
    if len(iuv) == _LONG_IUV:
        segregation, base = int(iuv[:2]), int(iuv[2:15])
        _PASS_OVER.one(connection, {"segregation": segregation, "last": 0, "paper": base})


# Takes in a batch of paper notices, in their order; a receipt that came before its notice settles it.
ISSUE: Kind[Sequence[PaperNotice], list[Issued]] = Kind("issued", _issue_all, first=True)
