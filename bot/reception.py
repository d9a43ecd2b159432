"""Where every message comes in: kept first, then told to whoever works on it."""

from collections.abc import Callable

from bot.ledger import Inbox
from bot.message import Inbound
from bot.report import Report

_CROWD = 16  # messages whose commit is awaited at the same time: an ordinary day has one or two


class Reception:
    """Accepts messages from every network. Returns after the commit: then the network may be told."""

    def __init__(self, inbox: Inbox, report: Report, on_work: Callable[[], None]) -> None:
        self._inbox = inbox
        self._report = report
        self._on_work = on_work
        self._at_the_door = 0

    @property
    def crowded(self) -> bool:
        """Whether so many wait to be acknowledged at once that thinking should give way to keeping."""
        return self._at_the_door >= _CROWD

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """Keep a message; False if it is known already. Whatever the store raises goes to the network."""
        self._at_the_door += 1
        try:
            new = await self._inbox.accept(inbound, correlation)
        finally:
            self._at_the_door -= 1
        if new:
            self._report.received(inbound.channel)
            self._on_work()
        else:
            self._report.repeated(inbound.channel)
        return new
