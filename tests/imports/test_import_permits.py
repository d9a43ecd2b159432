"""Permits of another system come in; the gates are told; what was done here counts."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from platforms.permits.rules import PermitKind
from platforms.permits.table import rule_table
from platforms.permits.terms import PermitTerms
from samples.make_permits import COLUMNS, COUNT, make_permits, write_permits
from sportello.imports.counts import Counts
from sportello.imports.permits import import_permits
from sportello.imports.sheet import RowError
from storage.citizens import Citizen, SqlCitizens
from storage.gates import SqlGates, fold
from storage.permits import Draft, Ended, PermitState, SqlPermits
from storage.sealing import Keyring
from tests.storage.identities import KEY

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 2, 3)
TERMS = PermitTerms(rule_table(), ("A", "B", "C", "D", "E"), 7, trusted=True)
ROW = {
    "number": "2026/000007",
    "kind": "resident",
    "fiscal_code": "PRVMRA80A01H501M",
    "name": "Mario",
    "surname": "Prova",
    "plates": "ab 123-cd",
    "zone": "B",
    "address": "Via San Telmo 12",
    "rank": "2",
    "valid_from": "2026-01-01",
    "valid_until": "31/12/2026",
    "state": "active",
}


class Run:
    """An import whose reports are kept."""

    def __init__(self, database, tmp_path):
        self.database = database
        self.permits, self.gates = SqlPermits(database), SqlGates(database)
        ids = (f"citizen-{number}" for number in range(1000))
        self.citizens = SqlCitizens(database, Keyring([KEY]), ids.__next__)
        self._path = tmp_path / "permits.csv"
        self.reports: list[RowError] = []

    async def rows(self, *rows, dry=False):
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        self._path.write_text(text.getvalue(), encoding="utf-8")
        return await self.file(self._path, dry=dry)

    async def file(self, path, *, dry=False):
        self.reports.clear()
        report = self.reports.append
        return await import_permits(
            self.database, self.citizens, TERMS, path, report=report, progress=lambda _: None, dry=dry
        )

    async def told(self):
        return [
            f"{each.op.value} {each.entry.plate} {each.entry.zone}" for each in await self.gates.changes(0)
        ]


@pytest.fixture
def run(database, tmp_path):
    return Run(database, tmp_path)


async def test_a_row_becomes_a_permit_of_a_citizen_who_is_known_from_now_on(run):
    assert await run.rows(ROW) == Counts(new=1)
    holder = await run.citizens.by_fiscal_code("PRVMRA80A01H501M")
    assert holder == Citizen(holder.id, "PRVMRA80A01H501M", "Mario", "Prova")
    (one,) = await run.permits.of(holder.id)
    assert (one.number, one.plates, one.zone, one.rank) == ("2026/000007", ("AB123CD",), "B", 2)
    assert (one.valid_until, one.state, one.address) == (
        date(2026, 12, 31),
        PermitState.ACTIVE,
        "Via San Telmo 12",
    )
    assert await run.told() == ["ADD AB123CD B"]
    assert (await run.citizens.keep([holder], "import")).same == 1


async def test_numbers_that_are_given_here_go_on_after_those_of_the_file(run):
    await run.rows(ROW)
    draft = Draft("k", "resident", "mario", ("CC333CC",), "B", TODAY, None)
    assert (await run.permits.issue(draft)).number == "2026/000008"
    assert await run.rows(ROW | {"number": "2026/000008"}) == Counts(bad=1)
    (report,) = run.reports
    assert (report.line, report.column) == (2, "number")
    assert report.reason == "the number of a permit that was issued here"


async def test_again_it_changes_nothing_and_what_has_changed_is_told(run):
    await run.rows(ROW)
    assert await run.rows(ROW) == Counts(same=1)
    assert await run.rows(ROW | {"plates": "BB222BB", "zone": "A;C"}) == Counts(changed=1)
    assert (await run.told())[1:] == ["ADD BB222BB A", "ADD BB222BB C", "REMOVE AB123CD B"]
    assert await run.rows(ROW | {"state": "revoked"}) == Counts(changed=1)
    assert await run.rows(ROW | {"state": "revoked"}) == Counts(same=1)
    assert fold(await run.gates.changes(0)) == {}
    assert await run.rows(ROW) == Counts(changed=1)
    assert set(fold(await run.gates.changes(0))) == {("AB123CD", "B")}


async def test_what_was_done_here_counts(run):
    await run.rows(ROW, ROW | {"number": "X-2", "plates": "BB222BB"})
    await run.permits.revoke("2026/000007", Ended.RENOUNCED, by="citizen")
    draft = Draft("k", "resident", "mario", ("CC333CC",), "B", TODAY, None)
    assert await run.permits.replace("X-2", draft)
    other = {"valid_until": "2027-12-31"}
    assert await run.rows(ROW | other, ROW | other | {"number": "X-2"}) == Counts(same=2)
    assert set(fold(await run.gates.changes(0))) == {("CC333CC", "B")}


async def test_a_dry_run_writes_nothing(run):
    await run.rows(ROW)
    rows = [ROW, ROW | {"number": "X-2"}, ROW | {"number": "X-3", "zone": "Z"}]
    assert await run.rows(*rows, dry=True) == Counts(new=1, same=1, bad=1)
    assert await run.permits.one("X-2") is None
    assert len(run.reports) == 1


WRONG = [
    ({"kind": "residenti"}, "kind", "none of resident, dweller"),
    ({"plates": ""}, "plates", "empty"),
    ({"plates": "AB123CD; BB222BB"}, "plates", "a permit of this kind has 1 to 1"),
    ({"plates": "targa"}, "plates", "not readable"),
    ({"zone": "B;Q"}, "zone", "1 of them not in [ztl] zones"),
    ({"zone": ""}, "zone", "empty"),
    ({"fiscal_code": "PRVMRA80A01H501X"}, "fiscal_code", "not readable"),
    ({"valid_until": "2025-12-31"}, "valid_until", "before valid_from"),
    ({"valid_from": "2026-02-30"}, "valid_from", "no such day"),
    ({"rank": "0"}, "rank", "not a number from 1"),
    ({"state": "sleeping"}, "state", "none of active, revoked"),
    ({"number": ""}, "number", "empty"),
]


async def test_rows_that_cannot_be_are_told_and_the_others_come_in(run):
    rows = [ROW | {"number": f"X-{number}"} | cells for number, (cells, _, _) in enumerate(WRONG)]
    assert await run.rows(*rows, ROW) == Counts(new=1, bad=len(WRONG))
    assert [report.line for report in run.reports] == list(range(2, len(WRONG) + 2))
    for report, (_, column, reason) in zip(run.reports, WRONG, strict=True):
        assert report.column == column
        assert report.reason.startswith(reason)


async def test_a_firm_has_no_fiscal_code_of_a_person(run):
    row = ROW | {"kind": "lodging", "fiscal_code": "", "plates": "AB123CD;BB222BB"}
    assert await run.rows(row) == Counts(new=1)
    assert (await run.permits.one("2026/000007")).citizen == ""


async def test_a_kind_that_holds_everywhere_needs_no_zone(run):
    assert await run.rows(ROW | {"kind": "disabled", "zone": ""}) == Counts(new=1)
    assert (await run.permits.one("2026/000007")).zones == TERMS.zones


async def test_the_sample_of_the_made_up_city_is_whole(run, tmp_path):
    made = tmp_path / "made.csv"
    with made.open("w", encoding="utf-8", newline="") as file:
        write_permits(file, date(2026, 11, 23))
    assert made.read_bytes() == (SAMPLES / "permits.csv").read_bytes()
    assert await run.file(made) == Counts(new=COUNT)
    assert run.reports == []
    kinds = {row["kind"] for row in make_permits(TODAY)}
    assert kinds <= {kind.value for kind in PermitKind}
