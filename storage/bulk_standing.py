"""How a recipient stands, and what each word on them changes: no word undoes a later one."""

from dataclasses import dataclass
from typing import Any, Final

from bot.bulk import Fate
from storage.broadcast_records import State
from storage.bulk_statements import STOP_MARK
from storage.outbox_statements import RANK
from storage.prepared import RawRow

UNDER_WAY: Final = frozenset({State.RUNNING.value, State.PAUSED.value, State.HELD.value})
_CANCELLED: Final = "cancelled"
_IN_DOUBT: Final = frozenset({"sending", "unknown"})
# What our own word that it was sent may still change.
_UNSAID: Final = frozenset({*_IN_DOUBT, "sent", "queued", "stale", "stopped", _CANCELLED})


@dataclass(slots=True)
class Standing:
    """A row of STANDING: moments are milliseconds; `state` and `training` are of its broadcast."""

    id: int
    broadcast: int
    channel: str
    person: str
    status: str
    attempts: int
    resent: int
    segments: int
    due_at: int
    owner: str | None
    lease_until: int | None
    provider_id: str | None
    code: str
    first_tried_at: int | None
    updated_at: int
    state: str
    training: bool
    changed: bool = False
    messages: int = 0  # with `more`, in segments: what is to be added to what the broadcast has spent
    more: int = 0

    def row(self) -> dict[str, Any]:
        """Write it as MOVE takes it."""
        return {
            "part": self.id,
            "to_status": self.status,
            "to_attempts": self.attempts,
            "to_resent": self.resent,
            "to_segments": self.segments,
            "to_due_at": self.due_at,
            "to_owner": self.owner,
            "to_lease_until": self.lease_until,
            "to_provider_id": self.provider_id,
            "to_code": self.code,
            "to_first_tried_at": self.first_tried_at,
            "to_updated_at": self.updated_at,
        }

    def sent(self, provider_id: str, segments: int, now: int) -> None:
        """Its network has it: worth keeping even of an earlier attempt; it is charged once."""
        self.provider_id = provider_id or self.provider_id
        self._spend(segments)
        if self.status in _UNSAID:
            self.code = ""
            self._go("sent", now)
        self.owner = self.lease_until = None
        self.changed = True

    def again(self, attempt: int, code: str, until: int, now: int) -> None:
        """Try it again, if its broadcast is still under way and its person has not said STOP meanwhile."""
        if self.attempts == attempt and self.status in _IN_DOUBT:
            self._wait(code, until, now)

    def failed(self, attempt: int, code: str, now: int) -> None:
        """Give it up."""
        if self.attempts == attempt and self.status in _IN_DOUBT:
            self.code = code
            self._go("failed", now)

    def lost(self, attempt: int, code: str, now: int) -> None:
        """Nobody knows what became of it."""
        if self.attempts == attempt and self.status == "sending":
            self.code = self.code if self.code == STOP_MARK else code
            self._go("unknown", now)

    def released(self, attempt: int, now: int) -> None:
        """It has not been begun: it waits as if it had never been taken.

        The attempt counts all the same: said twice, this must not give back what is taken anew.
        """
        if self.attempts == attempt and self.status == "sending":
            self.first_tried_at = self.first_tried_at if attempt > 1 else None
            self._wait("", self.due_at, now)

    def resend(self, attempt: int, now: int, *, counted: bool) -> None:
        """Send again what is unknown; `counted` if it may arrive twice."""
        if self.attempts == attempt and self.status == "unknown":
            self.resent += counted
            self._wait(self.code, now, now)

    def heard(self, state: str, code: str, provider_id: str, usual: int, now: int) -> None:
        """Its network has told what became of it, in whatever order; `usual` are segments of such a part."""
        self.provider_id = self.provider_id or provider_id or None
        self.changed = True
        if RANK.get(self.status, 0) >= RANK[state]:
            self.owner = self.lease_until = None
            return
        if state != "failed" and not self.segments:  # our own word may never come; if it does, it is right
            self._spend(usual)
        self.code = code
        self._go(state, now)

    def _spend(self, segments: int) -> None:
        if not self.training:  # of a drill nothing leaves, and nothing is paid
            self.messages += not self.segments
            self.more += max(1, segments) - self.segments
        self.segments = max(1, segments)

    def _wait(self, code: str, until: int, now: int) -> None:
        stopped, under_way = self.code == STOP_MARK, self.state in UNDER_WAY
        self.due_at = until
        self.code = STOP_MARK if stopped else code
        over = _CANCELLED if self.state == State.CANCELLED else "stale"
        self._go("stopped" if stopped else "queued" if under_way else over, now)

    def _go(self, status: str, now: int) -> None:
        self.status, self.updated_at, self.changed = status, now, True
        self.owner = self.lease_until = None


def standing(row: RawRow) -> Standing:
    """Read a row of STANDING."""
    return Standing(*row)


def apply(one: Standing, fate: Fate, attempt: int, said: tuple[str, str, int | None, int], now: int) -> None:
    """Apply what came of an attempt; `said`: the network's id, code, until when, segments."""
    provider_id, code, until, segments = said
    if fate is Fate.SENT:
        one.sent(provider_id, segments, now)
    elif fate is Fate.DELAYED:
        one.again(attempt, code, now if until is None else until, now)
    elif fate is Fate.FAILED:
        one.failed(attempt, code, now)
    elif fate is Fate.UNKNOWN:
        one.lost(attempt, code, now)
    else:
        one.released(attempt, now)
