"""The chain of the register: every event, and the hash that it shares with all that came before it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from storage.instants import from_ms, to_ms
from storage.prepared import Prepared
from storage.register_tables import register_entry, register_event
from storage.transaction import Transaction

START = "0" * 64  # what the first event follows

# Clocks of two processes differ: within this, a later number has no earlier time. A clock that was wrong by
# more must not hold up the time of all that follows.
_AGREE = timedelta(seconds=60)

# Whoever adds to the chain is alone until the commit. The number is the name of this lock in the database.
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(7_261_002))
_TIP = Prepared(
    sa.select(register_event.c.sequence, register_event.c.at, register_event.c.hash)
    .order_by(register_event.c.sequence.desc())
    .limit(sa.literal_column("1"))
)
_HIGHEST = Prepared(
    sa.select(sa.func.max(register_entry.c.number)).where(register_entry.c.year == sa.bindparam("year"))
)
_APPEND = Prepared(
    sa.insert(register_event).values({column.name: sa.bindparam(column.name) for column in register_event.c})
)


@dataclass(slots=True)
class Chain:
    """The end of the chain in an open transaction, to add to; `now` is the moment of what is added."""

    connection: sa.Connection
    now: datetime
    sequence: int
    last: str

    @property
    def year(self) -> int:
        """The year of the entries that are made now, by the clocks of the city."""
        return self.now.year

    def highest(self) -> int:
        """Tell the highest number of the year, 0 if it has none yet."""
        # law: dpr445-2000/57/1 - anew each calendar year
        ((number,),) = _HIGHEST.ask(self.connection, {"year": self.year})
        return number or 0

    def append(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Add events: each has "year", "number", "what", and more that the document is to hold."""
        _APPEND.many(self.connection, [self._link(event) for event in events])

    def _link(self, event: Mapping[str, Any]) -> dict[str, object]:
        self.sequence += 1
        at = self.now.isoformat(timespec="milliseconds")
        document = canonical({**event, "sequence": self.sequence, "at": at})
        previous, self.last = self.last, digest(self.last, document)
        return {
            "sequence": self.sequence,
            "year": event["year"],
            "number": event["number"],
            "what": event["what"],
            "at": to_ms(self.now),
            "document": document,
            "previous": previous,
            "hash": self.last,
        }


def hold(transaction: Transaction) -> Chain:
    """Take the end of the chain, for this transaction alone.

    Whatever is read after this is what the last one wrote who held it.
    """
    connection = transaction.connection
    if not transaction.exclusive:
        connection.execute(_ONE_AT_A_TIME)
    sequence, at, last = next(iter(_TIP.ask(connection, {})), (0, 0, START))
    now = to_ms(transaction.now)
    if now < at <= now + _AGREE // timedelta(milliseconds=1):
        now = at
    return Chain(connection, from_ms(now, transaction.now.tzinfo or UTC), sequence, last)


def canonical(document: Mapping[str, Any]) -> str:
    """Write a document in the one way that its hash is taken of: ASCII, names in order, no blanks."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest(previous: str, document: str) -> str:
    """Hash an event: SHA-256 of the hash before it, a line feed and the document, in hexadecimal."""
    return hashlib.sha256(f"{previous}\n{document}".encode()).hexdigest()
