"""The sheets of families of a whole file, looked at once all its rows are known."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from platforms.residents.embedded import lives_in_a_family
from platforms.residents.resident import Resident
from sportello.imports.sheet import RowError

_HOLDER = 1  # ANPR, tab_relazione_di_parentela
_PARTNERS = (2, 28)  # spouse, partner of a civil union

_MAKE = "create table member (line integer, family text, holder integer, partner integer, home text)"
_FAULTY = """
    select min(line), sum(holder), sum(partner), count(distinct home) from member
    group by family having sum(holder) <> 1 or sum(partner) > 1 or count(distinct home) > 1 order by 1
"""


@dataclass(frozen=True, slots=True)
class Member:
    """A living, enrolled member of a family, on a line of the file; with no family, nobody to look at."""

    line: int
    family: str
    holder: bool
    partner: bool
    home: str

    @classmethod
    def of(cls, line: int, person: Resident) -> "Member":
        """Tell what the check needs to know of a resident."""
        home = f"{person.address.street}|{person.address.number}|{person.address.place.name}".lower()
        relation = person.relation
        family = person.family if lives_in_a_family(person) else ""
        return cls(line, family, relation == _HOLDER, relation in _PARTNERS, home)


class SheetsOfFamilies:
    """All members by family, on the disk, so that many do not grow the process. It goes with its `with`."""

    def __enter__(self) -> Self:
        # The empty name is a private file that SQLite deletes by itself.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("pragma journal_mode = off")
        self._connection.execute(_MAKE)
        self._connection.execute("begin")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, members: Sequence[Member]) -> None:
        """Remember who lives in a family."""
        rows = [(m.line, m.family, m.holder, m.partner, m.home) for m in members if m.family]
        self._connection.executemany("insert into member values (?, ?, ?, ?, ?)", rows)

    def faults(self) -> Iterator[RowError]:
        """Tell of each family that cannot be right, in the order of the file."""
        for line, holders, partners, homes in self._connection.execute(_FAULTY):
            if holders != 1:
                yield RowError(
                    line, "family", "no holder (relation 1)" if not holders else f"{holders} holders"
                )
            if partners > 1:
                yield RowError(line, "family", f"{partners} spouses of its holder")
            if homes > 1:
                yield RowError(line, "family", f"lives at {homes} addresses")
