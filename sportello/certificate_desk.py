"""The desk of certificates, wired: who asks, the register, who issues, and the orders that wait."""

from bot.clock import Ids
from handlers.get_certificate.desk import CertificateDesk
from handlers.get_certificate.rules import CertificateTerms
from platforms.certificates.issuing import Certificates
from platforms.residents.resident import Residents
from sportello.payment_chores import Chore
from storage.certificate_orders import WAKE_ORDERS, SqlCertificateOrders
from storage.citizens import SqlCitizens
from storage.database import Database
from storage.sealing import Keyring


def certificate_desk(
    database: Database, keyring: Keyring, residents: Residents, certificates: Certificates, ids: Ids
) -> CertificateDesk:
    """Wire it; everything is sealed with the keys of the citizens."""
    return CertificateDesk(
        SqlCitizens(database, keyring, ids),
        residents,
        certificates,
        SqlCertificateOrders(database, keyring),
        CertificateTerms(),
    )


def waking(database: Database) -> Chore:
    """Take up again what waited for the register."""

    async def wake() -> int:
        return await database.writer.submit(WAKE_ORDERS, "certificate-orders")

    return wake
