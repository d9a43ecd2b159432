"""What staff type into the search, read every way that it can be meant, and looked up exactly."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from bot.errors import WrongAnswer
from bot.values.fiscal_code import FiscalCode
from bot.values.plate import Plate
from bot.values.reference import Reference
from bot.values.value import Reading
from storage.citizens import Citizen, SqlCitizens
from storage.permits import Permit, Permits
from storage.register_records import Filed
from storage.request_rows import Request
from storage.search import SqlSearch

T = TypeVar("T")
LONGEST: Final = 60  # letters of what is typed
REFERENCE, PLATE, FISCAL_CODE = "reference", "plate", "fiscal-code"
ENTRY, PERMIT = "entry", "permit"
_NUMBER = re.compile(r"(?:n[.°]?\s*)?(\d{1,7})\s*[/-]\s*(\d{4})|(\d{4})\s*[/-]\s*(\d{1,7})", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """What a search has found; `read_as` are the ways in which it was read, `people` holders by their id."""

    read_as: list[str] = field(default_factory=list)
    person: Citizen | None = None
    requests: list[Request] = field(default_factory=list)
    permits: list[Permit] = field(default_factory=list)
    entries: list[Filed] = field(default_factory=list)
    people: dict[str, Citizen] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.person or self.requests or self.permits or self.entries)


@dataclass(frozen=True)
class LookUp:
    """Looks up in every register that what was typed may belong to."""

    search: SqlSearch
    permits: Permits
    citizens: SqlCitizens

    async def find(self, typed: str, today: date) -> Found:
        """Find what is meant; nothing is written down here."""
        found = Found()
        for kind, value in readings(typed, today):
            found.read_as.append(kind)
            await self._find(found, kind, value)
        await self._find_imported(found, typed)
        await self._name(found)
        return found

    async def _find(
        self, found: Found, kind: str, value: Reference | Plate | FiscalCode | tuple[int, int]
    ) -> None:
        if isinstance(value, Reference):
            _add(found.requests, await self.search.by_reference(value))
        elif isinstance(value, Plate):
            _add(found.permits, await self.permits.by_plate(value.text))
        elif isinstance(value, FiscalCode):
            await self._find_person(found, value)
        else:
            await self._find_number(found, kind, *value)

    async def _find_person(self, found: Found, code: FiscalCode) -> None:
        found.person = await self.citizens.by_fiscal_code(code.text)
        if found.person is not None:
            _add(found.requests, await self.search.of_citizen(found.person.id))
            _add(found.permits, await self.permits.of(found.person.id))

    async def _find_number(self, found: Found, kind: str, year: int, number: int) -> None:
        if kind == PERMIT:
            one = await self.permits.one(f"{year}/{number:06d}")
            _add(found.permits, [one] if one else [])
            return
        _add(found.requests, await self.search.by_entry(year, number))
        entry = await self.search.entry(year, number)
        found.entries += [entry] if entry else []

    async def _find_imported(self, found: Found, typed: str) -> None:
        """Look for a permit that has the number of another register."""
        for number in dict.fromkeys((typed, typed.upper())):
            if permit := await self.permits.one(number):
                _add(found.permits, [permit])
                found.read_as += [] if PERMIT in found.read_as else [PERMIT]

    async def _name(self, found: Found) -> None:
        """Learn the names of those whom it is about."""
        ids = {one.citizen for one in found.requests} | {one.citizen for one in found.permits}
        if found.person is not None:
            found.people[found.person.id] = found.person
        for number in sorted(ids - found.people.keys() - {""}):
            if one := await self.citizens.by_id(number):
                found.people[number] = one
        for entry in found.entries:
            if one := await self.citizens.by_pec(entry.sender):
                found.people[one.id] = one


def readings(
    typed: str, today: date
) -> Iterator[tuple[str, Reference | Plate | FiscalCode | tuple[int, int]]]:
    """Give each way in which something typed can be read, whole."""
    values: tuple[tuple[str, type[Reference | Plate | FiscalCode]], ...] = (
        (REFERENCE, Reference),
        (FISCAL_CODE, FiscalCode),
        (PLATE, Plate),
    )
    for kind, value in values:
        try:
            yield kind, value.parse(typed, Reading(today))
        except WrongAnswer:
            continue
    if match := _NUMBER.fullmatch(typed.strip()):
        number, year, other_year, other = match.groups()
        read = (int(year), int(number)) if year else (int(other_year), int(other))
        yield ENTRY, read
        yield PERMIT, read


def _add(known: list[T], more: Sequence[T]) -> None:
    known += [each for each in more if each not in known]
