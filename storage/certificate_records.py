"""A certificate as it is kept, what it says of whom, and what it is worth on a day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class Validity(Enum):
    """What a certificate is worth on a day; its value names the words."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says of whom, beside its kind and its dates; `use` is platforms' Use by value.

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


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it is kept; `facts` is None as long as nothing was issued under the number.

    `state` is "reserved", "issued" or "void". `code` is the verification code as it is printed.
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

    @property
    def shown(self) -> str:
        """The number as it is printed."""
        return f"{self.number}/{self.year}"

    def validity(self, today: date) -> Validity:
        """Tell what it is worth; its last day still counts."""
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
