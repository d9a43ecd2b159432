"""What a city has settled for all of its permits, beside the rule table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from platforms.permits.rules import PermitKind, RuleTable


@dataclass(frozen=True, slots=True)
class PermitTerms:
    """The zones and the table; `trusted`: a permit counts before it is paid, as long as it can be.

    `category` is the code of the fee in pagoPA's taxonomy, empty where none is set.
    """

    table: RuleTable
    zones: Sequence[str]
    days_to_pay: int
    trusted: bool
    category: str = ""

    def pay_by(self, today: date) -> date:
        """Tell the last day on which a notice of today can be paid."""
        return today + timedelta(days=self.days_to_pay)

    def zone_of(self, kind: PermitKind, zone: str) -> str:
        """Write the zones of a permit: all of them for a kind that holds everywhere."""
        return ",".join(self.zones) if kind in self.table.everywhere else zone
