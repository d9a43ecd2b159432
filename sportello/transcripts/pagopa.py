"""The pagoPA of a stage: positions in memory, which can be away, and payments that are made outside."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from itertools import count
from json import dumps
from typing import Any

import sqlalchemy as sa

from bot.clock import Clock, Ids
from bot.report import Report
from platforms.pagopa.creditor import Creditor, Priced
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.publishing import Publishing
from platforms.pagopa.wire import PlatformDown, Reply, TurnedDown, Wire
from platforms.sandbox.position_reading import Wrong
from platforms.sandbox.positions import Conflict, Missing, Positions
from platforms.sandbox.receipt import PSP, Receipt
from platforms.sandbox.station import Refused
from sportello.pagopa_door import PRETENDED_IBAN
from sportello.settings import Settings
from storage.carts import find_cart
from storage.database import Database
from storage.notices import PaymentNotice, find_notice
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, TakenReceipt

AWAY = "lost:away"  # what staff would read while pagoPA is switched off
BACK = timedelta(minutes=1)  # after which pagoPA, back again, has been told what it lacks


class MemoryWire(Wire):
    """Reaches positions in memory in place of GPD; none while it is `away`."""

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self.away = False

    async def ask(
        self,
        method: str,
        url: str,
        *statuses: int,
        body: object = None,
        query: Mapping[str, str] | None = None,  # noqa: ARG002 - all that it says is "publish"
    ) -> Reply:
        """As Wire."""
        if self.away:
            raise PlatformDown(AWAY)
        status, answer = self._answer(method, url.partition("/debtpositions")[2].strip("/"), body)
        if status not in statuses:
            raise PlatformDown(f"http:{status}")
        return Reply(status, {}, dumps(answer).encode())

    def _answer(self, method: str, iupd: str, body: object) -> tuple[int, Any]:
        positions = self._positions
        try:
            if method == "DELETE":
                positions.delete(iupd)
                return 200, {}
            if method == "GET":
                return 200, positions.shown(positions.find(iupd))
            if method == "PUT":
                return 200, positions.shown(positions.update(iupd, body, publish=True))
            return 201, positions.shown(positions.create(body, publish=True))
        except Wrong as wrong:
            raise TurnedDown(400, str(wrong)) from None
        except Missing:
            return 404, {}
        except Conflict:
            return 409, {}


class StagePagoPa:
    """PagoPA as a stage needs it: `publishing` is for its counter, `wire` for whoever switches it off."""

    def __init__(
        self, settings: Settings, database: Database, *, clock: Clock, ids: Ids, report: Report
    ) -> None:
        city = settings.city
        self._positions = Positions(city.fiscal_code, clock)
        self.wire = MemoryWire(self._positions)
        gpd = Gpd(self.wire, "memory:", city.fiscal_code)
        payee = Payee(city.fiscal_code, city.name, PRETENDED_IBAN)
        self.publishing = Publishing(database, gpd, payee, ids, report, patience=5.0)
        self._database = database
        self._clock = clock
        self._receipts = count(1)

    async def publish(self) -> None:
        """Tell it what it lacks and is due; nothing while it is away."""
        if not self.wire.away:
            await self.publishing.round()

    async def pay(self, token: str, creditor: Creditor) -> None:
        """Pay what a link leads to, at the amount of now; what cannot be paid is not."""
        for notice in await self._database.reader.fetch(lambda connection: _behind(connection, token)):
            priced = await creditor.verify(notice.nav)
            if isinstance(priced, Priced):
                await self._take(notice, priced.quote.amount_cents)

    async def _take(self, notice: PaymentNotice, cents: int) -> None:
        number = f"play{next(self._receipts):04}"
        receipt = PaymentReceipt(
            number, notice.nav, notice.iuv, cents, self._clock(), PSP, "node", executed=True, original=b""
        )
        await self._database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, number))
        with suppress(Refused):  # the position's term may be over, and our notice not
            if payment := self._positions.payment(notice.nav):
                self._positions.paid(Receipt(number, payment, self._positions.creditor, self._clock()))


def _behind(connection: sa.Connection, token: str) -> list[PaymentNotice]:
    found = find_notice(connection, token)
    return find_cart(connection, token) if found is None else [found]
