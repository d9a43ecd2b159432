"""Time as an office counts it: how much of a stretch it is open, and when its doors turn next."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from storage.opening_hours import Hours

_AHEAD = 8  # days within which an office that ever opens does so


def doors(hours: Hours, now: datetime) -> tuple[bool, datetime | None]:
    """Tell whether an office is open, and when that changes next; None if it never does."""
    for opens, closes in _spans(hours, now, _AHEAD):
        if opens <= now < closes:
            return True, closes
        if now < opens:
            return False, opens
    return False, None


def open_time(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """Count how long an office is open between two moments of one time zone."""
    days = (end.date() - start.date()).days + 1
    spans = (min(closes, end) - max(opens, start) for opens, closes in _spans(hours, start, days))
    return sum((max(span, timedelta()) for span in spans), timedelta())


def _spans(hours: Hours, start: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Go through the opening times from the day of a moment on, in order."""
    for number in range(days):
        day = start.date() + timedelta(days=number)
        for opens, closes in hours.get(day.weekday(), ()):
            yield datetime.combine(day, opens, start.tzinfo), datetime.combine(day, closes, start.tzinfo)
