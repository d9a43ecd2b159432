"""Whether a fine can be paid in instalments, in how many, and by when that must be asked for."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from handlers.pay_fine.holidays import term_end
from handlers.pay_fine.rules import FineRules, refusal_of
from handlers.pay_fine.rules import Refusal as FineRefusal
from storage.fines import Document, Fine

# law: cds/202-bis/1 (one report of more than two hundred euro)
MORE_THAN = 200_00
# law: cds/202-bis/3 (each of a hundred euro at least)
LEAST_EACH = 100_00
# law: cds/202-bis/3 (twelve up to 2,000 euro, twenty-four up to 5,000, sixty above)
STEPS = ((2_000_00, 12), (5_000_00, 24))
MOST = 60
# law: cds/202-bis/4 (asked for within thirty days)
ASK_DAYS = 30


@dataclass(frozen=True, slots=True)
class InstalmentRules:
    """What is brought up to date by decree: the yearly income, in cents, of who may ask.

    `relative` is what each relative of the same household adds to it.
    """

    income: int = 10_628_16
    relative: int = 1_032_91


class Refusal(Enum):
    """Why a fine cannot be paid in instalments."""

    PAID = "paid"
    APPEALED = "appealed"
    CANCELLED = "cancelled"
    NOT_REDUCIBLE = "not-reducible"
    TICKET = "ticket"  # a windscreen ticket: there is no report yet
    SMALL = "small"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Plan:
    """At most so many instalments of `each` cents at least, without the interest; asked for by a day."""

    amount: int
    instalments: int
    each: int
    ask_by: date


_SAME = {
    FineRefusal.PAID: Refusal.PAID,
    FineRefusal.APPEALED: Refusal.APPEALED,
    FineRefusal.CANCELLED: Refusal.CANCELLED,
    FineRefusal.NOT_REDUCIBLE: Refusal.NOT_REDUCIBLE,
}


def instalments(fine: Fine, today: date, rules: FineRules) -> Plan | Refusal:
    """Tell in how many instalments a fine can be paid if that is asked for today, or why it cannot.

    The income is not looked at: nobody here knows it. What is shared out is the minimum and the costs.
    """
    refusal = refusal_of(fine, rules)
    if refusal:
        return _SAME[refusal]
    if fine.document is Document.PREAVVISO:
        return Refusal.TICKET
    if fine.amount_cents <= MORE_THAN:
        return Refusal.SMALL
    ask_by = term_end(fine.notified_on or fine.violation_on, ASK_DAYS, rules.patron)
    if today > ask_by:
        return Refusal.LATE
    amount = fine.amount_cents + fine.costs_cents
    most = next((count for limit, count in STEPS if fine.amount_cents <= limit), MOST)
    count = min(most, amount // LEAST_EACH)
    return Plan(amount, count, amount // count, ask_by)
