"""Opens the store that the settings name: for the counter itself, or for a command beside it."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.errors import Misconfigured
from sportello.settings import Settings, load
from storage.database import Database, open_database, read_url, sqlite_file
from storage.schema import is_current, upgrade
from storage.writer import Observe, quiet


def wall_clock(settings: Settings) -> Clock:
    """The city's own time."""
    zone = settings.city.zone
    return lambda: datetime.now(zone)


def open_store(settings: Settings, clock: Clock, observe: Observe = quiet) -> Database:
    """Open the store for a counter; no other may work on the same file.

    The embedded database is made and brought up to date by itself; a server's is its keeper's to upgrade.
    """
    url = settings.database.url
    file = sqlite_file(read_url(url))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        upgrade(url)
    _check_current(url)
    return open_database(url, clock=clock, owner=_owner(), observe=observe)


def visit() -> Database:
    """Open the store of this folder's settings for a command; a counter may be working on it."""
    settings = load(os.environ, Path.cwd())
    url = settings.database.url
    file = sqlite_file(read_url(url))
    if file is not None and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        upgrade(url)
    _check_current(url)
    return open_database(url, clock=wall_clock(settings), owner=_owner(), visiting=True)


def _check_current(url: str) -> None:
    if not is_current(url):
        raise Misconfigured("the database is at an older schema: run `sportello db upgrade`")


def _owner() -> str:
    return f"{os.getpid()}-{secrets.token_hex(4)}"
