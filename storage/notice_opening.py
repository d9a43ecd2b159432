"""Opening payment notices: open ones are brought up to date, else a number is given to a new one."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from storage import positions
from storage.among import Among
from storage.fines import FINES_SERVICE, ended_among
from storage.instants import to_ms
from storage.notice_numbers import Numbers
from storage.notices import NoticeStatus, PaymentNotice, hold, notice, read_notice
from storage.prepared import Prepared
from storage.quotes import REMEMBER
from storage.transaction import Kind, Transaction


@dataclass(frozen=True, slots=True)
class Payable:
    """A way of paying a debt on its terms of now; see storage.notices.PaymentNotice."""

    option: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A debt that is to be paid; `segregation` and `tokens`, one for each payable, matter to new notices.

    `publish`: pagoPA's register of debts is to know of it.
    """

    service: str
    reference: str
    subject: str
    category: str
    payables: tuple[Payable, ...]
    segregation: int
    tokens: tuple[str, ...]
    publish: bool = False


_among_references = Among(notice.c.reference, "references")
_ANY_OF_REFERENCES = Prepared(sa.select(notice.c.nav).where(_among_references).limit(sa.literal_column("1")))
_OF_REFERENCES = (
    sa.select(notice)
    .where(notice.c.reference.in_(sa.bindparam("references", expanding=True)))
    .order_by(notice.c.made_at, notice.c.nav)
)
_TERMS = ("amount_cents", "due_on", "payable_until", "status")
_FIRST = ("nav", "iuv", "service", "reference", "option", "subject", "category", "token", "made_at", *_TERMS)
ADD = Prepared(sa.insert(notice).values({name: sa.bindparam(name) for name in _FIRST}))
RENEW = Prepared(
    sa.update(notice)
    .where(notice.c.nav == sa.bindparam("of", type_=sa.Text()))
    .values({name: sa.bindparam(name) for name in _TERMS})
)


def _open_all(transaction: Transaction, wanted: Sequence[Wanted]) -> list[list[PaymentNotice]]:
    """Answer each as if it came alone, in their order, with a few statements for all of them."""
    connection = transaction.connection
    hold(transaction)
    numbers = Numbers(connection)
    known = _known(connection, sorted({one.reference for one in wanted}))
    ended = ended_among(connection, [one.reference for one in wanted if one.service == FINES_SERVICE])
    book = _Book(known, numbers, transaction.now, ended)
    answers = [book.open(one) for one in wanted]
    ADD.many(connection, [opening_row(book.notices[nav]) for nav in book.added])
    renewed = [nav for nav in book.renewed if nav not in book.added]
    RENEW.many(connection, [terms_row(book.notices[nav]) for nav in renewed])
    REMEMBER.many(connection, book.replaced)
    numbers.keep()
    _publish(transaction, wanted, book)
    return answers


def _known(connection: sa.Connection, references: Sequence[str]) -> list[PaymentNotice]:
    """Read the notices of some debts; most have none yet, which is asked at a fifth of the cost."""
    if not _ANY_OF_REFERENCES.ask(connection, {"references": references}):
        return []
    return [read_notice(row) for row in connection.execute(_OF_REFERENCES, {"references": references})]


def _publish(transaction: Transaction, wanted: Sequence[Wanted], book: "_Book") -> None:
    moved = {(one.service, one.reference) for one in map(book.notices.get, book.touched) if one}
    asked = {(one.service, one.reference) for one in wanted if one.publish and book.knows(one)}
    new = positions.unknown(transaction.connection, asked - moved)  # opened when nothing was published
    firsts = {debt: book.first_of(debt) for debt in asked & moved | new}
    positions.publish(transaction, [(*debt, f"sportello-{iuv}") for debt, iuv in sorted(firsts.items())])
    old = (moved & book.known) - asked  # such as was published, when that was the way
    for service in sorted({service for service, _ in old}):
        positions.touch(transaction, service, sorted(ref for of, ref in old if of == service))


# Opens a notice for each way of paying a debt, or brings those that are open up to today's terms; they come
# in the order of the payables. Where the debt has been paid meanwhile, the paid one alone is the answer; none
# where it is a fine that has ended otherwise since somebody looked.
OPEN_NOTICES: Kind[Wanted, list[PaymentNotice]] = Kind("notice", _open_all, first=True)


class _Book:
    """The notices of some debts, and those that are opened or changed among them.

    `replaced` are the amounts that are no longer asked: whoever pays them has paid all the same.
    """

    def __init__(
        self, known: Sequence[PaymentNotice], numbers: Numbers, now: datetime, ended: AbstractSet[str]
    ) -> None:
        self.notices = {one.nav: one for one in known}
        self.added: dict[str, None] = {}
        self.renewed: dict[str, None] = {}
        self.replaced: list[dict[str, object]] = []
        self.known = {(one.service, one.reference) for one in known}
        self._numbers = numbers
        self._now = now
        self._ended = ended  # fines that are owed no longer
        self._navs: dict[tuple[str, str], list[str]] = {}
        for one in known:
            self._navs.setdefault((one.service, one.reference), []).append(one.nav)

    @property
    def touched(self) -> Iterator[str]:
        yield from self.added
        yield from self.renewed

    def knows(self, wanted: Wanted) -> bool:
        return (wanted.service, wanted.reference) in self._navs

    def first_of(self, debt: tuple[str, str]) -> str:
        return self.notices[self._navs[debt][0]].iuv

    def open(self, wanted: Wanted) -> list[PaymentNotice]:
        """Find or make the notices that answer a wish, on today's terms."""
        same = [self.notices[nav] for nav in self._navs.get((wanted.service, wanted.reference), ())]
        for one in same:
            if one.status is NoticeStatus.PAID:
                return [one]
        if wanted.service == FINES_SERVICE and wanted.reference in self._ended:
            return []
        return [
            self._open_one(wanted, payable, token, same)
            for payable, token in zip(wanted.payables, wanted.tokens, strict=True)
        ]

    def _open_one(
        self, wanted: Wanted, payable: Payable, token: str, same: Sequence[PaymentNotice]
    ) -> PaymentNotice:
        for status in (NoticeStatus.OPEN, NoticeStatus.EXPIRED):
            for one in same:
                if one.status is status and one.option == payable.option:
                    return self._on_terms_of(payable, one)
        return self._add(wanted, payable, token)

    def _on_terms_of(self, payable: Payable, known: PaymentNotice) -> PaymentNotice:
        changed = replace(
            known,
            amount_cents=payable.amount_cents,
            due_on=payable.due_on,
            payable_until=payable.payable_until,
            status=NoticeStatus.OPEN,
        )
        if changed != known:
            self.renewed[known.nav] = None
            self.notices[known.nav] = changed
        if changed.amount_cents != known.amount_cents:
            self.replaced.append({"nav": known.nav, "amount_cents": known.amount_cents})
        return changed

    def _add(self, wanted: Wanted, payable: Payable, token: str) -> PaymentNotice:
        number = self._numbers.give(wanted.segregation)
        made = PaymentNotice(
            nav=str(number),
            iuv=number.iuv,
            service=wanted.service,
            reference=wanted.reference,
            option=payable.option,
            subject=wanted.subject,
            category=wanted.category,
            amount_cents=payable.amount_cents,
            due_on=payable.due_on,
            payable_until=payable.payable_until,
            status=NoticeStatus.OPEN,
            token=token,
            made_at=self._now,
            paid_at=None,
            receipt_id="",
        )
        self.notices[made.nav] = made
        self.added[made.nav] = None
        self._navs.setdefault((made.service, made.reference), []).append(made.nav)
        return made


def opening_row(one: PaymentNotice) -> dict[str, object]:
    """Write an unpaid notice for a prepared statement, which takes a day as text."""
    return {
        "nav": one.nav,
        "iuv": one.iuv,
        "service": one.service,
        "reference": one.reference,
        "option": one.option,
        "subject": one.subject,
        "category": one.category,
        "token": one.token,
        "made_at": to_ms(one.made_at),
        "status": one.status.value,
        "amount_cents": one.amount_cents,
        "due_on": one.due_on and one.due_on.isoformat(),
        "payable_until": one.payable_until and one.payable_until.isoformat(),
    }


def terms_row(one: PaymentNotice) -> dict[str, object]:
    """Write the terms of a notice that is known, for RENEW."""
    row = opening_row(one)
    return {"of": one.nav, **{name: row[name] for name in _TERMS}}
