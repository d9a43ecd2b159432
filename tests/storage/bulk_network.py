"""A network with a seed that takes parts as bad networks do, and remembers what it has really taken."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from random import Random
from types import MappingProxyType

from bot.channel import Delivery, Receipt, Unsettled
from bot.clock import Clock
from bot.errors import SendDelayed, SendRefused, SendUnknown
from bot.message import Part, Traits
from tests.engine.peers import SMS

# How often it does what, by the weather.
WEATHERS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "fine": {"takes": 1},
        "slow": {"takes": 3, "dawdles": 3, "times out": 1},
        "busy": {"takes": 2, "429": 3},
        "broken": {"takes": 1, "500": 2, "503": 1, "garbage": 2},
        "away": {"503": 1},
        "deceitful": {"takes": 1, "takes and says nothing": 3, "says nothing": 1},
        "anything": dict.fromkeys(
            ("takes", "dawdles", "429", "500", "503", "garbage", "says nothing", "takes and says nothing"), 1
        ),
    }
)

Fold = Callable[[Receipt], Awaitable[bool]]


class Network:
    """bot.channel.Channel; `lists`: whether it can tell what it has taken. `fold` takes its receipts."""

    def __init__(self, seed: int, clock: Clock, *, lists: bool) -> None:
        self.name = "sms"
        self.random = Random(seed)  # noqa: S311 - a game
        self.weather = "fine"
        self.lists = lists
        self.fold: Fold | None = None
        self.begun: list[Part] = []
        self.taken: dict[str, list[str]] = defaultdict(list)  # by the key of a part: every copy
        self.dead: set[str] = set()
        self.owed: list[Receipt] = []
        self.pending = 0
        self._clock = clock

    @property
    def traits(self) -> Traits:
        return SMS

    async def send(self, part: Part) -> str:
        self.begun.append(part)
        self.pending += 1
        try:
            return await self._answer(part)
        finally:
            self.pending -= 1

    async def settle(self, part: Part) -> str | Unsettled:
        if self.weather == "away" or self.random.random() < 0.1:
            raise SendDelayed("settle:list")
        copies = self.taken.get(part.key, [])
        if not self.lists or len(copies) > 1:
            return Unsettled.CANNOT_TELL
        return copies[0] if copies else Unsettled.NOT_SENT

    async def tell(self) -> None:
        """Bring some of the receipts that are owed, in any order, some of them twice."""
        self.random.shuffle(self.owed)
        for _ in range(self.random.randint(0, len(self.owed))):
            receipt = self.owed.pop()
            for _ in range(self.random.choice((1, 1, 2))):
                assert await self.fold(receipt)

    async def _answer(self, part: Part) -> str:
        chances = WEATHERS[self.weather]
        (what,) = self.random.choices(list(chances), list(chances.values()))
        await self._dawdle(30 if what == "dawdles" else 2)
        if part.to in self.dead:
            raise SendRefused("number:21614")
        if what == "429":
            raise SendDelayed("limit:429", timedelta(seconds=self.random.randint(1, 40)))
        if what == "503":
            raise SendDelayed("http:503")
        if what in ("times out", "says nothing"):
            raise SendUnknown("lost:TimeoutError")
        if what == "500" and self.random.random() < 0.5:
            raise SendUnknown("http:500")
        sid = self._take(part)
        if self.random.random() < 0.3:
            await self.tell()  # before the sender hears of it
        await self._dawdle(2)  # it may be killed meanwhile
        if what in ("500", "garbage", "takes and says nothing"):
            raise SendUnknown(f"lost:{what}")
        return sid

    async def _dawdle(self, most: int) -> None:
        for _ in range(self.random.randint(0, most)):
            await asyncio.sleep(0)

    def _take(self, part: Part) -> str:
        copies = self.taken[part.key]
        copies.append(f"{part.key}-{len(copies)}")
        end = self.random.choice((Delivery.DELIVERED, Delivery.DELIVERED, Delivery.FAILED))
        for state in (Delivery.SENT, end):
            code = "unreachable:30003" if state is Delivery.FAILED else ""
            self.owed.append(Receipt(self.name, state, self._clock(), part.key, copies[-1], code))
        return copies[-1]
