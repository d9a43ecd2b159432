"""The keys of a counter: opened for a command that seals with them, and changed for good."""

import os
from contextlib import closing
from pathlib import Path
from secrets import token_hex

from sportello.imports.batches import Progress
from sportello.imports.citizens import import_citizens
from sportello.imports.counts import Counts
from sportello.imports.residents import import_residents
from sportello.imports.sheet import Report
from sportello.settings import Settings, load
from sportello.stores import open_store, wall_clock
from storage.database import Database, read_url, sqlite_file
from storage.key_file import key_file, open_keyring, read_key_file, replace_keys
from storage.rotation import rotate
from storage.sealing import Keyring, new_key


def keyring_of(settings: Settings) -> Keyring:
    """Open the keys that the settings name for their database; blocks, and raises as open_keyring."""
    return open_keyring(settings.database.url, settings.privacy.keys)


async def bring_citizens(database: Database, path: Path, *, report: Report, progress: Progress) -> Counts:
    """Import citizens, sealed with the keys of this folder's settings."""
    keyring = keyring_of(load(os.environ, Path.cwd()))
    return await import_citizens(
        database, keyring, lambda: token_hex(12), path, report=report, progress=progress
    )


async def bring_residents(database: Database, path: Path, *, report: Report, progress: Progress) -> Counts:
    """Import residents, sealed with the keys of this folder's settings."""
    keyring = keyring_of(load(os.environ, Path.cwd()))
    return await import_residents(database, keyring, path, report=report, progress=progress)


async def rotate_keys() -> str:
    """Change the keys of this folder's settings, and say what was done."""
    settings = load(os.environ, Path.cwd())
    clock = wall_clock(settings)
    open_store(settings, clock).close()  # Misconfigured while a counter uses it, and then no key is drawn
    file = None if settings.privacy.keys else _widened(settings)
    with closing(open_store(settings, clock, anew=True)) as database:
        keyring = keyring_of(settings)
        return await (
            _with_settings(database, keyring) if file is None else _with_file(database, keyring, file)
        )


def _widened(settings: Settings) -> Path:
    """Put a new key into the key file; one that holds several is that of a rotation that was stopped."""
    database = sqlite_file(read_url(settings.database.url))
    assert database is not None  # noqa: S101 - there would be no keyring
    file = key_file(database)
    keys = read_key_file(file)
    if len(keys) == 1:
        replace_keys(file, [new_key(), *keys])
    return file


async def _with_settings(database: Database, keyring: Keyring) -> str:
    done = await rotate(database, keyring)
    advice = "Take the older keys out of the settings." if len(keyring.names) > 1 else ""
    return f"{done} sealed anew with key {keyring.name}. {advice}".rstrip()


async def _with_file(database: Database, keyring: Keyring, file: Path) -> str:
    done = await rotate(database, keyring)
    replace_keys(file, read_key_file(file)[:1])
    return f"{done} sealed anew with key {keyring.name}; the older key is gone from {file.name}."
