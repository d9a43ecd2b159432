"""The papers that go along with an answer: the notice to pay and the receipt, sketched until they travel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.service import Sketch
from bot.values import NoticeNumber
from handlers.paid import Paid
from platforms.paper.notice import Creditor, NoticePaper, Way, notice_pdf
from platforms.paper.press import Press, PressBusy
from platforms.paper.receipt import ReceiptPaper, receipt_pdf

_PDF = "application/pdf"
Paper = TypeVar("Paper")


@dataclass(frozen=True, slots=True)
class Papers:
    """Sketches papers of a creditor; nothing is printed before a sketch is made.

    While too many papers wait an answer leaves without its own: the page behind its link has it.
    """

    press: Press
    creditor: Creditor

    def notice(self, subject: str, ways: Sequence[Way], today: date) -> Sketch:
        """Sketch the notice of a debt with one way of paying it, or two."""
        paper = NoticePaper(self.creditor, subject, tuple(ways), today)

        async def make() -> bytes:
            return await self._printed(notice_pdf, paper)

        return Sketch(f"avviso-{ways[0].nav}.pdf", _PDF, make)

    def receipt(self, told: Paid) -> Sketch:
        """Sketch the receipt of a payment."""
        paper = ReceiptPaper(
            creditor=self.creditor,
            subject=told.subject,
            nav=told.nav,
            iuv=NoticeNumber(told.nav).iuv,
            amount_cents=told.amount_cents,
            paid_at=told.paid_at,
            psp=told.psp,
            receipt_id=told.receipt_id,
        )

        async def make() -> bytes:
            return await self._printed(receipt_pdf, paper)

        return Sketch(f"ricevuta-{told.nav}.pdf", _PDF, make)

    async def _printed(self, printer: Callable[[Paper], bytes], paper: Paper) -> bytes:
        try:
            return await self.press.make(printer, paper)
        except PressBusy:
            return b""
