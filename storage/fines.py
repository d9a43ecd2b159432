"""Fines, as the municipal police register holds them."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Document(Enum):
    """The paper that the citizen holds."""

    PREAVVISO = "preavviso"  # a ticket left on the windscreen: nothing is served yet
    VERBALE = "verbale"  # the report, served or handed over


class Status(Enum):
    """Where a fine stands."""

    OPEN = "open"
    PAID = "paid"
    APPEALED = "appealed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine under the highway code (contravvenzione).

    `number` is written as on the paper, `key` is what a search compares. `amount_cents` is what is due
    within sixty days, without the costs; `notified_on` is the day of serving or of handing over.
    """

    number: str
    key: str
    plate: str
    document: Document
    violation_on: date
    notified_on: date | None
    article: str
    amount_cents: int
    maximum_cents: int
    costs_cents: int
    discountable: bool
    reducible: bool
    status: Status
    place: str
