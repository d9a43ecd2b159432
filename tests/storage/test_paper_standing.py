"""What the paper of a permit is worth on a day: what its permit is worth, if it is the newest paper of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage.certificate_records import Certificate, Facts, PermitFacts, Validity
from storage.paper_standing import standing
from storage.permits import Ended, Permit, PermitState
from tests.clock import Ticker

PAPER = Certificate(
    id="id-1",
    year=2026,
    number=1,
    state="issued",
    kind=0,
    code="CODE",
    facts=Facts("", "", "", permit=PermitFacts("2026/000001", "resident", "C", ("AB123CD",), "2026-02-01")),
    asked_by="",
    by_hand="",
    issued_on=date(2026, 2, 1),
    valid_until=date(2026, 12, 31),
    made_at=Ticker()(),
    sha256="",
    revoked_at=None,
    revoked_by="",
    revoked_because="",
)
TODAY = date(2026, 2, 3)
PERMIT = Permit(
    number="2026/000001",
    kind="resident",
    citizen="anna",
    plates=("AB123CD",),
    zone="C",
    address="",
    rank=1,
    valid_from=date(2026, 2, 1),
    valid_until=date(2026, 12, 31),
    state=PermitState.ACTIVE,
    replaces="",
    replaced_by="",
    request="",
    paper="CODE",
    pay_by=None,
    trusted=True,
    made_at=Ticker()(),
    ended_at=None,
    ended=None,
    ended_by="",
    reason="",
)
REVOKED, PENDING = PermitState.REVOKED, PermitState.PENDING_PAYMENT
WORTH = {
    "valid": ({}, Validity.VALID),
    "on its last day": ({"valid_until": TODAY}, Validity.VALID),
    "without an end": ({"valid_until": None}, Validity.VALID),
    "the day after its last": (
        {"valid_until": TODAY - timedelta(days=1), "state": PermitState.EXPIRED},
        Validity.EXPIRED,
    ),
    "from tomorrow": ({"valid_from": TODAY + timedelta(days=1)}, Validity.NOT_YET),
    "another in its place": ({"state": REVOKED, "ended": Ended.REPLACED}, Validity.REPLACED),
    "another in its place once that is paid": ({"state": PermitState.SUSPENDED}, Validity.SUSPENDED),
    "another paper of it": ({"paper": "NEWER"}, Validity.REPLACED),
    "its code not noted yet": ({"paper": ""}, Validity.VALID),
    "revoked": ({"state": REVOKED, "ended": Ended.REVOKED}, Validity.REVOKED),
    "given back": ({"state": REVOKED, "ended": Ended.RENOUNCED}, Validity.REVOKED),
    "never paid": ({"state": REVOKED, "ended": Ended.UNPAID}, Validity.REVOKED),
    "to be paid, and trusted until then": ({"state": PENDING, "pay_by": TODAY}, Validity.VALID),
    "to be paid, and late": ({"state": PENDING, "pay_by": TODAY - timedelta(days=1)}, Validity.UNPAID),
    "to be paid first": ({"state": PENDING, "pay_by": TODAY, "trusted": False}, Validity.UNPAID),
}


@pytest.mark.parametrize(("changes", "worth"), WORTH.values(), ids=WORTH)
def test_what_a_paper_is_worth(changes: dict[str, object], worth: Validity) -> None:
    assert standing(PAPER, replace(PERMIT, **changes), TODAY) is worth  # type: ignore[arg-type]
