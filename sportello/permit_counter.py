"""What the services of permits take, wired: who lives where, the rules, the papers, requests and payments."""

from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.clock import Clock, Ids
from handlers.get_certificate.desk import CertificateDesk
from handlers.permits.desk import PermitDesk
from handlers.permits.issuing import SERVICE
from handlers.permits.office import ZtlOffice
from platforms.payments import Payments
from platforms.permits.terms import PermitTerms
from sportello.needs import permit_terms
from sportello.settings import Settings
from storage.brought import SqlBrought
from storage.citizens import SqlCitizens
from storage.database import Database
from storage.notices import notices_of
from storage.permits import SqlPermits
from storage.request_desk import RequestDesk
from storage.requests import SqlRequests
from storage.sealing import Keyring

log = structlog.get_logger()
_MADE_UP: Final = "9/0101107TS/"  # has the form of a code, for a pagoPA that moves no money


@dataclass(frozen=True, slots=True)
class SqlDebts:
    """Implements handlers.permits.office.Debts."""

    database: Database

    async def owed(self, number: str) -> int:
        """As Debts says."""
        found = await self.database.reader.fetch(lambda connection: notices_of(connection, SERVICE, number))
        return found[-1].amount_cents if found else 0


def ztl_office(
    settings: Settings,
    database: Database,
    keyring: Keyring | None,
    register: CertificateDesk | None,
    paper: PermitDesk | None,
    payments: Payments,
    *,
    clock: Clock,
    ids: Ids,
) -> ZtlOffice | None:
    """Wire it; None where citizens are not known, no paper can be made, or no money be asked for."""
    terms = _terms(settings)
    if keyring is None or register is None or paper is None or terms is None:
        return None
    days, kinds = settings.register.answer_days, settings.requests.by_kind
    return ZtlOffice(
        permits=SqlPermits(database),
        terms=terms,
        citizens=SqlCitizens(database, keyring, ids),
        register=register,
        paper=paper,
        requests=SqlRequests(database, ids, clock, days, kinds),
        cases=RequestDesk(database),
        payments=payments,
        brought=SqlBrought(database),
        debts=SqlDebts(database),
    )


def _terms(settings: Settings) -> PermitTerms | None:
    """Read what the city has settled; None if money moves and its kind has no code: nothing is sold then."""
    terms = permit_terms(settings)
    if terms.category:
        return terms
    if settings.payment_mode not in {None, "sandbox"}:
        log.warning("permits are not offered", lacking="[ztl] category", mode=settings.payment_mode)
        return None
    return replace(terms, category=_MADE_UP)
