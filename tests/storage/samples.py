"""Made-up messages for the tests of the store."""

from datetime import datetime
from typing import Any

from bot.ledger import Turn, Work
from bot.message import Inbound, Part
from bot.session import Caller
from tests.clock import ROME

NINE = datetime(2026, 2, 3, 9, 0, tzinfo=ROME)


def message(external_id: str, sender: str = "+390001", **rest: Any) -> Inbound:
    values = {"channel": "sms", "text": f"testo {external_id}", "received_at": NINE, **rest}
    return Inbound(external_id=external_id, sender=sender, **values)


def part(key: str, to: str = "+390001", **rest: Any) -> Part:
    return Part(**{"key": key, "channel": "sms", "to": to, "text": f"risposta {key}", **rest})


def turn(work: Work, *parts: Part, **rest: Any) -> Turn:
    return Turn(**{"work": work, "caller": Caller(work.inbound.lane, "it"), "parts": parts, **rest})
