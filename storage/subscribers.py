"""Who has asked for alerts, of what and where: changed with the turn that says so, beside its consent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import LANE, Record
from storage.consents import say_consent
from storage.database import Database
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.subscriber_rows import subscriber, subscriber_zone, subscription
from storage.tables import caller
from storage.topics import Topic, topics_named
from storage.veiled import VEILED_LANE

LANGUAGE: Final = "it"  # of whoever has never been heard in another
MESSAGE: Final = "message"  # the source of who has asked themselves

_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
_theirs = sa.select(subscriber.c.id).where(subscriber.c.lane == _lane)
_spoken = sa.select(sa.func.nullif(caller.c.language, sa.literal_column("''", sa.Text())))
_language = sa.func.coalesce(
    _spoken.where(caller.c.lane == _lane).scalar_subquery(), sa.literal_column(f"'{LANGUAGE}'", sa.Text())
)
_given: Mapping[str, sa.BindParameter[Any]] = {
    name: sa.bindparam(name) for name in ("channel", "address", "person", "source", "added_at")
}
_ADD = Prepared(
    insert(subscriber)
    .values({**_given, "lane": _lane, "language": _language})
    .on_conflict_do_nothing(index_elements=["lane"])
)


def _added(table: sa.Table, *values: sa.ColumnElement[Any]) -> Prepared:
    """Add a row for the subscriber of a conversation; the columns of the table are those of `values`."""
    names = [value.key for value in values if value.key]
    found = sa.select(*values, subscriber.c.id).where(subscriber.c.lane == _lane)
    return Prepared(insert(table).from_select([*names, "subscriber"], found).on_conflict_do_nothing())


_SUBSCRIBE = _added(
    subscription, sa.bindparam("topic", type_=sa.Text()), sa.bindparam("since", type_=sa.BigInteger())
)
_NARROW = _added(subscriber_zone, sa.bindparam("zone", type_=sa.Text()))
_WIDEN = Prepared(sa.delete(subscriber_zone).where(subscriber_zone.c.subscriber == _theirs.scalar_subquery()))
_DROP = Prepared(
    sa.delete(subscription).where(
        subscription.c.subscriber == _theirs.scalar_subquery(),
        subscription.c.topic == sa.bindparam("topic", type_=sa.Text()),
    )
)
_DROP_ALL = Prepared(sa.delete(subscription).where(subscription.c.subscriber == _theirs.scalar_subquery()))
_gets_none = sa.not_(sa.exists().where(subscription.c.subscriber == subscriber.c.id))
_LEAVE_ZONES = Prepared(
    sa.delete(subscriber_zone).where(
        subscriber_zone.c.subscriber == _theirs.where(_gets_none).scalar_subquery()
    )
)
_LEAVE = Prepared(sa.delete(subscriber).where(subscriber.c.lane == _lane, _gets_none))
_HEAR = Prepared(
    sa.update(caller).where(caller.c.lane == _lane, caller.c.stopped == sa.true()).values(stopped=sa.false())
)
_ONE = sa.select(subscriber).where(subscriber.c.lane == _lane)
_number = sa.bindparam("of_subscriber", type_=sa.BigInteger())
_TOPICS = sa.select(subscription.c.topic).where(subscription.c.subscriber == _number)
_ZONES = (
    sa.select(subscriber_zone.c.zone)
    .where(subscriber_zone.c.subscriber == _number)
    .order_by(subscriber_zone.c.zone)
)
_PER_TOPIC = sa.select(subscription.c.topic, sa.func.count()).group_by(subscription.c.topic)
_ALL = sa.select(sa.func.count()).select_from(subscriber)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """An address, and what goes to it; no zones are all of them.

    `source` is MESSAGE, "desk", or the name of an import.
    """

    lane: str
    channel: str
    address: str
    language: str
    source: str
    added_at: datetime
    topics: tuple[Topic, ...]
    zones: tuple[str, ...]


class Subscribers(Protocol):
    """Who gets alerts, as handlers see it."""

    async def of(self, lane: str) -> Subscriber | None:
        """Tell what goes to a conversation; None if nothing does."""


def subscribe(
    lane: str, topics: Iterable[Topic], zones: Sequence[str] | None, now: datetime
) -> tuple[Record, ...]:
    """Sign whoever the turn belongs to up for topics, with their consent; an earlier STOP is over.

    `lane` is that of the turn. `zones` replace those that were named before; none at all are all zones,
    and None leaves them as they are.
    """
    topics, at = tuple(topics), to_ms(now)
    channel, _, address = lane.partition(":")
    row = {"channel": channel, "address": address, "person": "", "source": MESSAGE, "added_at": at}
    return (
        Record(_ADD, {**row, "of_lane": LANE}),
        *(Record(_SUBSCRIBE, {"of_lane": LANE, "topic": each.value, "since": at}) for each in topics),
        *(() if zones is None else (Record(_WIDEN, {"of_lane": LANE}),)),
        *(Record(_NARROW, {"of_lane": LANE, "zone": zone}) for zone in zones or ()),
        hear_again(),
        *(say_consent(each, now, given=True) for each in topics),
    )


def unsubscribe(topics: Iterable[Topic], now: datetime) -> tuple[Record, ...]:
    """Take topics off whoever the turn belongs to, and say so; who has none left is forgotten."""
    topics = tuple(topics)
    return (
        *(Record(_DROP, {"of_lane": LANE, "topic": each.value}) for each in topics),
        *_left(LANE),
        *(say_consent(each, now, given=False) for each in topics),
    )


def hear_again(lane: str = LANE) -> Record:
    """End a STOP."""
    return Record(_HEAR, {"of_lane": lane})


def leave(lane: str = LANE) -> tuple[Record, ...]:
    """Take all off a conversation, that of the turn unless one is named; its consents are another matter."""
    return Record(_DROP_ALL, {"of_lane": lane}), *_left(lane)


def _left(lane: str) -> tuple[Record, ...]:
    return Record(_LEAVE_ZONES, {"of_lane": lane}), Record(_LEAVE, {"of_lane": lane})


def subscriber_of(connection: sa.Connection, lane: str) -> Subscriber | None:
    """Read what goes to a conversation."""
    row = connection.execute(_ONE, {"of_lane": lane}).one_or_none()
    if row is None:
        return None
    asked = {"of_subscriber": row.id}
    return Subscriber(
        row.lane,
        row.channel,
        row.address,
        row.language,
        row.source,
        row.added_at,
        topics_named(tuple(connection.scalars(_TOPICS, asked))),
        tuple(connection.scalars(_ZONES, asked)),
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many addresses there are, and how many of them get each topic."""

    addresses: int
    by_topic: dict[str, int]


@dataclass(frozen=True, slots=True)
class SqlSubscribers:
    """Implements Subscribers, and what the desk asks."""

    database: Database

    async def of(self, lane: str) -> Subscriber | None:
        """As Subscribers."""
        return await self.database.reader.fetch(lambda connection: subscriber_of(connection, lane))

    async def tally(self) -> Tally:
        """Count them."""
        return await self.database.reader.fetch(_tally)


def _tally(connection: sa.Connection) -> Tally:
    by_topic = {row[0]: row[1] for row in connection.execute(_PER_TOPIC)}
    return Tally(connection.scalar(_ALL) or 0, by_topic)
