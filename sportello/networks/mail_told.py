"""What is told of a mailbox: a line in the log when its state changes, and figures for Prometheus."""

import structlog

from bot.report import Report
from channels.mail.server import ServerTrouble
from sportello.metrics import Metrics

_NEARLY_FULL = 0.9  # a full mailbox takes no mail any more, and we delete none

log = structlog.get_logger()


class MailTold:
    """Implements channels.mail.arrived.Told, and hears what became of each mail."""

    def __init__(self, channel: str, metrics: Metrics, report: Report) -> None:
        self._channel = channel
        self._metrics = metrics
        self._report = report
        self._reached = False
        self._full = False

    def well(self, filled: float | None) -> None:
        """Tell once that it is reached, and once that it is nearly full."""
        if not self._reached:
            log.info("mailbox reached", channel=self._channel)
        self._reached = True
        self._metrics.reachable(self._channel, reached=True)
        full = filled is not None and filled >= _NEARLY_FULL
        if full and not self._full:
            log.warning("mailbox nearly full", channel=self._channel, percent=round((filled or 0) * 100))
            self._metrics.called(self._channel, "nearly-full")
        self._full = full

    def away(self, error: Exception, pause: float) -> None:
        """Tell why it is not reached, and when it is tried again; a fault of ours with its trace."""
        reason = error.reason if isinstance(error, ServerTrouble) else "fault"
        if not isinstance(error, ServerTrouble):
            self._report.trouble("mailbox", error)
        self._reached = False
        self._metrics.reachable(self._channel, reached=False)
        self._metrics.called(self._channel, f"away-{reason}")
        log.warning("mailbox away", channel=self._channel, reason=reason, again_in_seconds=round(pause))

    def renumbered(self, again: int) -> None:
        """Tell that mails are looked at again."""
        log.warning("mailbox numbered anew", channel=self._channel, looked_at_again=again)
        self._metrics.called(self._channel, "renumbered")

    def became(self, word: str, parked: str) -> None:
        """Count what became of a mail; `parked` is the correlation of one that waits for staff."""
        self._metrics.called(self._channel, word)
        if parked and word != "repeated":
            self._report.parked(word, parked)
