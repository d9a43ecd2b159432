"""The permits for restricted traffic zones that another system has issued until now."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from bot.values.fiscal_code import FiscalCode
from bot.values.plate import Plate
from bot.values.value import Reading
from platforms.permits.rules import PermitKind
from platforms.permits.terms import PermitTerms
from sportello.imports.batches import Batch, Layout, Progress, read_batches
from sportello.imports.cells import Cells
from sportello.imports.counts import Counts
from sportello.imports.sheet import Report, RowError
from storage.citizens import Citizen, SqlCitizens
from storage.database import Database
from storage.permit_import import MERGE_PERMITS, Became, Imported, becomes

_READING = Reading(today=date.min)  # these values mean the same on every day
_SHORT, _LONG = 40, 200
_SOURCE = "import"
_STATES = ("active", "revoked")
_MOST_CARS = 99


@dataclass(frozen=True, slots=True)
class Line:
    """A permit, the line that it begins on, and whose it is."""

    number: int
    permit: Imported
    holder: Citizen


def _fiscal_code(text: str) -> str:
    code = FiscalCode.parse(text, _READING)
    if not code.is_person:
        raise ValueError("not a person's: leave it empty for a firm")
    return code.text


def _plates(text: str) -> tuple[str, ...]:
    written = filter(None, map(str.strip, text.split(";")))
    return tuple(dict.fromkeys(Plate.parse(each, _READING).text for each in written))


def _kind(text: str) -> str:
    try:
        return PermitKind(text.lower()).value
    except ValueError:
        raise ValueError(f"none of {', '.join(kind.value for kind in PermitKind)}") from None


def _zones(text: str, known: Sequence[str]) -> str:
    found = [zone for zone in map(str.strip, text.split(";")) if zone]
    if strangers := sum(zone not in known for zone in found):
        raise ValueError(f"{strangers} of them not in [ztl] zones")
    return ",".join(dict.fromkeys(found))


def _state(text: str) -> str:
    if text.lower() not in _STATES:
        raise ValueError(f"none of {', '.join(_STATES)}")
    return text.lower()


def _rank(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= _MOST_CARS:
        raise ValueError("not a number from 1")
    return int(text)


def _read(cells: Cells, terms: PermitTerms) -> Line:
    given = partial(_given, cells)
    kind = cells.read("kind", _kind, PermitKind.RESIDENT.value)
    everywhere = PermitKind(kind) in terms.table.everywhere
    permit = Imported(
        number=cells.text("number", _SHORT),
        kind=kind,
        citizen="",
        plates=cells.read("plates", _plates, ()),
        zone=terms.zone_of(PermitKind(kind), "")
        if everywhere and not given("zone")
        else cells.read("zone", lambda text: _zones(text, terms.zones), ""),
        address=cells.text("address", _LONG, required=False),
        rank=cells.read("rank", _rank, 1) if given("rank") else 1,
        valid_from=cells.day("valid_from"),
        valid_until=cells.day_or_none("valid_until"),
        state=cells.read("state", _state, "active") if given("state") else "active",
    )
    holder = Citizen(
        fiscal_code=cells.read("fiscal_code", _fiscal_code, "") if given("fiscal_code") else "",
        name=cells.text("name", _LONG, required=False),
        surname=cells.text("surname", _LONG, required=False),
    )
    if cells.good:
        _compare(permit, cells, terms)
    return Line(cells.line, permit, holder)


def _given(cells: Cells, column: str) -> bool:
    return bool(cells.text(column, _LONG, required=False))


def _compare(permit: Imported, cells: Cells, terms: PermitTerms) -> None:
    """Check what the cells say of each other."""
    if permit.valid_until and permit.valid_until < permit.valid_from:
        cells.wrong("valid_until", "before valid_from")
    most = terms.table.most_plates[PermitKind(permit.kind)]
    if not 1 <= len(permit.plates) <= most:
        cells.wrong("plates", f"a permit of this kind has 1 to {most}")


def layout(terms: PermitTerms) -> Layout[Line]:
    """Lay a file out for a city's own zones and rules."""
    return Layout(
        required=("number", "kind", "fiscal_code", "plates", "zone", "valid_from", "valid_until"),
        optional=("name", "surname", "address", "rank", "state"),
        read=lambda cells: _read(cells, terms),
        key_column="number",
        key=lambda line: line.permit.number,
    )


async def import_permits(
    database: Database,
    citizens: SqlCitizens,
    terms: PermitTerms,
    path: Path,
    *,
    report: Report,
    progress: Progress,
    dry: bool = False,
) -> Counts:
    """Take in a file of permits, as import_fines does; the gates are told of every change.

    A permit with which something was done here (replaced, revoked, renounced) stays as it is here. A row is
    also refused if its number is that of a permit that was issued here. `dry`: nothing is written.
    """
    counts = Counts()
    with closing(read_batches(path, layout(terms), report)) as batches:
        for batch in batches:
            permits = await _held(citizens, batch.good, dry=dry)
            if dry:
                became = await database.reader.fetch(
                    lambda connection, permits=permits: [becomes(connection, one) for one in permits]  # type: ignore[misc] # a lambda has no types to be told
                )
            else:
                became = await database.writer.submit(MERGE_PERMITS, permits)
            for error in _refused(batch.good, became):
                report(error)
            counts += _count(batch, became)
            progress(batch.offset)
    return counts


async def _held(citizens: SqlCitizens, lines: Sequence[Line], *, dry: bool) -> list[Imported]:
    """Make the holders known, and name them on their permits."""
    holders = {line.holder.fiscal_code: line.holder for line in lines if line.holder.fiscal_code}
    if not dry:
        await citizens.keep(list(holders.values()), _SOURCE)
    known: Mapping[str, str] = await citizens.ids_of(list(holders))
    return [replace(line.permit, citizen=known.get(line.holder.fiscal_code, "")) for line in lines]


def _refused(lines: Sequence[Line], became: Sequence[Became]) -> Iterator[RowError]:
    for line, each in zip(lines, became, strict=True):
        if each is Became.TAKEN:
            yield RowError(line.number, "number", "the number of a permit that was issued here")


def _count(batch: Batch[Line], became: Sequence[Became]) -> Counts:
    return Counts(
        new=became.count(Became.NEW),
        changed=became.count(Became.CHANGED),
        same=became.count(Became.SAME) + became.count(Became.KEPT),
        bad=batch.bad + became.count(Became.TAKEN),
    )
