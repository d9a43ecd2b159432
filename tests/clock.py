"""A clock that moves only when told to."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


class Ticker:
    """Call it for the time; `tick` lets time pass."""

    def __init__(self, now: datetime = datetime(2026, 2, 3, 10, 0, tzinfo=ROME)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **passed: float) -> datetime:
        """Let time pass: `tick(minutes=3)`."""
        self.now += timedelta(**passed)
        return self.now
