"""The engine's report, as figures for Prometheus and lines for the log; ids only."""

import logging

import structlog

from bot.bulk import KEY
from bot.ledger import Work
from sportello.logs import trace
from sportello.metrics import Metrics
from sportello.tracing import Trail

log = structlog.get_logger()


class MeteredReport:
    """Implements bot.report.Report: one line for each message handled; the rest is told at level debug.

    The ids of the message come from the log's own context, see sportello.tracing.
    """

    def __init__(self, metrics: Metrics, trail: Trail) -> None:
        self._metrics = metrics
        self._trail = trail

    def received(self, channel: str) -> None:
        """Count a new message."""
        self._metrics.received(channel)
        log.debug("message accepted", channel=channel)

    def repeated(self, channel: str) -> None:
        """Count a message that was known already."""
        self._metrics.repeated(channel)
        log.debug("message known already", channel=channel)

    def turn(self, service: str, seconds: float, work: Work) -> None:
        """Time a turn."""
        self._metrics.turn(service, seconds)
        log.info(
            "message handled",
            service=service,
            ms=round(seconds * 1000, 1),
            channel=work.inbound.channel,
            message=work.id,
            correlation=work.correlation,
        )

    def parked(self, reason: str, correlation: str) -> None:
        """Tell staff, through the log, that a message waits for them."""
        self._metrics.parked(reason)
        level = logging.INFO if reason == "person" else logging.WARNING  # to ask for a person is no fault
        log.log(level, "message parked", reason=reason, correlation=correlation)

    def sent(self, channel: str, key: str) -> None:
        """Count a part that has left."""
        self._metrics.sent(channel)
        if key.startswith(KEY):
            self._metrics.bulk_sent(channel)
        log.debug("part sent", channel=channel, key=key, **self._trail.of(key))

    def not_sent(self, channel: str, key: str, state: str, code: str) -> None:
        """Count a part that has not, and say why."""
        {"delayed": self._metrics.delayed, "failed": self._metrics.failed, "unknown": self._metrics.unknown}[
            state
        ](channel, code)
        log.warning("part not sent", channel=channel, key=key, state=state, code=code, **self._trail.of(key))

    def resent(self, channel: str, key: str, *, counted: bool) -> None:
        """Count a part that is sent again."""
        self._metrics.resent(channel, counted=counted)
        log.warning("part sent again", channel=channel, key=key, maybe_twice=counted, **self._trail.of(key))

    def trouble(self, where: str, error: BaseException) -> None:
        """Write down where an error came from, without the words that it may quote."""
        log.error("trouble", where=where, trace=trace(error))


class QuietReport:
    """A report for where nobody listens: the terminal, the transcripts; trouble alone is told."""

    def __init__(self) -> None:
        self.troubles: list[str] = []

    def received(self, channel: str) -> None:
        """Nobody counts."""

    def repeated(self, channel: str) -> None:
        """Nobody counts."""

    def turn(self, service: str, seconds: float, work: Work) -> None:
        """Nobody counts."""

    def parked(self, reason: str, correlation: str) -> None:
        """Nobody counts."""

    def sent(self, channel: str, key: str) -> None:
        """Nobody counts."""

    def not_sent(self, channel: str, key: str, state: str, code: str) -> None:
        """Nobody counts."""

    def resent(self, channel: str, key: str, *, counted: bool) -> None:
        """Nobody counts."""

    def trouble(self, where: str, error: BaseException) -> None:
        """Keep it for whoever plays the conversation."""
        self.troubles.append(f"{where}: {trace(error)}")
