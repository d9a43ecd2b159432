"""Metrics and health: figures by few labels, honest when the store is away, reasons without secrets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.message import Priority
from sportello.metrics import Metrics, Queues, code_class
from sportello.web.health import routes


class Store:
    """A store that tells these queues, or nothing but its trouble."""

    def __init__(self, queues: Queues | None = None) -> None:
        self.told = queues

    async def queues(self) -> Queues:
        if self.told is None:
            raise OSError("postgresql://sportello:hidden@db is away")
        return self.told


@dataclass
class Vitals:
    stopping: bool = False
    writing: bool = True
    schema: bool | Exception = True

    async def schema_current(self) -> bool:
        if isinstance(self.schema, Exception):
            raise self.schema
        return self.schema


@asynccontextmanager
async def counter(vitals: Vitals, store: Store) -> AsyncIterator[tuple[ClientSession, str]]:
    app = web.Application()
    app.add_routes(routes(Metrics(), store, vitals, "1.2.3"))
    async with TestServer(app) as server, ClientSession() as session:
        yield session, str(server.make_url("")).rstrip("/")


async def test_queues_are_read_when_somebody_asks() -> None:
    queues = Queues(
        3, 1, 4.5, {("sms", Priority.BULK): 9}, {"sms": 2}, 7.0, {"pec": 5}, {"pec": 6}, 2, 90.0, {"sms": 41}
    )
    text = (await Metrics().scrape(Store(queues))).decode()
    for line in (
        "sportello_inbox_waiting 3.0",
        "sportello_inbox_parked 1.0",
        'sportello_outbox_queued{channel="sms",priority="bulk"} 9.0',
        'sportello_outbox_unknown{channel="sms"} 2.0',
        'sportello_outbox_awaited{channel="pec"} 5.0',
        'sportello_receipts_unmatched{channel="pec"} 6.0',
        "sportello_talks_waiting 2.0",
        'sportello_bulk_waiting{channel="sms"} 41.0',
        'sportello_oldest_waiting_seconds{queue="talks"} 90.0',
        'sportello_oldest_waiting_seconds{queue="inbox"} 4.5',
        'sportello_oldest_waiting_seconds{queue="outbox"} 7.0',
        "sportello_store_reachable 1.0",
    ):
        assert line in text.splitlines()


async def test_what_the_night_found_is_told_until_the_next() -> None:
    metrics = Metrics()
    assert "sportello_payments_checked_timestamp_seconds 0.0" in (await metrics.scrape(Store())).decode()
    metrics.payments_checked({"untold": 2, "unmatched": 0}, date(2026, 2, 3))
    metrics.payments_checked({"untold": 1, "unmatched": 0}, date(2026, 2, 4))
    lines = (await metrics.scrape(Store(Queues()))).decode().splitlines()
    assert 'sportello_payments_trouble{kind="untold"} 1.0' in lines
    assert 'sportello_payments_trouble{kind="unmatched"} 0.0' in lines
    (line,) = [line for line in lines if line.startswith("sportello_payments_checked_timestamp_seconds ")]
    assert float(line.split()[1]) == datetime(2026, 2, 4, tzinfo=UTC).timestamp()


async def test_an_emptied_queue_leaves_no_old_figure() -> None:
    metrics, store = Metrics(), Store(Queues(queued={("sms", Priority.REPLY): 9}))
    await metrics.scrape(store)
    store.told = Queues()
    assert "sportello_outbox_queued{" not in (await metrics.scrape(store)).decode()


async def test_without_the_store_counters_are_given_and_queues_are_not_zero() -> None:
    metrics = Metrics()
    metrics.received("sms")
    text = (await metrics.scrape(Store())).decode().splitlines()
    assert 'sportello_messages_received_total{channel="sms"} 1.0' in text
    assert "sportello_inbox_waiting NaN" in text
    assert "sportello_store_reachable 0.0" in text


async def test_what_happens_is_counted() -> None:
    metrics = Metrics()
    metrics.sent("sms")
    metrics.bulk_sent("sms")
    metrics.failed("sms", "21610")
    metrics.delayed("sms", "429")
    metrics.unknown("sms", "timeout")
    metrics.resent("sms", counted=True)
    metrics.parked("crash")
    metrics.repeated("sms")
    metrics.called("sms", "forged")
    metrics.turn("pay_fine", 0.003)
    metrics.turn("", 0.003)
    text = (await metrics.scrape(Store(Queues()))).decode().splitlines()
    for line in (
        'sportello_parts_sent_total{channel="sms"} 1.0',
        'sportello_bulk_sent_total{channel="sms"} 1.0',
        'sportello_parts_failed_total{channel="sms",code="21xxx"} 1.0',
        'sportello_parts_delayed_total{channel="sms",code="4xx"} 1.0',
        'sportello_parts_unknown_total{channel="sms",code="timeout"} 1.0',
        'sportello_parts_resent_total{channel="sms",twice="maybe"} 1.0',
        'sportello_messages_parked_total{reason="crash"} 1.0',
        'sportello_messages_repeated_total{channel="sms"} 1.0',
        'sportello_calls_total{channel="sms",outcome="forged"} 1.0',
        'sportello_turn_seconds_bucket{le="0.005",service="pay_fine"} 1.0',
        'sportello_turn_seconds_bucket{le="0.0025",service="pay_fine"} 0.0',
        'sportello_turn_seconds_count{service="none"} 1.0',
    ):
        assert line in text


def test_two_sets_of_metrics_share_nothing() -> None:
    assert Metrics().registry is not Metrics().registry


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("21610", "21xxx"),
        ("stopped:21610", "stopped"),
        ("429", "4xx"),
        ("7", "7"),
        ("timeout", "timeout"),
        ("Mario Rossi", "other"),
        ("", "other"),
        ("x" * 99, "other"),
    ],
)
def test_codes_become_few_labels(code: str, label: str) -> None:
    assert code_class(code) == label


async def test_health_is_the_process_alone() -> None:
    async with (
        counter(Vitals(schema=OSError()), Store()) as (session, url),
        session.get(f"{url}/health") as got,
    ):
        assert (got.status, await got.json()) == (200, {"alive": True, "version": "1.2.3"})


async def test_metrics_are_served_in_their_own_format() -> None:
    async with counter(Vitals(), Store(Queues())) as (session, url), session.get(f"{url}/metrics") as got:
        assert got.status == 200
        assert got.headers["Content-Type"].startswith("text/plain; version=")


@pytest.mark.parametrize(
    ("vitals", "reason"),
    [
        (Vitals(stopping=True), "stopping"),
        (Vitals(writing=False), "writer"),
        (Vitals(schema=False), "older schema"),
        (Vitals(schema=OSError("postgresql://sportello:hidden@db is away")), "cannot be reached"),
        (Vitals(schema=TimeoutError()), "within 1 s"),
    ],
)
async def test_not_ready_says_why_and_tells_no_secret(vitals: Vitals, reason: str) -> None:
    async with counter(vitals, Store()) as (session, url), session.get(f"{url}/ready") as got:
        answer = await got.json()
    assert got.status == 503
    assert reason in answer["reasons"][0]
    assert "hidden" not in str(answer)


async def test_ready() -> None:
    async with counter(Vitals(), Store()) as (session, url), session.get(f"{url}/ready") as got:
        assert (got.status, await got.json()) == (200, {"ready": True, "reasons": []})
