"""The recipients of broadcasts in memory: bot.bulk.Bulk with a rate that its test sets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.bulk import KEY, Fate, Handful, Outcome
from bot.channel import Receipt
from bot.clock import Clock
from bot.message import Part, Priority
from tests.engine.fakes import Switch

_STATUS = {
    Fate.SENT: "sent",
    Fate.DELAYED: "queued",
    Fate.FAILED: "failed",
    Fate.UNKNOWN: "unknown",
    Fate.RELEASED: "queued",
}


@dataclass
class Recipient:
    """A row."""

    part: Part
    due_at: datetime
    status: str = "queued"
    provider_id: str = ""
    code: str = ""
    segments: int = 0
    resent: int = 0
    updated_at: datetime | None = None


class FakeBulk:
    """bot.bulk.Bulk for one process; `tokens` parts may still leave, None: as many as one likes."""

    def __init__(self, clock: Clock, switch: Switch) -> None:
        self._clock = clock
        self._switch = switch
        self.rows: dict[int, Recipient] = {}
        self.tokens: int | None = None
        self.ahead = 0
        self.notes: list[int] = []  # how many outcomes came at once
        self.asked: list[int] = []  # how many parts were asked for

    def queue(self, count: int, **rest: object) -> None:
        for number in range(len(self.rows) + 1, len(self.rows) + count + 1):
            given = {"key": f"{KEY}{number}", "channel": "sms", "to": f"+39{number}", "text": "sì", **rest}
            part = Part(**given, id=number, priority=Priority.BULK)
            self.rows[number] = Recipient(part, self._clock())

    async def take(self, channel: str, limit: int, *, ahead: int = 0) -> Handful:
        self._switch.use("take")
        self.asked.append(limit)
        self.ahead += ahead
        now = self._clock()
        ready = [row for row in self.rows.values() if row.status == "queued" and row.due_at <= now]
        for row in [row for row in ready if row.part.valid_until and row.part.valid_until <= now]:
            row.status = "stale"
            ready.remove(row)
        if self.tokens is not None:
            limit = min(limit, self.tokens)
            self.tokens -= min(limit, len(ready))
        return Handful([self._taken(row, now) for row in ready[:limit] if row.part.channel == channel])

    def _taken(self, row: Recipient, now: datetime) -> Part:
        row.status, row.updated_at = "sending", now
        since = row.part.sent_since or now
        row.part = replace(row.part, attempts=row.part.attempts + 1, sent_since=since)
        return row.part

    async def note(self, outcomes: Sequence[Outcome]) -> None:
        self._switch.use("note")
        self.notes.append(len(outcomes))
        for outcome in outcomes:
            row = self.rows[outcome.id]
            if row.part.attempts != outcome.attempt or row.status not in ("sending", "unknown"):
                continue
            row.status, row.updated_at = _STATUS[outcome.fate], self._clock()
            row.provider_id, row.code, row.segments = outcome.provider_id, outcome.code, outcome.segments
            row.due_at = outcome.until or row.due_at

    async def unsettled(self, channel: str, limit: int, older_than: timedelta) -> Sequence[Part]:
        self._switch.use("unsettled")
        since = self._clock() - older_than
        found = [row for row in self.rows.values() if row.status == "unknown" and row.updated_at <= since]
        return [row.part for row in found[:limit] if row.part.channel == channel]

    async def resend(self, parts: Sequence[Part], *, counted: bool) -> None:
        self._switch.use("resend")
        for part in parts:
            row = self.rows[part.id]
            row.status, row.resent = "queued", row.resent + counted

    async def fold(self, receipt: Receipt) -> bool:
        return receipt.key.startswith(KEY)

    async def sweep(self) -> int:
        lost = [row for row in self.rows.values() if row.status == "sending"]
        for row in lost:
            row.status, row.updated_at = "unknown", self._clock()
        return len(lost)

    def statuses(self) -> list[str]:
        return [row.status for row in self.rows.values()]
