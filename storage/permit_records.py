"""A permit for restricted traffic zones (ZTL) as it is kept, and what is known before there is one."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Final

_APART = re.compile(r"[ .-]+")
BETWEEN: Final = ","  # of several zones, and of several plates


class PermitState(Enum):
    """Where a permit stands; EXPIRED is never kept, it follows from the day."""

    ACTIVE = "active"
    EXPIRED = "expired"
    PENDING_PAYMENT = "pending"
    SUSPENDED = "suspended"  # another takes its place as soon as that is paid
    REVOKED = "revoked"


class Ended(Enum):
    """Why a permit was revoked."""

    REPLACED = "replaced"
    UNPAID = "unpaid"
    RENOUNCED = "renounced"
    REVOKED = "revoked"  # by the office, which says why


def gate_plate(text: str) -> str:
    """Write a plate as the cameras read it and as Plate keeps it: capitals, no separators, no country."""
    return _APART.sub("", text.partition("(")[0]).upper()


@dataclass(frozen=True, slots=True)
class Draft:
    """A permit to be issued.

    `key` names the order for good: issued again under the same key, the same permit comes back. It is made of
    what the permit answers ("renewal/2026/000012", "request/7K3M9QX"), and may hold personal data. `kind` is
    a PermitKind by value; `citizen` an opaque id; `zone` one zone, or several with commas between. `rank`
    is which car of its household it is, from 1. `pay_by` is the last day to pay, None for nothing to pay;
    until then it counts if it is `trusted`. `replaces` is the number of the permit whose place it takes.
    `by` is who did it: the citizen, the counter, or staff by name.
    """

    key: str = field(repr=False)
    kind: str
    citizen: str
    plates: tuple[str, ...] = field(repr=False)
    zone: str
    valid_from: date
    valid_until: date | None
    address: str = field(default="", repr=False)
    rank: int = 1
    request: str = ""
    pay_by: date | None = None
    trusted: bool = True
    replaces: str = ""
    by: str = "citizen"


@dataclass(frozen=True, slots=True)
class Permit:
    """A permit; `state` is as of the day on which it was read.

    `number` is "2026/000012": its year, and its place among those of the year; one that was imported has
    that of its own register. `valid_until` still counts, None is no end. `replaced_by` is the number of the
    permit that took its place, or takes it once that is paid. `paper` is the code of its newest paper, empty
    for none. `reason` is what the office wrote.
    """

    number: str
    kind: str
    citizen: str
    plates: tuple[str, ...] = field(repr=False)
    zone: str
    address: str = field(repr=False)
    rank: int
    valid_from: date
    valid_until: date | None
    state: PermitState
    replaces: str
    replaced_by: str
    request: str
    paper: str = field(repr=False)
    pay_by: date | None
    trusted: bool
    made_at: datetime
    ended_at: datetime | None
    ended: Ended | None
    ended_by: str
    reason: str = field(repr=False)
    imported: bool = False  # from another register, where it was given

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones, one by one."""
        return tuple(self.zone.split(BETWEEN))

    def counts(self, today: date) -> bool:
        """Tell whether it opens the gates on a day."""
        paid = self.state is PermitState.ACTIVE or (
            self.state is PermitState.PENDING_PAYMENT
            and self.trusted
            and self.pay_by is not None
            and today <= self.pay_by
        )
        return paid and self.valid_from <= today and (self.valid_until is None or today <= self.valid_until)
