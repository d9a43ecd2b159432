"""What the benchmark of payments stands on: open fines with their notices, and pagoPA's messages on them."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from benchmarks.workload import paper
from handlers.pay_fine.pricing import debt_of
from platforms.payments import Debt
from platforms.sandbox.receipt import Receipt
from platforms.sandbox.soap import Fields, write
from platforms.sandbox.station import Payment, Transfer
from sportello.needs import fine_rules
from sportello.settings import Settings
from sportello.stores import wall_clock
from storage.database import Database, open_database
from storage.fines import MERGE_FINES, Document, Fine, Status
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notices import PaymentNotice, watcher
from storage.schema import upgrade
from storage.transaction import Kind, Transaction

CREDITOR = "01234567897"
STATION = f"{CREDITOR}_01"
_HEAD = {"idPA": CREDITOR, "idBrokerPA": CREDITOR, "idStation": STATION}
_IBAN = "IT60X0542811101000000123456"
_CHUNK = 1_000


class Owed(NamedTuple):
    """A notice that can be paid, and what it asks, in cents."""

    nav: str
    cents: int


@dataclass(frozen=True, slots=True)
class Watching:
    """A conversation that waits for the receipt of a fine."""

    number: str
    lane: str


def _watch_all(transaction: Transaction, chunks: Sequence[Sequence[Watching]]) -> list[None]:
    for chunk in chunks:
        rows = [{"service": "pay_fine", "reference": one.number, "lane": one.lane} for one in chunk]
        transaction.connection.execute(sa.insert(watcher), rows)
    return [None] * len(chunks)


_WATCH = Kind("bench-watch", _watch_all)


def fill(url: str, settings: Settings, positions: int) -> list[Owed]:
    """Make the store and open so many positions in it, two notices each; the cheaper ones, to be paid."""
    upgrade(url)
    database = open_database(url, clock=wall_clock(settings), owner="fill")
    try:
        return asyncio.run(_fill(database, settings, positions))
    finally:
        database.close()


async def _fill(database: Database, settings: Settings, positions: int) -> list[Owed]:
    today, owed = database.clock().date(), []
    for first in range(0, positions, _CHUNK):
        fines = [_fine(number, today) for number in range(first, min(first + _CHUNK, positions))]
        await database.writer.submit(MERGE_FINES, fines)
        opened = await asyncio.gather(
            *(database.writer.submit(OPEN_NOTICES, _wanted(fine, today, settings)) for fine in fines)
        )
        lanes = (f"sms:+39347{first + at:07}" for at in range(len(fines)))
        watching = [Watching(fine.number, lane) for fine, lane in zip(fines, lanes, strict=True)]
        await database.writer.submit(_WATCH, watching)
        owed += [_cheapest(notices) for notices in opened]
    return owed


def _fine(number: int, today: date) -> Fine:
    """Make a fine that was handed over yesterday: its discount lasts."""
    on, fine, amount = today - timedelta(days=1), paper(number), 2_900 + number * 37 % 20_000
    return Fine(
        number=fine.number,
        key=fine.number,
        plate=fine.plate,
        document=Document.VERBALE,
        violation_on=on,
        notified_on=on,
        article="7/1",
        amount_cents=amount,
        maximum_cents=amount * 4,
        costs_cents=1_500,
        discountable=True,
        reducible=True,
        status=Status.OPEN,
        place="via Roma",
    )


def _wanted(fine: Fine, today: date, settings: Settings) -> Wanted:
    debt = debt_of(fine, today, fine_rules(settings), settings.fines.category)
    assert isinstance(debt, Debt), "a fine of yesterday can be paid"
    payables = tuple(
        Payable(each.option, each.amount_cents, each.due_on, each.payable_until) for each in debt.payables
    )
    tokens = tuple(f"{fine.number}-{at}" for at in range(len(payables)))
    return Wanted(debt.service, debt.reference, debt.subject, debt.category, payables, 1, tokens)


def _cheapest(notices: Sequence[PaymentNotice]) -> Owed:
    cheapest = min(notices, key=lambda one: one.amount_cents)
    return Owed(cheapest.nav, cheapest.amount_cents)


def receipts(owed: Sequence[Owed], now: datetime) -> Iterator[bytes]:
    """Write paSendRTV2 for each of some notices, as the node does."""
    for one in owed:
        receipt = Receipt(f"{one.nav}{now:%H%M%S}", _payment(one), CREDITOR, now)
        yield write("paSendRTV2Request", {**_HEAD, "receipt": receipt.fields()})


def enquiries(owed: Sequence[Owed]) -> Iterator[bytes]:
    """Write paVerifyPaymentNotice for each of some notices."""
    for one in owed:
        code = {"fiscalCode": CREDITOR, "noticeNumber": one.nav}
        yield write("paVerifyPaymentNoticeReq", {**_HEAD, "qrCode": code})


def _payment(one: Owed) -> Payment:
    amount = f"{one.cents // 100}.{one.cents % 100:02d}"
    iuv, category = one.nav[1:], "9/0102100SA/"
    transfer = Transfer("1", amount, CREDITOR, "Comune di Prova", _IBAN, f"/RFB/{iuv}", category)
    identifier = {"entityUniqueIdentifierType": "F", "entityUniqueIdentifierValue": "ANONIMO"}
    debtor: Fields = {"uniqueIdentifier": identifier, "fullName": "ANONIMO"}
    return Payment(one.nav, iuv, one.cents, "Violazione", "Comune di Prova", "", debtor, (transfer,))
