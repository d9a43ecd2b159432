"""The hour at which to remind of a term for paying."""

from datetime import date, datetime, time, timedelta

from bot.civil_hours import civil_hour


def reminder_at(due_on: date | None, now: datetime) -> datetime | None:
    """The first civil hour of the day before a term, if that is still to come."""
    if due_on is None:
        return None
    at = civil_hour(datetime.combine(due_on - timedelta(days=1), time(), now.tzinfo))
    return at if at > now else None
