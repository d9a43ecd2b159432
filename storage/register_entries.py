"""Entries of the register: how they are made, as rows and as events, and read back."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.message import Entry
from storage.documents import storable
from storage.instants import to_ms
from storage.prepared import Prepared
from storage.register_chain import Chain
from storage.register_records import Registration
from storage.register_tables import register_entry

ENTRY, SEALED, ANNULLED = "entry", "sealed", "annulled"

# What an event and a row both hold of a message, each under this name.
CONTENT = (
    "key",
    "direction",
    "sender",
    "recipients",
    "subject",
    "reference",
    "theirs",
    "answers",
    "message_sha256",
    "enclosed",
)
LISTS = ("recipients", "enclosed")  # JSON in a row

_KNOWN = sa.select(
    register_entry.c.key,
    register_entry.c.year,
    register_entry.c.number,
    register_entry.c.at,
    register_entry.c.answer_by,
).where(register_entry.c.key.in_(sa.bindparam("keys", expanding=True)))
_INSERT = Prepared(
    sa.insert(register_entry).values({column.name: sa.bindparam(column.name) for column in register_entry.c})
)


def enter(chain: Chain, registrations: Sequence[Registration]) -> list[Entry]:
    """Enter messages, in their order; one whose key is known keeps the entry that it has."""
    # law: dpr445-2000/53/5 - whatever comes or goes is entered
    keys = {storable(each.key) for each in registrations}
    rows = chain.connection.execute(_KNOWN, {"keys": sorted(keys)})
    known = {row.key: Entry(row.year, row.number, row.at, row.answer_by) for row in rows}
    number = 0 if len(known) == len(keys) else chain.highest()
    new: list[Mapping[str, Any]] = []
    for each in registrations:
        if (key := storable(each.key)) not in known:
            number += 1
            known[key] = _entry(chain, number, each)
            new.append(_event(known[key], each))
    if new:
        _INSERT.many(chain.connection, [_row(event, to_ms(chain.now)) for event in new])
        chain.append(new)
    return [known[storable(each.key)] for each in registrations]


def find_known(connection: sa.Connection, key: str) -> Entry | None:
    """Look up the entry of a key; None if nothing is entered under it."""
    row = connection.execute(_KNOWN, {"keys": [storable(key)]}).one_or_none()
    return None if row is None else Entry(row.year, row.number, row.at, row.answer_by)


def _entry(chain: Chain, number: int, registration: Registration) -> Entry:
    # law: l241-1990/2/2 - thirty days, unless another term is set
    # law: l241-1990/2/6 - from the day on which it came
    # law: cpc/155/1 - that day itself does not count
    arrived = registration.arrived or chain.now.date()
    return Entry(chain.year, number, chain.now, arrived + timedelta(days=registration.answer_days))


def _event(entry: Entry, registration: Registration) -> dict[str, Any]:
    return {
        "what": ENTRY,
        "year": entry.year,
        "number": entry.number,
        "answer_by": entry.answer_by.isoformat(),
        "key": storable(registration.key),
        "direction": registration.direction.value,
        "sender": storable(registration.sender),
        "recipients": [storable(each) for each in registration.recipients],
        "subject": storable(registration.subject),
        "reference": storable(registration.reference),
        "theirs": storable(registration.theirs),
        "answers": storable(registration.answers),
        "message_sha256": registration.message_sha256,
        "enclosed": [[storable(name), sha256] for name, sha256 in registration.enclosed],
    }


def _row(event: Mapping[str, Any], at: int) -> dict[str, object]:
    return {
        **{name: event[name] for name in CONTENT},
        **{name: json.dumps(event[name]) for name in LISTS},
        "year": event["year"],
        "number": event["number"],
        "at": at,
        "answer_by": event["answer_by"],
    }
