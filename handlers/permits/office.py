"""All that it takes to deal with permits, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from bot.evidence import Evidence
from bot.message import File
from handlers.get_certificate.desk import CertificateDesk
from handlers.permits.desk import PermitDesk
from platforms.payments import Payments
from platforms.permits.rules import PermitKind, RuleTable
from platforms.permits.terms import PermitTerms
from storage.brought import Brought
from storage.citizens import Citizen
from storage.permits import Permits
from storage.request_desk import RequestView
from storage.requests import Requests

_LATELY: Final = timedelta(
    hours=6
)  # before a request is opened: what came in the same conversation is for it


class Citizens(Protocol):
    """Whoever knows citizens by their ids and by their fiscal codes."""

    async def by_id(self, number: str) -> Citizen | None:
        """Read a citizen."""

    async def by_fiscal_code(self, code: str) -> Citizen | None:
        """Find a citizen."""


class Cases(Protocol):
    """Whoever shows requests by their references."""

    async def view(self, reference: str) -> RequestView | None:
        """Read a request; None if there is none."""


class Debts(Protocol):
    """Whoever knows what is owed for a permit."""

    async def owed(self, number: str) -> int:
        """Tell what its notice asks for, in cents; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class ZtlOffice:
    """Wired once; `terms` is what the city has settled, with the rule table."""

    permits: Permits
    terms: PermitTerms
    citizens: Citizens
    register: CertificateDesk
    paper: PermitDesk
    requests: Requests
    cases: Cases
    payments: Payments
    brought: Brought
    debts: Debts

    @property
    def table(self) -> RuleTable:
        """The rule table."""
        return self.terms.table

    async def files(self, evidence: Evidence, lane: str, now: datetime) -> Sequence[File]:
        """Gather what came with this message and with those before it, each file once."""
        lately = await self.brought.files(lane, now - _LATELY)
        return tuple({one.sha256: one for one in (*lately, *evidence.files)}.values())

    def decides(self, kind: PermitKind) -> str:
        """Name the office that decides of a kind where anything of it is decided; empty for none."""
        rules = (rule for (of, _), rule in self.table.rules.items() if of is kind)
        return next((rule.office for rule in rules if rule.office), "")
