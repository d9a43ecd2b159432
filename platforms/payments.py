"""What we ask of the payment intermediary: a notice that the citizen can pay wherever he likes."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Notice:
    """A payment notice: its 18 digits (numero avviso), where to pay it, what it asks and until when."""

    nav: str
    url: str
    amount_cents: int
    due_on: date | None


class Payments(Protocol):
    """The payment intermediary."""

    async def open(
        self,
        *,
        reference: str,
        option: str,
        amount_cents: int,
        due_on: date | None,
        payable_until: date | None,
    ) -> Notice:
        """Open a notice for a way of paying (`option`) what has this `reference`.

        Asked again, it answers the same number with the amount of now. Paying one option annuls the
        others; what has been paid meanwhile is answered with the paid notice. `payable_until` is the
        last day on which a payment is taken, some days after `due_on` because banks are given time;
        None for no such day. Neither `reference` nor `option` may be a personal datum: payers and banks
        read them.
        """
