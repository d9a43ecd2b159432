"""A fine is found by three things that must all match, and by nothing less."""

from datetime import date

import pytest
import sqlalchemy as sa

from bot.values.fine_number import FineNumber
from bot.values.plate import Plate
from storage import fines as table
from storage.fines import MERGE_FINES, Document, Fine, Merged, SqlFines, Status, mark_paid
from storage.records import RECORDS

VIOLATION, SERVED = date(2026, 1, 12), date(2026, 2, 3)


def a_fine(number="V012345/2026", plate="AB123CD", **changes):
    fields = {
        "number": number,
        "key": FineNumber(number).key,
        "plate": plate,
        "document": Document.VERBALE,
        "violation_on": VIOLATION,
        "notified_on": SERVED,
        "article": "7/1",
        "amount_cents": 4100,
        "maximum_cents": 16800,
        "costs_cents": 1388,
        "discountable": True,
        "reducible": True,
        "status": Status.OPEN,
        "place": "Via del Molo",
    }
    return Fine(**fields | changes)


@pytest.fixture
async def register(database):
    fines = [
        a_fine(),
        a_fine("1/2345"),
        a_fine("12/345", plate="ZA999ZZ"),
        a_fine("P7/2026", notified_on=None),
    ]
    await database.writer.submit(MERGE_FINES, fines)
    return SqlFines(database)


@pytest.mark.parametrize(
    ("number", "plate", "on", "found"),
    [
        pytest.param("V012345/2026", "AB123CD", SERVED, "V012345/2026", id="as on the paper, day of serving"),
        pytest.param("V012345/2026", "AB123CD", VIOLATION, "V012345/2026", id="day of the violation"),
        pytest.param("V12345/26", "AB123CD", SERVED, "V012345/2026", id="shorter"),
        pytest.param("V012345/2026", "AB123CD", date(2026, 2, 4), None, id="another day"),
        pytest.param("V012345/2026", "AB123CE", SERVED, None, id="another plate"),
        pytest.param("V012346/2026", "AB123CD", SERVED, None, id="another number"),
        pytest.param("1/2345", "AB123CD", SERVED, "1/2345", id="one key, this plate"),
        pytest.param("1/2345", "ZA999ZZ", SERVED, "12/345", id="one key, that plate"),
        pytest.param("P7/2026", "AB123CD", VIOLATION, "P7/2026", id="not served"),
        pytest.param("P7/2026", "AB123CD", SERVED, None, id="not served on that day"),
    ],
)
async def test_all_three_must_match(register, number, plate, on, found):
    fine = await register.find(FineNumber(number), Plate(plate), on)
    assert (fine.number if fine else None) == found


async def test_what_is_kept_is_what_was_given(register):
    assert await register.find(FineNumber("V12345/2026"), Plate("AB123CD"), SERVED) == a_fine()


async def test_a_batch_tells_what_it_changed(register, database):
    batch = [a_fine(), a_fine("1/2345", place="Altrove"), a_fine("V9/2026")]
    assert await database.writer.submit(MERGE_FINES, batch) == Merged(new=1, changed=1, same=1, kept_paid=0)
    await database.writer.submit(RECORDS, [mark_paid("V9/2026")])
    assert await database.writer.submit(MERGE_FINES, batch) == Merged(same=3, kept_paid=1)
    fine = await register.find(FineNumber("V9/2026"), Plate("AB123CD"), SERVED)
    assert fine.status is Status.PAID


async def test_a_search_runs_on_its_index_whether_the_fine_is_there_or_not(database):
    if database.exclusive:
        plan = sa.text("explain query plan select * from fine where key = 'x' and plate = 'y'")
        rows = await database.reader.fetch(lambda connection: connection.execute(plan).all())
        assert "ix_fine_key" in str(rows)
    assert [index.name for index in table.fine.indexes] == ["ix_fine_key"]
