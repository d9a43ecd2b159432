"""One try to send a part of a broadcast: what the network says becomes an Outcome."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.breaker import Breaker
from bot.bulk import DRILL, Fate, Outcome
from bot.channel import Channel
from bot.clock import Clock
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.loop import backoff
from bot.message import Part
from bot.pace import Pace
from bot.report import Report

_HORIZON = timedelta(hours=24)  # for what never goes stale
# The words of codes that speak of one recipient and not of the network, whatever the channel.
_THEIRS = frozenset({"full", "later", "address", "recipient", "number", "unreachable", "content", "size"})


def _one(_: Part) -> int:
    return 1


class Trying:
    """Hands parts to one channel and never raises; `segments` tells what a network charges for a part."""

    def __init__(
        self,
        channel: Channel,
        clock: Clock,
        report: Report,
        breaker: Breaker,
        *,
        pace: Pace | None = None,
        segments: Callable[[Part], int] | None = None,
    ) -> None:
        self._channel = channel
        self._clock = clock
        self._report = report
        self._breaker = breaker
        self._pace = pace or Pace()
        self._segments = segments or _one

    async def attempt(self, part: Part) -> Outcome:
        """Send a part once; in a drill nothing leaves, and all else is as if it had."""
        try:
            provider_id = DRILL if DRILL in part.context else await self._channel.send(part)
        except SendDelayed as delayed:
            return self._delayed(part, delayed)
        except SendRefused as refused:
            self._breaker.went_well()
            return self._not_sent(part, Fate.FAILED, refused.code)
        except SendUnknown as unknown:
            self._breaker.failed()
            return self._not_sent(part, Fate.UNKNOWN, unknown.code)
        except Exception as error:  # noqa: BLE001 - a fault of ours after the call may have left
            self._report.trouble("bulk", error)
            return self._not_sent(part, Fate.UNKNOWN, "crash")
        self._breaker.went_well()
        return self.sent(part, provider_id)

    def sent(self, part: Part, provider_id: str) -> Outcome:
        """The network has a part, whenever that came out."""
        self._report.sent(part.channel, part.key)
        return Outcome(part.id, part.attempts, Fate.SENT, provider_id, segments=self._segments(part))

    def _delayed(self, part: Part, delayed: SendDelayed) -> Outcome:
        if delayed.code.partition(":")[0] not in _THEIRS:
            self._breaker.failed(delayed.retry_after)
        now = self._clock()
        if part.valid_until is None and now - (part.sent_since or now) > _HORIZON:
            return self._not_sent(part, Fate.FAILED, f"gave up: {delayed.code}")
        seconds = backoff(part.attempts, first=self._pace.first_pause, longest=self._pace.longest_pause)
        pause = timedelta(seconds=seconds)
        until = now + max(pause, delayed.retry_after or pause)
        return self._not_sent(part, Fate.DELAYED, delayed.code, until)

    def _not_sent(self, part: Part, fate: Fate, code: str, until: datetime | None = None) -> Outcome:
        self._report.not_sent(part.channel, part.key, fate.value, code)
        return Outcome(part.id, part.attempts, fate, code=code, until=until)
