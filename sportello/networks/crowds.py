"""How many messages of one sender a mailbox answers: two machines that answer each other would never stop."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.clock import Clock
from storage.crowding import SqlCrowding

CROWD = "crowd"  # why a message is set aside
_HOUR = timedelta(hours=1)


class Crowds:
    """At most `hourly` messages of each sender are answered in an hour; what was not answered counts too."""

    def __init__(self, crowding: SqlCrowding, clock: Clock, hourly: int) -> None:
        self._crowding = crowding
        self._clock = clock
        self._hourly = hourly

    @property
    def detail(self) -> str:
        """What is written beside a message that is one too many."""
        return f"more than {self._hourly} in an hour"

    async def admitted(self, lanes: Sequence[str]) -> list[bool]:
        """Of messages that want an answer, in their order and by their lanes: whether each may have one."""
        if not lanes:
            return []
        lately = await self._crowding.lately(set(lanes), self._clock() - _HOUR, self._hourly)
        room = Counter({lane: self._hourly - count for lane, count in lately.items()})
        admitted = []
        for lane in lanes:
            room[lane] -= 1
            admitted.append(room[lane] >= 0)
        return admitted
