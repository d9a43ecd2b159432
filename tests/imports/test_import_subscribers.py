"""Subscribers come in with the proof of their consent; what they took back themselves stays so."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from samples.make_subscribers import write_subscribers
from sportello.imports.counts import Counts
from sportello.imports.sheet import RowError
from sportello.imports.subscribers import import_subscribers
from sportello.imports.zones import import_zones
from storage.consents import IMPORTED, consents_of
from storage.records import RECORDS
from storage.subscriber_rows import subscriber
from storage.subscribers import SqlSubscribers, leave, unsubscribe
from storage.topics import Topic

SAMPLES = Path(__file__).parents[2] / "samples"
HEADER = "phone,email,telegram,language,topics,zones,proof,since\n"
MARIO = "sms:+393500010001"
BAD = [
    (",,,,waste,,p,", "", "no address: fill in phone, email or telegram"),
    ("0599100140,,,,waste,,p,", "phone", "gets no SMS: not a mobile number"),
    ("12,,,,waste,,p,", "phone", "not readable"),
    (",mario.example.org,,,waste,,p,", "email", "not readable"),
    (",,@mario,,waste,,p,", "telegram", "not the number of a Telegram chat"),
    (",,77,de,waste,,p,", "language", "none of it, en"),
    (",,77,,,,p,", "topics", "empty"),
    (
        ",,77,,waste;sport,,p,",
        "topics",
        "1 of them none of civil_protection, roads, school, waste, culture, deadlines",
    ),
    (",,77,,waste,atlantide,p,", "zones", "1 of them no zone of the city"),
    (",,77,,waste,,,", "proof", "empty"),
    (",,77,,waste,,p,2999-01-01", "since", "a day to come"),
]  # a row, its column, and why


@pytest.fixture
def reports():
    return []


@pytest.fixture
async def load(database, tmp_path, reports):
    await import_zones(database, SAMPLES / "zones.geojson", report=lambda _: None, progress=lambda _: None)

    async def run(text):
        path = tmp_path / "list.csv"
        path.write_text(HEADER + text, encoding="utf-8")
        return await import_subscribers(database, path, report=reports.append, progress=lambda _: None)

    return run


async def persons(database):
    query = sa.select(subscriber.c.person).order_by(subscriber.c.id)
    return await database.reader.fetch(lambda connection: list(connection.scalars(query)))


@pytest.mark.usefixtures("load")
async def test_the_sample_is_good_and_as_it_is_made(database, reports, tmp_path):
    made = tmp_path / "made.csv"
    with made.open("w", encoding="utf-8") as file:
        write_subscribers(file)
    assert made.read_text(encoding="utf-8") == (SAMPLES / "subscribers.csv").read_text(encoding="utf-8")
    shutil.copy(made, tmp_path / "again.csv")
    for name, counts in (("made.csv", Counts(new=400)), ("again.csv", Counts(same=400))):
        told = await import_subscribers(
            database, tmp_path / name, report=reports.append, progress=lambda _: None
        )
        assert told == counts
    assert reports == []
    assert (await SqlSubscribers(database).tally()).by_topic["civil_protection"] > 300


async def test_a_row_becomes_addresses_topics_zones_and_consents(load, database):
    row = "+393500010001,mario@example.org,,en,waste;school,Centro;porto,Modulo 7,03/02/2026\n"
    assert await load(row) == Counts(new=1)
    for lane in (MARIO, "email:mario@example.org"):
        found = await SqlSubscribers(database).of(lane)
        assert (found.topics, found.zones) == ((Topic.SCHOOL, Topic.WASTE), ("lanterna", "porto"))
        assert (found.language, found.source, str(found.added_at.date())) == ("en", "list.csv", "2026-02-03")
        said = await database.reader.fetch(lambda connection, lane=lane: consents_of(connection, lane))
        assert {(each.topic, each.given, each.how, each.proof) for each in said} == {
            ("school", True, IMPORTED, "Modulo 7"),
            ("waste", True, IMPORTED, "Modulo 7"),
        }
    first, second = await persons(database)
    assert first == second != ""


async def test_a_second_file_adds_and_takes_nothing_away(load, database):
    await load("+393500010001,,,,waste,porto,Modulo 7,\n")
    assert await load("+393500010001,m@example.org,,,roads,vele,Modulo 8,\n") == Counts(new=1)
    assert await load("+393500010001,m@example.org,,,roads,,Modulo 8,\n") == Counts(same=1)
    found = await SqlSubscribers(database).of(MARIO)
    assert (found.topics, found.zones) == ((Topic.ROADS, Topic.WASTE), ("porto", "vele"))
    first, second = await persons(database)
    assert first == second != ""
    await load(",,1234567,,roads,,Modulo 9,\n")
    await load(",,1234567,,roads,porto,Modulo 9,\n")
    assert (await SqlSubscribers(database).of("telegram:1234567")).zones == ()  # the whole city stays


async def test_who_has_taken_it_back_is_told_and_not_signed_up_again(load, database, clock, reports):
    row = "+393500010001,,,,waste;school,,Modulo 7,\n"
    await load(row)
    left = [record.for_lane(MARIO) for record in unsubscribe([Topic.WASTE], clock())]
    await database.writer.submit(RECORDS, left)
    assert await load(row) == Counts(same=1)
    assert (await SqlSubscribers(database).of(MARIO)).topics == (Topic.SCHOOL,)
    gone = (*unsubscribe([Topic.SCHOOL], clock()), *leave())
    await database.writer.submit(RECORDS, [record.for_lane(MARIO) for record in gone])
    assert await load(row) == Counts(bad=1)
    assert reports == [
        RowError(2, "topics", "they have taken it back here themselves: only they can ask for it again")
    ]
    assert await SqlSubscribers(database).of(MARIO) is None


async def test_a_bad_row_is_told_by_its_column(load, reports):
    text = "".join(f"{row}\n" for row, _, _ in BAD)
    assert await load(text) == Counts(bad=len(BAD))
    assert reports == [RowError(line, column, why) for line, (_, column, why) in enumerate(BAD, start=2)]


async def test_an_address_that_comes_twice_is_one(load, reports, database):
    rows = "+393500010001,,,,waste,,p,\n+393500010001,,,,roads,,p,\n,a@example.org,,,waste,,p,\n"
    assert await load(rows + "+393500010009,a@example.org,77,,roads,,p,\n") == Counts(new=3, bad=1)
    assert reports == [RowError(3, "", "the same as on line 2")]
    assert (await SqlSubscribers(database).of("email:a@example.org")).topics == (Topic.ROADS, Topic.WASTE)
