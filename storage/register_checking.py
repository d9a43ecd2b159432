"""How the chain of the register is verified: event by event, against its hashes, its numbers and its rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from storage.instants import to_ms
from storage.prepared import FoundRow
from storage.reader import Reader
from storage.register_chain import START, canonical, digest
from storage.register_entries import CONTENT, ENTRY, LISTS
from storage.register_tables import register_entry, register_event

_AT_ONCE = 500  # events in memory

_belongs = sa.and_(
    register_entry.c.year == register_event.c.year,
    register_entry.c.number == register_event.c.number,
)
_PAGE = (
    sa.select(register_event, *(column.label(f"row_{column.name}") for column in register_entry.c))
    .outerjoin(register_entry, sa.and_(_belongs, register_event.c.what == ENTRY))
    .where(register_event.c.sequence > sa.bindparam("after"))
    .order_by(register_event.c.sequence)
    .limit(_AT_ONCE)
)
_UNTOLD = (
    sa.select(register_entry.c.year, register_entry.c.number)
    .where(~sa.exists().where(_belongs, register_event.c.what == ENTRY))
    .order_by(register_entry.c.year, register_entry.c.number)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the register is not as it was written.

    `why`: "missing" (events before it are gone), "link" (it follows another hash), "altered" (its hash is
    not that of its document), "columns" (what stands beside the document says otherwise), "number" (not the
    next one of its year, or of no entry), "row" (the look-up says otherwise), "untold" (only the look-up
    has it; then sequence is 0).
    """

    sequence: int
    year: int
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a verification: how many events are sound, and the hash of the last of them.

    `absent` are the hashes asked for that are not in the chain.
    """

    events: int
    last: str
    broken: Broken | None
    absent: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.broken is None and not self.absent


@dataclass(slots=True)
class _Walk:
    """How far the chain was followed."""

    events: int = 0
    last: str = START
    highest: dict[int, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=lambda: {START})

    def step(self, row: FoundRow) -> Broken | None:
        """Follow it by one event."""
        why = self._fault(row)
        if why is not None:
            return Broken(row.sequence, row.year, row.number, why)
        self.events, self.last = row.sequence, row.hash
        return None

    def _fault(self, row: FoundRow) -> str | None:
        if row.sequence != self.events + 1:
            return "missing"
        if row.previous != self.last:
            return "link"
        if row.hash != digest(row.previous, row.document):
            return "altered"
        try:
            return self._fault_inside(row, json.loads(row.document))
        except (ValueError, KeyError, TypeError):  # somebody has hashed what is no document of ours
            return "altered"

    def _fault_inside(self, row: FoundRow, document: dict[str, Any]) -> str | None:
        if not _beside(row, document):
            return "columns"
        if not self._counts(row):
            return "number"
        return None if row.what != ENTRY or _same_row(row, document) else "row"

    def _counts(self, row: FoundRow) -> bool:
        number: int = row.number
        highest = self.highest.get(row.year, 0)
        if row.what != ENTRY:
            return 1 <= number <= highest
        self.highest[row.year] = number
        return number == highest + 1


async def check(reader: Reader, hashes: Sequence[str]) -> Checked:
    """Follow the whole chain; `hashes` must be in it."""
    walk, wanted = _Walk(), set(hashes)
    broken = await _follow(reader, walk, wanted)
    if broken is None:
        row = await reader.fetch(lambda connection: connection.execute(_UNTOLD).one_or_none())
        broken = None if row is None else Broken(0, row.year, row.number, "untold")
    return Checked(walk.events, walk.last, broken, tuple(each for each in hashes if each not in walk.seen))


async def _follow(reader: Reader, walk: _Walk, wanted: set[str]) -> Broken | None:
    while True:
        rows = await reader.fetch(partial(_page, walk.events))
        for row in rows:
            if (broken := walk.step(row)) is not None:
                return broken
            walk.seen |= wanted & {row.hash}
        if len(rows) < _AT_ONCE:
            return None


def _page(after: int, connection: sa.Connection) -> Sequence[FoundRow]:
    return connection.execute(_PAGE, {"after": after}).all()


def _beside(row: FoundRow, document: dict[str, Any]) -> bool:
    """Tell whether the columns say what the document says, and it is written as we write."""
    named = all(getattr(row, name) == document[name] for name in ("sequence", "year", "number", "what"))
    return named and _at(document) == to_ms(row.at) and canonical(document) == row.document


def _same_row(row: FoundRow, document: dict[str, Any]) -> bool:
    """Tell whether the row for look-up holds what was entered."""
    if row.row_key is None or _at(document) != to_ms(row.row_at):
        return False
    if row.row_answer_by.isoformat() != document["answer_by"]:
        return False
    found = {name: getattr(row, f"row_{name}") for name in CONTENT}
    return found | {name: json.loads(found[name]) for name in LISTS} == {n: document[n] for n in CONTENT}


def _at(document: dict[str, Any]) -> int:
    return to_ms(datetime.fromisoformat(document["at"]))
