"""Local credentials, wired: who gives them out, who is asked whose a PEC is, and on what terms."""

import aiohttp

from bot.clock import Clock, Ids
from bot.errors import Misconfigured
from handlers.get_credentials import CredentialDesk
from platforms.inad import DigitalDomiciles, Inad, NoDomiciles
from platforms.pdnd import Client, Pdnd, read_signing_key
from platforms.sandbox.inad import Domicile, SandboxInad
from sportello.settings import Settings
from storage.activations import SqlActivations, Terms
from storage.applicants import SqlApplicants
from storage.citizens import SqlCitizens
from storage.credentials import SqlCredentials

# Who has elected a domicile in the embedded INAD: people who exist nowhere.
MADE_UP = {
    "RSSMRA80A01H501U": [Domicile("mario@pec.example.it")],
    "BNCGLI85M41F205B": [Domicile("giulia@pec.example.it")],
}


def open_domiciles(
    settings: Settings, session: aiohttp.ClientSession, clock: Clock, ids: Ids
) -> DigitalDomiciles:
    """Wire INAD as the settings say; the key is read here. Raises Misconfigured."""
    group = settings.pdnd
    if not group.client_id or group.key_file is None:
        return SandboxInad(MADE_UP, clock) if settings.web.offers_phone else NoDomiciles()
    try:
        key = read_signing_key(group.key_file.read_bytes())
    except OSError as problem:
        raise Misconfigured(f"[pdnd] key_file cannot be read: {problem.strerror}") from None
    client = Client(group.client_id, group.key_id, key, group.inad_purpose, group.audience, group.token_url)
    return Inad(Pdnd(session, client, clock, ids, patience=group.patience_seconds), group.inad_url, clock)


def credential_desk(
    settings: Settings, credentials: SqlCredentials, domiciles: DigitalDomiciles, ids: Ids
) -> CredentialDesk:
    """Wire what the service of credentials needs; everything is sealed as those credentials are."""
    database, keyring, clock = credentials.database, credentials.keyring, credentials.clock
    terms = Terms(settings.web.address, settings.identity.activation_hours)
    return CredentialDesk(
        settings.identity.local_credentials == "on",
        SqlCitizens(database, keyring, ids),
        SqlActivations(database, credentials, terms),
        SqlApplicants(database, keyring, ids, clock, settings.register.answer_days),
        domiciles,
    )
