"""A query of storage.audience_query as a condition of SQL, its values bound and never pasted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from storage.audience_query import AnyOf, Compared, Condition, Not
from storage.instants import to_ms
from storage.permit_records import BETWEEN
from storage.permit_rows import ACTIVE, permit
from storage.subscriber_rows import subscriber, subscriber_zone, subscription

_ORDERS: Final[Mapping[str, Callable[[Any, Any], sa.ColumnElement[bool]]]] = MappingProxyType(
    {
        "=": lambda of, value: of == value,
        "<": lambda of, value: of < value,
        "<=": lambda of, value: of <= value,
        ">": lambda of, value: of > value,
        ">=": lambda of, value: of >= value,
    }
)
_SANDBOXES: Final = MappingProxyType({"telegram": "try-chat", "email": "try-mail", "sms": "try-sms"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What the fields of a query mean of a subscriber; `citizen` is empty where nobody is known to be one."""

    language: sa.ColumnElement[str]
    citizen: sa.ColumnElement[str]
    now: datetime  # as the city's clocks show it


def condition_of(query: Condition, subject: Subject) -> sa.ColumnElement[bool]:
    """Compile a query over the rows of `subscriber`; it is never NULL."""
    match query:
        case Compared():
            return _compared(query, subject)
        case Not(of):
            return sa.not_(condition_of(of, subject))
        case AnyOf(several):
            return sa.or_(*(condition_of(one, subject) for one in several))
        case _:
            return sa.and_(*(condition_of(one, subject) for one in query.of))


def hears_of(topics: Sequence[str]) -> sa.ColumnElement[bool]:
    """Say that a subscriber gets one of these topics."""
    return sa.exists().where(subscription.c.subscriber == subscriber.c.id, subscription.c.topic.in_(topics))


def cares_for(zones: Sequence[str]) -> sa.ColumnElement[bool]:
    """Say that a subscriber wants to hear of one of these zones: who has named none, of every one."""
    theirs = sa.exists().where(subscriber_zone.c.subscriber == subscriber.c.id)
    return sa.or_(theirs.where(subscriber_zone.c.zone.in_(zones)), sa.not_(theirs))


def _compared(one: Compared, subject: Subject) -> sa.ColumnElement[bool]:
    if isinstance(one.value, date):
        return _since(one.operator, one.value, subject.now)
    found = _equal(one.field, one.value, subject)
    return found if one.operator == "=" else sa.not_(found)


def _since(operator: str, day: date, now: datetime) -> sa.ColumnElement[bool]:
    """Compare by days of the city: a moment by its first, which is why `=` is one of two ends."""
    begins = to_ms(datetime.combine(day, time(), now.tzinfo))
    after = to_ms(datetime.combine(date.fromordinal(day.toordinal() + 1), time(), now.tzinfo))
    added = sa.type_coerce(subscriber.c.added_at, sa.BigInteger())
    match operator:
        case "=":
            return sa.and_(added >= begins, added < after)
        case "!=":
            return sa.or_(added < begins, added >= after)
        case "<" | ">=":
            return _ORDERS[operator](added, begins)
        case _:
            return added < after if operator == "<=" else added >= after


def _equal(field: str, value: str, subject: Subject) -> sa.ColumnElement[bool]:
    match field:
        case "language":
            return subject.language == value
        case "channel":
            return subscriber.c.channel.in_([value, _SANDBOXES.get(value, value)])
        case "topic":
            return hears_of([value])
        case "zone":
            return cares_for([value])
        case _:
            return subject.citizen.in_(_holders(value, subject.now.date()))


def _holders(zone: str, today: date) -> sa.Select[tuple[str]]:
    """Select the citizens with a permit for a zone that counts today."""
    among = sa.literal(BETWEEN, sa.Text()) + permit.c.zone + sa.literal(BETWEEN, sa.Text())
    return sa.select(permit.c.citizen).where(
        permit.c.state == ACTIVE,
        permit.c.replaced_by == sa.literal_column("''", sa.Text()),
        permit.c.valid_from <= today,
        sa.or_(permit.c.valid_until.is_(None), permit.c.valid_until >= today),
        permit.c.citizen != sa.literal_column("''", sa.Text()),
        # LIKE would not tell capitals from small letters on SQLite.
        sa.func.replace(among, f"{BETWEEN}{zone}{BETWEEN}", "") != among,
    )
