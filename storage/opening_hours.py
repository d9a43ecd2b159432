"""Opening hours written as a clerk writes them: `lun 8:30-12:30 15:00-17:00; mar-ven 9-13`."""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from itertools import pairwise

Span = tuple[time, time]
Hours = Mapping[int, tuple[Span, ...]]  # Monday is 0, as in date.weekday()

_NAMES = (
    ("lunedì", "monday"),
    ("martedì", "tuesday"),
    ("mercoledì", "wednesday"),
    ("giovedì", "thursday"),
    ("venerdì", "friday"),
    ("sabato", "saturday"),
    ("domenica", "sunday"),
)
_SHORTEST = 3
_MIDNIGHT = 24 * 60
_DAYS = re.compile(r"(?P<first>[^\W\d]+)[.]?(?:\s*[-–]\s*(?P<last>[^\W\d]+)[.]?)?\s*(?P<spans>.*)")
_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?(?:[\s,]+|$)")


def parse_hours(text: str) -> Hours:
    """Read opening hours; days in Italian or English, by three letters or more, alone or from-to.

    A day that comes again adds its hours. 24:00 is kept as the last minute of the day. Raises
    ValueError with the piece that cannot be read.
    """
    hours: dict[int, list[Span]] = {}
    for piece in filter(None, (piece.strip() for piece in text.split(";"))):
        for day in _days(piece):
            hours.setdefault(day, []).extend(_spans(piece))
    return {day: _in_order(spans) for day, spans in sorted(hours.items())}


def _days(piece: str) -> range:
    match = _DAYS.fullmatch(piece)
    if not match:
        raise ValueError(f"no day in {piece!r}")
    first = _weekday(match["first"])
    last = _weekday(match["last"]) if match["last"] else first
    if last < first:
        raise ValueError(f"days out of order in {piece!r}")
    return range(first, last + 1)


def _weekday(name: str) -> int:
    for day, names in enumerate(_NAMES):
        if len(name) >= _SHORTEST and any(_plain(full).startswith(_plain(name)) for full in names):
            return day
    raise ValueError(f"{name!r} is no day of the week")


def _plain(name: str) -> str:
    return name.lower().replace("ì", "i")


def _spans(piece: str) -> Iterator[Span]:
    match = _DAYS.fullmatch(piece)
    rest = match["spans"] if match else ""
    if not rest:
        raise ValueError(f"no hours in {piece!r}")
    while rest:
        span = _SPAN.match(rest)
        if not span:
            raise ValueError(f"hours not readable in {piece!r}")
        opens, closes = _time(span[1], span[2]), _time(span[3], span[4])
        if opens >= closes:
            raise ValueError(f"closes before it opens in {piece!r}")
        yield opens, closes
        rest = rest[span.end() :]


def _time(hour: str, minute: str | None) -> time:
    minutes = int(hour) * 60 + int(minute or 0)
    if minutes > _MIDNIGHT or int(minute or 0) > 59:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(f"no such time: {hour}:{minute or '00'}")
    minutes = min(minutes, _MIDNIGHT - 1)
    return time(minutes // 60, minutes % 60)


def _in_order(spans: list[Span]) -> tuple[Span, ...]:
    ordered = sorted(spans)
    for (_, closes), (opens, _) in pairwise(ordered):
        if opens < closes:
            raise ValueError("hours overlap")
    return tuple(ordered)
