"""One order is one certificate: whoever asks again, whatever dies in between, and who else asks at once."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from platforms.certificates.kinds import CertificateKind
from platforms.certificates.paper import CertificatePaper
from platforms.certificates.statement import CannotBeSaid
from platforms.certificates.validity import valid_until
from platforms.residents.resident import CivilStatus, RegisterAway
from sportello.certifying import CertificateOffice
from storage import schema
from storage.certificate_writes import DROP_RESERVED
from storage.database import Database, open_database
from storage.records import RECORDS
from tests.certifying.office import ADDRESS, ANNA, Town, open_office, order
from tests.clock import Ticker


async def test_it_is_numbered_sealed_and_kept(office: CertificateOffice, clock: Ticker) -> None:
    issued = await office.issue(order())
    assert issued.number == f"1/{clock().year}"
    assert issued.url == f"{ADDRESS}/verifica/{issued.code}"
    assert issued.name == f"certificato-1-{clock().year}.pdf"
    kept = await office.kept.find(issued.code)
    assert kept is not None
    assert kept.facts is not None
    assert (kept.facts.surname, kept.facts.use, kept.facts.receipt_id) == (
        "Bragonelli",
        "private",
        "receipt-1",
    )
    assert await office.kept.content(kept.id) == issued.pdf
    assert (kept.issued_on, kept.valid_until) == (issued.issued_on, issued.valid_until)


async def test_the_same_order_is_the_same_bytes_even_when_the_register_is_away(database: Database) -> None:
    town = Town()
    office = open_office(database, town)
    first = await office.issue(order())
    town.away = True
    again = await office.issue(order())
    assert (again.number, again.code, again.pdf) == (first.number, first.code, first.pdf)
    assert town.asked == ["order-1"]
    with pytest.raises(RegisterAway):
        await office.issue(order("another"))
    office.press.close()


async def test_many_who_ask_at_once_for_one_order_get_one(office: CertificateOffice) -> None:
    issued = await asyncio.gather(*(office.issue(order()) for _ in range(5)))
    assert len({(each.number, each.pdf) for each in issued}) == 1
    assert len(await office.kept.latest()) == 1


async def test_who_is_not_in_the_register_costs_no_number(office: CertificateOffice) -> None:
    with pytest.raises(LookupError):
        await office.issue(order(fiscal_code="NNCCRL81B42Z999R"))
    assert await office.kept.latest() == []


async def test_a_number_given_up_while_its_paper_was_made_is_taken_anew(
    database: Database, clock: Ticker
) -> None:
    office = open_office(database)
    loop, tries = asyncio.get_running_loop(), iter([True, False])

    def slow(paper: CertificatePaper) -> bytes:
        if next(tries):
            later = clock() + timedelta(days=1)
            asyncio.run_coroutine_threadsafe(_give_up(database, later), loop).result()
        return paper.number.encode()

    office = replace(office, print_paper=slow)
    issued = await office.issue(order())
    assert issued.number == f"2/{clock().year}"
    assert [(each.number, each.state) for each in await office.kept.latest()] == [(2, "issued"), (1, "void")]
    office.press.close()


async def _give_up(database: Database, before: datetime) -> None:
    await database.writer.submit(DROP_RESERVED, before)


async def test_what_goes_with_the_turn_says_where_it_went_and_opens_the_link(
    office: CertificateOffice, database: Database
) -> None:
    issued = await office.issue(order())
    assert issued.link is not None
    assert issued.link.url.startswith(f"{ADDRESS}/certificato/")
    await database.writer.submit(RECORDS, list(issued.records))
    kept = await office.kept.find(issued.code)
    assert kept is not None
    assert [(each.channel, each.lane) for each in await office.kept.deliveries(kept.id)] == [
        ("telegram", "telegram:900001")
    ]
    assert (
        await office.issue(order("desk", lane="", channel="", by_hand="l.rossi", opened_with=""))
    ).records == ()


@pytest.mark.parametrize(
    "point",
    ["certificate-number:before", "certificate-number:after", "certificate:before", "certificate:after"],
)
async def test_a_process_that_dies_leaves_one_certificate_to_the_next(point: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/sportello.db"
    schema.create(url)
    assert _dies(url, point) == 9
    got = []
    for owner in ("second", "third"):
        database = open_database(url, clock=Ticker(), owner=owner)
        office = open_office(database, owner=owner)
        issued = await office.issue(order())
        got.append((issued.number, issued.code, issued.pdf, len(await office.kept.latest())))
        office.press.close()
        database.close()
    assert got[0] == got[1]
    assert got[0][0].startswith("1/")
    assert got[0][3] == 1


def _dies(url: str, point: str) -> int:
    words = [sys.executable, "-m", "tests.certifying.child", url, point]
    return subprocess.run(words, check=False).returncode  # noqa: S603 - our own words


@pytest.mark.parametrize(
    ("kind", "on", "until"),
    [
        pytest.param(CertificateKind.RESIDENCE, date(2026, 3, 10), date(2026, 6, 10), id="three months"),
        pytest.param(CertificateKind.FAMILY, date(2026, 11, 30), date(2027, 2, 28), id="into a short month"),
        pytest.param(CertificateKind.RESIDENCE, date(2027, 11, 30), date(2028, 2, 29), id="of a leap year"),
        pytest.param(CertificateKind.BIRTH, date(2026, 3, 10), None, id="birth does not change"),
        pytest.param(CertificateKind.DEATH, date(2026, 3, 10), None, id="nor does death"),
    ],
)
def test_until_when_it_counts(kind: CertificateKind, on: date, until: date | None) -> None:
    assert valid_until(kind, on) == until


async def test_what_cannot_be_said_takes_no_number(database: Database) -> None:
    nobody = replace(ANNA, civil_status=CivilStatus.UNKNOWN)
    office = open_office(database, Town((nobody,)))
    with pytest.raises(CannotBeSaid):
        await office.issue(order(kind=CertificateKind.CIVIL_STATUS))
    assert await office.kept.latest() == []
    office.press.close()
