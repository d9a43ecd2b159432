"""A turn that is repeated sees permits as they were: what it had issued before it died is not there yet."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Self

import pytest

from handlers.permits.begun import permits_of
from storage.permits import Ended, Permit, PermitState
from tests.clock import Ticker

NOW = Ticker()()
OLD = Permit(
    number="2025/000007",
    kind="resident",
    citizen="anna",
    plates=("AB123CD",),
    zone="C",
    address="",
    rank=1,
    valid_from=date(2025, 3, 1),
    valid_until=date(2026, 2, 28),
    state=PermitState.ACTIVE,
    replaces="",
    replaced_by="",
    request="",
    paper="",
    pay_by=None,
    trusted=True,
    made_at=NOW - timedelta(days=300),
    ended_at=None,
    ended=None,
    ended_by="",
    reason="",
)
NEW = replace(OLD, number="2026/000001", made_at=NOW, replaces=OLD.number, valid_until=date(2026, 12, 31))
GONE = replace(
    OLD,
    state=PermitState.REVOKED,
    replaced_by=NEW.number,
    ended=Ended.REPLACED,
    ended_at=NOW,
    ended_by="counter",
)
LATE = {"valid_until": NOW.date() - timedelta(days=3)}


@dataclass
class Office:
    """An office with permits, of which some went nowhere: as permits and as paper it is asked here."""

    kept: Sequence[Permit]
    nowhere: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    @property
    def permits(self) -> Self:
        return self

    @property
    def paper(self) -> Self:
        return self

    async def of(self, citizen: str) -> Sequence[Permit]:
        self.asked.append(citizen)
        return self.kept

    async def begun(self, permit: Permit) -> bool:
        return permit.number in self.nowhere


CASES: dict[str, tuple[Sequence[Permit], tuple[str, ...], Sequence[Permit]]] = {
    "nothing begun": ([NEW, GONE], (), [NEW, GONE]),
    "a renewal begun": ([NEW, GONE], (NEW.number,), [OLD]),
    "a renewal of one that was over": (
        [NEW, replace(GONE, **LATE)],
        (NEW.number,),
        [replace(OLD, **LATE, state=PermitState.EXPIRED)],
    ),
    "a first one begun": ([replace(NEW, replaces="")], (NEW.number,), []),
    "revoked by the office meanwhile": (
        [NEW, replace(GONE, ended=Ended.REVOKED)],
        (NEW.number,),
        [replace(GONE, ended=Ended.REVOKED)],
    ),
}  # type: ignore[arg-type]


@pytest.mark.parametrize(("kept", "nowhere", "seen"), CASES.values(), ids=CASES)
async def test_what_was_begun_is_not_there_yet(
    kept: Sequence[Permit], nowhere: tuple[str, ...], seen: Sequence[Permit]
) -> None:
    office: Any = Office(kept, nowhere)
    assert await permits_of("anna", office) == seen
    assert office.asked == ["anna"]
