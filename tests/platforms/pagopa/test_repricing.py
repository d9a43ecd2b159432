"""What rises when a term ends rises at GPD too: there pagoPA asks nobody what a notice costs now."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import pytest
import sqlalchemy as sa

from handlers.pay_fine.pricing import NAME, debt_of, priced
from handlers.pay_fine.rules import DEFAULT_RULES, amount_due
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.payments import PagoPaPayments
from platforms.pagopa.publishing import Publishing
from platforms.pagopa.wire import Wire
from sportello.payment_chores import payment_chores
from sportello.reports import QuietReport
from storage.fines import MERGE_FINES, SqlFines
from storage.notices import notice
from tests.clock import ROME
from tests.platforms.pagopa.gpd_peer import CREDITOR, KEY
from tests.platforms.pagopa.open_fine import a_fine


class Month:
    """A counter that publishes the notices of one fine, and does its chores."""

    def __init__(self, database, peer, session, clock):
        self.database, self.peer, self.clock = database, peer, clock
        ids = iter(map(str, range(1000))).__next__
        gpd = Gpd(Wire(session, KEY, 5.0), f"{peer.url}/gpd", CREDITOR)
        payee = Payee(CREDITOR, "Comune di Prova", "IT60X0542811101000000123456")
        self.publishing = Publishing(database, gpd, payee, ids, QuietReport(), patience=5.0)
        self.payments = PagoPaPayments(
            database, segregation=47, address="https://a.example", ids=ids, publishing=self.publishing
        )
        price = partial(priced, fines=SqlFines(database), fine_rules=DEFAULT_RULES)
        self.chores = payment_chores(database, clock, ids, {NAME: price})

    async def open(self, fine):
        await self.database.writer.submit(MERGE_FINES, [fine])
        await self.payments.open(debt_of(fine, self.clock().date(), DEFAULT_RULES, "9/0102100SA/"))

    async def on(self, moment):
        """Let a day come; what GPD takes for the fine then."""
        self.clock.now = moment
        for chore in self.chores:
            await chore()
        await self.publishing.round()
        return sorted(amount for terms in self.peer.terms().values() for amount in terms.values())


@pytest.fixture
def month(store, peer, session, clock):
    return Month(store.open().database, peer, session, clock)


async def test_gpd_takes_the_amount_of_the_day(month):
    fine = a_fine()  # notified on 3 February 2026: discount until the 9th, the minimum until 4 April
    await month.open(fine)
    raised, raised_more = (amount_due(fine, day).amount for day in (date(2026, 4, 9), date(2027, 4, 9)))
    assert 5488 < raised < raised_more
    days = {
        datetime(2026, 2, 3, 12, tzinfo=ROME): [4258, 5488],
        datetime(2026, 2, 11, 23, 59, tzinfo=ROME): [4258, 5488],  # two days for the banks
        datetime(2026, 2, 12, tzinfo=ROME): [5488],
        datetime(2026, 4, 8, 23, 59, tzinfo=ROME): [5488],  # two more, after Easter Monday
        datetime(2026, 4, 9, tzinfo=ROME): [raised],
        datetime(2027, 4, 9, tzinfo=ROME): [raised_more],
    }
    assert {day: await month.on(day) for day in days} == days


async def test_gpd_takes_what_an_import_has_made_of_an_open_fine(month):
    fine = a_fine()
    await month.open(fine)
    await month.database.writer.submit(MERGE_FINES, [replace(fine, costs_cents=fine.costs_cents + 100)])
    assert await month.on(datetime(2026, 2, 4, 6, tzinfo=ROME)) == [4358, 5588]
    await month.database.writer.submit(MERGE_FINES, [fine])
    assert await month.on(datetime(2026, 2, 4, 18, tzinfo=ROME)) == [4358, 5588], "once a day"
    assert await month.on(datetime(2026, 2, 5, 6, tzinfo=ROME)) == [4258, 5488]
    assert await month.database.reader.fetch(stale) == 0


def stale(connection):
    return connection.scalar(sa.select(sa.func.count()).where(notice.c.stale))
