"""How long a permit holds: until a day of the year, for some months or days, or without an end."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Term:
    """At most one of them is given; none of them is no end. `until` is (month, day)."""

    until: tuple[int, int] | None = None
    months: int = 0
    days: int = 0

    def last_day(self, begins: date) -> date | None:
        """Tell the last day of what begins on a day; it counts too."""
        if self.until is not None:
            last = date(begins.year, *self.until)
            return last if last >= begins else date(begins.year + 1, *self.until)
        if self.months:
            return _months_later(begins, self.months) - timedelta(days=1)
        return begins + timedelta(days=self.days - 1) if self.days else None


def _months_later(day: date, months: int) -> date:
    """Count months; from the 31st to a month of thirty days is its last day, and the day after is the 1st."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    if day.day > last:
        return date(year, month + 1, last) + timedelta(days=1)
    return date(year, month + 1, day.day)
