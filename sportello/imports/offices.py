"""The list of the offices, as the municipality keeps it in a spreadsheet."""

from contextlib import closing
from pathlib import Path

from sportello.imports.batches import Layout, Progress, read_batches
from sportello.imports.cells import Cells
from sportello.imports.counts import Counts
from sportello.imports.sheet import Report
from storage.database import Database
from storage.offices import MERGE_OFFICES, OfficeRow
from storage.opening_hours import parse_hours

_SHORT, _LONG = 200, 2000


def _hours(text: str) -> str:
    parse_hours(text)
    return text


def _read(cells: Cells) -> OfficeRow:
    hours = cells.text("hours", _LONG, required=False)
    return OfficeRow(
        code=cells.text("code", _SHORT).lower(),
        name=cells.text("name", _SHORT),
        aliases=cells.text("aliases", _LONG, required=False),
        address=cells.text("address", _SHORT),
        phone=cells.text("phone", _SHORT, required=False),
        email=cells.text("email", _SHORT, required=False),
        hours=cells.read("hours", _hours, "") if hours else "",
        note=cells.text("note", _LONG, required=False),
    )


OFFICES = Layout(
    required=("code", "name", "aliases", "address", "phone", "email", "hours"),
    optional=("note",),
    read=_read,
    key_column="code",
    key=lambda office: office.code,
)


async def import_offices(database: Database, path: Path, *, report: Report, progress: Progress) -> Counts:
    """Bring the offices up to date with a file, as import_fines does; one left out stays as it is."""
    counts = Counts()
    with closing(read_batches(path, OFFICES, report)) as batches:
        for batch in batches:
            merged = await database.writer.submit(MERGE_OFFICES, batch.good)
            counts += Counts(merged.new, merged.changed, merged.same, batch.bad)
            progress(batch.offset)
    return counts
