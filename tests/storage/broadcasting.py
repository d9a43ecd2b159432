"""Who writes broadcasts, who lets them go, and a few citizens who want to hear of roads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.bulk import Fate
from bot.message import Part
from storage.audience import Audience, Policy
from storage.broadcasts import Answer, Broadcast, Broadcasts, Done, Draft, Kind, State, Text
from storage.bulk import SqlBulk
from storage.subscriber_rows import subscriber, subscription
from tests.clock import Ticker
from tests.storage.bulk_rows import insert, outcome
from tests.storage.conftest import Desk, Store
from tests.storage.samples import NINE

CHANNELS = ("sms",)
BUDGET = 500_000_000  # millionths of a euro
WRITER, APPROVER, OTHER = "e.editor", "a.approver", "o.other"
ROADS = Audience(topics=("roads",))
STANDING = "SELECT address, status FROM recipient WHERE broadcast = {} ORDER BY address"


def draft(clock: Ticker, **rest: Any) -> Draft:
    """Write about a road, to hold for six hours."""
    values: dict[str, Any] = {
        "kind": Kind.NOTICE,
        "policy": Policy.CHEAPEST,
        "texts": {"it": Text("Via Roma", "È chiusa."), "en": Text("Via Roma", "It is closed.")},
        "audience": ROADS,
        "valid_until": clock() + timedelta(hours=6),
    }
    return Draft(**{**values, **rest})


def emergency(clock: Ticker, **rest: Any) -> Draft:
    """Write what leaves at once."""
    return draft(clock, **{"kind": Kind.EMERGENCY, "basis": "Ord. 7/2026", **rest})


def lay_subscribers(store: Store, count: int, first: int = 0) -> None:
    """Let citizens hear of roads."""
    numbers = range(first + 1, first + count + 1)
    rows = [
        {
            "id": number,
            "lane": f"sms:+{number}",
            "channel": "sms",
            "address": f"+{number}",
            "person": "",
            "language": "it",
            "source": "desk",
            "added_at": NINE,
        }
        for number in numbers
    ]
    insert(store, subscriber, rows)
    insert(store, subscription, [{"topic": "roads", "subscriber": each, "since": NINE} for each in numbers])


@dataclass
class Hall:
    """A store with its broadcasts and what sends them."""

    store: Store
    clock: Ticker
    broadcasts: Broadcasts
    bulk: SqlBulk

    @classmethod
    def of(cls, store: Store, desk: Desk, clock: Ticker) -> "Hall":
        """Open a hall."""
        return cls(store, clock, Broadcasts(desk.database, CHANNELS, BUDGET), SqlBulk(desk.database))

    async def one(self, number: int) -> Broadcast:
        """Read a broadcast that is there."""
        found = await self.broadcasts.one(number)
        assert found is not None
        return found

    async def state(self, number: int) -> State:
        """Tell how far one is."""
        return (await self.one(number)).state

    async def submitted(self, written: Draft | None = None, counted: int = 3, micros: int = 0) -> int:
        """Write one and submit it."""
        made = await self.broadcasts.make(written or draft(self.clock), WRITER)
        done(await self.broadcasts.submit(made.id, WRITER, 1, counted, micros))
        return made.id

    async def approved(self, written: Draft | None = None, counted: int = 3) -> int:
        """Write one, and let somebody else approve it."""
        number = await self.submitted(written, counted)
        assert done(await self.broadcasts.approve(number, APPROVER, 2, counted)).state is State.APPROVED
        return number

    async def running(self, written: Draft | None = None, counted: int = 3) -> int:
        """Let one begin."""
        number = await self.approved(written, counted)
        assert await self.broadcasts.start_due() == 1
        return number

    async def taken(self, limit: int = 10) -> Sequence[Part]:
        """Take parts in hand."""
        return (await self.bulk.take("sms", limit)).parts

    async def send(self, limit: int = 10) -> list[str]:
        """Let parts leave; to whom."""
        parts = await self.taken(limit)
        await self.bulk.note([outcome(part, Fate.SENT) for part in parts])
        return [part.to for part in parts]

    def standing(self, number: int) -> dict[object, object]:
        """Read the status of each recipient."""
        return {row[0]: row[1] for row in self.store.rows(STANDING.format(number))}


def done(answer: Answer) -> Done:
    """Take it as done."""
    assert isinstance(answer, Done), answer
    return answer
