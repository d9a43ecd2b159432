"""Days that do not count: the holidays of the State and of one city, and the terms that move for them."""

from datetime import date, timedelta
from functools import lru_cache

SUNDAY = 6
SATURDAY = 5
Patron = tuple[int, int] | None  # month and day of the patron saint, where the city keeps it


@lru_cache(maxsize=64)
def _national(year: int) -> frozenset[date]:
    """List the holidays of a year by law (L. 260/1949 and its changes), Easter Monday among them."""
    from holidays import country_holidays  # takes a second, which the rehearsal of `serve` spends beforehand

    return frozenset(country_holidays("IT", years=year))


def is_holiday(day: date, patron: Patron) -> bool:
    """Tell whether nothing is due on that day; a Saturday is a weekday."""
    return day.weekday() == SUNDAY or day in _national(day.year) or (day.month, day.day) == patron


# law: cpc/155/1 (the first day is left out)
# law: cpc/155/4 (a holiday at the end moves the term on)
@lru_cache(maxsize=4096)
def term_end(start: date, days: int, patron: Patron) -> date:
    """Find the last day of a term: the first day is left out, a holiday at the end moves it on."""
    last = start + timedelta(days=days)
    while is_holiday(last, patron):
        last += timedelta(days=1)
    return last


@lru_cache(maxsize=4096)
def working_days_after(day: date, count: int, patron: Patron) -> date:
    """Find the day that is `count` bank days later: Saturdays, Sundays and holidays are skipped."""
    while count:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and not is_holiday(day, patron):
            count -= 1
    return day
