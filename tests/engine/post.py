"""A sender with everything round it, in memory."""

from bot.clock import Stopwatch
from bot.errors import SendUnknown
from bot.message import Part
from bot.rates import Limits
from bot.sending import Sender
from tests.clock import Ticker
from tests.engine.fakes import FakeOutbox, Switch
from tests.engine.peers import Answer, FakeChannel, FakeStopwatch, Listener, run_until


class Post:
    """A sender with everything round it."""

    def __init__(self, limits: Limits | None = None, in_flight: int = 16) -> None:
        self.clock, self.switch, self.report = Ticker(), Switch(), Listener()
        self.outbox = FakeOutbox(self.clock, self.switch)
        self.channel, self.stopwatch = FakeChannel(), FakeStopwatch()
        self.sender = Sender(
            self.channel,
            self.outbox,
            self.clock,
            self.report,
            limits=limits,
            in_flight=in_flight,
            stopwatch=Stopwatch(self.stopwatch.seconds, self.stopwatch.sleep),
        )

    def queue(self, key: str, to: str = "", **rest: object) -> None:
        self.outbox.queue(Part(**{"key": key, "channel": "sms", "to": to or f"+{key}", "text": "sì", **rest}))

    def statuses(self) -> dict[str, str]:
        return {row.part.key: row.status for row in self.outbox.rows}

    async def answered(self, *answers: Answer) -> tuple[str, str]:
        """Send one part to a network that so answers: what became of it, and why."""
        self.queue("k")
        self.channel.answers.extend(answers)
        await self.sender.drain()
        return self.outbox.rows[0].status, self.outbox.rows[0].code

    async def settled(self, *answers: Answer) -> str:
        """Lose a part's answer, then ask the network, which so answers; what becomes of the part."""
        await self.answered(SendUnknown("timeout"), *answers)
        self.clock.tick(seconds=15)
        await run_until(self.sender.settle(), lambda: len(self.channel.asked) > 0 or not answers)
        return self.outbox.rows[0].status
