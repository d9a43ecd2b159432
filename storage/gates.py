"""What the gates of the zones are told: which plate may pass where, and every change in order, without a gap.

An entry is a plate and a zone. However many permits a plate is on, the gates hold one entry, by the permit
that holds longest; who applies the changes in their order has the list.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Protocol

import sqlalchemy as sa

from storage.database import Database
from storage.permit_records import BETWEEN, gate_plate
from storage.permit_rows import ACTIVE, PENDING, gate_change, gate_entry, permit, permit_plate
from storage.transaction import Transaction

# Whoever tells the gates something does so alone until the commit: numbers come in the order of the commits.
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(7_261_015))
MOST: Final = 10_000  # changes of one answer

Pair = tuple[str, str]  # a plate and a zone


class Op(Enum):
    """What happened to an entry."""

    ADD = "ADD"
    CHANGE = "CHANGE"
    REMOVE = "REMOVE"


@dataclass(frozen=True, slots=True)
class Entry:
    """Who may pass where, from and until which day (both count; None is no end), by which permit."""

    plate: str = field(repr=False)
    zone: str
    valid_from: date
    valid_until: date | None
    permit: str

    @property
    def pair(self) -> Pair:
        """What names it."""
        return self.plate, self.zone


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the list; of one that goes, `entry` is what it was."""

    number: int
    at: datetime
    op: Op
    entry: Entry


_ENTRIES = tuple(Entry.__slots__)
_today = sa.bindparam("today", type_=sa.Date())
_pair = (gate_entry.c.plate == sa.bindparam("of_plate"), gate_entry.c.zone == sa.bindparam("of_zone"))
_TOLD = sa.select(*(gate_entry.c[name] for name in _ENTRIES)).where(*_pair)
_FORGET = sa.delete(gate_entry).where(*_pair)
_NAMED = (permit.c.number, permit.c.zone, permit.c.valid_from, permit.c.valid_until)
_HOLDING = (
    sa.select(*_NAMED)
    .join(permit_plate, permit_plate.c.permit == permit.c.number)
    .where(
        permit_plate.c.plate == sa.bindparam("of_plate"),
        sa.or_(
            permit.c.state == ACTIVE,
            sa.and_(permit.c.state == PENDING, permit.c.trusted == sa.true(), permit.c.pay_by >= _today),
        ),
        permit.c.valid_from <= _today,
        sa.or_(permit.c.valid_until.is_(None), permit.c.valid_until >= _today),
    )
)
_LAST = sa.select(sa.func.max(gate_change.c.number))
_FIRST = sa.select(sa.func.min(gate_change.c.number))
_LIST = sa.select(*(gate_entry.c[name] for name in _ENTRIES)).order_by(gate_entry.c.permit, gate_entry.c.zone)
_AFTER = (
    sa.select(gate_change)
    .where(gate_change.c.number > sa.bindparam("after", type_=sa.BigInteger()))
    .order_by(gate_change.c.number)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)


def hold(transaction: Transaction) -> None:
    """Let nobody else tell the gates anything until the commit; to be taken before any row is touched."""
    if not transaction.exclusive:
        transaction.connection.execute(_ONE_AT_A_TIME)


def tell_gates(transaction: Transaction, pairs: Iterable[Pair]) -> int:
    """Bring entries to what the permits say now, who comes before who goes; how many changes.

    It is asked within the transaction that changes the permits, which holds the gates.
    """
    today = transaction.now.date()
    changes = [
        change
        for pair in sorted(set(pairs))
        if (change := _compare(transaction.connection, pair, today)) is not None
    ]
    changes.sort(key=lambda change: change[0] is Op.REMOVE)  # nobody stands before a gate meanwhile
    last = transaction.connection.scalar(_LAST) or 0
    for number, (op, entry) in enumerate(changes, start=last + 1):
        _apply(transaction, number, op, entry)
    return len(changes)


def _compare(connection: sa.Connection, pair: Pair, today: date) -> tuple[Op, Entry] | None:
    asked = {"of_plate": pair[0], "of_zone": pair[1]}
    row = connection.execute(_TOLD, asked).one_or_none()
    told = None if row is None else Entry(*row)
    holding = (
        Entry(*pair, found.valid_from, found.valid_until, found.number)
        for found in connection.execute(_HOLDING, {"of_plate": pair[0], "today": today})
        if pair[1] in found.zone.split(BETWEEN)
    )
    longest = max(holding, key=_length, default=None)
    if longest == told:
        return None
    if longest is None:
        assert told is not None  # noqa: S101 - they differ
        return Op.REMOVE, told
    return (Op.ADD if told is None else Op.CHANGE), longest


def _length(entry: Entry) -> tuple[date, str]:
    return entry.valid_until or date.max, entry.permit


def _apply(transaction: Transaction, number: int, op: Op, entry: Entry) -> None:
    values = {name: getattr(entry, name) for name in _ENTRIES}
    if op is not Op.ADD:
        asked = {"of_plate": entry.plate, "of_zone": entry.zone}
        transaction.connection.execute(_FORGET, asked)
    if op is not Op.REMOVE:
        transaction.connection.execute(sa.insert(gate_entry), values)
    change: dict[str, Any] = {"number": number, "at": transaction.now, "op": op.value}
    transaction.connection.execute(sa.insert(gate_change), change | values)


def fold(changes: Iterable[Change], start: Iterable[Entry] = ()) -> dict[Pair, Entry]:
    """Apply changes in their order to a list, as a gate does."""
    entries = {entry.pair: entry for entry in start}
    for change in changes:
        if change.op is Op.REMOVE:
            entries.pop(change.entry.pair, None)
        else:
            entries[change.entry.pair] = change.entry
    return entries


@dataclass(frozen=True, slots=True)
class WhiteList:
    """The list, and the number of a change that it holds with all before it: go on after that one."""

    entries: Sequence[Entry]
    last: int


class LetGo(LookupError):  # noqa: N818 - it says what became of them
    """The changes that were asked for are kept no more: the whole list is to be taken."""


class Gates(Protocol):
    """What the gates are told, for who reads it."""

    async def whitelist(self) -> WhiteList:
        """Read the list as it stands."""

    async def changes(self, after: int, most: int = MOST) -> Sequence[Change]:
        """Read changes in their order; raises LetGo where some after this number are kept no more."""

    async def passes(self, plate: str) -> Sequence[Entry]:
        """Tell where a plate may pass."""


@dataclass(frozen=True, slots=True)
class SqlGates:
    """Implements Gates."""

    database: Database

    async def whitelist(self) -> WhiteList:
        """As Gates; what comes meanwhile may be in the list and come again, which changes nothing."""
        return await self.database.reader.fetch(_whitelist)

    async def changes(self, after: int, most: int = MOST) -> Sequence[Change]:
        """As Gates."""
        return await self.database.reader.fetch(lambda connection: list(_changes(connection, after, most)))

    async def passes(self, plate: str) -> Sequence[Entry]:
        """As Gates."""
        asked = {"plate": gate_plate(plate)}
        query = _LIST.where(gate_entry.c.plate == sa.bindparam("plate"))
        return await self.database.reader.fetch(
            lambda connection: [Entry(*row) for row in connection.execute(query, asked)]
        )


def _whitelist(connection: sa.Connection) -> WhiteList:
    last = connection.scalar(_LAST) or 0  # read first: it is never ahead of the list
    return WhiteList([Entry(*row) for row in connection.execute(_LIST)], last)


def _changes(connection: sa.Connection, after: int, most: int) -> Iterator[Change]:
    first = connection.scalar(_FIRST) or 1
    if after < first - 1:
        raise LetGo
    for row in connection.execute(_AFTER, {"after": after, "most": min(most, MOST)}):
        entry = Entry(**{name: getattr(row, name) for name in _ENTRIES})
        yield Change(row.number, row.at, Op(row.op), entry)
