"""Figures for Prometheus: counted as things happen, or read from the store when somebody asks."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.message import Priority

# A turn is a few milliseconds; what waits for a platform's answer is seconds.
TURN_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
STORE_SECONDS = 3.0  # how long the store has to answer before a scrape goes on without it
_NOT_KNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Queues:
    """How many messages stand where, and for how many seconds the oldest that could move has waited."""

    waiting: float = 0  # a count, or NaN
    parked: float = 0
    inbox_seconds: float = 0.0
    queued: Mapping[tuple[str, Priority], int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    outbox_seconds: float = 0.0
    awaited: Mapping[str, int] = field(default_factory=dict)
    unmatched: Mapping[str, int] = field(default_factory=dict)
    talks: float = 0
    talks_seconds: float = 0.0
    bulk: Mapping[str, int] = field(default_factory=dict)


_OUT_OF_SIGHT = Queues(
    _NOT_KNOWN,
    _NOT_KNOWN,
    _NOT_KNOWN,
    outbox_seconds=_NOT_KNOWN,
    talks=_NOT_KNOWN,
    talks_seconds=_NOT_KNOWN,
)


class Views(Protocol):
    """What the store tells about its queues."""

    async def queues(self) -> Queues:
        """Count rows through their partial indexes: the cost grows with the queues, not with the history."""


class Metrics:
    """The figures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._waiting = Gauge("sportello_inbox_waiting", "Messages not answered yet", registry=registry)
        self._parked = Gauge("sportello_inbox_parked", "Messages set aside for staff", registry=registry)
        self._talks = Gauge("sportello_talks_waiting", "Citizens who wait for a person", registry=registry)
        self._queued = Gauge(
            "sportello_outbox_queued", "Parts waiting to leave", ["channel", "priority"], registry=registry
        )
        self._bulk = Gauge(
            "sportello_bulk_waiting", "Parts of broadcasts waiting to leave", ["channel"], registry=registry
        )
        self._unknown = Gauge(
            "sportello_outbox_unknown", "Parts whose fate is not known", ["channel"], registry=registry
        )
        self._awaited = Gauge(
            "sportello_outbox_awaited", "Parts of which a receipt is owed", ["channel"], registry=registry
        )
        self._unmatched = Gauge(
            "sportello_receipts_unmatched", "Receipts of nothing that we sent", ["channel"], registry=registry
        )
        self._oldest = Gauge(
            "sportello_oldest_waiting_seconds", "Age of the oldest that waits", ["queue"], registry=registry
        )
        self._store = Gauge("sportello_store_reachable", "Whether the store answered", registry=registry)
        self._received = Counter(
            "sportello_messages_received", "Messages accepted", ["channel"], registry=registry
        )
        self._repeated = Counter(
            "sportello_messages_repeated", "Messages known already", ["channel"], registry=registry
        )
        self._sent = Counter("sportello_parts_sent", "Parts handed over", ["channel"], registry=registry)
        self._bulk_sent = Counter(
            "sportello_bulk_sent", "Those of them that are of broadcasts", ["channel"], registry=registry
        )
        self._failed = Counter(
            "sportello_parts_failed", "Parts that never pass", ["channel", "code"], registry=registry
        )
        self._delayed = Counter(
            "sportello_parts_delayed", "Parts put back", ["channel", "code"], registry=registry
        )
        self._lost = Counter(
            "sportello_parts_unknown", "Parts whose answer was lost", ["channel", "code"], registry=registry
        )
        self._resent = Counter(
            "sportello_parts_resent", "Parts sent again", ["channel", "twice"], registry=registry
        )
        self._set_aside = Counter(
            "sportello_messages_parked", "Messages set aside", ["reason"], registry=registry
        )
        self._calls = Counter(
            "sportello_calls",
            "Calls of networks by what they came to",
            ["channel", "outcome"],
            registry=registry,
        )
        self._node_calls = Counter(
            "sportello_pagopa_calls",
            "Calls of pagoPA's node by what they came to",
            ["operation", "outcome"],
            registry=registry,
        )
        self._reachable = Gauge(
            "sportello_network_reachable",
            "Whether a network that we ask has answered",
            ["channel"],
            registry=registry,
        )
        self._payments = Gauge(
            "sportello_payments_trouble",
            "What the last nightly check of payments found",
            ["kind"],
            registry=registry,
        )
        self._payments_checked = Gauge(
            "sportello_payments_checked_timestamp_seconds",
            "The day of the last nightly check of payments, its midnight in UTC; 0 for never",
            registry=registry,
        )
        self._turns = Histogram(
            "sportello_turn_seconds",
            "From taking a message in hand to its commit",
            ["service"],
            buckets=TURN_SECONDS,
            registry=registry,
        )

        # Asked at every message; services and channels are few.
        self._of_service = cache(self._turns.labels)
        self._received_by = cache(self._received.labels)
        self._sent_by, self._bulk_sent_by = cache(self._sent.labels), cache(self._bulk_sent.labels)

    def turn(self, service: str, seconds: float) -> None:
        """Count one handled message; an empty service stands for reserved words and small talk."""
        self._of_service(service or "none").observe(seconds)

    def received(self, channel: str) -> None:
        """Count a message that was accepted and was not known before."""
        self._received_by(channel).inc()

    def repeated(self, channel: str) -> None:
        """Count a message that came again."""
        self._repeated.labels(channel).inc()

    def called(self, channel: str, outcome: str) -> None:
        """Count a network's call; the outcome is a word of ours, such as "forged"."""
        self._calls.labels(channel, outcome).inc()

    def node_called(self, operation: str, outcome: str) -> None:
        """Count a call of pagoPA's node; its operation is empty if it could not be read."""
        self._node_calls.labels(operation or "none", outcome).inc()

    def payments_checked(self, found: Mapping[str, int], on: date) -> None:
        """Say what the last nightly check of payments found, and on which day."""
        for kind, count in found.items():
            self._payments.labels(kind).set(count)
        self._payments_checked.set(datetime.combine(on, time(), UTC).timestamp())

    def reachable(self, channel: str, *, reached: bool) -> None:
        """Say whether a network that we ask, and that does not call us, has answered."""
        self._reachable.labels(channel).set(reached)

    def sent(self, channel: str) -> None:
        """Count a part that the network has taken."""
        self._sent_by(channel).inc()

    def bulk_sent(self, channel: str) -> None:
        """Count a part of a broadcast among those that the network has taken."""
        self._bulk_sent_by(channel).inc()

    def failed(self, channel: str, code: str) -> None:
        """Count a part that will never pass."""
        self._failed.labels(channel, code_class(code)).inc()

    def delayed(self, channel: str, code: str) -> None:
        """Count a part that the network did not take yet."""
        self._delayed.labels(channel, code_class(code)).inc()

    def unknown(self, channel: str, code: str) -> None:
        """Count a part that the network may have taken or not."""
        self._lost.labels(channel, code_class(code)).inc()

    def resent(self, channel: str, *, counted: bool) -> None:
        """Count a part sent again; `counted` if the citizen may get it twice."""
        self._resent.labels(channel, "maybe" if counted else "no").inc()

    def parked(self, reason: str) -> None:
        """Count a message set aside for staff ("crash", "person")."""
        self._set_aside.labels(code_class(reason)).inc()

    async def scrape(self, views: Views) -> bytes:
        """Give every figure in Prometheus' text format.

        If the store does not answer in time the counters are given all the same, for they are wanted
        most in that very hour: the gauges of the queues are then NaN, never a soothing zero.
        """
        try:
            queues = await asyncio.wait_for(views.queues(), STORE_SECONDS)
        except Exception:  # noqa: BLE001 - whatever the store's trouble is, this is only the thermometer
            self._fill(_OUT_OF_SIGHT)
            self._store.set(0)
        else:
            self._fill(queues)
            self._store.set(1)
        return generate_latest(self.registry)

    def _fill(self, queues: Queues) -> None:
        for gauge in (self._queued, self._unknown, self._awaited, self._unmatched, self._bulk):
            gauge.clear()  # a channel with nothing in its queue is not in the answer
        self._waiting.set(queues.waiting)
        self._parked.set(queues.parked)
        self._talks.set(queues.talks)
        self._oldest.labels("talks").set(queues.talks_seconds)
        self._oldest.labels("inbox").set(queues.inbox_seconds)
        self._oldest.labels("outbox").set(queues.outbox_seconds)
        for (channel, priority), count in queues.queued.items():
            self._queued.labels(channel, priority.name.lower()).set(count)
        for gauge, counts in (
            (self._unknown, queues.unknown),
            (self._awaited, queues.awaited),
            (self._unmatched, queues.unmatched),
            (self._bulk, queues.bulk),
        ):
            for channel, count in counts.items():
                gauge.labels(channel).set(count)


def code_class(code: str) -> str:
    """Fold a code into one of few labels: of "stopped:21610" the word, of "21610" its thousands "21xxx"."""
    word = code.partition(":")[0]
    if word.isascii() and word.isdigit():
        kept = len(word) - 3 if len(word) > 3 else 1  # noqa: PLR2004 - thousands of a vendor, hundreds of HTTP
        return word[:kept] + "x" * (len(word) - kept)
    return word if re.fullmatch(r"[a-z][a-z_-]{0,23}", word) else "other"
