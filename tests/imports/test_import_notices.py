"""Paper notices come in: what is new, changed, the same, refused; and no number is for two debts."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.values.notice_number import NoticeNumber
from samples.make_notices import COLUMNS, make_notices
from sportello.imports.counts import Counts
from sportello.imports.notices import import_notices
from sportello.imports.sheet import RowError
from storage.fines import MERGE_FINES, Status
from storage.notices import NoticeStatus, find_by_nav
from tests.fines.test_fines import a_fine

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 11, 23)
NAV = "302000000000000184"
OTHER = str(NoticeNumber.make(2, 2))
ROW = {
    "nav": "3020 0000 0000 0001 84",
    "service": "",
    "reference": "",
    "option": "",
    "subject": "Mensa scolastica",
    "category": "9/0101101IM/",
    "amount_cents": "6420",
    "due_on": "23/12/2026",
    "payable_until": "2026-12-28",
}
OF_FINE = {"service": "pay_fine", "reference": "V 012345/2026", "option": "reduced"}


class Run:
    """An import whose reports are kept."""

    def __init__(self, database, tmp_path):
        self.database = database
        self._path = tmp_path / "notices.csv"
        self.reports: list[RowError] = []

    async def rows(self, *rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        self._path.write_text(text.getvalue(), encoding="utf-8")
        return await self.file(self._path)

    async def file(self, path):
        self.reports.clear()
        return await import_notices(self.database, path, report=self.reports.append, progress=lambda _: None)

    async def find(self, nav=NAV):
        return await self.database.reader.fetch(lambda connection: find_by_nav(connection, nav))


@pytest.fixture
def run(database, tmp_path):
    return Run(database, tmp_path)


async def test_a_row_becomes_a_notice_that_is_a_debt_of_its_own(run, clock):
    assert await run.rows(ROW) == Counts(new=1)
    kept = await run.find()
    assert (kept.nav, kept.iuv, kept.service, kept.reference, kept.option) == (NAV, NAV[1:], "", NAV, "")
    assert (kept.subject, kept.category, kept.amount_cents) == ("Mensa scolastica", "9/0101101IM/", 6420)
    assert (kept.due_on, kept.payable_until) == (date(2026, 12, 23), date(2026, 12, 28))
    assert (kept.status, kept.made_at) == (NoticeStatus.OPEN, clock())
    assert len(kept.token) == 16


async def test_the_columns_that_may_be_absent_may_be(run, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text(
        f"nav;subject;category;amount_cents;due_on;payable_until\n{NAV};Mensa;9/0101101IM/;6420;;\n"
    )
    assert await run.file(path) == Counts(new=1)
    kept = await run.find()
    assert (kept.due_on, kept.payable_until) == (None, None)


async def test_the_same_file_twice_changes_nothing_and_new_terms_do(run):
    await run.rows(ROW)
    token = (await run.find()).token
    assert await run.rows(ROW) == Counts(same=1)
    assert await run.rows(ROW | {"amount_cents": "7000"}) == Counts(changed=1)
    kept = await run.find()
    assert (kept.amount_cents, kept.token) == (7000, token)


async def test_a_reference_links_a_notice_to_its_fine(run):
    await run.database.writer.submit(MERGE_FINES, [a_fine()])
    assert await run.rows(ROW | OF_FINE) == Counts(new=1)
    kept = await run.find()
    assert (kept.service, kept.reference, kept.option) == ("pay_fine", "V012345/2026", "reduced")


@pytest.mark.parametrize("status", [Status.PAID, Status.APPEALED, Status.CANCELLED])
async def test_the_notice_of_a_fine_that_is_not_owed_comes_in_annulled(run, status):
    await run.database.writer.submit(MERGE_FINES, [a_fine(status=status)])
    assert await run.rows(ROW | OF_FINE) == Counts(new=1)
    assert (await run.find()).status is NoticeStatus.ANNULLED
    assert await run.rows(ROW | OF_FINE) == Counts(same=1)


async def test_the_notice_of_a_fine_that_nobody_knows_is_refused(run):
    assert await run.rows(ROW | {"nav": OTHER}, ROW | OF_FINE) == Counts(new=1, bad=1)
    assert run.reports == [RowError(3, "reference", "no such fine: import the fines first")]
    assert await run.find() is None


async def test_a_number_is_never_for_two_debts(run):
    await run.rows(ROW)
    assert await run.rows(ROW | {"reference": "mensa/7"}) == Counts(bad=1)
    assert run.reports == [RowError(2, "nav", "the number of another debt")]
    assert (await run.find()).reference == NAV


async def test_a_payments_own_code_is_never_for_two_notices(run):
    """The second, of auxiliary digit 1, has the seventeen digits of the first behind it."""
    assert await run.rows(ROW, ROW | {"nav": f"1{NAV[1:]}"}) == Counts(new=1, bad=1)
    assert run.reports == [RowError(3, "nav", "the number of another debt")]


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        pytest.param({"nav": ""}, "nav", "empty", id="no number"),
        pytest.param({"nav": NAV[:-1] + "5"}, "nav", "not readable", id="a digit is wrong"),
        pytest.param({"nav": NAV[:-1]}, "nav", "not readable", id="a digit is missing"),
        pytest.param({"subject": ""}, "subject", "empty", id="no subject"),
        pytest.param({"subject": "x" * 141}, "subject", "longer than 140 characters", id="long subject"),
        pytest.param(
            {"subject": "Mensa di RSSMRA80A01H501U"},
            "subject",
            "holds a fiscal code: whoever pays or is paid would read a personal datum",
            id="personal",
        ),
        pytest.param(
            {"category": "9/01/"},
            "category",
            "not a code of the taxonomy, such as 9/0102100SA/",
            id="category",
        ),
        pytest.param({"amount_cents": "64.20"}, "amount_cents", "not a whole number of cents", id="euro"),
        pytest.param({"amount_cents": "0"}, "amount_cents", "nothing to pay", id="nothing"),
        pytest.param({"due_on": "31/11/2026"}, "due_on", "no such day", id="day"),
        pytest.param({"payable_until": "2026-12-22"}, "payable_until", "before due_on", id="ends too early"),
        pytest.param({"service": "Multe!"}, "service", "not the name of a service", id="service"),
        pytest.param({"service": "pay_fine"}, "reference", "empty", id="a fine without its number"),
        pytest.param(
            {"service": "pay_fine", "reference": "?"}, "reference", "not readable", id="number of a fine"
        ),
    ],
)
async def test_a_bad_row_is_reported_by_line_and_column_and_skipped(run, changes, column, reason):
    assert await run.rows(ROW | {"nav": OTHER}, ROW | changes) == Counts(new=1, bad=1)
    assert run.reports == [RowError(3, column, reason)]


async def test_a_number_that_comes_twice_is_reported_with_its_first_line(run):
    assert await run.rows(ROW, ROW | {"amount_cents": "1"}) == Counts(new=1, bad=1)
    assert run.reports == [RowError(3, "nav", "the same as on line 2")]
    assert (await run.find()).amount_cents == 6420


async def test_the_sample_is_good(run):
    assert await run.file(SAMPLES / "notices.csv") == Counts(new=6)
    assert run.reports == []
    query = sa.text("select count(distinct token) from notice")
    assert await run.database.reader.fetch(lambda connection: connection.scalar(query)) == 6


def test_the_sample_in_the_repository_is_what_its_script_makes():
    with (SAMPLES / "notices.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == list(make_notices(TODAY))
