"""The desk of certificates, wired: who asks, the register, who issues, and the orders that wait."""

import re
from typing import Final

from bot.clock import Ids
from bot.errors import Misconfigured
from handlers.get_certificate.desk import CertificateDesk
from handlers.get_certificate.rules import CertificateTerms
from platforms.certificates.issuing import Certificates
from platforms.certificates.kinds import CertificateKind
from platforms.residents.resident import Residents
from sportello.payment_chores import Chore
from sportello.settings import Settings
from storage.certificate_orders import WAKE_ORDERS, SqlCertificateOrders
from storage.citizens import SqlCitizens
from storage.database import Database
from storage.sealing import Keyring

_MADE_UP: Final = "9/0101107TS/"  # has the form of a code, for a pagoPA that moves no money
_SIGNED: Final = re.compile(r"^(comune|città)\s+(di\s+|d['’]\s*)", re.IGNORECASE)


def certificate_desk(
    settings: Settings,
    database: Database,
    keyring: Keyring,
    residents: Residents,
    certificates: Certificates,
    ids: Ids,
) -> CertificateDesk:
    """Wire it; everything is sealed with the keys of the citizens. Raises Misconfigured."""
    national = settings.residents.source == "anpr"
    return CertificateDesk(
        SqlCitizens(database, keyring, ids),
        residents,
        certificates,
        SqlCertificateOrders(database, keyring),
        certificate_terms(settings),
        _SIGNED.sub("", settings.city.name) if national else "",
    )


def certificate_terms(settings: Settings) -> CertificateTerms:
    """Read what a city decides; raises Misconfigured if money moves and its kind has no code.

    Where money moves and the seal is a throw-away one, nothing is offered: nobody pays for a facsimile.
    """
    group, trying = settings.certificates, settings.payment_mode in {None, "sandbox"}
    if group.real and not trying and not group.category:
        raise Misconfigured(
            "[certificates] category: the code of certificates in pagoPA's taxonomy must be set, "
            f"as [pagopa] mode is {settings.payment_mode}"
        )
    return CertificateTerms(
        group.duty_cents,
        group.dues_cents,
        group.days_to_pay,
        group.category or _MADE_UP,
        frozenset(CertificateKind[name] for name in group.free_of_duty),
        offered=trying or group.real,
    )


def waking(database: Database) -> Chore:
    """Take up again what waited for the register."""

    async def wake() -> int:
        return await database.writer.submit(WAKE_ORDERS, "certificate-orders")

    return wake
