"""Whom the counter knows, wired: citizens, conversations, links, logins, credentials, under one keyring."""

from dataclasses import dataclass

from bot.clock import Clock, Ids
from sportello.knowing import open_identity
from sportello.settings import Settings
from storage.citizens import SqlCitizens
from storage.contacts import SqlContacts
from storage.credentials import SqlCredentials
from storage.database import Database
from storage.identity import Rules, SqlIdentity
from storage.key_file import open_keyring
from storage.links import SqlLinks
from storage.logins import SqlLogins
from storage.passwords import Passwords
from storage.sealing import Keyring


@dataclass(frozen=True)
class Known:
    """Everything that personal data is read and written through."""

    identity: SqlIdentity
    citizens: SqlCitizens
    contacts: SqlContacts
    links: SqlLinks
    logins: SqlLogins
    credentials: SqlCredentials

    @property
    def keyring(self) -> Keyring:
        """The keys under which all of it is sealed."""
        return self.citizens.keyring

    @property
    def rules(self) -> Rules:
        """What the settings decide."""
        return self.identity.rules


def open_known(settings: Settings, database: Database, clock: Clock, ids: Ids) -> Known:
    """Open the keys, which blocks, and wire the rest; raises Misconfigured as storage.key_file does."""
    keyring = open_keyring(settings.database.url, settings.privacy.keys)
    return Known(
        open_identity(settings, database, keyring, clock),
        SqlCitizens(database, keyring, ids),
        SqlContacts(database),
        SqlLinks(database),
        SqlLogins(database, keyring),
        SqlCredentials(database, keyring, Passwords(), clock),
    )
