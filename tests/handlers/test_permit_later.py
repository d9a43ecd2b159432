"""What comes of a permit later: paid in time or in vain, and what nobody who watches its debt may be told."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from bot.service import QUIET
from handlers.links import Links
from handlers.permits.later import decided, paid, ready, remind
from handlers.renew_permit import expiring
from platforms.permits.table import rule_table
from platforms.permits.terms import PermitTerms
from storage.permits import Permit, PermitState
from tests.clock import Ticker
from tests.handlers.test_permit_plans import OLD

TERMS = PermitTerms(rule_table(), ("A", "B"), 7, trusted=True)
RECEIPT = {
    "nav": "3" * 18,
    "reference": "2026/000001",
    "amount_cents": 7600,
    "paid_at": "2026-02-03T10:00:00+01:00",
    "receipt_id": "receipt-1",
}


@dataclass
class Kept:
    """The one permit that there is."""

    permit: Permit | None

    async def one(self, number: str) -> Permit | None:
        del number
        return self.permit


async def test_what_is_paid_where_no_permit_can_come_of_it_is_owed_back() -> None:
    told = await paid(RECEIPT, lane="sms:1", ztl_office=None, clock=Ticker())
    assert (told.text, told.values["number"]) == ("paid-in-vain", "2026/000001")


async def test_nothing_is_told_of_what_is_not_there_any_more() -> None:
    assert (await ready({"reference": "2026/000001"}, ztl_office=None)).text == QUIET
    told = await decided(
        {"reference": "2B3C4D5N", "accepted": True}, lane="sms:1", ztl_office=None, clock=Ticker()
    )
    assert told.text == QUIET


async def test_the_term_of_a_notice_is_told_with_its_link() -> None:
    payload = {"reference": "2026/000001", "amount_cents": 7600, "due_on": "2026-02-10", "token": "abc"}
    told = await remind(payload, links=Links("https://counter.example"), clock=Ticker())
    assert told.values["url"] == "https://counter.example/pay/abc"
    assert str(told.values["until"]) == "2026-02-10"


@pytest.mark.parametrize(
    ("kind", "until", "text", "renewable"),
    [
        pytest.param("resident", date(2026, 3, 5), "expiring", "yes", id="thirty days before"),
        pytest.param("resident", date(2026, 2, 3), "expiring", "yes", id="on the day itself"),
        pytest.param("guest", date(2026, 3, 5), QUIET, "", id="one that is never renewed: not so early"),
        pytest.param("guest", date(2026, 2, 4), "expiring", "no", id="but on the day before"),
    ],
)
async def test_who_is_told_that_a_permit_ends(kind: str, until: date, text: str, renewable: str) -> None:
    payload = {"number": "2026/000001", "kind": kind, "plates": ["AB123CD"], "valid_until": until.isoformat()}
    kept = Kept(replace(OLD, kind=kind, valid_until=until))
    told = await expiring(payload, permits=kept, permit_terms=TERMS, clock=Ticker())  # type: ignore[arg-type] # `one` is all it asks
    assert told.text == text
    assert told.values.get("renewable", "") == renewable


@pytest.mark.parametrize(
    "permit",
    [
        pytest.param(None, id="it is not there"),
        pytest.param(replace(OLD, replaced_by="2026/000002"), id="it was renewed meanwhile"),
        pytest.param(replace(OLD, state=PermitState.REVOKED), id="it was revoked"),
    ],
)
async def test_nobody_is_told_of_an_end_that_does_not_come(permit: Permit | None) -> None:
    payload = {
        "number": "2026/000001",
        "kind": "resident",
        "plates": ["AB123CD"],
        "valid_until": "2026-02-10",
    }
    told = await expiring(payload, permits=Kept(permit), permit_terms=TERMS, clock=Ticker())  # type: ignore[arg-type] # as above
    assert told.text == QUIET
