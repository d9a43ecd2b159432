"""What the duty of a certificate costs on a day: what its notice says, until its term."""

from datetime import date
from typing import Final

from platforms.payments import Quote, Refused
from storage.certificate_orders import SERVICE
from storage.notices import PaymentNotice

NAME: Final = SERVICE


async def priced(notice: PaymentNotice, today: date) -> Quote | Refused:
    """Tell what a notice of ours costs on a day: a platforms.payments.Pricing."""
    if notice.payable_until is not None and today > notice.payable_until:
        return Refused.EXPIRED
    return Quote(notice.amount_cents, notice.due_on, notice.payable_until)
