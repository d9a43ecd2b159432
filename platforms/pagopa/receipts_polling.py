"""Asks GPD for receipts that nobody brought: the second way in, slow and polite, by one process at a time."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from bot.clock import Ids
from bot.loop import Wake, backoff, keep_going
from bot.message import Inbound
from bot.report import Report
from platforms.pagopa.receipts_api import ReceiptsApi
from platforms.pagopa.wire import PlatformDown, TurnedDown
from storage.aside import Aside, SqlAside
from storage.database import Database
from storage.notices import notice
from storage.payment_receipts import TAKE_RECEIPT, Settled, TakenReceipt
from storage.payment_statements import payment_receipt
from storage.refused_receipts import UNREADABLE
from storage.singleton import Singleton

# How far back is asked: once a day as far as pagoPA answers for (SANP: thirty days), else a few days,
# since a bank may tell of a payment some days after it.
_DEPTH, _RECENT = timedelta(days=30), timedelta(days=3)
_FIRST = 30.0  # seconds until a failed round is begun again, at the least

_OURS = sa.select(notice.c.iuv).where(
    notice.c.iuv.in_(sa.bindparam("iuvs", expanding=True)),
    ~sa.exists().where(payment_receipt.c.nav == notice.c.nav, payment_receipt.c.executed),
)


class ReceiptsPolling:
    """Takes what is missing, every so often; `paid` is called after each that has settled something.

    What a round has taken stays taken: one that breaks off is begun again with what is still missing. Of
    payments that no notice of ours is for, nothing is asked.
    """

    def __init__(
        self,
        database: Database,
        api: ReceiptsApi,
        ids: Ids,
        report: Report,
        *,
        every: timedelta,
        paid: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._api = api
        self._ids = ids
        self._report = report
        self._every = every.total_seconds()
        self._paid = paid
        self._aside = SqlAside(database)
        self._whole_on: date | None = None  # the day on which all that can be asked was
        self._failures = 0

    async def run(self) -> None:
        """Ask until cancelled, if no other process does."""
        await Singleton(self._database, "pagopa-receipts").run(
            lambda: keep_going("payment receipts", self.round, Wake(), self._report)
        )

    async def round(self) -> float:
        """Ask for what is missing; in how many seconds to come again."""
        today = self._database.clock().date()
        try:
            await self._ask(_RECENT if self._whole_on == today else _DEPTH)
        except (PlatformDown, TurnedDown) as error:
            self._report.trouble("payment receipts", error)
            return self._later(error)
        self._whole_on, self._failures = today, 0
        return self._every

    def _later(self, error: PlatformDown | TurnedDown) -> float:
        self._failures += 1
        if isinstance(error, TurnedDown):  # what staff must mend
            return self._every
        pause = min(backoff(self._failures - 1, first=_FIRST), self._every)
        return max(pause, error.retry_after.total_seconds() if error.retry_after else 0.0)

    async def _ask(self, depth: timedelta) -> None:
        now = self._database.clock()
        async for iuvs in self._api.paid(now - depth, now):
            for iuv in await self._missing(iuvs):
                await self._take(iuv)

    async def _missing(self, iuvs: Sequence[str]) -> list[str]:
        if not iuvs:
            return []
        return await self._database.reader.fetch(
            lambda connection: list(connection.scalars(_OURS, {"iuvs": list(iuvs)}))
        )

    async def _take(self, iuv: str) -> None:
        try:
            receipt = await self._api.receipt(iuv, self._database.clock())
        except ValueError as problem:
            await self._tell_staff(iuv, str(problem))
            return
        if receipt is None:
            return
        taken = TakenReceipt(receipt, self._ids())
        if await self._database.writer.submit(TAKE_RECEIPT, taken) is Settled.PAID:
            self._paid()

    async def _tell_staff(self, iuv: str, problem: str) -> None:
        """Set aside, once, that somebody has paid and we cannot read what."""
        event = Inbound(
            channel="pagopa",
            external_id=f"{UNREADABLE}/{iuv}",
            sender=iuv,
            text="",
            received_at=self._database.clock(),
            event=UNREADABLE,
            payload={"iuv": iuv},
        )
        await self._aside.keep(Aside(event, self._ids(), UNREADABLE, f"receipt of {iuv}: {problem}"))
