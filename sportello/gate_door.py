"""The door of the gates as the settings have it; for a counter that is only tried a token is drawn."""

from secrets import token_urlsafe

from pydantic import SecretStr

from sportello.settings import Settings
from sportello.web.app import Entrance
from sportello.web.gates import gate_routes
from storage.database import Database
from storage.gates import SqlGates

_BYTES = 24


def gates(settings: Settings, database: Database) -> Entrance:
    """Open the door for who has the token; nobody has none."""
    return gate_routes(SqlGates(database), settings.ztl.gate_token.get_secret_value())


def with_gate_token(settings: Settings) -> tuple[Settings, str]:
    """Give the settings with a token, and the one that was drawn; empty where there was one.

    It is drawn at each start, and kept nowhere.
    """
    if settings.ztl.gate_token.get_secret_value():
        return settings, ""
    drawn = token_urlsafe(_BYTES)
    ztl = settings.ztl.model_copy(update={"gate_token": SecretStr(drawn)})
    return settings.model_copy(update={"ztl": ztl}), drawn
