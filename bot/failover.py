"""Several networks of one kind as one channel: broadcasts go by weight, replies by order, round what ails."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.breaker import Breaker
from bot.channel import Channel, Unsettled
from bot.clock import Stopwatch
from bot.errors import SendDelayed, SendError, SendRefused, SendUnknown
from bot.message import Part, Priority, Traits

# Words of codes that speak of our account or our sender, for which another network need not refuse.
_OURS = frozenset({"account", "sender", "region", "settings", "relay"})


@dataclass(frozen=True, slots=True)
class Member:
    """A network; `weight` is its share of what goes to many while all are well, 0 for none of it."""

    channel: Channel
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Watched:
    member: Member
    health: Breaker

    @property
    def channel(self) -> Channel:
        return self.member.channel


class Failover:
    """A channel over its members, the first of them the usual one; their names may differ, its own is `name`.

    What one network did not take is offered to the next at once; what one may have taken is offered to none
    before it is settled. `draw()` gives a number from 0 up to 1.
    """

    def __init__(
        self,
        name: str,
        members: Sequence[Member],
        *,
        stopwatch: Stopwatch | None = None,
        draw: Callable[[], float] = random.random,
        failures: int = 3,
    ) -> None:
        seconds = (stopwatch or Stopwatch()).seconds
        self._name = name
        self._members = [_Watched(member, Breaker(seconds, failures=failures)) for member in members]
        self._draw = draw

    @property
    def name(self) -> str:
        """Its name in the store."""
        return self._name

    @property
    def traits(self) -> Traits:
        """Those of the usual network."""
        return self._members[0].channel.traits

    async def send(self, part: Part) -> str:
        """As bot.channel.Channel: by the first network that takes it."""
        refusal: SendError = SendDelayed("network:none")
        for watched in self._willing(part):
            try:
                provider_id = await watched.channel.send(part)
            except SendDelayed as delayed:
                watched.health.failed(delayed.retry_after)
                refusal = delayed
            except SendRefused as refused:
                watched.health.went_well()
                if refused.code.partition(":")[0] not in _OURS:
                    raise
                refusal = refused
            except SendUnknown:
                watched.health.failed()
                raise
            else:
                watched.health.went_well()
                return provider_id
        raise refusal

    async def settle(self, part: Part) -> str | Unsettled:
        """As bot.channel.Channel: whichever network has it; all must be asked before it is sent again."""
        verdict, late = Unsettled.NOT_SENT, None
        for watched in self._members:
            try:
                found = await watched.channel.settle(part)
            except SendDelayed as delayed:
                late = delayed
                continue
            if not isinstance(found, Unsettled):
                return found
            if found is Unsettled.CANNOT_TELL:
                verdict = found
        if late is not None:
            raise late
        return verdict

    def _willing(self, part: Part) -> Iterator[_Watched]:
        """Name those that may be called now, the one whose turn it is first."""
        left = list(self._members)
        if part.priority is Priority.BULK:
            left = self._by_weight()
        for watched in left:
            if watched.health.probe():
                yield watched

    def _by_weight(self) -> list[_Watched]:
        """Draw who is first among the healthy; the rest follow in their order."""
        healthy = [
            watched for watched in self._members if not (watched.health.pause or watched.health.ailing)
        ]
        point = self._draw() * sum(watched.member.weight for watched in healthy)
        for watched in healthy:
            point -= watched.member.weight
            if point < 0:
                return [watched, *(other for other in self._members if other is not watched)]
        return self._members
