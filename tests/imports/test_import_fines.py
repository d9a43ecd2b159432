"""The register of fines comes in: what is new, changed, the same, bad; and what is paid stays paid."""

import csv
import io
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.values.fine_number import FineNumber
from bot.values.plate import Plate
from samples.make_fines import COLUMNS, make_fines, write_fines
from sportello.imports.batches import read_batches
from sportello.imports.counts import Counts
from sportello.imports.fines import FINES, import_fines
from sportello.imports.sheet import BadSheet, RowError
from storage import fines as table
from storage.fines import SqlFines, Status, mark_paid
from storage.records import RECORDS

SAMPLES = Path(__file__).parents[2] / "samples"
ROW = {
    "number": "V 012345/2026",
    "document": "Verbale",
    "plate": "ab 123-cd",
    "violation_on": "12/01/2026",
    "notified_on": "2026-02-03",
    "article": "art. 146 c. 3",
    "amount_cents": "16700",
    "maximum_cents": "66500",
    "costs_cents": "1388",
    "discountable": "yes",
    "reducible": "YES",
    "status": "open",
    "place": "Via del Molo",
    "points": "6",
}


class Run:
    """An import whose reports and progress are kept."""

    def __init__(self, database, tmp_path):
        self._database = database
        self._path = tmp_path / "fines.csv"
        self.reports: list[RowError] = []
        self.progress: list[int] = []

    async def rows(self, *rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        self._path.write_text(text.getvalue(), encoding="utf-8")
        return await self.file(self._path)

    async def file(self, path):
        self.reports.clear()
        self.progress.clear()
        return await import_fines(
            self._database, path, report=self.reports.append, progress=self.progress.append
        )


@pytest.fixture
def run(database, tmp_path):
    return Run(database, tmp_path)


async def find(database, number="V12345/2026", plate="AB123CD", on=date(2026, 2, 3)):
    return await SqlFines(database).find(FineNumber(number), Plate(plate), on)


async def test_a_row_becomes_a_fine(run, database):
    assert await run.rows(ROW) == Counts(new=1)
    fine = await find(database)
    assert fine.number == "V012345/2026"
    assert (fine.plate, fine.violation_on, fine.notified_on) == (
        "AB123CD",
        date(2026, 1, 12),
        date(2026, 2, 3),
    )
    assert (fine.amount_cents, fine.maximum_cents, fine.costs_cents) == (16700, 66500, 1388)
    assert (fine.discountable, fine.reducible, fine.status, fine.points) == (True, True, Status.OPEN, 6)


async def test_a_windscreen_ticket_needs_no_maximum_and_no_costs(run, database):
    ticket = {"document": "preavviso", "notified_on": "", "maximum_cents": "", "costs_cents": ""}
    assert await run.rows(ROW | ticket) == Counts(new=1)
    fine = await find(database, on=date(2026, 1, 12))
    assert (fine.maximum_cents, fine.costs_cents) == (0, 0)
    assert await run.rows(ROW | {"maximum_cents": ""}) == Counts(bad=1)


async def test_a_file_may_say_nothing_of_points(run, database, tmp_path):
    path = tmp_path / "old.csv"
    columns = [name for name in COLUMNS if name != "points"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerow(ROW)
    assert await run.file(path) == Counts(new=1)
    assert await run.rows(ROW | {"points": ""}) == Counts(same=1)
    assert (await find(database)).points == 0


async def test_the_same_file_twice_changes_nothing(run):
    assert await run.rows(ROW) == Counts(new=1)
    assert await run.rows(ROW) == Counts(same=1)


async def test_a_changed_row_changes_the_fine(run, database):
    await run.rows(ROW)
    assert await run.rows(ROW | {"status": "appealed", "place": ""}) == Counts(changed=1)
    assert (await find(database)).status is Status.APPEALED


async def test_a_fine_paid_here_is_not_opened_again(run, database):
    await run.rows(ROW)
    await database.writer.submit(RECORDS, [mark_paid("V012345/2026")])
    assert await run.rows(ROW) == Counts(same=1, kept_paid=1)
    assert await run.rows(ROW | {"place": "Altrove"}) == Counts(changed=1, kept_paid=1)
    fine = await find(database)
    assert (fine.status, fine.place) == (Status.PAID, "Altrove")
    assert await run.rows(ROW | {"status": "cancelled"}) == Counts(changed=1)


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        pytest.param({"number": ""}, "number", "empty", id="no number"),
        pytest.param({"number": "?"}, "number", "not readable", id="number"),
        pytest.param({"plate": "AB12OCD"}, "plate", "not readable", id="plate with a letter O"),
        pytest.param({"document": "multa"}, "document", "none of preavviso, verbale", id="document"),
        pytest.param({"violation_on": "31/02/2026"}, "violation_on", "no such day", id="day"),
        pytest.param(
            {"violation_on": "2026.02.01"},
            "violation_on",
            "not a date: write 2026-02-03 or 03/02/2026",
            id="date",
        ),
        pytest.param({"violation_on": ""}, "violation_on", "empty", id="no date"),
        pytest.param(
            {"notified_on": "2026-01-11"}, "notified_on", "before violation_on", id="served too early"
        ),
        pytest.param({"amount_cents": "167.00"}, "amount_cents", "not a whole number of cents", id="euro"),
        pytest.param({"amount_cents": "-1"}, "amount_cents", "not a whole number of cents", id="negative"),
        pytest.param(
            {"amount_cents": "٣"}, "amount_cents", "not a whole number of cents", id="foreign digits"
        ),
        pytest.param({"amount_cents": "0"}, "amount_cents", "nothing to pay", id="nothing"),
        pytest.param(
            {"maximum_cents": "9" * 12}, "maximum_cents", "not a whole number of cents", id="too much"
        ),
        pytest.param({"maximum_cents": "16699"}, "maximum_cents", "less than amount_cents", id="maximum"),
        pytest.param({"discountable": "sì"}, "discountable", "neither yes nor no", id="yes or no"),
        pytest.param({"status": "lost"}, "status", "none of open, paid, appealed, cancelled", id="status"),
        pytest.param({"article": ""}, "article", "empty", id="no article"),
        pytest.param({"place": "x" * 201}, "place", "longer than 200 characters", id="long"),
        pytest.param({"points": "six"}, "points", "not a number of points (0-30)", id="points"),
        pytest.param(
            {"points": "31"}, "points", "not a number of points (0-30)", id="more than a licence has"
        ),
        pytest.param({"place": "a\0b"}, "place", "unreadable characters", id="control characters"),
    ],
)
async def test_a_bad_row_is_reported_by_line_and_column_and_skipped(run, database, changes, column, reason):
    assert await run.rows(ROW | {"number": "V1/2026"}, ROW | changes) == Counts(new=1, bad=1)
    assert run.reports == [RowError(3, column, reason)]
    assert await find(database) is None


async def test_every_wrong_cell_of_a_row_is_reported(run):
    assert await run.rows(ROW | {"plate": "?", "status": "?"}) == Counts(bad=1)
    assert [error.column for error in run.reports] == ["plate", "status"]


async def test_a_number_that_comes_twice_is_reported_with_its_first_line(run, database):
    second = ROW | {"number": "V012345/2026", "place": "Altrove"}
    assert await run.rows(ROW, second) == Counts(new=1, bad=1)
    assert run.reports == [RowError(3, "number", "the same as on line 2")]
    assert (await find(database)).place == "Via del Molo"


async def test_a_bad_row_does_not_take_the_number_of_a_good_one(run):
    assert await run.rows(ROW | {"status": "?"}, ROW) == Counts(new=1, bad=1)


async def test_a_file_without_its_columns_writes_nothing(run, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("number;targa\n1;AB123CD\n", encoding="utf-8")
    with pytest.raises(BadSheet, match=r"^missing columns: document, plate, .*; unknown columns: targa$"):
        await run.file(path)


async def test_a_file_of_a_header_alone_is_empty(run):
    assert await run.rows() == Counts()


async def test_the_sample_is_good_and_covers_every_state(run, database):
    path = SAMPLES / "fines.csv"
    assert await run.file(path) == Counts(new=500)
    assert run.reports == []
    assert run.progress[-1] == path.stat().st_size
    count = sa.select(table.fine.c.status, sa.func.count()).group_by(table.fine.c.status)
    rows = await database.reader.fetch(lambda connection: connection.execute(count).all())
    assert {status for status, _ in rows} == {status.value for status in Status}
    assert await find(database) is not None


async def test_many_batches_add_up(run, tmp_path):
    rows = list(make_fines(date(2026, 11, 23), 2500))
    assert await run.rows(*rows, ROW | {"status": "?"}) == Counts(new=2500, bad=1)
    assert len(run.progress) == 3
    assert run.progress == sorted(run.progress)
    assert run.progress[-1] == (tmp_path / "fines.csv").stat().st_size


def test_the_sample_in_the_repository_is_what_its_script_makes():
    with (SAMPLES / "fines.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == list(make_fines(date(2026, 11, 23)))


def test_a_file_is_read_no_further_than_its_batches(tmp_path):
    path = tmp_path / "fines.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_fines(file, date(2026, 11, 23), 3000)
    reports: list[RowError] = []
    with closing(read_batches(path, FINES, reports.append)) as batches:
        first = next(batches)
    assert len(first.good) == 1000
    assert first.offset < path.stat().st_size / 2
    assert reports == []
