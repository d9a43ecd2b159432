"""The receipt (attestazione di pagamento) as a page: that a notice was paid, when, and how to prove it."""

from dataclasses import dataclass
from datetime import datetime

from bot.values import Money, NoticeNumber
from platforms.paper.notice import Creditor
from platforms.paper.typesetting import legible, say, typeset


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """All that a receipt says: nothing of who paid.

    `paid_at` is printed as it is given: in the time zone of the city. `psp` names the payment service that
    took the money, `receipt_id` is pagoPA's own.
    """

    creditor: Creditor
    subject: str
    nav: str
    iuv: str
    amount_cents: int
    paid_at: datetime
    psp: str
    receipt_id: str


def receipt_pdf(paper: ReceiptPaper) -> bytes:
    """Print a receipt: the same bytes whenever it is printed."""
    amount = Money(paper.amount_cents).show("it")
    facts = {
        "paid-amount": amount,
        "paid-at": say("day-and-hour", day=f"{paper.paid_at:%d/%m/%Y}", hour=f"{paper.paid_at:%H:%M}"),
        "subject": legible(paper.subject),
        "creditor": legible(paper.creditor.name),
        "creditor-code": paper.creditor.fiscal_code,
        "nav": NoticeNumber(paper.nav).show("it"),
        "iuv": legible(paper.iuv),
        "psp": legible(paper.psp),
        "receipt-id": legible(paper.receipt_id),
    }
    document = {
        "creditor": legible(paper.creditor.name),
        "title": say("receipt"),
        "pagopa": say("pagopa"),
        "fact": say("fact"),
        "value": say("value"),
        "summary": say("summary", amount=amount, day=f"{paper.paid_at:%d/%m/%Y}"),
        "nothing-more": say("nothing-more"),
        "facts": [[say(name), value] for name, value in facts.items() if value],
        "proof": say("proof"),
        "keep": say("keep"),
    }
    return typeset("receipt.typ", document, paper.paid_at.date())
