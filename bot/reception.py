"""Where every message comes in: kept first, then told to whoever works on it."""

from collections.abc import Callable

from bot.ledger import Inbox
from bot.message import Inbound
from bot.report import Report


class Reception:
    """Accepts messages from every network. Returns after the commit: then the network may be told."""

    def __init__(self, inbox: Inbox, report: Report, on_work: Callable[[], None]) -> None:
        self._inbox = inbox
        self._report = report
        self._on_work = on_work

    async def accept(self, inbound: Inbound, correlation: str) -> bool:
        """Keep a message; False if it is known already. Whatever the store raises goes to the network."""
        new = await self._inbox.accept(inbound, correlation)
        if new:
            self._report.received(inbound.channel)
            self._on_work()
        else:
            self._report.repeated(inbound.channel)
        return new
