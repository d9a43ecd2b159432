"""What we ask of payments: notices that the citizen can pay wherever he likes, at the amount of now."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from storage.notices import PaymentNotice


@dataclass(frozen=True, slots=True)
class Payable:
    """One way of paying a debt: `amount_cents` holds until `due_on` (None: until further notice).

    `payable_until` is the last day on which a payment is taken, some days after `due_on` because banks are
    given time; None for no such day.
    """

    option: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None


@dataclass(frozen=True, slots=True)
class Debt:
    """Something that is owed: `reference` names it among those of a `service`.

    The `payables` exclude each other: whoever pays one has paid. `subject` (causale) is read by payers and
    banks: at most 140 characters, and never a personal datum, nor is `reference`. `category` is the code of
    pagoPA's taxonomy, such as 9/0102100SA/ for fines.
    """

    service: str
    reference: str
    subject: str
    category: str
    payables: tuple[Payable, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A payment notice (avviso di pagamento): its 18 digits, our own link to pay it, what it asks.

    `ready` is False while pagoPA does not know of it yet: then who watches the debt gets an event
    `<service>.ready` as soon as it does.
    """

    nav: str
    url: str
    option: str
    amount_cents: int
    due_on: date | None
    payable_until: date | None
    ready: bool = True


class Payments(Protocol):
    """The payment intermediary, as handlers see it."""

    async def open(self, debt: Debt) -> Sequence[Notice]:
        """Open a notice for each way of paying a debt, in their order.

        Asked again, the answer is the same numbers with the terms of now. It is empty if the debt has been
        paid meanwhile, or is owed no longer.
        """


@dataclass(frozen=True, slots=True)
class Quote:
    """What a notice costs now (attualizzazione), which may differ from what is printed on it."""

    amount_cents: int
    due_on: date | None
    payable_until: date | None


class Refused(Enum):
    """Why a notice cannot be paid now: pagoPA has a word for each (PAA_PAGAMENTO_…)."""

    UNKNOWN = "unknown"
    PAID = "paid"
    EXPIRED = "expired"
    ANNULLED = "annulled"
    IN_PROGRESS = "in-progress"  # the debt is being paid just now with its other notice


# What a service says of a notice of its own on a day; see handlers.PRICING.
Pricing = Callable[[PaymentNotice, date], Awaitable[Quote | Refused]]
