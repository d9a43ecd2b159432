"""The register of residents, wired: the municipality's own table, or ANPR by way of PDND."""

import aiohttp

from bot.clock import Clock, Ids
from bot.errors import Misconfigured
from platforms.pdnd import Client, Pdnd, read_signing_key
from platforms.residents.anpr.client import AnprResidents
from platforms.residents.anpr.modi import Signer
from platforms.residents.embedded import EmbeddedResidents
from platforms.residents.resident import Residents
from sportello.settings import Settings
from storage.database import Database
from storage.sealing import Keyring


def open_residents(
    settings: Settings,
    database: Database,
    keyring: Keyring,
    session: aiohttp.ClientSession,
    clock: Clock,
    ids: Ids,
) -> Residents:
    """Wire the register that the settings name; the key for PDND is read here. Raises Misconfigured."""
    if settings.residents.source == "embedded":
        return EmbeddedResidents(database, keyring)
    register, platform = settings.residents, settings.pdnd
    client = _client(settings)
    pdnd = Pdnd(session, client, clock, ids, patience=platform.patience_seconds)
    return AnprResidents(pdnd, Signer(client, register.anpr_audience), register.anpr_url, clock, ids)


def _client(settings: Settings) -> Client:
    group, purpose = settings.pdnd, settings.residents.anpr_purpose
    if not group.client_id or group.key_file is None:
        raise Misconfigured('[residents] source = "anpr" needs a client of PDND: [pdnd] client_id')
    try:
        key = read_signing_key(group.key_file.read_bytes())
    except OSError as problem:
        raise Misconfigured(f"[pdnd] key_file cannot be read: {problem.strerror}") from None
    return Client(group.client_id, group.key_id, key, purpose, group.audience, group.token_url)
