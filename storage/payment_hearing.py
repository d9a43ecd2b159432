"""Who has heard of a payment: how far its receipt got, for everybody who asked to hear of the debt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa

from storage.notices import notice, same_debt, watcher
from storage.payment_statements import payment_receipt
from storage.prepared import FoundRow
from storage.tables import FAILED, PARKED, QUEUED, SENDING, UNKNOWN, WAITING, inbox, outbox
from storage.veiled import VEILED_NAME

_MOST = 1000


class Hearing(Enum):
    """How far the receipt of a payment got for one who asked; `told` alone is well."""

    TOLD = "told"
    UNTOLD = "not told"  # nothing was begun
    LOST = "lost"  # it was said to be told, and there is no trace of it
    WAITING = "waiting"  # the counter has not written it yet
    PARKED = "parked"  # writing it failed: it is set aside as a crash
    LEAVING = "leaving"  # the network has not taken it yet, or its answer was lost
    FAILED = "failed"  # the network will never take it


@dataclass(frozen=True, slots=True)
class Hearer:
    """One who asked to hear of a debt that was paid; `since` is when this stage began.

    `code` is the network's reason where it failed.
    """

    receipt_id: str
    nav: str
    lane: str
    hearing: Hearing
    since: datetime
    code: str


_NAME = "receipt/" + payment_receipt.c.receipt_id + "/" + sa.type_coerce(watcher.c.lane, sa.Text)
_event = sa.and_(
    inbox.c.lane == watcher.c.lane,
    inbox.c.external_id == sa.type_coerce(_NAME, VEILED_NAME),
)
_failed = sa.and_(outbox.c.inbox_id == inbox.c.id, outbox.c.status == FAILED)
_leaving = sa.and_(outbox.c.inbox_id == inbox.c.id, outbox.c.status.in_([QUEUED, SENDING, UNKNOWN]))
_failed_at = sa.select(sa.func.max(outbox.c.updated_at)).where(_failed).scalar_subquery()
_code = sa.select(sa.func.max(outbox.c.code)).where(_failed).scalar_subquery()
_leaving_since = sa.select(sa.func.min(outbox.c.created_at)).where(_leaving).scalar_subquery()

_HEARERS: sa.Select[Any] = (
    sa.select(
        payment_receipt.c.receipt_id,
        payment_receipt.c.nav,
        payment_receipt.c.arrived_at,
        watcher.c.lane,
        watcher.c.told,
        inbox.c.status,
        inbox.c.accepted_at,
        _failed_at.label("failed_at"),
        _code.label("code"),
        _leaving_since.label("leaving_since"),
    )
    .select_from(
        payment_receipt.join(
            notice,
            sa.and_(
                notice.c.nav == payment_receipt.c.nav, notice.c.receipt_id == payment_receipt.c.receipt_id
            ),
        )
        .join(watcher, same_debt)
        .outerjoin(inbox, _event)
    )
    .where(payment_receipt.c.settled == "paid")
    .order_by(payment_receipt.c.arrived_at, payment_receipt.c.receipt_id, watcher.c.lane)
)
_NOT_YET = _HEARERS.where(
    sa.or_(
        watcher.c.told == sa.false(),
        inbox.c.id.is_(None),
        inbox.c.status.in_([WAITING, PARKED]),
        _failed_at.is_not(None),
        _leaving_since.is_not(None),
    )
)


def not_yet(connection: sa.Connection, since: datetime, until: datetime) -> Sequence[Hearer]:
    """Find who has not heard of payments whose receipt came between two moments; a thousand at most."""
    arrived = payment_receipt.c.arrived_at
    query = _NOT_YET.where(arrived >= since, arrived < until).limit(_MOST)
    return [_hearer(row) for row in connection.execute(query)]


def hearers(connection: sa.Connection, nav: str) -> Sequence[Hearer]:
    """Find everybody who asked to hear of a notice that was paid, told or not."""
    return [_hearer(row) for row in connection.execute(_HEARERS.where(payment_receipt.c.nav == nav))]


def _hearer(row: FoundRow) -> Hearer:
    hearing, since = _stage(row)
    code = row.code or "" if hearing is Hearing.FAILED else ""
    return Hearer(row.receipt_id, row.nav, row.lane, hearing, since, code)


def _stage(row: FoundRow) -> tuple[Hearing, datetime]:
    if row.status is None:
        return (Hearing.LOST if row.told else Hearing.UNTOLD), row.arrived_at
    if row.status == "parked":
        return Hearing.PARKED, row.accepted_at
    if row.status == "waiting":
        return Hearing.WAITING, row.accepted_at
    if row.failed_at is not None:
        return Hearing.FAILED, row.failed_at
    if row.leaving_since is not None:
        return Hearing.LEAVING, row.leaving_since
    return Hearing.TOLD, row.accepted_at


# How long each stage may last before it is a trouble; those that are not here never are.
PATIENCE = {
    Hearing.UNTOLD: timedelta(minutes=15),  # a sweep tells within seconds
    Hearing.LOST: timedelta(),
    Hearing.WAITING: timedelta(hours=1),
    Hearing.LEAVING: timedelta(days=1),  # it is given up, or settled, within hours
    Hearing.FAILED: timedelta(),
}


def is_trouble(hearer: Hearer, now: datetime) -> bool:
    """Tell whether staff must reach somebody: what is parked they know of already."""
    patience = PATIENCE.get(hearer.hearing)
    return patience is not None and now - hearer.since >= patience
