"""The register of fines, as the municipal police export it."""

from contextlib import closing
from datetime import date
from pathlib import Path

from bot.values.fine_number import FineNumber
from bot.values.plate import Plate
from bot.values.value import Reading
from sportello.imports.batches import Layout, Progress, read_batches
from sportello.imports.cells import Cells
from sportello.imports.counts import Counts
from sportello.imports.sheet import Report
from storage.database import Database
from storage.fines import MERGE_FINES, Document, Fine, Status

_READING = Reading(today=date.min)  # numbers and plates mean the same on every day
_LONGEST = 200
_MOST_POINTS = 30  # law: cds/126-bis (fifteen for several violations, doubled for who is new to driving)


def _number(text: str) -> FineNumber:
    return FineNumber.parse(text, _READING)


def _plate(text: str) -> str:
    return Plate.parse(text, _READING).text


def _points(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST_POINTS:
        raise ValueError(f"not a number of points (0-{_MOST_POINTS})")
    return int(text)


def _read(cells: Cells) -> Fine:
    points = cells.text("points", _LONGEST, required=False)
    number = cells.read("number", _number, FineNumber(""))
    fine = Fine(
        number=number.text,
        key=number.key,
        document=cells.choice("document", Document),
        plate=cells.read("plate", _plate, ""),
        violation_on=cells.day("violation_on"),
        notified_on=cells.day_or_none("notified_on"),
        article=cells.text("article", _LONGEST),
        amount_cents=cells.cents("amount_cents"),
        maximum_cents=cells.cents_or_none("maximum_cents") or 0,
        costs_cents=cells.cents_or_none("costs_cents") or 0,
        discountable=cells.yes_no("discountable"),
        reducible=cells.yes_no("reducible"),
        status=cells.choice("status", Status),
        place=cells.text("place", _LONGEST, required=False),
        points=cells.read("points", _points, 0) if points else 0,
    )
    if cells.good:
        _compare(fine, cells)
    return fine


def _compare(fine: Fine, cells: Cells) -> None:
    """Check what the cells say of each other."""
    if fine.amount_cents == 0:
        cells.wrong("amount_cents", "nothing to pay")
    # A windscreen ticket comes to its maximum only as a report, which brings its own figures.
    unstated = fine.document is Document.PREAVVISO and not fine.maximum_cents
    if fine.maximum_cents < fine.amount_cents and not unstated:
        cells.wrong("maximum_cents", "less than amount_cents")
    if fine.notified_on and fine.notified_on < fine.violation_on:
        cells.wrong("notified_on", "before violation_on")


FINES = Layout(
    required=(
        "number",
        "document",
        "plate",
        "violation_on",
        "notified_on",
        "article",
        "amount_cents",
        "maximum_cents",
        "costs_cents",
        "discountable",
        "reducible",
        "status",
        "place",
    ),
    optional=("points",),
    read=_read,
    key_column="number",
    key=lambda fine: fine.number,
)


async def import_fines(database: Database, path: Path, *, report: Report, progress: Progress) -> Counts:
    """Bring the register up to date with a file; the same file twice changes nothing.

    Fines that the file leaves out stay as they are. Raises BadSheet before anything is written; a bad
    row is reported and skipped. The loop is held for some milliseconds at a time.
    """
    counts = Counts()
    with closing(read_batches(path, FINES, report)) as batches:
        for batch in batches:
            merged = await database.writer.submit(MERGE_FINES, batch.good)
            counts += Counts(merged.new, merged.changed, merged.same, batch.bad, merged.kept_paid)
            progress(batch.offset)
    return counts
