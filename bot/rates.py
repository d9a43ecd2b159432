"""How fast a network lets us send: so many a second for us, so many an hour for each recipient."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """A network's limits: parts per second with a burst, and parts per recipient in any hour (0: none)."""

    per_second: float = 0.0
    burst: int = 1
    per_recipient_hour: int = 0


@dataclass
class Bucket:
    """A token bucket: `seconds()` is monotonic time."""

    limits: Limits
    seconds: Callable[[], float]
    _tokens: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._tokens, self._at = float(self.limits.burst), self.seconds()

    def delay(self) -> float:
        """Take a token, now or in the future: the seconds to wait before using it."""
        if not self.limits.per_second:
            return 0.0
        now = self.seconds()
        self._tokens = min(self.limits.burst, self._tokens + (now - self._at) * self.limits.per_second)
        self._at = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self.limits.per_second)


@dataclass
class RecipientCap:
    """Counts what each recipient got in the last hour; the least recent ones are forgotten first."""

    limit: int
    seconds: Callable[[], float]
    remember: int = 50_000
    _times: "OrderedDict[str, list[float]]" = field(default_factory=OrderedDict)

    def delay(self, recipient: str) -> float:
        """Count one more part for a recipient: 0, or the seconds until one is allowed (then not counted)."""
        if not self.limit:
            return 0.0
        now = self.seconds()
        recent = [at for at in self._times.pop(recipient, []) if at > now - _HOUR]
        self._times[recipient] = recent
        if len(recent) >= self.limit:
            return recent[0] + _HOUR - now
        recent.append(now)
        if len(self._times) > self.remember:
            self._times.popitem(last=False)
        return 0.0

    def give_back(self, recipient: str) -> None:
        """Uncount the latest part of a recipient: the network did not take it."""
        if times := self._times.get(recipient):
            times.pop()
