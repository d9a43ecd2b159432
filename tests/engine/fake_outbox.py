"""The outbox in memory, held to the store's own promises by test_fakes.py."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.channel import Receipt
from bot.clock import Clock
from bot.errors import StoreUnavailable
from bot.message import Part, Priority

ME = "me"
_RANK = {"sent": 1, "accepted": 2, "warned": 3, "expired": 4, "delivered": 5, "failed": 5}


@dataclass
class Switch:
    """The store's mains: the next `cuts` calls of an operation find it away."""

    cuts: dict[str, int] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def use(self, operation: str) -> None:
        self.calls.append(operation)
        if self.cuts.get(operation, 0) > 0:
            self.cuts[operation] -= 1
            raise StoreUnavailable(f"away at {operation}")


@dataclass
class Row:
    """A row of the outbox."""

    part: Part
    next_at: datetime
    status: str = "queued"
    owner: str = ""
    provider_id: str = ""
    code: str = ""
    resent: int = 0
    inbox_id: int | None = None  # the message that it answers
    updated_at: datetime | None = None


class FakeOutbox:
    """bot.ledger.Outbox in memory, for one process that has its store alone."""

    def __init__(self, clock: Clock, switch: Switch | None = None) -> None:
        self._clock = clock
        self._switch = switch or Switch()
        self.rows: list[Row] = []

    def queue(self, *parts: Part, inbox_id: int | None = None) -> None:
        """Write parts down as a turn does: what is said twice leaves once."""
        for part in parts:
            if all(row.part.key != part.key for row in self.rows):
                now = self._clock()
                kept = replace(part, id=len(self.rows) + 1)
                due = max(now, part.not_before or now)
                self.rows.append(Row(kept, due, inbox_id=inbox_id, updated_at=now))

    async def take(self, channel: str, limit: int) -> Sequence[Part]:
        self._switch.use("take")
        now = self._clock()
        for row in self._of(channel):
            if row.status == "queued" and row.part.valid_until and row.part.valid_until < now:
                row.status = "stale"
        taken: list[Row] = []
        for priority in Priority:
            ready = [row for row in self._queued(channel, priority) if row.next_at <= now]
            heads = [row for row in ready if self._is_head(row, now)]
            heads.sort(key=lambda row: (row.next_at, row.part.id))
            taken += heads[: limit - len(taken)]
        for row in taken:
            row.status, row.owner, row.updated_at = "sending", ME, now
            since = row.part.sent_since or now
            row.part = replace(row.part, attempts=row.part.attempts + 1, sent_since=since)
        return [row.part for row in taken]

    async def sent(self, part: Part, provider_id: str) -> None:
        self._switch.use("sent")
        row = self._row(part)
        row.provider_id = provider_id
        if _RANK.get(row.status, 0) <= _RANK["sent"]:
            row.status = "sent"
        row.updated_at = self._clock()

    async def delayed(self, part: Part, code: str, until: datetime) -> None:
        self._switch.use("delayed")
        if (row := self._attempt(part, "sending", "unknown")) is not None:
            row.status, row.code, row.next_at = "queued", code, until

    async def failed(self, part: Part, code: str) -> None:
        self._switch.use("failed")
        if (row := self._attempt(part, "sending", "unknown")) is not None:
            row.status, row.code = "failed", code

    async def unknown(self, part: Part, code: str) -> None:
        self._switch.use("unknown")
        if (row := self._attempt(part, "sending")) is not None:
            row.status, row.code, row.updated_at = "unknown", code, self._clock()

    async def unsettled(self, channel: str, limit: int, older_than: timedelta) -> Sequence[Part]:
        self._switch.use("unsettled")
        since = self._clock() - older_than
        found = [row for row in self._of(channel) if row.status == "unknown" and row.updated_at <= since]
        found.sort(key=lambda row: (row.updated_at, row.part.id))
        return [row.part for row in found[:limit]]

    async def resend(self, part: Part, *, counted: bool) -> None:
        self._switch.use("resend")
        if (row := self._attempt(part, "unknown")) is not None:
            row.status, row.next_at = "queued", self._clock()
            row.resent += counted

    async def fold(self, receipt: Receipt) -> bool:
        for row in self._of(receipt.channel):
            by_id = receipt.provider_id and row.provider_id == receipt.provider_id
            if (receipt.key and row.part.key == receipt.key) or by_id:
                row.provider_id = row.provider_id or receipt.provider_id
                if _RANK.get(row.status, 0) < _RANK[receipt.state.value]:
                    row.status, row.code = receipt.state.value, receipt.code
                return True
        return False

    async def sweep(self) -> int:
        self._switch.use("sweep-outbox")
        now = self._clock()
        lost = [row for row in self.rows if row.status == "sending" and row.owner != ME]
        for row in lost:
            row.status, row.code, row.updated_at = "unknown", "swept", now
        return len(lost)

    async def wakes_at(self, channel: str) -> datetime | None:
        self._switch.use("wakes_at")
        found = [
            row.next_at
            for priority in Priority
            for row in self._queued(channel, priority)
            if self._is_head(row, row.next_at)
        ]
        return min(found, default=None)

    def lose(self, key: str) -> None:
        """Have a part be sent by another process, which may be dead."""
        for row in self.rows:
            if row.part.key == key and row.status == "sending":
                row.owner = "another"

    def _of(self, channel: str) -> list[Row]:
        return [row for row in self.rows if row.part.channel == channel]

    def _queued(self, channel: str, priority: Priority) -> list[Row]:
        return [row for row in self._of(channel) if row.status == "queued" and row.part.priority is priority]

    def _is_head(self, row: Row, now: datetime) -> bool:
        """No earlier part of the same priority is on its way there, or has its turn before this one."""
        return not any(
            elder.status == "sending"
            or (elder.status == "unknown" and elder.inbox_id is not None and elder.inbox_id == row.inbox_id)
            or (elder.status == "queued" and (elder.part.attempts > 0 or elder.next_at <= now))
            for elder in self._of(row.part.channel)
            if elder.part.id < row.part.id
            and (elder.part.to, elder.part.priority) == (row.part.to, row.part.priority)
        )

    def _row(self, part: Part) -> Row:
        return self.rows[part.id - 1]

    def _attempt(self, part: Part, *statuses: str) -> Row | None:
        """The row, if what is said is of its latest attempt and can still be said."""
        row = self._row(part)
        return row if row.status in statuses and row.part.attempts == part.attempts else None
