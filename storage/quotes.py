"""What pagoPA has been told that a notice costs now: every amount ever said is one that settles it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.notices import NoticeStatus, PaymentNotice, find_by_nav, hold, notice
from storage.positions import touch
from storage.prepared import Prepared
from storage.tables import metadata
from storage.transaction import Kind, Transaction

# The amounts that a notice asked before the one that it asks now.
quote = sa.Table(
    "notice_quote",
    metadata,
    sa.Column("nav", sa.Text, primary_key=True),
    sa.Column("amount_cents", sa.BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

REMEMBER = Prepared(
    insert(quote)
    .values({"nav": sa.bindparam("nav"), "amount_cents": sa.bindparam("amount_cents")})
    .on_conflict_do_nothing(index_elements=["nav", "amount_cents"])
)
_EARLIER = Prepared(
    sa.select(quote.c.amount_cents).where(quote.c.nav == sa.bindparam("of_nav", type_=sa.Text()))
)
# Made once: the node asks about every notice, and to make it takes longer than to ask it.
_IN_PROGRESS = (
    sa.select(notice.c.nav)
    .where(
        notice.c.reference == sa.bindparam("of_reference"),
        notice.c.service == sa.bindparam("of_service"),
        notice.c.nav != sa.bindparam("besides"),
        notice.c.active_until > sa.bindparam("now"),
    )
    .limit(1)
)
_PAYABLE = frozenset({NoticeStatus.OPEN, NoticeStatus.EXPIRED})


@dataclass(frozen=True, slots=True)
class Quoted:
    """What the node is told of a notice. With `active_until` a payment with it is on its way until then."""

    nav: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None
    active_until: datetime | None = None


def amounts_of(connection: sa.Connection, one: PaymentNotice) -> frozenset[int]:
    """Tell every amount, in cents, that was ever printed or quoted for a notice."""
    earlier = _EARLIER.ask(connection, {"of_nav": one.nav})
    return frozenset({one.amount_cents, *(cents for (cents,) in earlier)})


def in_progress(connection: sa.Connection, one: PaymentNotice, now: datetime) -> bool:
    """Tell whether the debt of a notice is being paid just now with another of its notices."""
    of = {"of_service": one.service, "of_reference": one.reference, "besides": one.nav, "now": now}
    return connection.scalar(_IN_PROGRESS, of) is not None


def _quote_all(transaction: Transaction, quotes: Sequence[Quoted]) -> list[bool]:
    hold(transaction)
    return [_quote(transaction, quoted) for quoted in quotes]


def _quote(transaction: Transaction, quoted: Quoted) -> bool:
    connection = transaction.connection
    known = find_by_nav(connection, quoted.nav)
    if known is None or known.status not in _PAYABLE or in_progress(connection, known, transaction.now):
        return False
    if quoted.amount_cents != known.amount_cents:
        REMEMBER.one(connection, {"nav": known.nav, "amount_cents": known.amount_cents})
    terms: dict[str, object] = {
        "amount_cents": quoted.amount_cents,
        "due_on": quoted.due_on,
        "payable_until": quoted.payable_until,
        "status": NoticeStatus.OPEN,
    }
    changed = any(getattr(known, name) != value for name, value in terms.items())
    active = {} if quoted.active_until is None else {"active_until": quoted.active_until}
    values = terms | active | {"status": NoticeStatus.OPEN.value, "stale": False}
    connection.execute(sa.update(notice).where(notice.c.nav == known.nav).values(values))
    if changed:
        touch(transaction, known.service, [known.reference])
    return True


# Keeps what the node is about to be told. False, and nothing kept, if the notice is unknown, paid or annulled
# by now, or if its debt is being paid with another notice: then the node must be refused.
QUOTE: Kind[Quoted, bool] = Kind("quote", _quote_all, first=True)
