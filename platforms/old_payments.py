"""A payment intermediary that moves no money: notices in our own database, paid on our own page."""

from datetime import date
from enum import Enum

from bot.clock import Ids
from platforms.payments import Notice
from storage.database import Database
from storage.notice_opening import OPEN_NOTICES, Payable, Wanted
from storage.notices import NoticeStatus, PaymentNotice, find_notice
from storage.payment_receipts import TAKE_RECEIPT, TELL, PaymentReceipt, Settled, TakenReceipt, Telling


class Settlement(Enum):
    """What became of an attempt to pay."""

    PAID = "paid"
    ALREADY = "already"  # it had been paid before: nothing was taken
    ANNULLED = "annulled"  # another notice was paid, or nothing is owed any more
    EXPIRED = "expired"  # its last day is over: whoever asks again gets the amount of now
    UNKNOWN = "unknown"  # no such link


class SandboxPayments:
    """Implements what payments were before pagoPA, until they are replaced.

    `address` is the public address of the counter, `segregation` the code of this intermediary (0–99).
    """

    def __init__(self, database: Database, *, segregation: int, address: str, ids: Ids) -> None:
        self._database = database
        self._segregation = segregation
        self._address = address.rstrip("/")
        self._ids = ids

    async def open(
        self,
        *,
        reference: str,
        option: str,
        amount_cents: int,
        due_on: date | None,
        payable_until: date | None,
    ) -> Notice:
        """Open a notice, or bring the one that is open up to date."""
        payable = Payable(option, amount_cents, due_on, payable_until)
        words = ("pay_fine", reference, f"Verbale {reference}", "9/0102100SA/")
        wanted = Wanted(*words, (payable,), self._segregation, (self._ids(),))
        (kept,) = await self._database.writer.submit(OPEN_NOTICES, wanted)
        url = f"{self._address}/pay/{kept.token}"
        return Notice(kept.nav, url, kept.option, kept.amount_cents, kept.due_on, kept.payable_until)

    async def find(self, token: str) -> PaymentNotice | None:
        """Find the notice behind a link."""
        return await self._database.reader.fetch(lambda connection: find_notice(connection, token))

    async def pay(self, token: str) -> Settlement:
        """Pay: the notice, the fine and the receipts of all who asked are settled in one transaction."""
        found = _payable(await self.find(token), self._database.clock().date())
        if isinstance(found, Settlement):
            return found
        receipt = PaymentReceipt(
            self._ids(),
            found.nav,
            found.iuv,
            found.amount_cents,
            self._database.clock(),
            psp="",
            way="desk",
            executed=True,
            original=b"",
        )
        settled = await self._database.writer.submit(TAKE_RECEIPT, TakenReceipt(receipt, self._ids()))
        return {Settled.PAID: Settlement.PAID, Settled.TWICE: Settlement.ALREADY}.get(
            settled, Settlement.ANNULLED
        )

    async def tell(self) -> int:
        """Send the receipts of notices that were paid before their watcher was kept; how many."""
        return await self._database.writer.submit(TELL, Telling(self._ids()))


def _payable(notice: PaymentNotice | None, today: date) -> PaymentNotice | Settlement:
    if notice is None:
        return Settlement.UNKNOWN
    if notice.status is NoticeStatus.PAID:
        return Settlement.ALREADY
    if notice.status is NoticeStatus.ANNULLED:
        return Settlement.ANNULLED
    if notice.payable_until and today > notice.payable_until:
        return Settlement.EXPIRED
    return notice
