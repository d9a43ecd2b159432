"""The register of residents comes in: the made-up city whole, bad rows and impossible families told."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import WrongAnswer
from bot.values.fiscal_code import FiscalCode
from bot.values.value import Reading
from platforms.residents.embedded import EmbeddedResidents
from platforms.residents.resident import Act, Place
from samples.awkward_residents import AWKWARD, awkward_residents
from samples.fiscal_codes import fiscal_code
from samples.made_up_people import DAY
from samples.make_residents import COUNT, make_residents
from samples.residents_written import COLUMNS, row_of, write_residents
from sportello.imports.counts import Counts
from sportello.imports.resident_cells import act, code_tells, place
from sportello.imports.residents import import_residents
from sportello.imports.sheet import RowError
from storage.sealing import Keyring

SAMPLE = Path(__file__).parents[2] / "samples" / "residents.csv"
KEYRING = Keyring([bytes(range(32))])
PEOPLE = awkward_residents()


class Run:
    """An import whose reports are kept."""

    def __init__(self, database, path):
        self.register = EmbeddedResidents(database, KEYRING)
        self._database, self._path = database, path
        self.reports: list[RowError] = []

    async def people(self, *labels, **changed):
        rows = [row_of(PEOPLE[label]) for label in labels]
        return await self.rows(*({**row, **changed} for row in rows))

    async def rows(self, *rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
        self._path.write_text(text.getvalue(), encoding="utf-8")
        return await self.file(self._path)

    async def file(self, path):
        self.reports.clear()
        return await import_residents(
            self._database, KEYRING, path, report=self.reports.append, progress=lambda _: None
        )


@pytest.fixture
def run(database, tmp_path):
    return Run(database, tmp_path / "residents.csv")


def test_the_sample_is_what_its_maker_makes():
    text = io.StringIO()
    write_residents(text, make_residents())
    assert SAMPLE.read_text(encoding="utf-8") == text.getvalue()


def test_the_city_has_so_many_people_in_families_that_hold_together():
    people = make_residents()
    codes = {one.fiscal_code for one in people}
    assert len(people) == len(codes) == COUNT
    assert all(parent in codes for one in people for parent in one.parents)
    assert all(one.born_on <= one.address.since <= DAY for one in people)
    assert all(FiscalCode.parse(code, Reading(today=DAY)).is_person for code in codes)


async def test_the_sample_comes_in_whole_and_again(run):
    assert await run.file(SAMPLE) == Counts(new=COUNT)
    assert run.reports == []
    for one in PEOPLE.values():
        assert await run.register.person(one.fiscal_code) == one
    assert await run.file(SAMPLE) == Counts(same=COUNT)


FAMILIES = {
    "child of two": ("mario", "spouse of mario", "child of two", "second child of two"),
    "AIRE child": ("AIRE", "AIRE spouse", "AIRE child"),
    "widow": ("widow",),
    "civil union, the other": ("civil union", "civil union, the other"),
    "cohabitation contract": ("giulia", "cohabitation contract"),
    "newborn": ("mother of a newborn", "newborn"),
    "several generations": ("several generations", "mother in the family"),
    "minor under guardian": ("guardian of a minor", "minor under guardian"),
    "deceased": None,
    "cancelled by emigration": None,
    "community": None,
}


async def test_families_of_the_sample(run):
    await run.people(*AWKWARD)
    for label, members in FAMILIES.items():
        found = await run.register.family(AWKWARD[label])
        told = found and tuple(one.fiscal_code for one in found.members)
        assert told == (members and tuple(AWKWARD[member] for member in members)), label


async def test_a_row_replaces_all_that_was_there(run):
    assert await run.people("divorced") == Counts(new=1)
    emptied = dict.fromkeys(
        ("union", "partner_surname", "partner_name", "union_on", "union_in", "birth_act"), ""
    )
    assert await run.people("divorced", **emptied) == Counts(changed=1)
    known = await run.register.person(AWKWARD["divorced"])
    assert known == replace(PEOPLE["divorced"], union=None, birth_act=None)


BAD = {
    "another day": ({"born_on": "1969-01-30"}, "fiscal_code", "another date of birth than born_on"),
    "another sex": ({"sex": "F"}, "fiscal_code", "another sex than sex"),
    "abroad": ({"born_in": "Berna (Svizzera) Z133"}, "fiscal_code", "born in another country than born_in"),
    "a company": ({"fiscal_code": "00743110157"}, "fiscal_code", "not a person's"),
    "no such status": ({"civil_status": "5"}, "civil_status", "none of 1, 2, 3, 4, 6, 7, 8, 9"),
    "no relation": ({"relation": "0"}, "relation", "not a code of ANPR's table of relations"),
    "dead before birth": ({"died_on": "1950-01-01"}, "died_on", "before born_on"),
    "AIRE at home": ({"aire": "yes"}, "town", "who is in AIRE lives abroad: write London (Regno Unito)"),
    "no address": ({"street": ""}, "street", "empty"),
    "a bad address": (
        {"earlier_addresses": "Via Roma 12"},
        "earlier_addresses",
        "not an address: write street | number | postcode | place | since | until",
    ),
    "a bad language": ({"language": "es"}, "language", "none of it, de, fr, sl"),
    "a bad act": (
        {"birth_act": "12/1969"},
        "birth_act",
        "not an act: write Roma 1980/123/I/A (place, year, number, part, series)",
    ),
    "own parent": ({"parents": AWKWARD["divorced"]}, "parents", "nobody is their own parent"),
}


@pytest.mark.parametrize(("changed", "column", "reason"), BAD.values(), ids=BAD)
async def test_a_bad_row_is_told(run, changed, column, reason):
    assert await run.people("divorced", **changed) == Counts(bad=1)
    assert run.reports == [RowError(2, column, reason)]


IMPOSSIBLE = {
    "no holder": (("spouse of mario", "child of two"), {}, "no holder (relation 1)"),
    "two holders": (("mario", "spouse of mario"), {"relation": "1"}, "2 holders"),
    "two spouses": (
        ("mario", "spouse of mario", "child of two"),
        {"relation": "2"},
        "3 spouses of its holder",
    ),
}


@pytest.mark.parametrize(("labels", "changed", "reason"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
async def test_an_impossible_family_comes_in_and_is_told(run, labels, changed, reason):
    assert await run.people(*labels, **changed) == Counts(new=len(labels))
    assert RowError(2, "family", reason) in run.reports


async def test_a_family_lives_in_one_place(run):
    other = {**row_of(PEOPLE["child of two"]), "street_number": "14"}
    assert await run.rows(row_of(PEOPLE["mario"]), other) == Counts(new=2)
    assert run.reports == [RowError(2, "family", "lives at 2 addresses")]


PLACES = {
    "Roma (RM) H501": Place("Roma", "RM", code="H501"),
    "Portoreale": Place("Portoreale"),
    "San Pietro in Prova (PX)": Place("San Pietro in Prova", "PX"),
    "Toronto (Canada) Z401": Place("Toronto", state="Canada", code="Z401"),
    "Washington (Stati Uniti d'America)": Place("Washington", state="Stati Uniti d'America"),
}


@pytest.mark.parametrize(("text", "meant"), PLACES.items())
def test_a_place_is_read(text, meant):
    assert place(text) == meant


ACTS = {
    "Roma 1980/123/I/A": Act("Roma", 1980, "123", "I", "A"),
    "San Pietro in Prova 2001/7": Act("San Pietro in Prova", 2001, "7"),
    "Roma 1980/12//B": Act("Roma", 1980, "12", "", "B"),
}


@pytest.mark.parametrize(("text", "meant"), ACTS.items())
def test_an_act_is_read(text, meant):
    assert act(text) == meant


def test_a_code_keeps_the_municipality_that_it_was_given_under():
    one = PEOPLE["born in a dissolved municipality"]
    assert code_tells(one.fiscal_code, one.born_on, one.sex, abroad=False) == ""


CODES = {
    "two consonants": (("Fo", "Al"), "FOXLAX"),
    "four in the name": (("Rossi", "Gianfranco"), "RSSGFR"),
    "accents and apostrophes": (("D'Agòstino", "Èva"), "DGSVEA"),
}


@pytest.mark.parametrize(("who", "letters"), CODES.values(), ids=CODES)
def test_the_letters_of_a_made_up_code(who, letters):
    code = fiscal_code(*who, "F", DAY, "M999")
    assert code.startswith(f"{letters}26B41M999")
    with pytest.raises(WrongAnswer):
        FiscalCode.parse(code[:-1] + ("A" if code[-1] != "A" else "B"), Reading(today=DAY))
