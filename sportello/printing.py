"""Notices and receipts as PDF out of what the store knows, printed beside the event loop."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.clock import Clock
from platforms.paper.notice import Creditor, NoticePaper, Way, notice_pdf
from platforms.paper.press import Press
from platforms.paper.receipt import ReceiptPaper, receipt_pdf
from platforms.payments import Quote
from sportello.settings import Settings
from storage.database import Database
from storage.notices import PaymentNotice
from storage.payment_statements import payment_receipt


@dataclass(frozen=True)
class Printer:
    """Prints for one municipality; what it raises is the press's."""

    press: Press
    database: Database
    clock: Clock
    creditor: Creditor

    async def notice(self, ways: Sequence[tuple[PaymentNotice, Quote]]) -> bytes:
        """Print one notice, or two of one debt, at what they cost now.

        One alone has no name of its amount: the reduced one may have become another since it was opened.
        """
        printed = tuple(
            Way(notice.option if len(ways) > 1 else "", notice.nav, quote.amount_cents, quote.due_on)
            for notice, quote in ways
        )
        subject = ways[0][0].subject
        return await self.press.make(
            notice_pdf, NoticePaper(self.creditor, subject, printed, self.clock().date())
        )

    async def receipt(self, paid: PaymentNotice) -> bytes | None:
        """Print the receipt of a paid notice; None if its receipt is not kept here."""
        taken = await self.database.reader.fetch(lambda connection: taken_for(connection, paid))
        if taken is None or paid.paid_at is None:
            return None
        amount_cents, psp = taken
        paper = ReceiptPaper(
            self.creditor,
            paid.subject,
            paid.nav,
            paid.iuv,
            amount_cents,
            paid.paid_at.astimezone(self.clock().tzinfo),
            psp,
            paid.receipt_id,
        )
        return await self.press.make(receipt_pdf, paper)


def taken_for(connection: sa.Connection, paid: PaymentNotice) -> tuple[int, str] | None:
    """What was paid for a notice, in cents, and who took it; None if its receipt is not kept here."""
    query = sa.select(payment_receipt.c.amount_cents, payment_receipt.c.psp).where(
        payment_receipt.c.receipt_id == paid.receipt_id,
        payment_receipt.c.nav == paid.nav,
        payment_receipt.c.settled == "paid",
    )
    row = connection.execute(query).first()
    return None if row is None else (row.amount_cents, row.psp)


def paper_creditor(settings: Settings) -> Creditor:
    """Whom a paper names, as the settings say."""
    city, group = settings.city, settings.pagopa
    return Creditor(
        city.name, city.fiscal_code, group.cbill, group.postal_account, group.postal_authorisation
    )
