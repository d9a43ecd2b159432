"""The nightly check of payments: nothing is paid and not told, and nobody's money goes unseen.

Each trouble is set aside for staff once, however many nights it lasts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from bot.message import Inbound
from storage.aside import Aside, set_aside
from storage.instants import to_ms
from storage.nightly import Night, keep_night
from storage.notices import notice
from storage.payment_hearing import Hearer, Hearing, is_trouble, not_yet
from storage.payment_receipts import ASIDE_CHANNEL
from storage.payment_report import MISMATCHES
from storage.payment_statements import payment_receipt
from storage.position_telling import behind, position
from storage.tables import PARKED, inbox
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_NAME

NAME = "payments"
UNTOLD, STUCK = "payment-untold", "position-stuck"
LOOKS_BACK = timedelta(days=30)
_UNPUBLISHED_FOR = timedelta(hours=1)
_FAILURES = 12  # the pauses between so many, doubled each time, are longer than that hour
_MOST = 1000  # of one kind in one night: what is left over comes the next


@dataclass(frozen=True, slots=True)
class Stuck:
    """A debt of which pagoPA has lacked the newest version for too long."""

    iupd: str
    version: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Unseen:
    """A receipt that matches nothing and of which nothing is set aside for staff."""

    receipt_id: str
    nav: str
    settled: str
    amount_cents: int
    paid_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What a night found. `unheard` counts also those of whom staff know already by a parked message.

    `unmatched` is how many receipts that match nothing staff have not closed yet.
    """

    on: date
    untold: Sequence[Hearer]
    unheard: int
    stuck: Sequence[Stuck]
    unseen: Sequence[Unseen]
    unmatched: int


_STUCK = (
    sa.select(position.c.iupd, position.c.version, position.c.attempts)
    .where(
        behind,
        sa.or_(
            position.c.next_at <= sa.bindparam("since", type_=position.c.next_at.type),
            position.c.attempts >= _FAILURES,
        ),
    )
    .order_by(position.c.iupd)
    .limit(_MOST)
)
_reason = "payment-" + payment_receipt.c.settled
_UNSEEN = (
    sa.select(*(payment_receipt.c[name] for name in Unseen.__slots__))
    .outerjoin(
        inbox,
        sa.and_(
            inbox.c.channel == ASIDE_CHANNEL,
            inbox.c.external_id == sa.type_coerce(_reason + "/" + payment_receipt.c.receipt_id, VEILED_NAME),
        ),
    )
    .where(
        payment_receipt.c.arrived_at >= sa.bindparam("since", type_=payment_receipt.c.arrived_at.type),
        payment_receipt.c.settled.in_(MISMATCHES),
        inbox.c.id.is_(None),
    )
    .limit(_MOST)
)
_BEGINNINGS = (notice.c.made_at, payment_receipt.c.arrived_at)
_UNMATCHED = (
    sa.select(sa.func.count())
    .select_from(inbox)
    .where(inbox.c.status == PARKED, inbox.c.reason.in_([f"payment-{each}" for each in MISMATCHES]))
)


def began_on(connection: sa.Connection) -> date | None:
    """Tell the day of the first notice or receipt; None as long as there is nothing to check."""
    firsts = (connection.scalar(sa.select(sa.func.min(column))) for column in _BEGINNINGS)
    return min((moment.date() for moment in firsts if moment is not None), default=None)


def look_at_day(connection: sa.Connection, day: datetime, now: datetime) -> tuple[list[Hearer], int]:
    """Look at the payments of 24 hours: whom staff must reach, and how many have not heard in all."""
    found = [
        one for one in not_yet(connection, day, day + timedelta(days=1)) if one.hearing is not Hearing.TOLD
    ]
    trouble = [one for one in found if is_trouble(one, now)]
    return trouble, len(trouble) + sum(one.hearing is Hearing.PARKED for one in found)


def stuck(connection: sa.Connection, now: datetime) -> list[Stuck]:
    """Find what pagoPA has not been told for over an hour, by the clock or by the failures."""
    return [Stuck(*row) for row in connection.execute(_STUCK, {"since": now - _UNPUBLISHED_FOR})]


def unseen(connection: sa.Connection, now: datetime) -> list[Unseen]:
    """Find receipts that match nothing and that nobody was told of."""
    return [Unseen(*row) for row in connection.execute(_UNSEEN, {"since": now - LOOKS_BACK})]


def unmatched(connection: sa.Connection) -> int:
    """Count the receipts that match nothing and that staff have not closed."""
    return connection.scalar(_UNMATCHED) or 0


def _close_all(transaction: Transaction, nights: Sequence[Found]) -> list[list[tuple[str, str]]]:
    return [_close(transaction, night) for night in nights]


def _close(transaction: Transaction, night: Found) -> list[tuple[str, str]]:
    now = transaction.now
    asides = [
        *(_untold(one, now) for one in night.untold),
        *(_stuck(one, now) for one in night.stuck),
        *map(_unseen, night.unseen),
    ]
    new = [aside for aside in asides if set_aside(transaction.connection, aside, to_ms(now))]
    found = {"untold": night.unheard, "unpublished": len(night.stuck), "unmatched": night.unmatched}
    keep_night(transaction.connection, NAME, Night(night.on, found))
    return [(aside.reason, aside.correlation) for aside in new]


def _untold(one: Hearer, now: datetime) -> Aside:
    """In the citizen's own lane, so that staff can answer there."""
    channel, _, sender = one.lane.partition(":")
    name = f"{UNTOLD}/{one.receipt_id}/{one.lane}"
    payload = {"nav": one.nav, "receipt_id": one.receipt_id, "hearing": one.hearing.value, "code": one.code}
    event = Inbound(channel, name, sender, "", now, event=UNTOLD, payload=payload)
    how = f"{one.hearing.value} ({one.code})" if one.code else one.hearing.value
    detail = f"receipt {one.receipt_id}, notice {one.nav}: {how} since {one.since:%d/%m/%Y %H:%M}"
    return Aside(event, _correlation(name), UNTOLD, detail)


def _stuck(one: Stuck, now: datetime) -> Aside:
    name = f"{STUCK}/{one.iupd}/{one.version}"
    payload = {"iupd": one.iupd, "version": one.version, "attempts": one.attempts}
    event = Inbound(ASIDE_CHANNEL, name, "gpd", "", now, event=STUCK, payload=payload)
    detail = f"position {one.iupd}, version {one.version}: {one.attempts} attempts failed"
    return Aside(event, _correlation(name), STUCK, detail)


def _unseen(one: Unseen) -> Aside:
    reason = f"payment-{one.settled}"
    name = f"{reason}/{one.receipt_id}"
    payload = {"nav": one.nav, "receipt_id": one.receipt_id, "amount_cents": one.amount_cents}
    event = Inbound(ASIDE_CHANNEL, name, one.nav, "", one.paid_at, event=reason, payload=payload)
    detail = f"receipt {one.receipt_id}, notice {one.nav}, {one.amount_cents} cents"
    return Aside(event, _correlation(name), reason, detail)


def _correlation(name: str) -> str:
    """An id for the log, which must not show the lane: it holds a phone number."""
    return sha256(name.encode()).hexdigest()[:12]


# Sets aside what a night found, and writes down that it is done: the reason and the correlation of each that
# staff did not know of.
CLOSE_NIGHT: Kind[Found, list[tuple[str, str]]] = Kind("night", _close_all)
