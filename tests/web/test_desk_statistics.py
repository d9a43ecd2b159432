"""The page of figures: two years in pictures and tables, and a sheet that is no program."""

import shutil
from collections import Counter
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from sportello.settings import Settings
from sportello.statistics import Statistics
from sportello.web.desk import statistics
from sportello.web.desk.plots import WIDTH, Entry, ceiling, columns, rows
from storage.audit import Wanted
from storage.statistics import CLOSE_DAY, Closed
from storage.statistics_day import Counted
from storage.statistics_rows import (
    ABANDONED,
    ANSWERED,
    CENTS,
    CERTIFICATES,
    CONTACTS,
    DECIDED,
    PAYMENTS,
    PERMITS,
    REQUESTS,
    SERVICES,
)
from tests.clock import Ticker
from tests.desk import real_desk
from tests.storage.conftest import Store
from tests.web.desk_peer import Role, open_desk

COUNTS = {
    (CONTACTS, "sms"): 100,
    (CONTACTS, "telegram"): 88,
    (SERVICES, "pay_fine"): 30,
    (SERVICES, "=gone"): 1,
    (REQUESTS, "instalments"): 4,
    (PAYMENTS, "pay_fine"): 3,
    (CENTS, "pay_fine"): 123_450,
    (PERMITS, "resident"): 3,
    (CERTIFICATES, "8"): 2,
    (ABANDONED, "pay_fine/plate"): 5,
    (ABANDONED, "pay_fine/!confirm"): 2,
    (ANSWERED, "2"): 9,
    (ANSWERED, "3600"): 1,
    (DECIDED, "12"): 1,
}


@pytest.fixture
async def site(sqlite_file, tmp_path):
    clock, file = Ticker(), tmp_path / "sportello.db"
    shutil.copy(sqlite_file, file)
    store = Store(f"sqlite:///{file}", clock, tmp_path / "journal")
    opened = store.open()
    figures = Statistics(opened.database, clock, Settings())

    def routes(frame):
        page = statistics.StatisticsPage(frame, real_desk(), figures, clock, "Comune di Esempio")
        return statistics.routes(frame, page)

    async with open_desk(opened, clock, routes) as site:
        site.database = opened.database
        yield site
    for database in store.opened:
        database.close()


async def fill(site):
    half = {(CONTACTS, "sms"): 100, (PERMITS, "resident"): 2, (CENTS, "pay_fine"): 1}
    for day, counts in ((date(2025, 1, 15), half), (date(2025, 12, 30), half), (date(2026, 1, 20), COUNTS)):
        await site.database.writer.submit(CLOSE_DAY, Closed.of(Counted(day, Counter(counts))))


async def test_the_page_compares_two_years(site):
    await fill(site)
    shown = await (await site.staff(Role.OPERATOR)).get("/desk/statistics")
    assert (shown.status, shown.heading) == (200, "Numeri")
    for told in (
        "188 <strong>+88%</strong>",
        "3 <strong>+50%</strong>",
        "Stesso periodo del 2025: 100",
        "1.234,50\N{NO-BREAK SPACE}€",
        "Telegram",
        "Pagare una multa: targa",
        "Pagare una multa: conferma",
        "Metà dei messaggi ha avuto risposta entro 2 secondi, nove su dieci entro 2 secondi.",
        "12 giorni",
        "=gone",
    ):
        assert told in shown.text, told
    assert "style=" not in shown.text
    assert "<script" not in shown.text


async def test_each_picture_has_its_table(site):
    await fill(site)
    shown = await (await site.staff(Role.AUDITOR)).get("/desk/statistics?lang=en")
    pictures = shown.text.split("<svg ")[1:]
    assert len(pictures) == shown.text.count("<table>") > 10
    for each in pictures:
        drawn = ET.fromstring(f"<svg {each[: each.index('</svg>')]}</svg>")  # noqa: S314 - our own page
        assert drawn.get("role") == "img"
        assert drawn.get("aria-label")
        assert not {child.tag for child in drawn} - {"rect", "text", "line"}


async def test_another_year_and_one_that_is_none(site):
    await fill(site)
    olga = await site.staff(Role.ADMINISTRATOR)
    assert "fino al 31/12/2025" in (await olga.get("/desk/statistics?year=2025")).text
    for year in ("1800", "x", "%3Cscript%3E"):
        assert "oggi, 03/02/2026" in (await olga.get(f"/desk/statistics?year={year}")).text
    assert "nulla da contare" in (await olga.get("/desk/statistics?year=2022")).text


async def test_the_sheet_is_noted_and_no_program(site):
    await fill(site)
    olga = await site.staff(Role.APPROVER, name="olga")
    sheet = await olga.get("/desk/statistics.csv?year=2026")
    assert sheet.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="statistiche-2026.csv"'
    assert '"\'=gone";"1"' in sheet.text
    deeds = await site.frame.audit.of(Wanted(act="statistics-taken"))
    assert [(deed.who, deed.about) for deed in deeds] == [("olga", "2026")]


async def test_the_police_have_no_business_here(site):
    shown = await (await site.staff(Role.POLICE)).get("/desk/statistics")
    assert shown.status == 403


@pytest.mark.parametrize(("value", "top"), [(0, 1), (1, 1), (3, 4), (7, 10), (101, 200), (450, 500)])
def test_a_scale_ends_at_a_round_number(value, top):
    assert ceiling(value) == top


@pytest.mark.parametrize("draw", [columns, rows])
@pytest.mark.parametrize(
    "values", [[], [(0, None)], [(0, 0)], [(5, 9), (1, None), (9, 0)], [(10**9, 1)] * 12]
)
def test_bars_stay_within_their_picture(draw, values):
    drawn = draw([Entry(f"n{n}", now, before) for n, (now, before) in enumerate(values)], str)
    for bar in drawn.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.5
        assert 0 <= bar.y <= bar.y + bar.height <= drawn.height
    assert len(drawn.bars) == sum(bool(value) for pair in values for value in pair)
