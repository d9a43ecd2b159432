"""The rows of PINs: what is kept of each, where one was given lately; the third wrong one locks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from bot.records import Record
from storage.access_log import CITIZEN, COUNTER, Access, note
from storage.contacts import ONE, Contact, channel_of
from storage.instants import Instant
from storage.links import CHOOSE, CONFIRM, Link, Opening, fingerprint, open_link, use_link
from storage.locking import lock_contact
from storage.prepared import Prepared
from storage.records import write_records
from storage.tables import metadata
from storage.telling import told
from storage.transaction import Kind, Transaction
from storage.veiled import VEILED_LANE

CONFIRMED = "session.confirmed"  # the event by which what was agreed to is done
LOCKED = "session.locked"  # the event of a conversation that is nobody's any more, after too many wrong PINs
MOST_FAILURES: Final = 3
GOOD_FOR: Final = timedelta(minutes=10)  # nobody is asked again so long after a PIN, or after a login
DIGITS: Final = (5, 6)  # how many a PIN has
NOBODYS_BROWSER = fingerprint("pin")  # who opens such a link proves nothing by it: the PIN does


@dataclass(frozen=True, slots=True)
class Choice:
    """A PIN that was chosen behind a link: its hash is sealed, and takes the place of `before`, if any."""

    opening: Opening
    lane: str
    citizen: str
    sealed: str
    key: str
    before: str
    correlation: str
    good_for: timedelta = GOOD_FOR


@dataclass(frozen=True, slots=True)
class Given:
    """A PIN that was typed behind a link: `fits` the hash that is kept as `against`, sealed."""

    opening: Opening
    citizen: str
    against: str
    fits: bool
    correlation: str


class Told(Enum):
    """What came of a PIN; its value names the words."""

    OK = "ok"
    WRONG = "wrong-pin"
    LOCKED = "locked"
    LOST = "lost"  # the link has ended, or the conversation is theirs no more


# `sealed` is argon2id's hash, sealed by `key`; `failures` are those since it was last right.
pin = sa.Table(
    "pin",
    metadata,
    sa.Column("citizen", sa.Text, primary_key=True),
    sa.Column("sealed", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("set_at", Instant, nullable=False),
)
# In which conversation a citizen has given their PIN, and when (`until`): for a while nobody asks again.
confirmation = sa.Table(
    "confirmation",
    metadata,
    sa.Column("lane", VEILED_LANE, primary_key=True),
    sa.Column("citizen", sa.Text, nullable=False),
    sa.Column("until", Instant, nullable=False),
)

_citizen = sa.bindparam("of_citizen", type_=sa.Text())
_lane = sa.bindparam("of_lane", type_=VEILED_LANE)
OF = sa.select(pin).where(pin.c.citizen == _citizen)
_put = insert(pin).values({column.name: sa.bindparam(column.name) for column in pin.c})
_SET = _put.on_conflict_do_update(
    index_elements=["citizen"],
    set_={name: _put.excluded[name] for name in ("sealed", "key", "failures", "set_at")},
)
_COUNT = sa.update(pin).where(pin.c.citizen == _citizen).values(failures=sa.bindparam("count"))
_DROP = sa.delete(pin).where(pin.c.citizen == _citizen)
_keep = insert(confirmation).values({column.name: sa.bindparam(column.name) for column in confirmation.c})
_CONFIRM = _keep.on_conflict_do_update(
    index_elements=["lane"], set_={name: _keep.excluded[name] for name in ("citizen", "until")}
)
_FORGET = Prepared(sa.delete(confirmation).where(confirmation.c.lane == _lane))
_UNCONFIRMED = sa.select(confirmation.c.until).where(
    confirmation.c.lane == _lane, confirmation.c.citizen == _citizen
)


def is_unconfirmed(
    connection: sa.Connection, lane: str, citizen: str, now: datetime, good_for: timedelta
) -> bool:
    """Whether a citizen has a PIN and has not given it in this conversation for so long."""
    if connection.execute(OF, {"of_citizen": citizen}).one_or_none() is None:
        return False
    given_at = connection.scalar(_UNCONFIRMED, {"of_lane": lane, "of_citizen": citizen})
    return given_at is None or given_at + good_for <= now


def forget_confirmation(connection: sa.Connection, lane: str) -> None:
    """Ask for the PIN again in a conversation, within a transaction."""
    _FORGET.one(connection, {"of_lane": lane})


def keep_confirmation(transaction: Transaction, lane: str, citizen: str) -> None:
    """Ask a citizen for no PIN in a conversation for a while, within a transaction."""
    kept = {"lane": lane, "citizen": citizen, "until": transaction.now}
    transaction.connection.execute(_CONFIRM, kept)


def confirmation_ended(lane: str) -> Record:
    """Ask for the PIN again in a conversation, within a turn."""
    return Record(_FORGET, {"of_lane": lane})


def _their_contact(transaction: Transaction, lane: str, citizen: str) -> Contact | None:
    row = transaction.connection.execute(ONE.with_for_update(), {"of_lane": lane}).one_or_none()
    theirs = None if row is None else Contact(*row)
    return theirs if theirs and theirs.citizen == citizen and theirs.lives(transaction.now) else None


def _waits_for_pin(transaction: Transaction, choice: Choice) -> bool:
    return is_unconfirmed(
        transaction.connection, choice.lane, choice.citizen, transaction.now, choice.good_for
    )


def _choose_all(transaction: Transaction, choices: Sequence[Choice]) -> list[bool]:
    return [_choose(transaction, choice) for choice in choices]


def _choose(transaction: Transaction, choice: Choice) -> bool:
    kept = transaction.connection.execute(OF, {"of_citizen": choice.citizen}).one_or_none()
    if ("" if kept is None else kept.sealed) != choice.before:
        return False
    contact = _their_contact(transaction, choice.lane, choice.citizen)
    if contact is None or not contact.identified(transaction.now):
        return False
    if _waits_for_pin(transaction, choice):
        return False
    if (
        open_link(transaction, choice.opening) is None
        or use_link(transaction, choice.opening, CHOOSE) is None
    ):
        return False
    row = {
        "citizen": choice.citizen,
        "sealed": choice.sealed,
        "key": choice.key,
        "failures": 0,
        "set_at": transaction.now,
    }
    transaction.connection.execute(_SET, row)
    note(transaction, [Access(choice.citizen, CITIZEN, "pin-set", channel_of(choice.lane))])
    return True


def _give_all(transaction: Transaction, tries: Sequence[Given]) -> list[Told]:
    return [_give(transaction, given) for given in tries]


def _give(transaction: Transaction, given: Given) -> Told:
    link = open_link(transaction, given.opening)
    if link is None or link.purpose != CONFIRM or link.citizen != given.citizen:
        return Told.LOST
    row = transaction.connection.execute(OF.with_for_update(), {"of_citizen": given.citizen}).one_or_none()
    contact = _their_contact(transaction, link.lane, given.citizen)
    if row is None or row.sealed != given.against or contact is None:
        return Told.LOST
    return (
        _right(transaction, given, link) if given.fits else _wrong(transaction, given, link, row.failures + 1)
    )


def _right(transaction: Transaction, given: Given, link: Link) -> Told:
    if use_link(transaction, given.opening, CONFIRM) is None:
        return Told.LOST
    keep_confirmation(transaction, link.lane, given.citizen)
    transaction.connection.execute(_COUNT, {"of_citizen": given.citizen, "count": 0})
    note(transaction, [Access(given.citizen, CITIZEN, "pin-given", channel_of(link.lane))])
    _tell(transaction, link.lane, CONFIRMED, given)
    return Told.OK


def _wrong(transaction: Transaction, given: Given, link: Link, failures: int) -> Told:
    locks = failures >= MOST_FAILURES
    count = 0 if locks else failures
    transaction.connection.execute(_COUNT, {"of_citizen": given.citizen, "count": count})
    note(transaction, [Access(given.citizen, CITIZEN, "pin-wrong", channel_of(link.lane))])
    if not locks:
        return Told.WRONG
    use_link(transaction, given.opening, CONFIRM)
    lock_contact(transaction, link.lane, given.citizen, COUNTER, given.correlation)
    _tell(transaction, link.lane, LOCKED, given)
    return Told.LOCKED


def _tell(transaction: Transaction, lane: str, event: str, given: Given) -> None:
    name = f"{event}/{given.opening.token}"
    record = told(lane, event, {}, name, given.correlation, transaction.now)
    write_records(transaction.connection, [record])


def _drop_all(transaction: Transaction, dropped: Sequence[tuple[str, str]]) -> list[bool]:
    return [_drop(transaction, citizen, who) for citizen, who in dropped]


def _drop(transaction: Transaction, citizen: str, who: str) -> bool:
    done = transaction.connection.execute(_DROP, {"of_citizen": citizen}).rowcount == 1
    if done:
        note(transaction, [Access(citizen, who, "pin-dropped")])
    return done


# Sets a PIN behind its link; False if the link, the conversation or what was there before is not as it was.
CHOOSE_PIN: Kind[Choice, bool] = Kind("choose-pin", _choose_all)
# Records that a PIN was typed. Right: its conversation hears so. The third wrong one in a row locks it.
GIVE_PIN: Kind[Given, Told] = Kind("give-pin", _give_all)
# (citizen, who): takes a PIN away at the counter; False if there is none.
DROP_PIN: Kind[tuple[str, str], bool] = Kind("drop-pin", _drop_all)
