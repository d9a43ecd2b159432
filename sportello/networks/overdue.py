"""Looks for messages of which their network owes us a word for too long: staff hear of each, once."""

from bot.clock import Clock
from bot.loop import Wake, keep_going
from bot.report import Report
from storage.overdue import SqlOverdue

_EVERY = 60.0  # seconds


class OverdueWatch:
    """One channel's; what is found is set aside by the store, and told here."""

    def __init__(self, channel: str, overdue: SqlOverdue, clock: Clock, report: Report) -> None:
        self._channel = channel
        self._overdue = overdue
        self._clock = clock
        self._report = report

    async def run(self) -> None:
        """Look until cancelled."""
        await keep_going(f"overdue {self._channel}", self.look, Wake(), self._report)

    async def look(self) -> float:
        """Look once; in how many seconds to look again."""
        found = await self._overdue.find(self._channel, self._clock())
        for key in found.unaccepted:
            self._report.parked("pec-not-accepted", f"part {key}")
        for key in found.undelivered:
            self._report.parked("pec-not-delivered", f"part {key}")
        return _EVERY
