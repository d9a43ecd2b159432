"""Bars of two years, measured out for a picture that is drawn with classes alone; a table says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 360  # units of every picture: on a small phone a unit is about a pixel
_TOP, _BASE, _LEFT, _RIGHT = 8, 148, 38, 356  # of the columns
_PITCH, _ROW, _THICK = (
    34,
    16,
    7,
)  # of the rows: from one to the next, where its bars begin, how thick they are
_STEPS = (1, 2, 4, 5, 10)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value beside that of the year before, None where there is no such year; `change` is in per cent."""

    label: str
    now: int
    before: int | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A bar: `before` is that of the year before."""

    x: float
    y: float
    width: float
    height: float
    before: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in the picture, and where its foot stands."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: `rules` are the heights of level lines from `left` to `right`."""

    height: float
    bars: Sequence[Rectangle]
    labels: Sequence[Mark]
    values: Sequence[Mark]
    rules: Sequence[float] = ()
    left: float = _LEFT
    right: float = _RIGHT
    width: float = WIDTH


def ceiling(value: int) -> int:
    """Find the round number that the highest bar stays under."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= value:
                return step * power
        power *= 10


def columns(entries: Sequence[Entry], shown: Callable[[int], str]) -> Picture:
    """Draw upright bars, one place for each entry: for months; labels are cut to three letters."""
    top = ceiling(max([1, *(max(each.now, each.before or 0) for each in entries)]))
    pitch = (_RIGHT - _LEFT) / max(1, len(entries))
    thick = pitch * 0.4
    bars, labels = [], []
    for place, each in enumerate(entries):
        left = _LEFT + place * pitch
        for value, before in ((each.before, True), (each.now, False)):
            if value:
                height = round((_BASE - _TOP) * value / top, 1)
                x = round(left + pitch * 0.1 + (0 if before else thick), 1)
                bars.append(Rectangle(x, round(_BASE - height, 1), round(thick, 1), height, before))
        labels.append(Mark(round(left + pitch / 2, 1), _BASE + 14, each.label[:3]))
    levels = (0, top / 2, top) if top % 2 == 0 else (0, top)
    rules = [round(_BASE - (_BASE - _TOP) * level / top, 1) for level in levels]
    values = [Mark(_LEFT - 4, y + 3, shown(int(level))) for level, y in zip(levels, rules, strict=True)]
    return Picture(_BASE + 20, bars, labels, values, rules)


def rows(entries: Sequence[Entry], shown: Callable[[int], str]) -> Picture:
    """Draw lying bars under their labels: for what has names."""
    top = max([1, *(max(each.now, each.before or 0) for each in entries)])
    bars, labels, values = [], [], []
    for place, each in enumerate(entries):
        y = place * _PITCH
        labels.append(Mark(0, y + 12, each.label))
        values.append(Mark(WIDTH, y + 12, shown(each.now)))
        for value, before in ((each.now, False), (each.before, True)):
            if value:
                width = max(1.0, round(WIDTH * value / top, 1))
                bars.append(Rectangle(0, y + _ROW + (_THICK if before else 0), width, _THICK, before))
    return Picture(max(1, len(entries)) * _PITCH, bars, labels, values)
