"""A made-up fine that is open."""

from datetime import date

from storage.fines import Document, Fine, Status


def a_fine(number="V1/2026"):
    return Fine(
        number=number,
        key="V12026",
        plate="AB123CD",
        document=Document.VERBALE,
        violation_on=date(2026, 1, 12),
        notified_on=date(2026, 2, 3),
        article="7/1",
        amount_cents=4100,
        maximum_cents=16800,
        costs_cents=1388,
        discountable=True,
        reducible=True,
        status=Status.OPEN,
        place="Via del Molo",
    )
