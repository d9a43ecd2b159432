"""The store in memory: bot.ledger's two halves, held to the store's own promises by test_fakes.py."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.clock import Clock
from bot.errors import LeaseLost
from bot.ledger import Timer, Turn, Work
from bot.message import Inbound
from bot.session import Caller
from tests.engine.fake_outbox import ME, FakeOutbox, Row, Switch

__all__ = ["FakeInbox", "FakeOutbox", "Message", "Row", "Switch"]


@dataclass
class Message:
    """A row of the inbox."""

    id: int
    inbound: Inbound
    correlation: str
    status: str = "waiting"
    owner: str = ""
    attempts: int = 0
    reason: str = ""
    detail: str = ""


class FakeInbox:
    """bot.ledger.Inbox in memory, for one process that has its store alone."""

    def __init__(self, clock: Clock, outbox: FakeOutbox, switch: Switch | None = None) -> None:
        self._clock = clock
        self._outbox = outbox
        self._switch = switch or Switch()
        self.messages: list[Message] = []
        self.callers: dict[str, Caller] = {}
        self.timers: dict[tuple[str, str], datetime] = {}
        self.records: list[object] = []
        self.renewed: list[list[int]] = []
        self.before_finish: deque[Callable[[], None]] = deque()  # what happens just before a turn is written

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        self._switch.use("accept")
        return self._keep(inbound, correlation)

    def _keep(self, inbound: Inbound, correlation: str) -> bool:
        known = {(each.inbound.channel, each.inbound.external_id) for each in self.messages}
        if (inbound.channel, inbound.external_id) in known:
            return False
        self.messages.append(Message(len(self.messages) + 1, inbound, correlation))
        return True

    async def claim(self, limit: int) -> Sequence[Work]:
        self._switch.use("claim")
        taken: list[Message] = []
        lanes: set[str] = set()
        for message in self.messages:
            if message.status != "waiting" or message.inbound.lane in lanes:
                continue
            lanes.add(message.inbound.lane)
            if not message.owner and len(taken) < limit:
                taken.append(message)
        return tuple(self._work(message) for message in taken)

    def _work(self, message: Message) -> Work:
        message.owner = ME
        message.attempts += 1
        caller = self.callers.get(message.inbound.lane)
        return Work(
            message.id,
            replace(message.inbound, original=None),
            caller,
            message.attempts - 1,
            message.correlation,
        )

    async def finish(self, turn: Turn) -> None:
        self._switch.use("finish")
        if self.before_finish:
            self.before_finish.popleft()()
        self._end(turn, "done")

    async def finish_all(self, turns: Sequence[Turn]) -> Sequence[Exception | None]:
        return [await self._problem(turn) for turn in turns]

    async def _problem(self, turn: Turn) -> Exception | None:
        try:
            await self.finish(turn)
        except Exception as problem:  # noqa: BLE001 - what each would have raised is the answer
            return problem
        return None

    async def park(self, turn: Turn, reason: str, detail: str) -> None:
        self._switch.use("park")
        message = self._end(turn, "parked")
        message.reason, message.detail = reason, detail

    async def release(self, ids: Sequence[int]) -> None:
        self._switch.use("release")
        for message in self._held(ids):
            message.owner = ""
            message.attempts -= 1

    async def renew(self, ids: Sequence[int]) -> None:
        self._switch.use("renew")
        self.renewed.append(list(ids))

    async def sweep(self) -> int:
        self._switch.use("sweep-inbox")
        freed = [each for each in self.messages if each.status == "waiting" and each.owner not in ("", ME)]
        for message in freed:
            message.owner = ""
        return len(freed)

    async def ring(self) -> int:
        self._switch.use("ring")
        now = self._clock()
        due = sorted((at, *key) for key, at in self.timers.items() if at <= now)
        for at, lane, event in due:
            channel, _, sender = lane.partition(":")
            external_id = f"timer/{event}/{int(at.timestamp() * 1000)}/{lane}"
            facts = {"due_at": at.isoformat()}
            self._keep(
                Inbound(channel, external_id, sender, "", now, event=event, payload=facts), external_id
            )
            del self.timers[lane, event]
        return len(due)

    async def next_timer(self) -> datetime | None:
        self._switch.use("next_timer")
        return min(self.timers.values(), default=None)

    def lose(self, number: int) -> None:
        """Put a message into the hand of another process, which may be dead."""
        message = self.messages[number - 1]
        message.owner = message.owner and "another"

    def statuses(self) -> list[str]:
        """What became of each message, `waiting` in hand being `held`."""
        return ["held" if each.owner else each.status for each in self.messages]

    def _held(self, ids: Sequence[int]) -> list[Message]:
        return [
            each for each in self.messages if each.id in ids and each.owner == ME and each.status == "waiting"
        ]

    def _end(self, turn: Turn, status: str) -> Message:
        message = self.messages[turn.work.id - 1]
        if message.owner != ME or message.attempts != turn.work.attempts + 1:
            raise LeaseLost(f"message {message.id} is no longer in hand")
        message.status, message.owner = status, ""
        self.callers[turn.caller.lane] = turn.caller
        self._outbox.queue(*turn.parts, inbox_id=turn.work.id)
        self.records += turn.records
        self._set(turn.timers)
        return message

    def _set(self, timers: Sequence[Timer]) -> None:
        for timer in timers:
            if timer.due_at is None:
                self.timers.pop((timer.lane, timer.event), None)
            else:
                self.timers[timer.lane, timer.event] = timer.due_at
