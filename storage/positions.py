"""Debt positions (posizioni debitorie): what pagoPA's own register of debts is still to learn of ours.

Only a debt that is published there has a position; whatever changes its notices moves its version on, in the
same transaction, and it is taken in hand until that version is published. Whoever writes notices holds their
lock and then writes positions; so whoever writes positions takes that lock first, too.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage.instants import Instant, to_ms
from storage.notices import PaymentNotice, hold, notices_of
from storage.position_telling import behind, position, tell_ready
from storage.prepared import FoundRow, Prepared
from storage.transaction import Kind, Transaction

LEASE = timedelta(minutes=2)  # for how long a position that was taken is nobody else's
Debt = tuple[str, str]  # service and reference


@dataclass(frozen=True, slots=True)
class Position:
    """A position taken in hand, with all the notices of its debt; `attempts` failed before this one.

    `version` is to be given back once it is published.
    """

    service: str
    reference: str
    iupd: str
    version: int
    attempts: int
    existing: bool
    notices: Sequence[PaymentNotice]


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a position that pagoPA has; `correlation` goes to the events that say so."""

    service: str
    reference: str
    version: int
    correlation: str


@dataclass(frozen=True, slots=True)
class Unpublished:
    """An attempt at a version that failed: the next comes after `wait`, but at once for a newer version."""

    service: str
    reference: str
    version: int
    wait: timedelta


_mark = insert(position).values(
    {name: sa.bindparam(name) for name in ("service", "reference", "iupd", "version", "next_at")}
)
_MARK = Prepared(
    _mark.on_conflict_do_update(
        index_elements=["service", "reference"],
        set_={
            "version": position.c.version + sa.literal_column("1"),
            "next_at": _mark.excluded.next_at,
            "attempts": sa.literal_column("0"),
        },
    )
)
_this = sa.and_(
    position.c.service == sa.bindparam("of_service", type_=sa.Text()),
    position.c.reference == sa.bindparam("of_reference", type_=sa.Text()),
)
_TOUCH = Prepared(
    sa.update(position)
    .where(_this)
    .values(
        version=position.c.version + sa.literal_column("1"),
        next_at=sa.bindparam("next_at"),
        attempts=sa.literal_column("0"),
    )
)
_now = sa.bindparam("now", type_=Instant())
_FREE = (
    sa.select(position)
    .where(behind, sa.or_(position.c.held_until.is_(None), position.c.held_until <= _now))
    .with_for_update(skip_locked=True)
)
_DUE = (
    _FREE.where(position.c.next_at <= _now)
    .order_by(position.c.next_at)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)


def publish(transaction: Transaction, debts: Iterable[tuple[str, str, str]]) -> None:
    """Have debts (service, reference, id for pagoPA if it has none yet) published anew."""
    now = to_ms(transaction.now)
    rows = [
        {"service": service, "reference": reference, "iupd": iupd, "version": 1, "next_at": now}
        for service, reference, iupd in debts
    ]
    _MARK.many(transaction.connection, rows)


def touch(transaction: Transaction, service: str, references: Sequence[str]) -> None:
    """Have those of some debts that were ever to be published told anew: their notices have changed."""
    now = to_ms(transaction.now)
    rows = [{"of_service": service, "of_reference": each, "next_at": now} for each in references]
    _TOUCH.many(transaction.connection, rows)


def unknown(connection: sa.Connection, debts: AbstractSet[Debt]) -> set[Debt]:
    """Those of some debts (service, reference) that were never to be published."""
    if not debts:
        return set()
    theirs = position.c.reference.in_(sorted({reference for _, reference in debts}))
    query = sa.select(position.c.service, position.c.reference).where(theirs)
    return set(debts) - {(row.service, row.reference) for row in connection.execute(query)}


def is_ready(connection: sa.Connection, service: str, reference: str) -> bool:
    """Tell whether pagoPA has the newest version of a debt; True for one that is not to be published."""
    query = sa.select(behind).where(position.c.service == service, position.c.reference == reference)
    return not connection.scalar(query)


def _take_all(transaction: Transaction, limits: Sequence[int]) -> list[list[Position]]:
    hold(transaction)
    return [_take(transaction, _DUE, {"most": limit}) for limit in limits]


def _take_these(transaction: Transaction, debts: Sequence[Debt]) -> list[Position | None]:
    hold(transaction)
    named = (
        _take(transaction, _FREE.where(_this), {"of_service": service, "of_reference": reference})
        for service, reference in debts
    )
    return [next(iter(found), None) for found in named]


def _take(transaction: Transaction, which: sa.Select[Any], of: Mapping[str, object]) -> list[Position]:
    connection = transaction.connection
    rows = connection.execute(which, {"now": transaction.now, **of}).all()
    if rows:
        keys = [{"of_service": row.service, "of_reference": row.reference} for row in rows]
        held = {"held_until": transaction.now + LEASE}
        connection.execute(sa.update(position).where(_this).values(held), keys)
    return [_read(connection, row) for row in rows]


def _read(connection: sa.Connection, row: FoundRow) -> Position:
    notices = notices_of(connection, row.service, row.reference)
    return Position(
        row.service, row.reference, row.iupd, row.version, row.attempts, bool(row.existing), notices
    )


def _done_all(transaction: Transaction, published: Sequence[Published]) -> list[int]:
    hold(transaction)
    return [_done(transaction, one) for one in published]


def _done(transaction: Transaction, one: Published) -> int:
    known = sa.case(
        (position.c.published_version < one.version, one.version), else_=position.c.published_version
    )
    transaction.connection.execute(
        sa.update(position)
        .where(_this)
        .values(published_version=known, attempts=0, existing=True, held_until=None),
        {"of_service": one.service, "of_reference": one.reference},
    )
    this = sa.and_(position.c.service == one.service, position.c.reference == one.reference)
    return tell_ready(transaction, one.correlation, this)


def _failed_all(transaction: Transaction, failures: Sequence[Unpublished]) -> list[None]:
    hold(transaction)
    for one in failures:
        _failed(transaction, one)
    return [None] * len(failures)


def _failed(transaction: Transaction, one: Unpublished) -> None:
    of = {"of_service": one.service, "of_reference": one.reference}
    query = sa.select(position.c.version, position.c.attempts).where(_this)
    row = transaction.connection.execute(query, of).one()
    values: dict[str, object] = {"held_until": None}
    if one.version == row.version:
        values |= {"attempts": row.attempts + 1, "next_at": transaction.now + one.wait}
    transaction.connection.execute(sa.update(position).where(_this).values(values), of)


# Takes at most so many positions of which pagoPA lacks the newest version, those due longest first.
TAKE_POSITIONS: Kind[int, list[Position]] = Kind("positions", _take_all, first=True)
# Takes the position of one debt (service, reference) before its time; None if another has it in hand, or if
# pagoPA has its newest version.
TAKE_POSITION: Kind[Debt, Position | None] = Kind("position", _take_these, first=True)
# A version is published: who was told to wait hears of it, if there is no newer one; how many.
POSITION_DONE: Kind[Published, int] = Kind("published", _done_all, first=True)
# An attempt failed: the position is free for another.
POSITION_FAILED: Kind[Unpublished, None] = Kind("unpublished", _failed_all, first=True)
