"""What services ask for to give sealed papers, certificates and permits: one seal, one press."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.clock import Clock, Ids
from bot.message import Traits
from handlers.get_certificate.desk import CertificateDesk
from handlers.permits.office import ZtlOffice
from platforms.payments import Payments
from platforms.permits.table import OURS, rule_table
from platforms.residents.resident import Residents
from sportello.certificate_desk import certificate_desk
from sportello.certification import Certification, open_certification
from sportello.permit_counter import ztl_office
from sportello.permit_desk import permit_office
from sportello.permitting import PermitOffice
from sportello.settings import Settings
from storage.database import Database
from storage.sealing import Keyring


@dataclass(frozen=True, slots=True)
class PaperDesks:
    """Who gives papers; each is None at a counter without keys or without a register of residents."""

    certification: Certification | None = None
    certificates: CertificateDesk | None = None
    permits: PermitOffice | None = None
    ztl: ZtlOffice | None = None

    def needs(self) -> dict[str, object]:
        """Name them as services do."""
        certification = self.certification
        return {
            "certificates": certification and certification.office,
            "certificate_verifier": certification and certification.verifier,
            "certificate_files": certification and certification.files,
            "certificate_desk": self.certificates,
            "permit_desk": self.permits,
            "ztl_office": self.ztl,
        }


def open_paper_desks(
    settings: Settings,
    database: Database,
    keyring: Keyring | None,
    residents: Residents | None,
    payments: Payments,
    *,
    channels: Iterable[tuple[str, Traits]],
    clock: Clock,
    ids: Ids,
) -> PaperDesks:
    """Wire them; raises Misconfigured."""
    if keyring is None or residents is None:
        return PaperDesks()
    certification = open_certification(settings, database, keyring, residents, clock, ids)
    office = certification.office
    desk = certificate_desk(settings, database, keyring, residents, office, ids)
    rules = rule_table(settings.ztl.rules or OURS)
    permits = permit_office(
        settings, database, keyring, residents, office.papers, rules, ids, channels=channels
    )
    ztl = ztl_office(settings, database, keyring, desk, permits, payments, clock=clock, ids=ids)
    return PaperDesks(certification, desk, permits, ztl)
