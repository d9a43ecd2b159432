"""A day as staff type it."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from bot.errors import BadRequest


def read_day(given: str, today: date) -> date:
    """Read 2026-11-30, 30/11/2026, yesterday or today; BadRequest for anything else."""
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if given in named:
        return named[given]
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(given, form).date()  # noqa: DTZ007 - a day has no zone
    raise BadRequest(f"{given} is no day: write 2026-11-30, yesterday or today")
