"""The figures of a year: days are closed at night, today is counted as it stands, two years are compared."""

import asyncio
import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.message import Inbound
from sportello.settings import Settings
from sportello.statistics import Statistics, working_days
from sportello.statistics_sheet import sheet_of
from storage import schema
from storage.database import open_database
from storage.inbox import SqlInbox
from storage.statistics import CLOSE_DAY, Closed, counted_until
from storage.statistics_day import LONGER, Counted
from storage.statistics_quantiles import quantile
from storage.statistics_rows import CENTS, CONTACTS, MONTHLY_PEOPLE, SERVICES
from tests.clock import Ticker

START = date(2026, 2, 3)  # of the Ticker, ten in the morning


@pytest.fixture
def clock():
    return Ticker()


@pytest.fixture
def database(tmp_path, clock):
    url = f"sqlite:///{tmp_path}/front.db"
    schema.create(url)
    database = open_database(url, clock=clock, owner="test")
    yield database
    database.close()


@pytest.fixture
def statistics(database, clock):
    return Statistics(database, clock, Settings())


async def receive(database, clock, *names):
    for name in names:
        inbound = Inbound("sms", f"{clock():%d%H%M}{name}", "+39350", "ciao", clock())
        await SqlInbox(database).accept(inbound, "c")


async def until(database):
    return await database.reader.fetch(counted_until)


async def test_a_day_is_closed_in_the_night_after_it(database, clock, statistics):
    await statistics.close_days()
    await receive(database, clock, "a", "b")
    for hours, closed in ((13.9, None), (1.5, None), (0.2, START), (23, START), (1, START + timedelta(1))):
        clock.tick(hours=hours)
        await statistics.close_days()
        assert await until(database) == closed


async def test_who_was_away_closes_every_day_some_at_a_time(database, clock, statistics):
    await receive(database, clock, "a")
    clock.tick(days=45)
    looks = 0
    while await until(database) != START + timedelta(days=44):
        await statistics.close_days()
        looks += 1
    assert looks == 3
    found = await statistics.year(2026)
    assert found.now.by_month(CONTACTS) == [0, 1] + [0] * 10


async def test_today_is_counted_as_it_stands_a_minute_at_a_time(database, clock, statistics):
    await receive(database, clock, "a")
    assert (await statistics.year(2026)).now.total(CONTACTS) == 1
    await receive(database, clock, "b")
    assert (await statistics.year(2026)).now.total(CONTACTS) == 1
    clock.tick(minutes=1)
    assert (await statistics.year(2026)).now.total(CONTACTS) == 2
    clock.tick(hours=14, minutes=5)  # past midnight: yesterday is not closed yet
    assert (await statistics.year(2026)).now.total(CONTACTS) == 2
    await receive(database, clock, "c")
    clock.tick(hours=1, minutes=40)
    await statistics.close_days()
    found = await statistics.year(2026)
    assert (found.now.total(CONTACTS), found.until, found.today) == (3, START + timedelta(1), True)
    days = await statistics.days(2026)
    assert [n for _, measure, _, n in days if measure == CONTACTS] == [2, 1]


async def test_the_same_days_of_two_years_are_compared(database, statistics):
    async def closed(day, contacts):
        counted = Counted(day, Counter({(CONTACTS, "sms"): contacts}))
        assert await database.writer.submit(CLOSE_DAY, Closed.of(counted))

    await closed(date(2025, 1, 10), 60)
    await closed(START.replace(year=2025), 40)
    await closed(date(2025, 2, 4), 900)
    await closed(date(2026, 1, 20), 188)
    found = await statistics.year(2026)
    assert found.before.total(CONTACTS) == 1000
    assert found.as_far.total(CONTACTS) == 100
    assert found.change(CONTACTS) == 88
    assert found.change(SERVICES) is None
    last = await statistics.year(2025)
    assert (last.now.total(CONTACTS), last.until, last.today) == (1000, date(2025, 12, 31), False)


async def test_a_leap_day_is_compared_with_the_day_before_it(database, clock, statistics):
    for day in (date(2027, 2, 28), date(2027, 3, 1)):
        counted = Counted(day, Counter({(CONTACTS, "sms"): 1}))
        await database.writer.submit(CLOSE_DAY, Closed.of(counted))
    clock.now = clock.now.replace(year=2028, day=29)
    assert (await statistics.year(2028)).as_far.total(CONTACTS) == 1


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 2, 3), date(2026, 2, 3), 0),
        (date(2026, 2, 3), date(2026, 2, 4), 1),
        (date(2026, 2, 6), date(2026, 2, 9), 1),  # over a weekend
        (date(2026, 4, 3), date(2026, 4, 7), 1),  # over Easter
        (date(2026, 5, 21), date(2026, 5, 25), 1),  # over the patron saint's day
        (date(2026, 2, 2), date(2026, 3, 2), 20),
    ],
)
def test_working_days(first, last, days):
    assert working_days((5, 22))(first, last) == days


@pytest.mark.parametrize(
    ("counts", "part", "column"),
    [
        ({}, 0.5, ""),
        ({"1": 1}, 0.9, "1"),
        ({"1": 5, "10": 5}, 0.5, "1"),
        ({"1": 5, "10": 5}, 0.51, "10"),
        ({"2": 9, "10": 1}, 0.9, "2"),
        ({"10": 1, "2": 1, LONGER: 8}, 0.5, LONGER),
    ],
)
def test_a_quantile_names_its_column(counts, part, column):
    assert quantile(counts, part) == column


def test_the_sheet_holds_no_formula():
    rows = [
        (START, CONTACTS, "sms", 3),
        (START, SERVICES, "=HYPERLINK(1)", 1),
        (START, SERVICES, '+"x";y', 1),
        (START, CENTS, "pay_fine", 123450),
        (START, MONTHLY_PEOPLE, "", 2),
    ]
    sheet = sheet_of(rows).decode("utf-8-sig")
    found = list(csv.reader(sheet.splitlines(), delimiter=";"))
    assert found[0] == ["giorno", "misura", "voce", "valore"]
    assert [row[2:] for row in found[1:]] == [
        ["sms", "3"],
        ["'=HYPERLINK(1)", "1"],
        ['\'+"x";y', "1"],
        ["pay_fine", "1234,50"],
        ["", "2"],
    ]


def test_the_command(tmp_path, sportello):
    url = f"sqlite:///{tmp_path}/front.db"
    schema.create(url)

    async def fill():
        database = open_database(url, clock=Ticker(), owner="test")
        await receive(database, Ticker(), "a", "b")
        counted = Counted(date(2025, 3, 1), Counter({(CONTACTS, "sms"): 7, (SERVICES, "pay_fine"): 1}))
        await database.writer.submit(CLOSE_DAY, Closed.of(counted))
        database.close()

    asyncio.run(fill())
    sheet = tmp_path / "counts.csv"
    shown = sportello("stats", "--year", "2025", "--csv", str(sheet))
    assert (shown.code, shown.err) == (0, "")
    assert "2025, up to 31/12/2025" in shown.out
    assert "pay_fine" in shown.out
    assert len(sheet.read_text("utf-8-sig").splitlines()) == 3
