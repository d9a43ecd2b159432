"""Who is writing, as the settings say: how long what was proven holds, and where the login page is."""

from bot.clock import Clock
from sportello.entering import offers_login
from sportello.settings import Settings
from storage.database import Database
from storage.identity import Rules, SqlIdentity
from storage.sealing import Keyring


def open_identity(settings: Settings, database: Database, keyring: Keyring, clock: Clock) -> SqlIdentity:
    """Wire what tells a conversation's standing and makes its links."""
    group = settings.identity
    rules = Rules(
        settings.web.address,
        group.link_minutes,
        group.contact_days,
        group.identified_hours,
        group.local_credentials == "on",
        offers_login(settings),
        group.idle_minutes,
        group.pin_minutes,
    )
    return SqlIdentity(database, keyring, clock, rules)
