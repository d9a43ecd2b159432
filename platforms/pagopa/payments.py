"""Payments through pagoPA: notices in our own table, paid by links of our own."""

from collections.abc import Sequence

from bot.clock import Ids
from platforms.pagopa.publishing import Publishing
from platforms.payments import Debt, Notice
from storage.database import Database
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notices import NoticeStatus, PaymentNotice


class PagoPaPayments:
    """Implements platforms.payments.Payments.

    `address` is the counter's public one; `segregation` the code of this intermediary (0-99). Without
    `publishing` pagoPA asks us for each notice, so that one which is written can be paid at once.
    """

    def __init__(
        self,
        database: Database,
        *,
        segregation: int,
        address: str,
        ids: Ids,
        publishing: Publishing | None = None,
    ) -> None:
        self._database = database
        self._segregation = segregation
        self._address = address.rstrip("/")
        self._ids = ids
        self._publishing = publishing

    async def open(self, debt: Debt) -> Sequence[Notice]:
        """As platforms.payments.Payments: the notices are kept on return, whatever pagoPA answers."""
        kept = await self._database.writer.submit(OPEN_NOTICES, self._wanted(debt))
        if not kept or kept[0].status is NoticeStatus.PAID:
            return []
        ready = await self._is_ready(debt)
        return [self._notice(one, ready=ready) for one in kept]

    def _wanted(self, debt: Debt) -> Wanted:
        return Wanted(
            debt.service,
            debt.reference,
            debt.subject,
            debt.category,
            tuple(
                Payable(each.option, each.amount_cents, each.due_on, each.payable_until)
                for each in debt.payables
            ),
            self._segregation,
            tuple(self._ids() for _ in debt.payables),
            publish=self._publishing is not None,
        )

    async def _is_ready(self, debt: Debt) -> bool:
        if self._publishing is None:
            return True
        return await self._publishing.now(debt.service, debt.reference)

    def _notice(self, kept: PaymentNotice, *, ready: bool) -> Notice:
        url = f"{self._address}/pay/{kept.token}"
        terms = (kept.option, kept.amount_cents, kept.due_on, kept.payable_until)
        return Notice(kept.nav, url, *terms, ready=ready)
