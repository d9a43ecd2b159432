"""How the sending of a broadcast goes, in words and figures: by channel, how fast, its cost."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from babel.numbers import format_currency, format_decimal

from sportello.web.desk.wording import DeskWords
from storage.broadcasts import Progress, State

# What a status of a recipient is shown as; "spare" is an address that nobody has needed yet.
_SHOWN: Final[Mapping[str, str]] = {
    "queued": "queued",
    "sending": "queued",
    "sent": "sent",
    "accepted": "sent",
    "warned": "sent",
    "delivered": "delivered",
    "failed": "failed",
    "expired": "failed",
    "unknown": "unknown",
}
STATUSES: Final = ("queued", "sent", "delivered", "failed", "unknown", "other")
_SPARE: Final = "spare"
_LOOKS: Final = 15  # the speed is that between the last so many looks
_MINUTE: Final = 60  # seconds
_FAILURES: Final = 8  # reasons shown, those of the most first
Priced = Callable[[Progress], int]  # what has been spent, in millionths of a euro


@dataclass(frozen=True, slots=True)
class Line:
    """A channel, and how many stand at each of STATUSES, written as the reader's language writes numbers."""

    channel: str
    label: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of the page; `said` is `done` of `all` in words."""

    all: int
    done: int
    said: str
    rows: Sequence[Line]
    failures: Sequence[tuple[str, str]]
    speed: str
    time: str
    spent: str

    def __getitem__(self, name: str) -> str:
        """Give one of those that stand on a board."""
        return {"speed": self.speed, "time": self.time, "spent": self.spent}[name]

    def told(self, state: str) -> dict[str, object]:
        """Write it for the script of the page: the text of each place by its name."""
        cells = {f"{row.channel}.{name}": text for row in self.rows for name, text in row.cells.items()}
        board = {name: self[name] for name in ("speed", "time", "spent")}
        failures = [list(each) for each in self.failures]
        return {
            "state": state,
            "all": self.all,
            "done": self.done,
            "failures": failures,
            "cells": {**cells, **board, "done": self.said},
        }


class Pace:
    """How fast a sending goes, from what it had come to at the last looks."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, int]] = deque(maxlen=_LOOKS)

    def look(self, at: float, done: int) -> None:
        """Note a look, at a moment in seconds of any clock that only goes forward."""
        self._looks.append((at, done))

    @property
    def rate(self) -> float:
        """How many a second; 0 before there are two looks."""
        if len(self._looks) < 2:  # noqa: PLR2004 - a speed is between two looks
            return 0.0
        (begun, first), (ended, last) = self._looks[0], self._looks[-1]
        return max(0.0, (last - first) / (ended - begun)) if ended > begun else 0.0


def standing(progress: Progress) -> Mapping[tuple[str, str], int]:
    """Count by channel and by what a status is shown as; spare addresses are none of it."""
    found: dict[tuple[str, str], int] = {}
    for (channel, status), number in progress.by.items():
        if status != _SPARE:
            key = channel, _SHOWN.get(status, "other")
            found[key] = found.get(key, 0) + number
    return found


def done_of(progress: Progress) -> int:
    """Count what waits no more."""
    return sum(number for (_, shown), number in standing(progress).items() if shown != "queued")


def shown(progress: Progress, rate: float, micros: int, words: DeskWords, language: str) -> Shown:
    """Put it into words; `rate` in messages a second, `micros` what was spent."""
    found = standing(progress)
    everything, done = sum(found.values()), done_of(progress)

    def written(number: int) -> str:
        return str(format_decimal(number, locale=language))

    channels = sorted({channel for channel, _ in found})
    rows = [
        Line(
            channel,
            words.get(f"br-channel-{channel}", channel),
            {each: written(found.get((channel, each), 0)) for each in STATUSES},
        )
        for channel in channels
    ]
    waiting = everything - done if progress.state is State.RUNNING else 0
    return Shown(
        everything,
        done,
        words("br-progress-done", done=done, all=everything),
        rows,
        [(reason(code, words), written(number)) for code, number in _most(progress.failed)],
        words("br-progress-rate", rate=str(format_decimal(round(rate, 1), locale=language)))
        if waiting and rate
        else "–",
        words("br-progress-left", minutes=round(waiting / rate / _MINUTE)) if waiting and rate else "–",
        money(micros, language),
    )


def reason(code: str, words: DeskWords) -> str:
    """Say why something failed, from the code word of its channel."""
    head = code.partition(":")[0]
    key = f"br-code-{head}"
    return words(key) if head and words.has(key) else words("br-code-other", code=code or "–")


def money(micros: int, language: str) -> str:
    """Write millionths of a euro in euros and cents, rounded up: never less than what is paid."""
    cents = -(-micros // 10_000)
    return str(format_currency(Decimal(cents) / 100, "EUR", locale=language))


def _most(failed: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    return sorted(failed.items(), key=lambda each: (-each[1], each[0]))[:_FAILURES]
