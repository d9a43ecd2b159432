"""By when a request is to be answered: the term stands still while something is awaited of its citizen."""

from datetime import date, timedelta
from typing import Final

from storage.request_records import Request, Stage

STANDSTILL: Final = timedelta(days=30)  # the most


# law: l241-1990/2/7 - once, while more is awaited of who asked
def standstill(found: Request, today: date) -> int:
    """Tell for how many days the term stands still while something is awaited: the first time alone."""
    if found.stage is not Stage.ASKED or found.asked_on is None or found.stood_still is not None:
        return 0
    return min(max((today - found.asked_on).days, 0), STANDSTILL.days)


def answer_due(found: Request, today: date) -> date:
    """Tell by when the answer is due, with the days for which the term stands still until today."""
    return found.answer_by + timedelta(days=standstill(found, today))
