"""Payment notices (avvisi di pagamento), and who is to hear when one is paid.

A notice number is given once and for ever: the counter moves in the transaction that writes the notice,
so none is lost and none is given twice, and a notice that is paid or annulled keeps its own.
"""

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


class NoticeStatus(Enum):
    """Where a notice stands; only an open one can be paid."""

    OPEN = "open"
    PAID = "paid"
    ANNULLED = "annulled"


@dataclass(frozen=True, slots=True)
class PaymentNotice:
    """A notice as it is kept: `nav` has 18 digits, `iuv` is the 17 of them that name the payment.

    `reference` is what is paid (the number of a fine) and `option` the way of paying it. `due_on` is the
    last day of its amount, `payable_until` the last on which it is taken; None for no such day. `token`
    is its secret in links; `receipt_id` is empty until it is paid.
    """

    nav: str
    iuv: str
    reference: str
    option: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None
    status: NoticeStatus
    token: str
    paid_at: datetime | None
    receipt_id: str


_IS_OPEN = word(NoticeStatus.OPEN.value)

notice = sa.Table(
    "notice",
    metadata,
    sa.Column("nav", sa.Text, primary_key=True),
    sa.Column("iuv", sa.Text, nullable=False, unique=True),
    sa.Column("reference", sa.Text, nullable=False, index=True),
    sa.Column("option", sa.Text, nullable=False),
    sa.Column("amount_cents", sa.Integer, nullable=False),
    sa.Column("due_on", sa.Date),
    sa.Column("payable_until", sa.Date),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("token", sa.Text, nullable=False, unique=True),
    sa.Column("paid_at", Instant),
    sa.Column("receipt_id", sa.Text, nullable=False, server_default=""),
)
_open_only = notice.c.status == _IS_OPEN
sa.Index(
    "ix_notice_open",
    notice.c.reference,
    notice.c.option,
    unique=True,
    sqlite_where=_open_only,
    postgresql_where=_open_only,
)

# The last base number given, per segregation code.
counter = sa.Table(
    "notice_counter",
    metadata,
    sa.Column("segregation", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.BigInteger, nullable=False),
)

# Who asked for a notice; `told` once the receipt is on its way to them.
watcher = sa.Table(
    "notice_watcher",
    metadata,
    sa.Column("nav", sa.Text, primary_key=True),
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
)
_untold = watcher.c.told == sa.false()
sa.Index("ix_notice_watcher_untold", watcher.c.nav, sqlite_where=_untold, postgresql_where=_untold)

_WATCH = Prepared(
    insert(watcher)
    .values({"nav": sa.bindparam("nav"), "lane": sa.bindparam("lane")})
    .on_conflict_do_nothing(index_elements=["nav", "lane"])
)
_NEW_COUNTER = Prepared(
    insert(counter)
    .values({"segregation": sa.bindparam("segregation"), "last": sa.bindparam("last")})
    .on_conflict_do_nothing(index_elements=["segregation"])
)
_HOLD = Prepared(
    sa.update(counter).values(last=counter.c.last).returning(counter.c.segregation, counter.c.last)
)


def watch(nav: str) -> Record:
    """Send the receipt of a notice to whoever the turn belongs to."""
    return Record(_WATCH, {"nav": nav, "lane": LANE})


def hold_notices(connection: sa.Connection, segregation: int) -> dict[int, int]:
    """Be the only one to open or settle notices until the end of the transaction, in any process.

    The answer is the last base number given, per segregation code.
    """
    last: dict[int, int] = dict(_HOLD.ask(connection, {}))
    if segregation in last:
        return last
    _NEW_COUNTER.one(connection, {"segregation": segregation, "last": 0})
    return dict(_HOLD.ask(connection, {}))


def find_notice(connection: sa.Connection, token: str) -> PaymentNotice | None:
    """Find the notice behind a link."""
    row = connection.execute(sa.select(notice).where(notice.c.token == token)).one_or_none()
    return read_notice(row) if row else None


def close_notice(connection: sa.Connection, paid: PaymentNotice, receipt_id: str, now: datetime) -> None:
    """Mark a notice as paid and annul the other open ones of its reference."""
    annul_notices(connection, paid.reference, besides=paid.nav)
    values = {"status": NoticeStatus.PAID.value, "paid_at": now, "receipt_id": receipt_id}
    connection.execute(sa.update(notice).where(notice.c.nav == paid.nav).values(values))


def annul_notices(connection: sa.Connection, reference: str, besides: str = "") -> None:
    """Annul the open notices of a reference: nothing more can be paid on them."""
    others = sa.and_(notice.c.reference == reference, notice.c.nav != besides, _open_only)
    connection.execute(sa.update(notice).where(others).values(status=NoticeStatus.ANNULLED.value))


def take_untold(connection: sa.Connection) -> list[tuple[PaymentNotice, str]]:
    """Mark every watcher of a paid notice as told, and return them: the lane beside its notice."""
    waiting = (
        sa.select(notice, watcher.c.lane)
        .join(watcher, watcher.c.nav == notice.c.nav)
        .where(_untold, notice.c.status == NoticeStatus.PAID.value)
    )
    rows = connection.execute(waiting).all()
    told = [{"told_nav": row.nav, "told_lane": row.lane} for row in rows]
    if told:
        this = sa.and_(watcher.c.nav == sa.bindparam("told_nav"), watcher.c.lane == sa.bindparam("told_lane"))
        connection.execute(sa.update(watcher).where(this).values(told=True), told)
    return [(read_notice(row), row.lane) for row in rows]


def read_notice(row: sa.Row[Any]) -> PaymentNotice:
    """Read a row with every column of the table."""
    values = {name: getattr(row, name) for name in PaymentNotice.__slots__}
    return PaymentNotice(**values | {"status": NoticeStatus(row.status)})
