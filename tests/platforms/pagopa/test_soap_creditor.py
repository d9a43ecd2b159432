"""What a creditor says of its notices, on each database: now, in its days, while another is being paid."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from platforms.pagopa.creditor import ON_ITS_WAY, Creditor, Priced
from platforms.pagopa.soap.requests import Addressee, Delivery, Operation
from platforms.payments import Quote, Refused
from storage.fines import MERGE_FINES
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notices import find_by_nav, notice
from storage.payment_receipts import Settled
from tests.platforms.pagopa.messages import BROKER, CREDITOR, STATION
from tests.platforms.pagopa.open_fine import a_fine

DISCOUNTED = Payable("discounted", 4258, date(2026, 2, 8), date(2026, 2, 10))
REDUCED = Payable("reduced", 5488, date(2026, 4, 4), date(2026, 4, 8))
TO = Addressee(CREDITOR, BROKER, STATION)


def a_receipt(nav, cents=4258, receipt_id="r1", **changes):
    values = {
        "operation": Operation.RECEIPT_V2,
        "to": TO,
        "owner": CREDITOR,
        "receipt_id": receipt_id,
        "nav": nav,
        "iuv": nav[1:],
        "executed": True,
        "amount_cents": cents,
        "paid_at": datetime(2026, 2, 3, 9, tzinfo=UTC),
        "psp": "Banca di Prova",
        "original": b"<x/>",
    }
    return Delivery(**values | changes)


async def increased(found, today):
    """Price as fines do: the discount ends, the reduced notice goes up."""
    if found.option == "discounted":
        return (
            Refused.EXPIRED if today > found.payable_until else Quote(4258, found.due_on, found.payable_until)
        )
    late = today > found.payable_until
    return Quote(
        9800 if late else 5488, None if late else found.due_on, None if late else found.payable_until
    )


async def nothing_owed(_found, _today):
    return Quote(0, None, None)


class Town:
    """A creditor with a debt of two notices; `told` counts the calls that there are receipts to tell of."""

    def __init__(self, database, clock, pricing):
        self.database = database
        self.told = []
        self.creditor = Creditor(database, clock, pricing, lambda: self.told.append(1))

    async def opens(self, service="pay_fine", reference="V1/2026", payables=(DISCOUNTED, REDUCED)):
        tokens = tuple(f"{service}-{reference}-{each.option}" for each in payables)
        wanted = Wanted(service, reference, "Violazione", "9/0102100SA/", payables, 1, tokens)
        opened = await self.database.writer.submit(OPEN_NOTICES, wanted)
        return [each.nav for each in opened]

    async def found(self, nav):
        return await self.database.reader.fetch(lambda connection: find_by_nav(connection, nav))

    async def active_until(self, nav):
        query = sa.select(notice.c.active_until).where(notice.c.nav == nav)
        return await self.database.reader.fetch(lambda connection: connection.scalar(query))


@pytest.fixture
async def town(database, clock):
    await database.writer.submit(MERGE_FINES, [a_fine()])
    return Town(database, clock, {"pay_fine": increased, "nothing": nothing_owed})


async def test_a_notice_costs_what_its_service_says_today(town, clock):
    discounted, reduced = await town.opens()
    assert (await town.creditor.verify(discounted)).quote.amount_cents == 4258
    clock.tick(days=100)
    assert await town.creditor.verify(discounted) is Refused.EXPIRED
    assert (await town.creditor.verify(reduced)).quote == Quote(9800, None, None)


DAYS = [
    pytest.param(0, 4258, id="at once"),
    pytest.param(7, 4258, id="in the days that banks are given"),
    pytest.param(8, Refused.EXPIRED, id="after them"),
]


@pytest.mark.parametrize(("days", "said"), DAYS)
async def test_without_a_service_its_own_terms_hold(town, clock, days, said):
    [nav] = await town.opens("", "N1", (DISCOUNTED,))
    clock.tick(days=days)
    found = await town.creditor.verify(nav)
    assert (found.quote.amount_cents if isinstance(found, Priced) else found) == said


async def test_unknown_is_unknown(town):
    assert await town.creditor.verify("3" * 18) is Refused.UNKNOWN
    assert await town.creditor.activate("3" * 18) is Refused.UNKNOWN


async def test_of_nothing_no_payment_is_made(town):
    [nav] = await town.opens("nothing", "N2", (DISCOUNTED,))
    assert await town.creditor.activate(nav) is Refused.ANNULLED


async def test_looking_keeps_nothing(town):
    discounted, _ = await town.opens()
    await town.creditor.verify(discounted)
    assert await town.active_until(discounted) is None


async def test_the_amount_is_kept_before_it_is_told(town, clock):
    _, reduced = await town.opens()
    clock.tick(days=100)
    assert (await town.creditor.activate(reduced)).quote.amount_cents == 9800
    assert (await town.found(reduced)).amount_cents == 9800
    assert await town.active_until(reduced) == clock() + ON_ITS_WAY


async def test_while_one_is_being_paid_the_other_waits(town, clock):
    discounted, reduced = await town.opens()
    assert isinstance(await town.creditor.activate(discounted), Priced)
    assert await town.creditor.verify(reduced) is Refused.IN_PROGRESS
    assert await town.creditor.activate(reduced) is Refused.IN_PROGRESS
    assert isinstance(await town.creditor.activate(discounted), Priced)
    clock.tick(minutes=31)
    assert isinstance(await town.creditor.verify(reduced), Priced)


async def test_once_paid_both_are_paid(town):
    discounted, reduced = await town.opens()
    await town.creditor.activate(discounted)
    assert await town.creditor.receive(a_receipt(discounted), "c", ours=True) is Settled.PAID
    assert await town.creditor.verify(discounted) is Refused.PAID
    assert await town.creditor.verify(reduced) is Refused.PAID  # though its row says annulled
    assert len(town.told) == 1


async def test_the_old_amount_still_settles(town, clock):
    _, reduced = await town.opens()
    clock.tick(days=100)
    await town.creditor.activate(reduced)
    assert await town.creditor.receive(a_receipt(reduced, 5488), "c", ours=True) is Settled.PAID


async def test_a_receipt_counts_once(town):
    discounted, _ = await town.opens()
    first = await town.creditor.receive(a_receipt(discounted), "c", ours=True)
    again = await town.creditor.receive(a_receipt(discounted), "d", ours=True)
    assert (first, again, len(town.told)) == (Settled.PAID, Settled.REPEATED, 1)


async def test_another_creditors_receipt_touches_none_of_ours(town):
    discounted, _ = await town.opens()
    theirs = a_receipt(discounted, owner="11122233344")
    assert await town.creditor.receive(theirs, "c", ours=False) is Settled.UNKNOWN
    assert isinstance(await town.creditor.verify(discounted), Priced)


async def test_a_receipt_without_an_hour_is_of_now(town, clock):
    discounted, _ = await town.opens()
    await town.creditor.receive(a_receipt(discounted, paid_at=None), "c", ours=True)
    assert (await town.found(discounted)).paid_at == clock()


class Overtaken(Creditor):
    """Sees a payment by the other notice begin between its look and its write."""

    first = True

    async def verify(self, nav):
        found = await super().verify(nav)
        if self.first:
            self.first = False
            await self.between()
        return found


async def test_two_activations_at_once_are_one(town, clock):
    discounted, reduced = await town.opens()
    late = Overtaken(town.database, clock, {"pay_fine": increased})
    late.between = lambda: town.creditor.activate(reduced)
    assert await late.activate(discounted) is Refused.IN_PROGRESS
    assert await town.active_until(discounted) is None


async def test_a_receipt_between_the_look_and_the_write_is_seen(town, clock):
    discounted, reduced = await town.opens()
    late = Overtaken(town.database, clock, {"pay_fine": increased})
    late.between = lambda: town.creditor.receive(a_receipt(reduced, 5488), "c", ours=True)
    assert await late.activate(discounted) is Refused.PAID
