"""Broadcasts read out of their rows: one, several, and what happened to one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from storage.audience import Audience, Policy
from storage.broadcast_records import Approval, Broadcast, Draft, Event, Kind, State, Text, What
from storage.broadcast_rows import (
    broadcast,
    broadcast_approval,
    broadcast_event,
    broadcast_text,
    broadcast_topic,
    broadcast_zone,
)
from storage.prepared import FoundRow

_AS_THEY_ARE: Final = [name for name in Broadcast.__slots__ if name not in ("state", "draft", "approvals")]
_number = sa.bindparam("of_broadcast", type_=sa.BigInteger())
ONE = sa.select(broadcast).where(broadcast.c.id == _number)
BY_CODE = sa.select(broadcast).where(broadcast.c.code == sa.bindparam("of_code", type_=sa.Text()))
LAST_EVENT = (
    sa.select(broadcast_event)
    .where(broadcast_event.c.broadcast == _number)
    .order_by(broadcast_event.c.id.desc())
    .limit(1)
)
_EVENTS = (
    sa.select(broadcast_event).where(broadcast_event.c.broadcast == _number).order_by(broadcast_event.c.id)
)
NEWEST = sa.select(sa.func.max(broadcast_event.c.id))


def read_one(connection: sa.Connection, number: int) -> Broadcast | None:
    """Read a broadcast by its id."""
    return next(iter(read_all(connection, connection.execute(ONE, {"of_broadcast": number}).all())), None)


def read_by_code(connection: sa.Connection, code: str) -> Broadcast | None:
    """Read a broadcast by its code."""
    return next(iter(read_all(connection, connection.execute(BY_CODE, {"of_code": code}).all())), None)


def read_latest(
    connection: sa.Connection, states: Sequence[State], most: int, before: int
) -> Sequence[Broadcast]:
    """Read broadcasts in any of the states (none: in any), the newest first, from before an id (0: all)."""
    query = sa.select(broadcast).order_by(broadcast.c.id.desc()).limit(most)
    if states:
        query = query.where(broadcast.c.state.in_([state.value for state in states]))
    if before:
        query = query.where(broadcast.c.id < before)
    return read_all(connection, connection.execute(query).all())


def read_events(connection: sa.Connection, number: int) -> Sequence[Event]:
    """Read what happened to a broadcast, the oldest first."""
    return [read_event(row) for row in connection.execute(_EVENTS, {"of_broadcast": number})]


def read_event(row: FoundRow) -> Event:
    """Read something that happened."""
    return Event(row.id, row.at, row.who, What(row.what), row.detail)


def read_all(connection: sa.Connection, rows: Sequence[FoundRow]) -> Sequence[Broadcast]:
    """Read broadcasts out of their rows, with four queries for all of them."""
    if not rows:
        return ()
    numbers = [row.id for row in rows]
    texts = {
        number: {each.language: Text(each.title, each.body) for each in theirs}
        for number, theirs in _of(connection, broadcast_text, broadcast_text.c.language, numbers).items()
    }
    topics = _of(connection, broadcast_topic, broadcast_topic.c.topic, numbers)
    zones = _of(connection, broadcast_zone, broadcast_zone.c.zone, numbers)
    approvals = _of(connection, broadcast_approval, broadcast_approval.c.at, numbers)
    return [
        Broadcast(
            **{name: getattr(row, name) for name in _AS_THEY_ARE},
            state=State(row.state),
            draft=_draft(
                row,
                texts.get(row.id, {}),
                tuple(each.topic for each in topics.get(row.id, ())),
                tuple(each.zone for each in zones.get(row.id, ())),
            ),
            approvals=[
                Approval(each.who, each.at, each.counted)
                for each in approvals.get(row.id, ())
                if each.version == row.version
            ],
        )
        for row in rows
    ]


def _draft(
    row: FoundRow, texts: Mapping[str, Text], topics: tuple[str, ...], zones: tuple[str, ...]
) -> Draft:
    audience = Audience(
        topics=topics,
        zones=zones,
        languages=tuple(row.languages.split()),
        query=row.query,
        list=row.list,
        excluded_list=row.excluded_list,
        everyone=row.everyone,
        corrects=row.corrects,
    )
    same = ("sender", "basis", "starts_at", "valid_until", "training", "public")
    values: dict[str, Any] = {name: getattr(row, name) for name in same}
    return Draft(Kind(row.kind), Policy(row.policy), texts, audience, **values)


def _of(
    connection: sa.Connection, table: sa.Table, order: sa.Column[Any], numbers: Sequence[int]
) -> Mapping[int, Sequence[FoundRow]]:
    found: dict[int, list[FoundRow]] = defaultdict(list)
    query = sa.select(table).where(table.c.broadcast.in_(numbers)).order_by(table.c.broadcast, order)
    for row in connection.execute(query):
        found[row.broadcast].append(row)
    return found
