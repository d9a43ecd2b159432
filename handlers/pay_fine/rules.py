"""What a fine costs on a given day and until when: pure rules, each beside its article of law.

Amounts are whole euro cents. The "reduced" amount of the law (misura ridotta) is the minimum, paid
within sixty days; the "discounted" one is thirty per cent less, paid within five.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import field
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from itertools import count

from bot.fixed import fixed
from handlers.pay_fine.articles import WITHOUT_REDUCTION, article_key
from handlers.pay_fine.holidays import Patron, term_end, working_days_after
from storage.fines import Document, Fine, Status

# law: cds/202/1 (thirty per cent less within five days, the minimum within sixty)
DISCOUNT_DAYS = 5
DISCOUNT = Fraction(30, 100)
_DISCOUNTED = 1 - DISCOUNT
REDUCED_DAYS = 60

# law: cds/203/3 (half of the maximum)
HALF = Fraction(1, 2)

# law: l689-1981/27/6 (a tenth more for each full half-year)
SURCHARGE = Fraction(1, 10)
SURCHARGE_MONTHS = 6

# law: dl18-2016/17-quinquies/1 (credited within two working days)
GRACE_BANK_DAYS = 2


class Option(Enum):
    """The ways of paying one fine; each has its own payment notice, and paying one ends the others."""

    DISCOUNTED = "discounted"
    REDUCED = "reduced"
    INCREASED = "increased"


class Refusal(Enum):
    """Why nothing can be paid here and now."""

    PAID = "paid"
    APPEALED = "appealed"  # the Prefect or the Justice of the Peace decides
    CANCELLED = "cancelled"
    NOT_REDUCIBLE = "not-reducible"  # the Prefect sets the amount
    NOT_YET = "not-yet"  # a windscreen ticket run out: its report (verbale) brings costs and new terms


@fixed
class FineRules:
    """What differs from city to city, or may change without a change of this code."""

    patron: Patron = None  # (month, day) of the patron saint
    preavviso_days: int = 15  # how long a windscreen ticket can be paid without costs
    late_days: int = 90
    # Of the increased amount; None: it grows for ever. To hash a fraction takes longer than all the rest.
    surcharge_cap: Fraction | None = field(default=Fraction(3, 5), hash=False)
    without_reduction: frozenset[str] = WITHOUT_REDUCTION


DEFAULT_RULES = FineRules()


@fixed
class Due:
    """The one figure to pay today, in cents, with every cost in it.

    `until` is the last day on which it holds (None: it changes no more), `payable_until` the day on
    which a payment order can still arrive in time, to be printed on the notice and not told.
    `later` is the figure from the day after `until`; None where it is not known: see `report_follows`.
    """

    option: Option
    amount: int
    until: date | None
    payable_until: date | None
    later: int | None
    report_follows: bool = False  # a windscreen ticket: after `until` the report comes, with its costs
    late_notification: bool = False  # served later than the law allows: an appeal may be possible


@fixed
class Stage:
    """A stretch of time with one amount, in cents; `until` is its last day (None: it has none).

    `payable_until` is the last day on which a payment of that amount is taken.
    """

    option: Option
    amount: int
    until: date | None
    payable_until: date | None


# A fine is asked for several times in one conversation: for its review, before and with its notice.
@lru_cache(maxsize=8192)
def amount_due(fine: Fine, today: date, rules: FineRules = DEFAULT_RULES) -> Due | Refusal:
    """Tell what a fine costs today, or why it cannot be paid."""
    refusal = refusal_of(fine, rules)
    if refusal:
        return refusal
    coming = stages(fine, rules)
    for stage in coming:
        if stage.until is None or today <= stage.until:
            return _due(fine, stage, next(coming, None), rules)
    return Refusal.NOT_YET


def stages(fine: Fine, rules: FineRules = DEFAULT_RULES) -> Iterator[Stage]:
    """Follow what a fine costs from its first day on; whether it can be paid at all is not looked at."""
    return _ticket_stages(fine, rules) if fine.document is Document.PREAVVISO else _report_stages(fine, rules)


def is_late(fine: Fine, rules: FineRules = DEFAULT_RULES) -> bool:
    """Tell whether the report was served after the days that the law gives for it."""
    # law: cds/201/1 (served within ninety days)
    return (
        fine.document is Document.VERBALE
        and fine.notified_on is not None
        and fine.notified_on > fine.violation_on + timedelta(days=rules.late_days)
    )


def refusal_of(fine: Fine, rules: FineRules) -> Refusal | None:
    """Tell why nothing can be paid on a fine on any day, if so it is."""
    if fine.status is not Status.OPEN:
        return Refusal(fine.status.value)
    # law: cds/210/3 (the register marks where a vehicle is confiscated)
    if not fine.reducible or article_key(fine.article) in rules.without_reduction:
        return Refusal.NOT_REDUCIBLE
    return None


def _due(fine: Fine, stage: Stage, following: Stage | None, rules: FineRules) -> Due:
    return Due(
        stage.option,
        stage.amount,
        stage.until,
        stage.payable_until,
        following.amount if following else None,
        report_follows=fine.document is Document.PREAVVISO,
        late_notification=is_late(fine, rules),
    )


def _stage(option: Option, amount: int, until: date | None, rules: FineRules) -> Stage:
    """Add the days that a bank may take (effetto liberatorio) to a term for paying."""
    # law: dl18-2016/17-quinquies/1 (not after an increase: that is no term for paying)
    if until is None or option is Option.INCREASED:
        return Stage(option, amount, until, until)
    return Stage(option, amount, until, working_days_after(until, GRACE_BANK_DAYS, rules.patron))


def _ticket_stages(fine: Fine, rules: FineRules) -> Iterator[Stage]:
    """Follow a windscreen ticket (preavviso): nothing was served, so there are no costs."""
    yield from _minimum_stages(fine, fine.violation_on, rules.preavviso_days, 0, rules)


def _report_stages(fine: Fine, rules: FineRules) -> Iterator[Stage]:
    """Follow a report (verbale) from the day on which it was served.

    One without that day was handed over on the spot (contestazione immediata): whoever has its number
    has the paper, and no other day is known.
    """
    start = fine.notified_on or fine.violation_on
    yield from _minimum_stages(fine, start, REDUCED_DAYS, fine.costs_cents, rules)
    yield from _increased_stages(fine, term_end(start, REDUCED_DAYS, rules.patron), rules)


def _minimum_stages(fine: Fine, start: date, days: int, costs: int, rules: FineRules) -> Iterator[Stage]:
    # law: cds/202/1 (the costs are added after the discount)
    if fine.discountable:
        until = term_end(start, DISCOUNT_DAYS, rules.patron)
        yield _stage(Option.DISCOUNTED, _discounted(fine.amount_cents) + costs, until, rules)
    yield _stage(Option.REDUCED, fine.amount_cents + costs, term_end(start, days, rules.patron), rules)


def _increased_stages(fine: Fine, due_on: date, rules: FineRules) -> Iterator[Stage]:
    """Follow an unpaid report: half of the maximum, then a tenth of it more for each full half-year."""
    # law: cds/203/3 (half of the maximum)
    base = _share(fine.maximum_cents, HALF)
    least = base + fine.costs_cents
    for half_years in count():
        cap = rules.surcharge_cap
        if cap is not None and half_years * SURCHARGE >= cap:
            yield _stage(Option.INCREASED, least + _share(base, cap), None, rules)
            return
        until = _add_months(due_on, SURCHARGE_MONTHS * (half_years + 1))
        yield _stage(Option.INCREASED, least + _share(base * half_years, SURCHARGE), until, rules)


def _discounted(cents: int) -> int:
    """Take thirty per cent off: never off the costs, which the caller adds afterwards."""
    return _share(cents, _DISCOUNTED)


def _share(cents: int, share: Fraction) -> int:
    """Take a share of an amount, to the cent, halves up: in whole numbers, exact and quick."""
    above, below = share.as_integer_ratio()
    return (2 * cents * above + below) // (2 * below)


def _add_months(day: date, months: int) -> date:
    """Find the same day some months later, or the last day of a month that is too short."""
    # law: cpc/155/2 (months by the calendar)
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
