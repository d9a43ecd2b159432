"""Locking a conversation: it is nobody's until somebody proves anew who they are, and others are told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.records import Record
from storage.access_log import Access, note
from storage.contacts import OF, REVOKED, Contact, channel_of, hint
from storage.instants import to_ms
from storage.links import CONFIRM, LOGIN, end_links
from storage.records import write_records
from storage.telling import told
from storage.transaction import Kind, Transaction

LOCKED = "my_contacts.locked"  # the event that a citizen's other conversations hear of a locked one
SHUT = "my_contacts.credential_locked"  # the event of their credentials that were locked


def tell_contacts(
    transaction: Transaction,
    citizen: str,
    event: str,
    payload: Mapping[str, str],
    correlation: str,
    but: str = "",
) -> tuple[str, ...]:
    """Tell a citizen's living conversations, all `but` one, of something; which were told."""
    rows = transaction.connection.execute(OF, {"of_citizen": citizen}).all()
    lanes = [row.lane for row in rows if row.lane != but and Contact(*row).lives(transaction.now)]
    records = (_told(lane, event, payload, correlation, transaction.now) for lane in lanes)
    write_records(transaction.connection, records)
    return tuple(lanes)


def _told(lane: str, event: str, payload: Mapping[str, str], correlation: str, now: datetime) -> Record:
    name = f"{event}/{to_ms(now)}/{payload.get('channel', '')}{payload.get('hint', '')}/{lane}"
    return told(lane, event, payload, name, correlation, now)


def _of(lane: str, now: datetime) -> dict[str, str]:
    return {"channel": channel_of(lane), "hint": hint(lane), "at": now.isoformat()}


def lock_contact(transaction: Transaction, lane: str, citizen: str, who: str, correlation: str) -> bool:
    """Lock a citizen's conversation within a transaction; False if it is not theirs. `who` as in Access."""
    now = transaction.now
    found = {"of_lane": lane, "of_citizen": citizen, "at": to_ms(now)}
    if REVOKED.one(transaction.connection, found) != 1:
        return False
    write_records(transaction.connection, end_all_links(lane, citizen, now))
    note(transaction, [Access(citizen, who, "contact-locked", channel_of(lane))])
    tell_contacts(transaction, citizen, LOCKED, _of(lane, now), correlation, but=lane)
    return True


def end_all_links(lane: str, citizen: str, now: datetime) -> tuple[Record, ...]:
    """Put an end to what a conversation was given to open: to log in, and to confirm."""
    return end_links(lane, now, LOGIN), end_links(lane, now, CONFIRM, citizen)


def locked_told(lanes: Iterable[str], first: str, now: datetime) -> tuple[Record, ...]:
    """Tell conversations within a turn that all of a citizen's were locked from the `first` one."""
    payload = _of(first, now) | {"all": "yes"}
    return tuple(_told(lane, LOCKED, payload, "lock", now) for lane in lanes if lane != first)


def _lock_everything(transaction: Transaction, asked: Sequence[tuple[str, str]]) -> list[int]:
    return [_lock_all(transaction, citizen, who) for citizen, who in asked]


def _lock_all(transaction: Transaction, citizen: str, who: str) -> int:
    rows = transaction.connection.execute(OF, {"of_citizen": citizen}).all()
    return sum(lock_contact(transaction, row.lane, citizen, who, "lock") for row in rows)


# (citizen, who): a person of the office locks all conversations of a citizen; how many there were.
LOCK_ALL: Kind[tuple[str, str], int] = Kind("lock-contacts", _lock_everything)
