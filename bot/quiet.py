"""The hours in which nobody is disturbed unasked: every night, and Sundays and holidays from end to end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)
_LONGEST: Final = 31  # days looked ahead: no city rests longer
_BETWEEN = "-"

Rests = Callable[[date], bool]


def never(day: date) -> bool:  # noqa: ARG001 - as Rests
    """Rest on no day."""
    return False


@dataclass(frozen=True, slots=True)
class Night:
    """The hours of each day from `begins` to `ends` by the clocks of the city; equal hours are no night.

    It goes across midnight if it ends at an earlier hour than it begins.
    """

    begins: time
    ends: time


def read_night(text: str) -> Night | None:
    """Read `21:00-08:00`; None for an empty text. Raises ValueError."""
    if not text:
        return None
    begins, _, ends = text.partition(_BETWEEN)
    return Night(time.fromisoformat(begins), time.fromisoformat(ends))


def quiet_until(now: datetime, night: Night | None, rests: Rests = never) -> datetime | None:
    """Tell until when it is quiet, None if it is not; `now` and the answer are of the city's time zone.

    `rests` tells the days that are quiet from midnight to midnight; such a day and a night that touch are
    one. Where clocks change, a night that begins or ends in an hour that they show twice, or not at all, is
    the longer of the two that it could be.
    """
    until = now
    for begins, ends in _stretches(now, night, rests):
        if begins <= until.astimezone(UTC) < ends:
            until = ends.astimezone(now.tzinfo)
    return None if until is now else until


def _stretches(now: datetime, night: Night | None, rests: Rests) -> Iterator[tuple[datetime, datetime]]:
    """Go through the quiet stretches from the day before, in the order in which they begin, in UTC."""
    for number in range(-1, _LONGEST):
        day = now.date() + number * _DAY
        if rests(day):
            yield _first(day, time.min, now), _last(day + _DAY, time.min, now)
        if night is not None and night.begins < night.ends:
            yield _first(day, night.begins, now), _last(day, night.ends, now)
        elif night is not None and night.ends < night.begins:
            yield _first(day, night.begins, now), _last(day + _DAY, night.ends, now)


def _first(day: date, at: time, now: datetime) -> datetime:
    return min(_moments(day, at, now))


def _last(day: date, at: time, now: datetime) -> datetime:
    return max(_moments(day, at, now))


def _moments(day: date, at: time, now: datetime) -> tuple[datetime, datetime]:
    """Give the moments at which the clocks show that hour (PEP 495: two if they go back, or jump over it)."""
    shown = datetime.combine(day, at, now.tzinfo)
    return shown.astimezone(UTC), shown.replace(fold=1).astimezone(UTC)
