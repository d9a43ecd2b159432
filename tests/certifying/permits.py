"""An office that makes papers of permits, by a printer and a seal that cost nothing."""

from dataclasses import dataclass, field

from platforms.permits.paper import PermitPaper
from platforms.residents.resident import Residents
from sportello.certifying import CertificateOffice
from sportello.permitting import PermitOffice
from storage.citizens import Citizen
from storage.database import Database
from storage.permits import Draft, Permit, SqlPermits
from tests.certifying.office import ANNA

HOLDER = Citizen("citizen-anna", ANNA.fiscal_code, ANNA.name, ANNA.surname, ANNA.born_on)


@dataclass
class Known:
    """Implements sportello.permitting.Citizens."""

    people: tuple[Citizen, ...] = (HOLDER,)

    async def by_id(self, number: str) -> Citizen | None:
        return next((each for each in self.people if each.id == number), None)


@dataclass
class Printed:
    """Prints all that a permit says in a line, and keeps the papers."""

    papers: list[PermitPaper] = field(default_factory=list)

    def __call__(self, paper: PermitPaper) -> bytes:
        self.papers.append(paper)
        return f"%PDF-1.7 {paper.number} {paper.code} {','.join(paper.plates)}\n".encode()


@dataclass
class Permitting:
    """Permits on a store, and the office that makes their papers."""

    database: Database
    permits: SqlPermits
    office: PermitOffice
    printed: Printed

    async def issue(self, key: str = "order-1", *plates: str, **other: object) -> Permit:
        today = self.database.clock().date()
        given: dict[str, object] = {"address": "Via San Telmo 12/B", **other}
        draft = Draft(
            key,
            "resident",
            HOLDER.id,
            plates or ("AB123CD",),
            "C",
            today,
            today.replace(month=12, day=31),
            **given,  # type: ignore[arg-type]
        )
        return await self.permits.issue(draft)


def open_permitting(office: CertificateOffice, residents: Residents | None = None) -> Permitting:
    """Share the numbering, press and seal of an office that certifies."""
    database, printed = office.kept.database, Printed()
    permits = SqlPermits(database)
    desk = PermitOffice(
        office.papers,
        permits,
        Known(),
        residents,
        printed,
        fileless=frozenset({"sms"}),
        everywhere=frozenset({"doctor"}),
    )
    return Permitting(database, permits, desk, printed)
