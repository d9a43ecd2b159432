"""Opening payment notices: an open one is brought up to date, else a number is given to a new one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from bot.values.notice_number import NoticeNumber
from storage.notices import NoticeStatus, PaymentNotice, counter, hold_notices, notice, read_notice
from storage.prepared import Prepared
from storage.transaction import Kind, Transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice that is asked for; `segregation` and `token` matter only if a new one is made."""

    reference: str
    option: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None
    segregation: int
    token: str


_MOVE = Prepared(
    sa.update(counter)
    .where(counter.c.segregation == sa.bindparam("of", type_=sa.Integer()))
    .values(last=sa.bindparam("last", type_=sa.BigInteger()))
)
_OF_REFERENCES = sa.select(notice).where(notice.c.reference.in_(sa.bindparam("references", expanding=True)))
_TERMS = ("amount_cents", "due_on", "payable_until")
_FIRST = ("nav", "iuv", "reference", "option", "status", "token", *_TERMS)
_ADD = Prepared(sa.insert(notice).values({name: sa.bindparam(name) for name in _FIRST}))
_RENEW = Prepared(
    sa.update(notice)
    .where(notice.c.nav == sa.bindparam("of", type_=sa.Text()))
    .values({name: sa.bindparam(name) for name in _TERMS})
)


def _open_all(transaction: Transaction, wanted: Sequence[Wanted]) -> list[PaymentNotice]:
    """Answer each as if it came alone, in their order, with a few statements for all of them."""
    connection = transaction.connection
    last: dict[int, int] = {}
    for segregation in sorted({one.segregation for one in wanted}):
        last = hold_notices(connection, segregation)
    references = sorted({one.reference for one in wanted})
    known = connection.execute(_OF_REFERENCES, {"references": references})
    book = _Book([read_notice(row) for row in known], dict(last))
    answers = [book.open(one) for one in wanted]
    _ADD.many(connection, [_row(book.notices[nav]) for nav in book.added])
    _RENEW.many(connection, [_terms(book.notices[nav]) for nav in book.changed - book.added.keys()])
    moved = [{"of": code, "last": number} for code, number in book.last.items() if number != last[code]]
    _MOVE.many(connection, moved)
    return answers


# Opens a notice, or brings the one that is open for this reference and option up to today's amount.
# Where the reference has been paid meanwhile, the paid one is the answer.
OPEN_NOTICE = Kind("notice", _open_all)


class _Book:
    """The notices of some references, and those that are opened or changed among them.

    `last` is the last base number given, per segregation code.
    """

    def __init__(self, known: Sequence[PaymentNotice], last: dict[int, int]) -> None:
        self.notices = {one.nav: one for one in known}
        self.last = last
        self.added: dict[str, None] = {}
        self.changed: set[str] = set()
        self._navs: dict[str, list[str]] = {}
        for one in known:
            self._navs.setdefault(one.reference, []).append(one.nav)

    def open(self, wanted: Wanted) -> PaymentNotice:
        """Find or make the notice that answers a wish, on today's terms."""
        same = [self.notices[nav] for nav in self._navs.get(wanted.reference, ())]
        for one in same:
            if one.status is NoticeStatus.PAID:
                return one
        for one in same:
            if one.status is NoticeStatus.OPEN and one.option == wanted.option:
                return self._on_terms_of(wanted, one)
        return self._add(wanted)

    def _on_terms_of(self, wanted: Wanted, known: PaymentNotice) -> PaymentNotice:
        terms = (wanted.amount_cents, wanted.due_on, wanted.payable_until)
        if terms != (known.amount_cents, known.due_on, known.payable_until):
            self.changed.add(known.nav)
        amount_cents, due_on, payable_until = terms
        changed = replace(known, amount_cents=amount_cents, due_on=due_on, payable_until=payable_until)
        self.notices[known.nav] = changed
        return changed

    def _add(self, wanted: Wanted) -> PaymentNotice:
        self.last[wanted.segregation] += 1
        number = NoticeNumber.make(wanted.segregation, self.last[wanted.segregation])
        made = PaymentNotice(
            nav=str(number),
            iuv=number.iuv,
            reference=wanted.reference,
            option=wanted.option,
            amount_cents=wanted.amount_cents,
            due_on=wanted.due_on,
            payable_until=wanted.payable_until,
            status=NoticeStatus.OPEN,
            token=wanted.token,
            paid_at=None,
            receipt_id="",
        )
        self.notices[made.nav] = made
        self.added[made.nav] = None
        self._navs.setdefault(made.reference, []).append(made.nav)
        return made


def _row(one: PaymentNotice) -> dict[str, object]:
    """Write an open notice for a prepared statement, which takes a day as text."""
    return {
        "nav": one.nav,
        "iuv": one.iuv,
        "reference": one.reference,
        "option": one.option,
        "status": one.status.value,
        "token": one.token,
        "amount_cents": one.amount_cents,
        "due_on": one.due_on and one.due_on.isoformat(),
        "payable_until": one.payable_until and one.payable_until.isoformat(),
    }


def _terms(one: PaymentNotice) -> dict[str, object]:
    row = _row(one)
    return {"of": one.nav, **{name: row[name] for name in _TERMS}}
