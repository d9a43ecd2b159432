"""The register of residents, as the registry (anagrafe) exports it: whole families, a person to a row."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TypeVar

from platforms.residents.embedded import EmbeddedResidents
from platforms.residents.resident import Address, Certifiable, CivilStatus, Place, Resident, Union
from sportello.imports.batches import Layout, Progress, read_batches
from sportello.imports.cells import Cells
from sportello.imports.counts import Counts
from sportello.imports.resident_cells import (
    act,
    addresses,
    code_tells,
    coded,
    person_code,
    person_codes,
    pieces,
    place,
)
from sportello.imports.sheet import Report
from sportello.imports.sheets_of_families import Member, SheetsOfFamilies
from storage.database import Database
from storage.sealing import Keyring

T = TypeVar("T")

_SHORT, _LONG = 200, 4000
_NOWHERE = Place("")
_UNIONS = ("marriage", "civil-union", "cohabitation")
_LANGUAGES = ("it", "de", "fr", "sl")  # ANPR, tab_lingue
_HIGHEST_RELATION = 99  # ANPR, tab_relazione_di_parentela

Line = tuple[int, Resident]  # the line of the file, and who stands on it


def _read(cells: Cells) -> Line:
    born_in = cells.read("born_in", place, _NOWHERE)
    person = Resident(
        fiscal_code=cells.read("fiscal_code", person_code, ""),
        surname=cells.text("surname", _SHORT),
        name=cells.text("name", _SHORT, required=False),  # who has one name alone has a surname
        sex=cells.read("sex", _sex, "F"),
        born_on=cells.day("born_on"),
        born_in=born_in,
        citizenships=_if_given(cells, "citizenships", pieces, ()),
        civil_status=cells.read("civil_status", lambda text: coded(text, CivilStatus), CivilStatus.UNKNOWN),
        family=cells.text("family", _SHORT, required=False),
        relation=cells.read("relation", _relation, 1),
        address=Address(
            cells.text("street", _SHORT),
            cells.text("street_number", _SHORT, required=False),
            cells.text("postcode", _SHORT, required=False),
            cells.read("town", place, _NOWHERE),
            cells.day("since"),
        ),
        certifiable=_if_given(cells, "certifiable", lambda text: coded(text, Certifiable), Certifiable.FULLY),
        aire=_flag(cells, "aire"),
        community=_flag(cells, "community"),
        open_procedure=_flag(cells, "open_procedure"),
        cancelled_on=cells.day_or_none("cancelled_on"),
        cancelled_because=cells.text("cancelled_because", _SHORT, required=False),
        died_on=cells.day_or_none("died_on"),
        died_in=_if_given(cells, "died_in", place, None),
        birth_act=_if_given(cells, "birth_act", act, None),
        death_act=_if_given(cells, "death_act", act, None),
        union=_union(cells),
        addresses=_if_given(cells, "earlier_addresses", addresses, ()),
        enrolled_on=cells.day_or_none("enrolled_on"),
        aire_since=cells.day_or_none("aire_since"),
        consulate=cells.text("consulate", _SHORT, required=False),
        language=_if_given(cells, "language", lambda text: _one_of(text, _LANGUAGES), "it"),
        parents=_if_given(cells, "parents", person_codes, ()),
    )
    if cells.good:
        _compare(person, cells)
    return cells.line, person


def _union(cells: Cells) -> Union | None:
    kind = _if_given(cells, "union", lambda text: _one_of(text, _UNIONS), "")
    if not kind:
        return None
    return Union(
        kind,
        cells.text("partner_surname", _SHORT, required=False),
        cells.text("partner_name", _SHORT, required=False),
        cells.day_or_none("union_on"),
        _if_given(cells, "union_in", place, None),
        _if_given(cells, "union_act", act, None),
        cells.day_or_none("union_ended_on"),
    )


def _if_given(cells: Cells, column: str, parse: Callable[[str], T], fallback: T) -> T:
    return cells.read(column, parse, fallback) if cells.text(column, _LONG, required=False) else fallback


def _flag(cells: Cells, column: str) -> bool:
    return cells.yes_no(column) if cells.text(column, _SHORT, required=False) else False


def _sex(text: str) -> str:
    return _one_of(text, ("F", "M"))


def _one_of(text: str, among: tuple[str, ...]) -> str:
    if text not in among:
        raise ValueError(f"none of {', '.join(among)}")
    return text


def _relation(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= _HIGHEST_RELATION:
        raise ValueError("not a code of ANPR's table of relations")
    return int(text)


def _compare(person: Resident, cells: Cells) -> None:
    """Check what the cells say of each other."""
    abroad = bool(person.born_in.state)
    if reason := code_tells(person.fiscal_code, person.born_on, person.sex, abroad=abroad):
        cells.wrong("fiscal_code", reason)
    for column in ("died_on", "cancelled_on", "enrolled_on"):
        day: date | None = getattr(person, column)
        if day and day < person.born_on:
            cells.wrong(column, "before born_on")
    if person.aire and not person.address.place.state:
        cells.wrong("town", "who is in AIRE lives abroad: write London (Regno Unito)")
    if person.fiscal_code in person.parents:
        cells.wrong("parents", "nobody is their own parent")


RESIDENTS: Layout[Line] = Layout(
    required=(
        "fiscal_code",
        "surname",
        "name",
        "sex",
        "born_on",
        "born_in",
        "citizenships",
        "civil_status",
        "family",
        "relation",
        "street",
        "street_number",
        "postcode",
        "town",
        "since",
    ),
    optional=(
        "certifiable",
        "aire",
        "community",
        "open_procedure",
        "cancelled_on",
        "cancelled_because",
        "died_on",
        "died_in",
        "birth_act",
        "death_act",
        "union",
        "partner_surname",
        "partner_name",
        "union_on",
        "union_in",
        "union_act",
        "union_ended_on",
        "earlier_addresses",
        "enrolled_on",
        "aire_since",
        "consulate",
        "language",
        "parents",
    ),
    read=_read,
    key_column="fiscal_code",
    key=lambda line: line[1].fiscal_code,
)


async def import_residents(
    database: Database, keyring: Keyring, path: Path, *, report: Report, progress: Progress
) -> Counts:
    """Bring the register up to date with a file, as import_fines does; a row replaces all that was there.

    Families that cannot be right are reported at the end, by the line on which they begin; they come in.
    """
    counts, residents = Counts(), EmbeddedResidents(database, keyring)
    with SheetsOfFamilies() as families, closing(read_batches(path, RESIDENTS, report)) as batches:
        for batch in batches:
            kept = await residents.keep([person for _, person in batch.good])
            families.add([Member.of(line, person) for line, person in batch.good])
            counts += Counts(kept.new, kept.changed, kept.same, batch.bad)
            progress(batch.offset)
        for fault in families.faults():
            report(fault)
    return counts
