"""A certificate, or the paper of a permit, as it is kept: what it says of whom, and its worth on a day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class Validity(Enum):
    """What a paper is worth on a day; its value names the words. The last four are of permits alone."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_FOUND = "not-found"
    REPLACED = "replaced"  # by another permit, or by a newer paper of the same one
    SUSPENDED = "suspended"
    NOT_YET = "not-yet"  # it begins later
    UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class PermitFacts:
    """What the shown half of a permit says: its own number, the code of its kind, no person.

    `valid_from` is an ISO 8601 text; `zone` is empty for all zones.
    """

    number: str
    kind: str
    zone: str
    plates: tuple[str, ...]
    valid_from: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a paper says of whom, beside its kind and its dates; `use` is platforms' Use by value.

    `asked_for` is why staff issued it. Dates are ISO 8601 texts, empty for none.
    """

    fiscal_code: str = field(repr=False)
    surname: str = field(repr=False)
    name: str = field(repr=False)
    born_on: str = field(default="", repr=False)
    use: str = ""
    exemption: int = 0
    paid_cents: int = 0
    receipt_id: str = ""
    as_of: str = ""
    asked_for: str = field(default="", repr=False)
    permit: "PermitFacts | None" = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it is kept; `facts` is None as long as nothing was issued under the number.

    `state` is "reserved", "issued" or "void". `code` is the verification code as it is printed. `series` is
    one of storage.certificate_rows; `standing` is what the record of a permit says of it now.
    """

    id: str
    year: int
    number: int
    state: str
    kind: int
    code: str = field(repr=False)
    facts: Facts | None = field(repr=False)
    asked_by: str
    by_hand: str
    issued_on: date
    valid_until: date | None
    made_at: datetime
    sha256: str
    revoked_at: datetime | None
    revoked_by: str
    revoked_because: str
    series: str = ""
    standing: Validity | None = None

    @property
    def shown(self) -> str:
        """The number as it is printed."""
        if self.facts is not None and self.facts.permit is not None:
            return self.facts.permit.number
        return f"{self.number}/{self.year}"

    def validity(self, today: date) -> Validity:
        """Tell what it is worth; its last day still counts."""
        if self.standing is not None:
            return self.standing
        if self.revoked_at is not None:
            return Validity.REVOKED
        if self.valid_until is not None and self.valid_until < today:
            return Validity.EXPIRED
        return Validity.VALID


@dataclass(frozen=True, slots=True)
class Delivery:
    """That a certificate was sent somewhere."""

    channel: str
    lane: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known before a number is taken; `order_key` names the order for good."""

    order_key: str
    kind: int
    fiscal_code: str = field(repr=False)
    asked_by: str
    by_hand: str
    code: str = field(repr=False)
    series: str = ""
