"""How the sending of a broadcast goes, out of counts: how fast, how long still, what it has cost."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.alert_text import KINDS
from platforms.tariffs.tariff import Tariff
from storage.broadcasts import Progress

WAITING: Final = ("queued", "sending")
LEFT: Final = ("sent", "accepted", "warned", "delivered")  # the network has it
DELIVERED: Final = ("delivered",)
FAILED: Final = ("failed", "expired")
UNKNOWN: Final = ("unknown",)
DROPPED: Final = ("stale", "stopped", "cancelled")
SPARE: Final = "spare"  # an address that nobody has needed yet
_LOOKS: Final = 15  # the speed is that between the last so many looks


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of messages; `rate` a second, `remaining` None while nothing moves; `micros` were spent."""

    all: int
    waiting: int
    sent: int
    delivered: int
    failed: Mapping[str, int]
    unknown: int
    dropped: int
    rate: float
    remaining: timedelta | None
    micros: int

    @property
    def done(self) -> int:
        """Those that are not waited for any more."""
        return self.all - self.waiting


class Pace:
    """Follows one broadcast from look to look."""

    def __init__(self, tariff: Tariff) -> None:
        self._tariff = tariff
        self._looks: deque[tuple[datetime, int]] = deque(maxlen=_LOOKS)

    def look(self, found: Progress, at: datetime) -> Standing:
        """Reckon up what was counted at a moment."""
        waiting = found.count(*WAITING)
        everybody = sum(number for (_, status), number in found.by.items() if status != SPARE)
        rate = self._rate(everybody - waiting, at)
        return Standing(
            everybody,
            waiting,
            found.count(*LEFT),
            found.count(*DELIVERED),
            found.failed,
            found.count(*UNKNOWN),
            found.count(*DROPPED),
            rate,
            timedelta(seconds=round(waiting / rate)) if rate > 0 else None,
            spent(found, self._tariff, at),
        )

    def _rate(self, done: int, at: datetime) -> float:
        self._looks.append((at, done))
        since, before = self._looks[0]
        seconds = (at - since).total_seconds()
        return max(0.0, (done - before) / seconds) if seconds > 0 else 0.0


def spent(found: Progress, tariff: Tariff, at: datetime) -> int:
    """Price what networks have taken, in millionths of a euro, by the table as of that day."""
    return sum(
        tariff.micros(KINDS[channel], at.date(), taken.messages, taken.segments)
        for channel, taken in found.spent.items()
        if channel in KINDS
    )
