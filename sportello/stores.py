"""Opens the store that the settings name: for the counter itself, or for a command beside it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.errors import Misconfigured
from sportello.settings import Settings, load
from storage.committing import Observe, quiet
from storage.database import Database, open_database, read_url, sqlite_file
from storage.key_file import open_keyring
from storage.schema import is_current, upgrade
from storage.veil import Veil
from storage.veiling import draw_veil

log = structlog.get_logger()


def wall_clock(settings: Settings) -> Clock:
    """The city's own time."""
    zone = settings.city.zone
    return lambda: datetime.now(zone)


def open_store(
    settings: Settings, clock: Clock, observe: Observe = quiet, *, apart: bool = False, anew: bool = False
) -> Database:
    """Open the store for a counter, with `apart` a process that writes; no other may work on the same file.

    With `anew` all that messages hold is sealed with the newest key before, which nobody may look on at.

    The embedded database is made and brought up to date by itself; a server's is its keeper's to upgrade.
    """
    url = settings.database.url
    if _prepared_file(url) is not None:
        upgrade(url)
    _check_current(url)
    veil = _veil(settings, anew=anew)
    return open_database(url, clock=clock, owner=_owner(), observe=observe, apart=apart, veil=veil)


@contextmanager
def visiting() -> Iterator[Database]:
    """Open the store of this folder's settings for a command; a counter may be working on it."""
    settings = load(os.environ, Path.cwd())
    url = settings.database.url
    file = _prepared_file(url)
    if file is not None and not file.exists():
        upgrade(url)
    _check_current(url)
    database = open_database(
        url, clock=wall_clock(settings), owner=_owner(), visiting=True, veil=_veil(settings)
    )
    try:
        yield database
    finally:
        database.close()


def ready_url() -> str:
    """Name the database of this folder's settings; the folder of its file is made."""
    url = load(os.environ, Path.cwd()).database.url
    _prepared_file(url)
    return url


def existing_url() -> str:
    """Name the database of this folder's settings; Misconfigured if it is a file that is not there."""
    url = load(os.environ, Path.cwd()).database.url
    file = sqlite_file(read_url(url))
    if file is not None and not file.exists():
        raise Misconfigured(f"there is no database {file}")
    return url


def _prepared_file(url: str) -> Path | None:
    """Make the folder of a SQLite file, for nobody else to read: it will hold citizens' data."""
    file = sqlite_file(read_url(url))
    if file is not None and not file.parent.exists():
        try:
            file.parent.mkdir(mode=0o700, parents=True)
        except OSError as problem:
            raise Misconfigured(
                f"cannot make the folder of the database {file}: {problem.strerror}"
            ) from problem
    return file


def _veil(settings: Settings, *, anew: bool = False) -> Veil:
    """Open the keys, which blocks; raises Misconfigured as storage.key_file and storage.veiling do."""
    url = settings.database.url
    drawn = draw_veil(url, open_keyring(url, settings.privacy.keys), anew=anew)
    if drawn.rows:
        log.info("sealed", rows=drawn.rows, key=drawn.veil.name)
    return drawn.veil


def _check_current(url: str) -> None:
    if not is_current(url):
        raise Misconfigured("the database is not at the schema of this version: run `sportello db upgrade`")


def _owner() -> str:
    return f"{os.getpid()}-{secrets.token_hex(4)}"
