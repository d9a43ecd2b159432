"""Our own alerts as they were given out: a message of CAP for each that begins and each called back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from storage import transaction as writing
from storage.alert_codes import Codes, read_codes
from storage.alert_rows import alert
from storage.broadcast_records import Broadcast, State
from storage.broadcast_rows import broadcast
from storage.broadcast_views import read_all
from storage.prepared import FoundRow
from storage.public_alerts import before, root_of
from storage.transaction import Transaction

_MOST: Final = 20  # in one look; the next takes the others
_OUT: Final = (State.RUNNING, State.PAUSED, State.DONE)
_CANCEL: Final = "Cancel"


@dataclass(frozen=True, slots=True)
class Message:
    """A message of CAP given out by us; `refers` is as CAP writes it, `document` the XML."""

    identifier: str
    sender: str
    sent_at: datetime
    kind: str
    refers: str
    broadcast: int
    expires_at: datetime | None
    document: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message of ours that was given out before."""

    identifier: str
    sender: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be given out: that a broadcast has begun, or (`called_back`) that it holds no more.

    `zones` by code are those of what was written at first. `earlier` are our messages that it is about.
    """

    one: Broadcast
    called_back: bool
    codes: Codes | None
    zones: tuple[str, ...]
    topics: tuple[str, ...]
    earlier: Sequence[Earlier]


_ours = sa.and_(alert.c.broadcast == broadcast.c.id, alert.c.theirs == sa.false())
_told = sa.exists().where(_ours, alert.c.kind != _CANCEL)
_called_back = sa.exists().where(_ours, alert.c.kind == _CANCEL)
_later = broadcast.alias()
# Somebody sets it right: that will be an Update of it, unless it comes to nothing.
_being_set_right = sa.exists().where(
    _later.c.corrects == broadcast.c.id,
    sa.or_(_later.c.state != State.CANCELLED.value, _later.c.begun_at.is_not(None)),
)
_shown = sa.and_(broadcast.c.public == sa.true(), broadcast.c.training == sa.false())
_BEGUN: Final = (
    sa.select(broadcast)
    .where(
        _shown,
        broadcast.c.begun_at.is_not(None),
        broadcast.c.state.in_([state.value for state in _OUT]),
        sa.not_(_told),
    )
    .order_by(broadcast.c.id)
    .limit(_MOST)
)
_ENDED: Final = (
    sa.select(broadcast)
    .where(
        _shown,
        broadcast.c.state == State.CANCELLED.value,
        _told,
        sa.not_(_called_back),
        sa.not_(_being_set_right),
    )
    .order_by(broadcast.c.id)
    .limit(_MOST)
)
_EARLIER: Final = (
    sa.select(alert)
    .where(
        alert.c.broadcast == sa.bindparam("of_broadcast", type_=sa.BigInteger()),
        alert.c.theirs == sa.false(),
    )
    .order_by(alert.c.sent_at, alert.c.identifier)
)
_THEIRS: Final = sa.select(alert.c.refers).where(
    alert.c.broadcast == sa.bindparam("of_broadcast", type_=sa.BigInteger()), alert.c.theirs == sa.true()
)
_FIRST_OF_THEIRS: Final = sa.select(alert.c.broadcast).where(
    alert.c.identifier.in_(sa.bindparam("keys", expanding=True)), alert.c.theirs == sa.true()
)
_BY_IDENTIFIER: Final = sa.select(alert).where(
    alert.c.identifier == sa.bindparam("named", type_=sa.Text()), alert.c.theirs == sa.false()
)
_RECENT: Final = (
    sa.select(alert)
    .where(
        alert.c.theirs == sa.false(),
        sa.or_(
            alert.c.sent_at >= sa.bindparam("since", type_=alert.c.sent_at.type),
            alert.c.expires_at > sa.bindparam("at_now", type_=alert.c.expires_at.type),
        ),
    )
    .order_by(alert.c.sent_at.desc(), alert.c.identifier.desc())
    .limit(100)
)


def read_due(connection: sa.Connection) -> Sequence[Due]:
    """Read what is to be given out now, the oldest first."""
    begun = read_all(connection, connection.execute(_BEGUN).all())
    ended = read_all(connection, connection.execute(_ENDED).all())
    return [_due(connection, one, called_back=False) for one in begun] + [
        _due(connection, one, called_back=True) for one in ended
    ]


def _due(connection: sa.Connection, one: Broadcast, *, called_back: bool) -> Due:
    root = root_of(connection, one)
    numbers = [one.id] if called_back else list(_before(connection, one))
    earlier = [
        Earlier(row.identifier, row.sender, row.sent_at)
        for number in sorted(numbers)
        for row in connection.execute(_EARLIER, {"of_broadcast": number})
    ]
    codes = read_codes(connection, one)
    audience = root.draft.audience
    return Due(one, called_back, codes, audience.zones, audience.topics, earlier)


def _before(connection: sa.Connection, one: Broadcast) -> Iterator[int]:
    """Name the broadcasts whose place this one takes: set right by it, or earlier in others' alerts."""
    seen: set[int] = {one.id}
    waiting = [one]
    while waiting:
        current = waiting.pop()
        found = before(connection, current)
        if found is not None and found.id not in seen:
            seen.add(found.id)
            waiting.append(found)
            yield found.id
    for refers in connection.scalars(_THEIRS, {"of_broadcast": one.id}):
        keys = refers.split()
        for number in connection.scalars(_FIRST_OF_THEIRS, {"keys": keys}) if keys else ():
            if number is not None and number not in seen:
                seen.add(number)
                yield number


def read_message(connection: sa.Connection, identifier: str) -> Message | None:
    """Read a message of ours by its name; None if there is none."""
    row = connection.execute(_BY_IDENTIFIER, {"named": identifier}).one_or_none()
    return None if row is None else _message(row)


def read_recent(connection: sa.Connection, since: datetime, now: datetime) -> Sequence[Message]:
    """Read our messages since a moment, and those that are not over yet; the newest first."""
    return [_message(row) for row in connection.execute(_RECENT, {"since": since, "at_now": now})]


def _message(row: FoundRow) -> Message:
    same = ("identifier", "sender", "sent_at", "kind", "refers", "broadcast", "expires_at", "document")
    return Message(**{name: getattr(row, name) for name in same})


def _publish_all(transaction: Transaction, messages: Sequence[Message]) -> list[bool]:
    return [_publish(transaction.connection, each) for each in messages]


def _publish(connection: sa.Connection, message: Message) -> bool:
    row = {name: getattr(message, name) for name in Message.__slots__}
    return connection.scalar(_INSERT.values({**row, "theirs": False})) is not None


_INSERT: Final = (
    insert(alert).on_conflict_do_nothing(index_elements=["identifier"]).returning(alert.c.identifier)
)
# Keeps messages as they were given out; whether each was new. The same twice is one.
PUBLISH: writing.Kind[Message, bool] = writing.Kind("publish-alerts", _publish_all)
