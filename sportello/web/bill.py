"""What a payment link leads to, as its page shows it: one notice or several, and where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Standing(Enum):
    """Where a notice stands, which is what tapping `pay` would come to."""

    OPEN = "open"
    PAID = "paid"
    BUSY = "busy"  # somebody is paying it, or the other notice of its debt, just now
    SETTLED = "settled"  # its debt was paid with another notice
    ANNULLED = "annulled"  # nothing is owed any more
    EXPIRED = "expired"  # its last day is over


@dataclass(frozen=True, slots=True)
class Line:
    """A notice (avviso di pagamento): `nav` is its 18 digits, the amount that of now, in cents.

    `printed_cents` is what the notice was made for. `instead` is the token of the notice of the same debt
    that can be paid in its place, or was, if there is one. `paid_at` and `receipt` are of one that is paid.
    """

    nav: str
    subject: str
    amount_cents: int
    printed_cents: int
    due_on: date | None
    standing: Standing
    instead: str = ""
    paid_at: datetime | None = None
    receipt: str = ""

    @property
    def shown(self) -> str:
        """Group the digits by four, as they are printed on paper."""
        return " ".join(self.nav[start : start + 4] for start in range(0, len(self.nav), 4))


@dataclass(frozen=True, slots=True)
class Bill:
    """The notices behind a link; `creditor` is owed them, its `fiscal_code` has 11 digits."""

    creditor: str
    fiscal_code: str
    lines: tuple[Line, ...]

    @property
    def payable(self) -> tuple[Line, ...]:
        """Those that can be paid now."""
        return tuple(line for line in self.lines if line.standing is Standing.OPEN)

    @property
    def total_cents(self) -> int:
        """What paying comes to now."""
        return sum(line.amount_cents for line in self.payable)

    @property
    def standing(self) -> Standing:
        """Of all of it: open as long as anything can be paid, else where the first unpaid one stands."""
        if self.payable:
            return Standing.OPEN
        unpaid = (line.standing for line in self.lines if line.standing is not Standing.PAID)
        return next(unpaid, Standing.PAID)


def euro(cents: int, language: str) -> str:
    """Write an amount as a language does: 1234567 is 12.345,67 € or €12,345.67."""
    whole, rest = divmod(cents, 100)
    if language == "it":
        return f"{whole:,}".replace(",", ".") + f",{rest:02d} €"
    return f"€{whole:,}.{rest:02d}"


# What HTTP says of a link by where its bill stands.
STATUS: Mapping[str, int] = {"busy": 409, "settled": 410, "annulled": 410, "expired": 410, "unknown": 404}
