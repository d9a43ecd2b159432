"""What the tests of payments ask of a store."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa

from storage.database import Database
from storage.fines import MERGE_FINES, Fine
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notices import PaymentNotice, notice, read_notice, watch
from storage.payment_receipts import TAKE_RECEIPT, PaymentReceipt, Settled, TakenReceipt
from storage.records import RECORDS

DISCOUNTED = Payable("discounted", 4258, date(2026, 2, 9), date(2026, 2, 11))
REDUCED = Payable("reduced", 5488, date(2026, 4, 4), date(2026, 4, 8))
MARIO, ANNA = "sms:+393330000001", "telegram:1000002"
FINE = "pay_fine", "V1/2026"


class Till:
    """A database, with the payments of one fine as it is usually asked for."""

    def __init__(self, database: Database, name: str = "t") -> None:
        self.database = database
        self._numbers = count(1)
        self._name = name

    async def submit(self, kind: Any, payload: Any) -> Any:
        return await self.database.writer.submit(kind, payload)

    async def fetch(self, ask: Any) -> Any:
        return await self.database.reader.fetch(ask)

    async def register(self, *fines: Fine) -> None:
        await self.submit(MERGE_FINES, fines)

    def wanted(self, *payables: Payable, debt: tuple[str, str] = FINE, publish: bool = False) -> Wanted:
        ways = payables or (DISCOUNTED, REDUCED)
        tokens = tuple(f"{self._name}{next(self._numbers):04}" for _ in ways)
        return Wanted(*debt, f"Verbale {debt[1]}", "9/0102100SA/", ways, 1, tokens, publish)

    async def open(
        self, *payables: Payable, debt: tuple[str, str] = FINE, publish: bool = False
    ) -> list[PaymentNotice]:
        opened: list[PaymentNotice] = await self.submit(
            OPEN_NOTICES, self.wanted(*payables, debt=debt, publish=publish)
        )
        return opened

    async def watch(self, lane: str, debt: tuple[str, str] = FINE, *, waiting: bool = False) -> None:
        await self.submit(RECORDS, [watch(*debt, waiting=waiting).for_lane(lane)])

    def receipt(self, one: PaymentNotice | str, name: str = "r1", **changes: Any) -> PaymentReceipt:
        nav, cents = (one, 4258) if isinstance(one, str) else (one.nav, one.amount_cents)
        values = {
            "receipt_id": name,
            "nav": nav,
            "iuv": nav[1:],
            "amount_cents": cents,
            "paid_at": self.database.clock(),
            "psp": "Banca di prova",
            "way": "node",
            "executed": True,
            "original": f"<receipt>{name}</receipt>".encode(),
        }
        return PaymentReceipt(**values | changes)

    async def pay(self, one: PaymentNotice | str, name: str = "r1", **changes: Any) -> Settled:
        taken = TakenReceipt(self.receipt(one, name, **changes), f"c-{name}")
        settled: Settled = await self.submit(TAKE_RECEIPT, taken)
        return settled

    async def rows(self, table: sa.Table | str) -> Sequence[Any]:
        query = sa.text(f"select * from {table}") if isinstance(table, str) else sa.select(table)  # noqa: S608 - a name of ours
        found: Sequence[Any] = await self.fetch(lambda connection: connection.execute(query).all())
        return found

    async def statuses(self) -> dict[str, str]:
        """Tell how every notice stands, by its option."""
        return {row.option: read_notice(row).status.value for row in await self.rows(notice)}
