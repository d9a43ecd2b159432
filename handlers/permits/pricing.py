"""What a permit costs on a day: what its notice says, until its term."""

from datetime import date

from platforms.payments import Quote, Refused
from storage.notices import PaymentNotice


async def priced(notice: PaymentNotice, today: date) -> Quote | Refused:
    """Tell what a notice of ours costs on a day: a platforms.payments.Pricing."""
    if notice.payable_until is not None and today > notice.payable_until:
        return Refused.EXPIRED
    return Quote(notice.amount_cents, notice.due_on, notice.payable_until)
