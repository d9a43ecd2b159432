"""Payment notices (avvisi di pagamento), the debts that they are for, and who hears when one is paid.

A debt is named by a service and a reference; it may have several notices, of which one at most is ever paid.
A notice number is given once and for ever: the counter moves in the transaction that writes the notice, so
none is lost and none is given twice, and a notice that is paid, annulled or expired keeps its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import LANE, Record
from storage.instants import Instant
from storage.prepared import Prepared
from storage.tables import metadata, word
from storage.transaction import Transaction
from storage.veiled import VEILED_LANE, Veiled

PAY_NOTICE = "pay_notice"  # who tells of a debt that has no service of its own
_WITH_A_SERVICE = frozenset({"get_certificate", "pay_fine", "request_permit"})
_MOST_WATCHED = 50


class NoticeStatus(Enum):
    """Where a notice stands, as far as we have written it down: whether it is in time, its days tell."""

    OPEN = "open"
    PAID = "paid"
    ANNULLED = "annulled"  # another notice of the debt was paid, or nothing is owed any more
    EXPIRED = "expired"  # its last day was over when we looked; new terms open it again


@dataclass(frozen=True, slots=True)
class PaymentNotice:
    """A notice as it is kept: `nav` has 18 digits, `iuv` is the 17 or 15 of them that name the payment.

    `service` is the handler whose debt it is, empty for what was only imported; `reference` names the debt
    in it (the number of a fine), `option` the way of paying it. `subject` (causale) has at most 140
    characters and no personal datum; `category` is the code of pagoPA's taxonomy. `due_on` is the last day
    of its amount, `payable_until` the last on which it is taken; None for no such day. `token` is its secret
    in links; `receipt_id` is empty until it is paid.
    """

    nav: str
    iuv: str
    service: str
    reference: str
    option: str
    subject: str
    category: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None
    status: NoticeStatus
    token: str
    made_at: datetime
    paid_at: datetime | None
    receipt_id: str


IS_OPEN, IS_PAID = word(NoticeStatus.OPEN.value), word(NoticeStatus.PAID.value)

notice = sa.Table(
    "notice",
    metadata,
    sa.Column("nav", sa.Text, primary_key=True),
    sa.Column("iuv", sa.Text, nullable=False, unique=True),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("option", sa.Text, nullable=False),
    sa.Column("amount_cents", sa.BigInteger, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("payable_until", sa.Date),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("token", sa.Text, nullable=False, unique=True),
    sa.Column("paid_at", Instant),
    sa.Column("receipt_id", sa.Text, nullable=False, server_default=""),
    sa.Column("service", sa.Text, nullable=False, server_default=""),
    sa.Column("subject", Veiled("notice.subject"), nullable=False, server_default=""),
    sa.Column("category", sa.Text, nullable=False, server_default=""),
    sa.Column("made_at", Instant, nullable=False, server_default="0", index=True),
    sa.Column("active_until", Instant),  # a payment with it is on its way until then, see storage.quotes
    # What its debt costs has changed since: whoever publishes it is to ask for its price anew.
    sa.Column("stale", sa.Boolean, nullable=False, server_default=sa.false()),
)
is_open, is_paid = notice.c.status == IS_OPEN, notice.c.status == IS_PAID
sa.Index("ix_notice_debt", notice.c.reference, notice.c.service)
sa.Index("ix_notice_paid", notice.c.paid_at, sqlite_where=is_paid, postgresql_where=is_paid)
sa.Index("ix_notice_term", notice.c.payable_until, sqlite_where=is_open, postgresql_where=is_open)

# The last base number given, per segregation code. Up to `paper` some may have come in with paper notices.
counter = sa.Table(
    "notice_counter",
    metadata,
    sa.Column("segregation", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.BigInteger, nullable=False),
    sa.Column("paper", sa.BigInteger, nullable=False, server_default="0"),
)

# Who asked for a debt: `told` once the receipt is on its way to them, `waiting` while they are to hear that
# it can be paid. `by_number`: all they have shown is the number of a notice, to which anybody can count up.
watcher = sa.Table(
    "debt_watcher",
    metadata,
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("reference", sa.Text, primary_key=True),
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("waiting", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("by_number", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_debt_watcher_lane", "lane"),
)
is_untold, is_waiting = watcher.c.told == sa.false(), watcher.c.waiting == sa.true()
sa.Index(
    "ix_debt_watcher_waiting",
    watcher.c.service,
    watcher.c.reference,
    sqlite_where=is_waiting,
    postgresql_where=is_waiting,
)
sa.Index(
    "ix_debt_watcher_untold",
    watcher.c.reference,
    watcher.c.service,
    sqlite_where=is_untold,
    postgresql_where=is_untold,
)

_KEYS = ("service", "reference", "lane")
_watch = insert(watcher).values({name: sa.bindparam(name) for name in (*_KEYS, "waiting", "by_number")})
_WATCH_NUMBER = Prepared(_watch.on_conflict_do_nothing(index_elements=_KEYS))
_proven = {"by_number": _watch.excluded.by_number}
_WATCH = Prepared(
    _watch.on_conflict_do_update(index_elements=_KEYS, set_=_proven, where=watcher.c.by_number == sa.true())
)
_WAIT = Prepared(
    _watch.on_conflict_do_update(index_elements=_KEYS, set_={"waiting": _watch.excluded.waiting, **_proven})
)
same_debt = sa.and_(watcher.c.service == notice.c.service, watcher.c.reference == notice.c.reference)
# The status is not to be found by an index: the paid ones grow for ever, those not told are few.
UNHEARD = (
    sa.select(notice, watcher.c.lane, watcher.c.by_number)
    .join(watcher, same_debt)
    .where(notice.c.status.concat(word("")) == IS_PAID, is_untold)
)
_BY_NAV = sa.select(notice).where(notice.c.nav == sa.bindparam("of_nav"))
_BY_TOKEN = sa.select(notice).where(notice.c.token == sa.bindparam("of_token"))
_WATCHED = (
    sa.select(notice)
    .join(watcher, same_debt)
    .where(watcher.c.lane == sa.bindparam("of_lane"), sa.or_(is_open, is_paid))
    .order_by(notice.c.made_at.desc(), notice.c.nav.desc())
    .limit(_MOST_WATCHED)
)

# Whoever opens, quotes, settles or ends notices is alone until the commit. The number is the lock's name.
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(7_261_005))


def watch(service: str, reference: str, *, waiting: bool = False, by_number: bool = False) -> Record:
    """Let whoever the turn belongs to hear when a debt is paid, with whichever of its notices.

    With `waiting` also as soon as it can be paid: they were told that pagoPA does not know of it yet. Who
    gave no more than a notice's number (`by_number`) hears what stands on it, and nothing else of the debt.
    """
    values = {
        "service": service,
        "reference": reference,
        "lane": LANE,
        "waiting": waiting,
        "by_number": by_number,
    }
    if by_number:
        return Record(_WATCH_NUMBER, values)
    return Record(_WAIT if waiting else _WATCH, values)


def heard_by(service: str, *, by_number: bool = False) -> str:
    """Name the service that tells of a debt: its own, or else the one for notices of any kind."""
    return service if service in _WITH_A_SERVICE and not by_number else PAY_NOTICE


def hold(transaction: Transaction) -> None:
    """Be the only one to write notices until the end of the transaction, in any process.

    Whatever is read after this is what the last one wrote who held it. To be called before any fine is
    locked.
    """
    if not transaction.exclusive:
        transaction.connection.execute(_ONE_AT_A_TIME)


def find_notice(connection: sa.Connection, token: str) -> PaymentNotice | None:
    """Find the notice behind a link."""
    row = connection.execute(_BY_TOKEN, {"of_token": token}).one_or_none()
    return None if row is None else read_notice(row)


def find_by_nav(connection: sa.Connection, nav: str) -> PaymentNotice | None:
    """Find the notice of a number of 18 digits."""
    row = connection.execute(_BY_NAV, {"of_nav": nav}).one_or_none()
    return None if row is None else read_notice(row)


def of_debt(service: str, reference: str) -> sa.ColumnElement[bool]:
    """Tell the notices of a debt from the others."""
    return sa.and_(notice.c.reference == reference, notice.c.service == service)


def notices_of(connection: sa.Connection, service: str, reference: str) -> list[PaymentNotice]:
    """Read every notice of a debt, whatever has become of it, the oldest first."""
    query = sa.select(notice).where(of_debt(service, reference)).order_by(notice.c.made_at, notice.c.nav)
    return [read_notice(row) for row in connection.execute(query)]


def watched(connection: sa.Connection, lane: str) -> list[PaymentNotice]:
    """Read what a conversation has asked for: notices open or paid, the newest first, at most fifty."""
    return [read_notice(row) for row in connection.execute(_WATCHED, {"of_lane": lane})]


def annul_notices(connection: sa.Connection, service: str, references: Sequence[str]) -> list[str]:
    """Annul the notices of debts that could still be paid; the references of those annulled.

    One that has expired is annulled too: no new terms are to open it.
    """
    payable = notice.c.status.in_((NoticeStatus.OPEN.value, NoticeStatus.EXPIRED.value))
    theirs = sa.and_(notice.c.service == service, notice.c.reference.in_(references), payable)
    annul = sa.update(notice).where(theirs).values(status=NoticeStatus.ANNULLED.value)
    return sorted(set(connection.scalars(annul.returning(notice.c.reference))))


def read_notice(row: sa.Row[Any]) -> PaymentNotice:
    """Read a row with every column of the table."""
    values = {name: getattr(row, name) for name in PaymentNotice.__slots__}
    return PaymentNotice(**values | {"status": NoticeStatus(row.status)})


def unheard(
    connection: sa.Connection, among: sa.ColumnElement[bool], most: int
) -> Iterable[tuple[PaymentNotice, str, bool]]:
    """Find who is still to hear of a payment: the notice, their lane, whether they know its number alone.

    `among` narrows the notices.
    """
    rows = connection.execute(UNHEARD.where(among).limit(most))
    return [(read_notice(row), row.lane, row.by_number) for row in rows]
