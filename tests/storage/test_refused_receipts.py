"""A receipt that the node was refused is kept for staff, once, and nobody fills the disk with such."""

import json

import pytest
import sqlalchemy as sa

from storage.refused_receipts import KEEP_REFUSED, LARGEST, MOST_A_DAY, RefusedReceipt
from storage.tables import blob, inbox
from tests.storage.payments import Till


@pytest.fixture
def till(desk):
    return Till(desk.database)


def refused(original):
    return RefusedReceipt("PAA_SINTASSI_EXTRAXSD", "receiptId", "c1", original)


async def test_it_is_kept_once_with_its_bytes(till):
    assert [await till.submit(KEEP_REFUSED, refused(b"<a/>")) for _ in range(2)] == [True, False]
    (row,) = await till.rows(inbox)
    assert (row.status, row.reason, row.correlation) == ("parked", "payment-unreadable", "c1")
    assert row.detail.startswith("receipt refused with PAA_SINTASSI_EXTRAXSD (receiptId), 4 bytes, sha256 ")
    assert [each.content for each in await till.rows(blob)] == [b"<a/>"]


async def test_of_a_very_large_one_size_and_hash_are_kept(till):
    assert await till.submit(KEEP_REFUSED, refused(b"x" * (LARGEST + 1)))
    (row,) = await till.rows(inbox)
    assert json.loads(row.body)["payload"]["size"] == LARGEST + 1
    assert (
        await till.fetch(lambda connection: connection.scalar(sa.select(sa.func.count(blob.c.sha256)))) == 0
    )


async def test_a_day_has_room_for_so_many_and_the_next_for_as_many(till, clock):
    kept = [await till.submit(KEEP_REFUSED, refused(f"<a>{n}</a>".encode())) for n in range(MOST_A_DAY + 2)]
    assert kept == [True] * MOST_A_DAY + [False] * 2
    clock.tick(days=1, seconds=1)
    assert await till.submit(KEEP_REFUSED, refused(b"<b/>"))
