"""Broadcasts under way and who gets them, laid straight into the tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.bulk import Fate, Outcome
from bot.message import Part
from storage.broadcast_rows import broadcast, broadcast_text, recipient_list_row
from storage.database import read_url, set_veil, set_zone, writing_engine
from storage.recipient_rows import recipient
from tests.clock import ROME
from tests.storage.conftest import Store
from tests.storage.samples import NINE

TEXTS = {"it": ("Allerta", "Scuole chiuse."), "en": ("Alert", "Schools closed.")}


def insert(store: Store, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows past the code, sealed as it seals them."""
    engine = set_veil(set_zone(writing_engine(read_url(store.url)), ROME), store.veil)
    with engine.begin() as connection:
        connection.execute(sa.insert(table), list(rows))
    engine.dispose()


def lay_broadcast(
    store: Store, number: int = 1, texts: Mapping[str, tuple[str, str]] | None = None, **rest: Any
) -> None:
    """Let a broadcast run."""
    values: dict[str, Any] = {
        "id": number,
        "code": f"2026-{number:04}",
        "state": "running",
        "version": 1,
        "kind": "notice",
        "policy": "cheapest",
        "sender": "",
        "everyone": False,
        "basis": "",
        "languages": "",
        "query": "",
        "training": False,
        "public": False,
        "made_by": "anna",
        "made_at": NINE,
        "edited_by": "anna",
        "submitted_by": "anna",
        "urgent": "",
        "approved_at": NINE,
        "held": "",
    }
    insert(store, broadcast, [{**values, **rest}])
    rows = [
        {"broadcast": number, "language": language, "title": title, "body": body}
        for language, (title, body) in (TEXTS if texts is None else texts).items()
    ]
    insert(store, broadcast_text, rows)


def lay_recipients(store: Store, *addresses: str, number: int = 1, **rest: Any) -> None:
    """Queue recipients: each a person of their own unless `person` says otherwise."""
    insert(store, recipient, [recipient_row(address, number, **rest) for address in addresses])


def recipient_row(address: str, number: int = 1, due_at: datetime = NINE, **rest: Any) -> dict[str, Any]:
    """One row, queued for SMS in Italian."""
    values: dict[str, Any] = {
        "broadcast": number,
        "channel": "sms",
        "address": address,
        "language": "it",
        "person": f"p{address}",
        "rank": 0,
        "status": "queued",
        "due_at": due_at,
        "attempts": 0,
        "resent": 0,
        "segments": 0,
        "code": "",
        "updated_at": NINE,
    }
    return {**values, **rest}


def lay_list_row(store: Store, number: int, address: str, fills: str) -> None:
    """Keep what fills in the text of one address."""
    row = {
        "id": number,
        "list": 1,
        "channel": "sms",
        "address": address,
        "person": f"p{address}",
        "language": "it",
        "fills": fills,
    }
    insert(store, recipient_list_row, [row])


def outcome(part: Part, fate: Fate = Fate.SENT, **rest: Any) -> Outcome:
    """Say what came of a part."""
    given: dict[str, Any] = {"provider_id": f"SM{part.id}"} if fate is Fate.SENT else {"code": "code"}
    return Outcome(part.id, part.attempts, fate, **{**given, **rest})
