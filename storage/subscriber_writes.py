"""Addresses signed up for alerts by others: at the desk, or by a file, with where their consent is kept.

Who has taken a topic back, or said STOP, is not signed up to it again by a file: only by themselves, in their
conversation or at the desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

import sqlalchemy as sa

from storage.audit import Deed, note_deeds
from storage.bulk_stopping import stop_waiting
from storage.consents import AT_DESK, VERSION, consent
from storage.records import write_records
from storage.subscriber_rows import subscriber, subscriber_zone, subscription
from storage.subscribers import hear_again, leave
from storage.tables import caller
from storage.transaction import Kind, Transaction

_PIECE: Final = 500  # addresses of one look: a statement has only so many parameters
ADDED, REMOVED = "subscriber-added", "subscriber-removed"  # deeds of the audit


class Came(Enum):
    """What came of one who was to be signed up."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DECLINED = "declined"  # nothing was written: they have said no themselves, to all that was to be added


@dataclass(frozen=True, slots=True)
class SignUp:
    """Somebody to sign up: `lanes` are all their addresses, `topics` and `zones` are codes.

    `person` marks them as one where they have several addresses and none is known yet; a word drawn by lot.
    `how` is AT_DESK or IMPORTED, `proof` where their consent is kept, and `since` when it was given. `by` is
    who did it at the desk, empty for a file.
    """

    lanes: tuple[str, ...]
    language: str
    topics: tuple[str, ...]
    zones: tuple[str, ...]
    source: str
    how: str
    proof: str
    since: datetime
    person: str = ""
    by: str = ""


@dataclass(slots=True)
class _Held:
    """What an address has."""

    id: int
    person: str
    topics: set[str] = field(default_factory=set)
    zones: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is there of some addresses, by conversation; what is written is added to it."""

    held: dict[str, _Held]
    declined: set[tuple[str, str]]  # a conversation, and a topic that it has taken back
    stopped: set[str]


def _sign_up_all(transaction: Transaction, batches: Sequence[Sequence[SignUp]]) -> list[list[Came]]:
    return [_sign_up(transaction, batch) for batch in batches]


def _sign_up(transaction: Transaction, batch: Sequence[SignUp]) -> list[Came]:
    came: list[Came] = []
    for first in range(0, len(batch), _PIECE):
        piece = batch[first : first + _PIECE]
        known = _known(transaction.connection, [lane for each in piece for lane in each.lanes])
        came += [_signed_up(transaction, each, known) for each in piece]
    return came


def _signed_up(transaction: Transaction, given: SignUp, known: _Known) -> Came:
    wanted = {lane: _not_declined(lane, given, known) for lane in given.lanes}
    if not any(wanted.values()):
        return Came.DECLINED
    persons = [known.held[lane].person for lane in given.lanes if lane in known.held]
    person = next(filter(None, persons), given.person)
    came = [
        _one(transaction, lane, topics, person, given, known) for lane, topics in wanted.items() if topics
    ]
    if given.by and any(each is not Came.SAME for each in came):
        note_deeds(transaction, [Deed(given.by, ADDED, _way(given.lanes[0]), " ".join(given.topics))])
    return min(came, key=list(Came).index)


def _one(
    transaction: Transaction, lane: str, topics: tuple[str, ...], person: str, given: SignUp, known: _Known
) -> Came:
    """Sign one address up; what it gets already stays as it is."""
    connection, before = transaction.connection, known.held.get(lane)
    held = before or known.held.setdefault(lane, _Held(_added(connection, lane, person, given), person))
    topics = tuple(topic for topic in topics if topic not in held.topics)
    # Who hears of the whole city goes on so: a zone would take the others away.
    narrowed = before is None or bool(before.zones)
    zones = tuple(zone for zone in given.zones if zone not in held.zones) if narrowed else ()
    joined = held.person != person
    if joined:
        connection.execute(sa.update(subscriber).where(subscriber.c.id == held.id).values(person=person))
        held.person = person
    _write(connection, lane, held, topics, zones, given)
    if before is None:
        return Came.NEW
    return Came.CHANGED if topics or zones or joined else Came.SAME


def _write(
    connection: sa.Connection,
    lane: str,
    held: _Held,
    topics: tuple[str, ...],
    zones: tuple[str, ...],
    given: SignUp,
) -> None:
    if topics:
        rows = [{"topic": topic, "subscriber": held.id, "since": given.since} for topic in topics]
        connection.execute(sa.insert(subscription), rows)
        said = [_consent(lane, topic, given.since, given.how, given.proof, given=True) for topic in topics]
        connection.execute(sa.insert(consent), said)
    if zones:
        placed = [{"subscriber": held.id, "zone": zone} for zone in zones]
        connection.execute(sa.insert(subscriber_zone), placed)
    if given.how == AT_DESK:
        write_records(connection, [hear_again(lane)])
    held.topics.update(topics)
    held.zones.update(zones)


def _added(connection: sa.Connection, lane: str, person: str, given: SignUp) -> int:
    channel, _, address = lane.partition(":")
    row = {
        "lane": lane,
        "channel": channel,
        "address": address,
        "person": person,
        "language": given.language,
        "source": given.source,
        "added_at": given.since,
    }
    number: int = connection.execute(sa.insert(subscriber).returning(subscriber.c.id), row).scalar_one()
    return number


def _consent(lane: str, topic: str, at: datetime, how: str, proof: str, *, given: bool) -> dict[str, object]:
    said = {"lane": lane, "topic": topic, "given": given, "at": at, "how": how}
    return {**said, "version": VERSION, "message": None, "proof": proof}


def _not_declined(lane: str, given: SignUp, known: _Known) -> tuple[str, ...]:
    if given.how == AT_DESK:
        return given.topics
    if lane in known.stopped:
        return ()
    return tuple(topic for topic in given.topics if (lane, topic) not in known.declined)


def _known(connection: sa.Connection, lanes: Sequence[str]) -> _Known:
    stopped = sa.select(caller.c.lane).where(caller.c.lane.in_(lanes), caller.c.stopped == sa.true())
    return _Known(_held(connection, lanes), _declined(connection, lanes), set(connection.scalars(stopped)))


def _held(connection: sa.Connection, lanes: Sequence[str]) -> dict[str, _Held]:
    columns = (subscriber.c.lane, subscriber.c.id, subscriber.c.person)
    found = connection.execute(sa.select(*columns).where(subscriber.c.lane.in_(lanes)))
    held = {row.lane: _Held(row.id, row.person) for row in found}
    by_number = {each.id: each for each in held.values()}
    hears = sa.select(subscription).where(subscription.c.subscriber.in_(by_number))
    for row in connection.execute(hears):
        by_number[row.subscriber].topics.add(row.topic)
    placed = sa.select(subscriber_zone).where(subscriber_zone.c.subscriber.in_(by_number))
    for row in connection.execute(placed):
        by_number[row.subscriber].zones.add(row.zone)
    return held


def _declined(connection: sa.Connection, lanes: Sequence[str]) -> set[tuple[str, str]]:
    """Find the topics to which the last word of a conversation is a no."""
    its = sa.select(sa.func.max(consent.c.id)).where(consent.c.lane.in_(lanes))
    last = its.group_by(consent.c.lane, consent.c.topic)
    said = sa.select(consent.c.lane, consent.c.topic)
    no = said.where(consent.c.id.in_(last), consent.c.given == sa.false())
    return {(row.lane, row.topic) for row in connection.execute(no)}


@dataclass(frozen=True, slots=True)
class Removal:
    """An address that is to get nothing more, who takes it off, and why."""

    lane: str
    by: str
    proof: str


def _remove_all(transaction: Transaction, removals: Sequence[Removal]) -> list[bool]:
    return [_removed(transaction, each) for each in removals]


def _removed(transaction: Transaction, given: Removal) -> bool:
    connection = transaction.connection
    held = _held(connection, [given.lane]).get(given.lane)
    if held is None:
        return False
    said = [
        _consent(given.lane, topic, transaction.now, AT_DESK, given.proof, given=False)
        for topic in sorted(held.topics)
    ]
    if said:
        connection.execute(sa.insert(consent), said)
    write_records(connection, [record.for_lane(given.lane) for record in (*leave(), stop_waiting())])
    note_deeds(transaction, [Deed(given.by, REMOVED, _way(given.lane), given.proof)])
    return True


def _way(lane: str) -> str:
    """Tell by which channel, and no more: the audit is read by many."""
    return lane.partition(":")[0]


# Signs many up; each once, with what came of it.
SIGN_UP: Kind[Sequence[SignUp], list[Came]] = Kind("sign-up", _sign_up_all)
# Takes all from an address, with the consents to it; False if it is none of ours.
REMOVE_SUBSCRIBER: Kind[Removal, bool] = Kind("remove-subscriber", _remove_all)
