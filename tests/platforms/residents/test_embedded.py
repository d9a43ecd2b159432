"""The municipality's own table gives back what came in, and a family in the order of its sheet."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from platforms.residents.embedded import EmbeddedResidents
from platforms.residents.resident import Act, Address, Certifiable, CivilStatus, Place, Resident, Union
from platforms.residents.written import entry_of, resident_of
from storage import schema
from storage.database import Database, open_database
from storage.sealing import Keyring
from tests.clock import Ticker

HERE = Place("Portoreale", "PO", code="M999")
HOME = Address("Via San Telmo", "12/B", "00000", HERE, date(2010, 5, 1))
HOLDER = Resident(
    fiscal_code="BRGNNA80A41M999R",
    surname="Bragonelli",
    name="Anna",
    sex="F",
    born_on=date(1980, 1, 1),
    born_in=HERE,
    citizenships=("Italia", "Francia"),
    civil_status=CivilStatus.MARRIED,
    family="1001",
    relation=1,
    address=HOME,
    certifiable=Certifiable.PARTLY,
    birth_act=Act("Portoreale", 1980, "12", "I", "A"),
    union=Union("marriage", "Fintoni", "Ugo", date(2009, 9, 9), HERE, Act("Portoreale", 2009, "7")),
    addresses=(replace(HOME, number="1", since=date(1980, 1, 1), until=date(2010, 4, 30)),),
    enrolled_on=date(1980, 1, 1),
    parents=("BRGGPP50A01M999X",),
)
SPOUSE = replace(HOLDER, fiscal_code="FNTGUO79A01M999K", name="Ugo", sex="M", relation=2, union=None)
ELDER = replace(SPOUSE, fiscal_code="FNTLSE10A41M999T", relation=3, born_on=date(2010, 1, 1))
YOUNGER = replace(ELDER, fiscal_code="FNTLSE12A41M999C", born_on=date(2012, 1, 1))
DEAD = replace(ELDER, fiscal_code="FNTLSE11A41M999V", died_on=date(2020, 1, 1), died_in=HERE)
GONE = replace(ELDER, fiscal_code="FNTLSE09A41M999J", cancelled_on=date(2021, 1, 1), cancelled_because="8")
NUN = replace(HOLDER, fiscal_code="BRGSRA60A41M999B", family="C-1", community=True)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[EmbeddedResidents]:
    url = f"sqlite:///{tmp_path}/sportello.db"
    schema.create(url)
    database: Database = open_database(url, clock=Ticker(), owner="test")
    yield EmbeddedResidents(database, Keyring([bytes(32)]))
    database.close()


@pytest.mark.parametrize("person", [HOLDER, SPOUSE, DEAD, GONE, NUN], ids=lambda one: one.fiscal_code)
def test_nothing_of_a_person_is_lost(person: Resident) -> None:
    assert resident_of(entry_of(person)) == person


async def test_a_family_is_its_sheet_in_order(register: EmbeddedResidents) -> None:
    await register.keep([YOUNGER, DEAD, ELDER, GONE, SPOUSE, HOLDER, NUN])
    family = await register.family(YOUNGER.fiscal_code)
    assert family is not None
    assert family.number == "1001"
    assert family.members == (HOLDER, SPOUSE, ELDER, YOUNGER)
    assert await register.person(GONE.fiscal_code) == GONE
    assert await register.with_variants(GONE.fiscal_code) == [GONE]


@pytest.mark.parametrize(
    "code",
    [DEAD.fiscal_code, GONE.fiscal_code, NUN.fiscal_code, "XXXYYY00A01M999A"],
    ids=["dead", "gone", "nun", "nobody"],
)
async def test_who_has_no_family(register: EmbeddedResidents, code: str) -> None:
    await register.keep([HOLDER, DEAD, GONE, NUN])
    assert await register.family(code) is None
