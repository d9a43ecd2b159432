"""When a network has failed often, or asks for it, nobody calls it for a while."""

from collections.abc import Callable
from datetime import timedelta

from bot.loop import backoff


class Breaker:
    """Counts failures in a row: after `failures` of them it opens, each time for longer.

    `seconds()` is monotonic time; `first` and `longest` are the pauses in seconds, with jitter.
    """

    def __init__(
        self,
        seconds: Callable[[], float],
        *,
        failures: int = 5,
        first: float = 1.0,
        longest: float = 60.0,
    ) -> None:
        self._seconds = seconds
        self._failures = failures
        self._first = first
        self._longest = longest
        self._in_a_row = 0
        self._until = seconds()

    @property
    def pause(self) -> float:
        """The seconds for which nobody should call; 0 where it may be called."""
        return max(0.0, self._until - self._seconds())

    @property
    def ailing(self) -> bool:
        """Whether nothing has gone well since it last opened: of many callers one is enough to try."""
        return self._in_a_row >= self._failures

    def probe(self) -> bool:
        """Whether to call now; where it has failed until now only one caller is let through at a time."""
        if self.pause:
            return False
        if self.ailing:
            self._open(0)
        return True

    def went_well(self) -> None:
        """A call was answered. A pause that the network asked for goes on."""
        if self.ailing:
            self._until = self._seconds()
        self._in_a_row = 0

    def failed(self, asked: timedelta | None = None) -> None:
        """A call failed; `asked` is the pause that the network itself asks for."""
        self._in_a_row += 1
        if asked is not None:
            pause = min(asked.total_seconds(), self._longest)
            self._until = max(self._until, self._seconds() + pause)
        if self.ailing:
            self._open(self._in_a_row - self._failures)

    def _open(self, times: int) -> None:
        pause = backoff(times + 1, first=self._first, longest=self._longest)
        self._until = max(self._until, self._seconds() + pause)
