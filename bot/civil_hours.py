"""The hours in which a message may leave that nobody is waiting for."""

from datetime import datetime, timedelta

_QUIET_FROM, _QUIET_UNTIL = 22, 8


def civil_hour(now: datetime) -> datetime:
    """When a message that nobody is waiting for may leave: not at night."""
    morning = now.replace(hour=_QUIET_UNTIL, minute=0, second=0, microsecond=0)
    if now.hour >= _QUIET_FROM:
        return morning + timedelta(days=1)
    return max(now, morning)
