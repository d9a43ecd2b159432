"""The offices come in, and are held for a minute."""

from datetime import time
from pathlib import Path

import pytest

from sportello.imports.counts import Counts
from sportello.imports.offices import import_offices
from sportello.imports.sheet import RowError
from storage.offices import SqlOffices

SAMPLE = Path(__file__).parents[2] / "samples" / "offices.csv"
HEADER = "code;name;aliases;address;phone;email;hours;note\n"


@pytest.fixture
def reports():
    return []


@pytest.fixture
def load(database, tmp_path, reports):
    async def run(text):
        path = tmp_path / "offices.csv"
        path.write_text(HEADER + text, encoding="cp1252")
        return await import_offices(database, path, report=reports.append, progress=lambda _: None)

    return run


async def test_the_sample_is_good(database, reports):
    counts = await import_offices(database, SAMPLE, report=reports.append, progress=lambda _: None)
    assert counts == Counts(new=15)
    assert reports == []
    offices = {office.code: office for office in await SqlOffices(database).all()}
    fines = offices["contravvenzioni"]
    assert {"multe", "fines", "parking tickets"} <= set(fines.aliases)
    assert fines.hours[1] == ((time(8, 30), time(12, 30)), (time(15), time(17)))
    assert 2 not in fines.hours
    assert "vigili" in offices["polizia"].aliases
    assert len(offices["polizia"].hours) == 7


async def test_no_two_offices_of_the_sample_answer_to_one_name(database):
    await import_offices(database, SAMPLE, report=lambda _: None, progress=lambda _: None)
    aliases = [alias for office in await SqlOffices(database).all() for alias in office.aliases]
    assert len(aliases) == len(set(aliases))


async def test_an_office_is_new_then_the_same_then_changed(load, database):
    row = "X;Ufficio Città;Vigili; Multe;Via X 1;0599 1;a@b.example;lun 9-12;"
    quoted = 'X;Ufficio Città;"Vigili; Multe";Via X 1;0599 1;a@b.example;lun 9-12;\n'
    assert await load(row) == Counts(bad=1)
    assert await load(quoted) == Counts(new=1)
    assert await load(quoted) == Counts(same=1)
    assert await load(quoted.replace("9-12", "9-13")) == Counts(changed=1)
    (office,) = await SqlOffices(database).all()
    assert (office.code, office.name, office.aliases) == ("x", "Ufficio Città", ("vigili", "multe"))


async def test_bad_hours_and_codes_that_come_twice_are_reported(load, reports):
    assert await load("a;A;;Via 1;;;xyz 9-12;\nb;B;;Via 1;;;;\nB;B;;Via 1;;;;\n") == Counts(new=1, bad=2)
    assert reports == [
        RowError(2, "hours", "'xyz' is no day of the week"),
        RowError(4, "code", "the same as on line 3"),
    ]


async def test_an_import_shows_within_the_life_of_what_is_held(load, database, clock):
    offices = SqlOffices(database)
    assert list(await offices.all()) == []
    await load("a;A;;Via 1;;;;\n")
    clock.tick(seconds=59)
    assert list(await offices.all()) == []
    clock.tick(seconds=1)
    assert [office.code for office in await offices.all()] == ["a"]
