"""What the benchmark of the desk stands on: open requests with what happened to them, and old messages."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa

from benchmarks.counter import VEIL
from benchmarks.desk_site import officer
from bot.values.reference import Reference
from storage.database import read_url, set_veil, set_zone, writing_engine
from storage.request_rows import request, request_event
from storage.schema import upgrade
from storage.tables import inbox, outbox

OFFICERS = 200
OFFICES = ("permits", "taxes", "registry", "green", "school")
KINDS = ("instalments", "certificate", "data-correction", "ztl-renew", "ztl-change", "ztl-request")
_STAGES = ("received", "working", "asked")
_EVENTS = ("opened", "taken", "noted")
_CHUNK = 5_000
_APART = 170_003  # prime to 29**7: no two numbers give the same reference
_RANGE = 29**7

Row = Mapping[str, Any]


def reference(number: int) -> str:
    """Name a request."""
    return str(Reference.make(number * _APART % _RANGE))


def fill(url: str, requests: int, messages: int, now: datetime) -> None:
    """Make the store: so many open requests, and so many messages, half of them the citizens'."""
    upgrade(url)
    engine = set_veil(set_zone(writing_engine(read_url(url)), now.tzinfo or UTC), VEIL)
    written = (
        (request, _requests(requests, now)),
        (request_event, _events(requests, now)),
        (inbox, _heard(messages // 2, requests, now)),
        (outbox, _said(messages - messages // 2, requests, now)),
    )
    for table, rows in written:
        while chunk := list(islice(rows, _CHUNK)):
            with engine.begin() as connection:
                connection.execute(sa.insert(table), chunk)
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))  # as autovacuum does in a night
    engine.dispose()


def _requests(many: int, now: datetime) -> Iterator[Row]:
    """Spread them over offices, kinds and stages, from a month late to two months ahead."""
    for number in range(many):
        stage = _STAGES[number % 3]
        yield {
            "reference": reference(number),
            "kind": KINDS[number % len(KINDS)],
            "subject": f"V/{number}/2026",
            "lane": lane(number),
            "details": f'{{"plate":"AB{number:06}","amount_cents":17300}}',
            "opened_at": now - timedelta(days=number % 30, seconds=number % 86_400),
            "answer_by": (now + timedelta(days=number * 7 % 90 - 30)).date(),
            "office": OFFICES[number % len(OFFICES)],
            "assignee": "" if stage == "received" else officer(number % OFFICERS),
            "stage": stage,
            "version": 2,
        }


def _events(requests: int, now: datetime) -> Iterator[Row]:
    for number in range(requests):
        for place, kind in enumerate(_EVENTS):
            yield {
                "reference": reference(number),
                "key": f"{kind}:{place}",
                "at": now - timedelta(days=number % 30),
                "kind": kind,
                "by": officer(number % OFFICERS),
                "text": "Sentire la polizia locale." if kind == "noted" else "",
                "shown": kind != "noted",
            }


def lane(number: int) -> str:
    """Name the conversation of a citizen."""
    return f"sms:+39347{number:07}"


def _heard(many: int, citizens: int, now: datetime) -> Iterator[Row]:
    for number in range(many):
        where = lane(number % citizens)
        yield {
            "channel": "sms",
            "external_id": f"SM{number:032}",
            "lane": where,
            "sender": where.removeprefix("sms:"),
            "text": "Vorrei sapere a che punto è la mia pratica.",
            "body": "{}",
            "received_at": now - timedelta(minutes=number % 40_000),
            "accepted_at": now - timedelta(minutes=number % 40_000),
            "status": "done",
            "correlation": "bench",
        }


def _said(many: int, citizens: int, now: datetime) -> Iterator[Row]:
    for number in range(many):
        at = now - timedelta(minutes=number % 40_000)
        yield {
            "key": f"{number + 1}-0-0",
            "inbox_id": number + 1,
            "channel": "sms",
            "address": lane(number % citizens).removeprefix("sms:"),
            "priority": 0,
            "text": "La sua pratica è in lavorazione.",
            "buttons": "",
            "file": "",
            "context": "",
            "status": "delivered",
            "next_at": at,
            "created_at": at,
            "updated_at": at,
        }
