"""The key file beside an embedded database: made at the first start, read by its owner alone."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from typing import Final

import sqlalchemy as sa

from bot.errors import Misconfigured
from storage.applicants import applicant_keys
from storage.certificate_rows import certificate, certificate_delivery, certificate_file
from storage.citizen_rows import citizen
from storage.credential_rows import credential
from storage.database import read_url, sqlite_file
from storage.resident_rows import resident
from storage.sealing import Keyring, new_key, read_key, write_key
from storage.snapshot import snapshot
from storage.veil import Veil
from storage.veiling import veil_keys

_OWNERS = 0o600
_OTHERS = 0o077
SUFFIX: Final = ".key"
_SEALED = (
    certificate,
    certificate_delivery,
    certificate_file,
    citizen,
    credential,
    resident,
)  # what is lost without its key; a login is begun anew


def open_keyring(url: str, keys: Sequence[bytes] = ()) -> Keyring:
    """Open the keys of a database: those given, the newest first, else those of the file beside it.

    The file is made where nothing is sealed yet. Blocks; Misconfigured if something in the database was
    sealed with a key that is not among them, if the file is open to others, or if there can be none.
    """
    file = sqlite_file(read_url(url))
    used = _used_in(url)
    if keys:
        return _complete(url, Keyring(keys), used, "[privacy] key")
    if file is None:
        raise Misconfigured(
            "SPORTELLO_PRIVACY__KEY ([privacy] key) must be set: no file can hold the key here"
        )
    place = key_file(file)
    if not place.exists():
        if used:
            raise Misconfigured(f"the key file {place} is missing, and citizens' data is sealed with it")
        make_key_file(place)
    return _complete(url, Keyring(read_key_file(place)), used, str(place))


def _complete(url: str, keyring: Keyring, used: frozenset[str], place: str) -> Keyring:
    lacking = used - keyring.names or _used_within(url, keyring) - keyring.names
    if lacking:
        raise Misconfigured(
            f"{place} lacks the key {', '.join(sorted(lacking))}, with which citizens' data is sealed"
        )
    return keyring


def _used_in(url: str) -> frozenset[str]:
    """Name the keys that rows and the veil are sealed with; it looks at every citizen."""
    with snapshot(url) as connection:
        rows = {name for table in _SEALED for name in connection.scalars(sa.select(table.c.key).distinct())}
        return veil_keys(connection).union(rows)


def _used_within(url: str, keyring: Keyring) -> frozenset[str]:
    """Name the keys of what is sealed within what the veil has sealed again."""
    with snapshot(url, veil=Veil(keyring)) as connection:
        return applicant_keys(connection)


def key_file(database: Path) -> Path:
    """Name the key file of a database."""
    return database.with_name(database.name + SUFFIX)


def read_key_file(file: Path) -> list[bytes]:
    """Read the keys of a file, the newest first; Misconfigured for one open to others, or without any."""
    try:
        if file.stat().st_mode & _OTHERS:
            raise Misconfigured(f"the key file {file} can be read by others: chmod 600 {file}")
        lines = file.read_text(encoding="ascii").splitlines()
        keys = [read_key(line) for line in lines if line and not line.startswith("#")]
    except OSError as problem:
        raise Misconfigured(f"the key file {file} cannot be read: {problem.strerror}") from None
    except ValueError:
        raise Misconfigured(f"the key file {file} holds something that is no key") from None
    if not keys:
        raise Misconfigured(f"the key file {file} holds no key")
    return keys


def make_key_file(file: Path) -> None:
    """Make a file with a new key; one that another process has made meanwhile stays."""
    draft = _written(file, [new_key()])
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
    _settle(file.parent)


def replace_keys(file: Path, keys: Sequence[bytes]) -> None:
    """Put other keys into a file, the newest first: at every moment it holds the old ones or the new ones."""
    _written(file, keys).replace(file)
    _settle(file.parent)


def _written(file: Path, keys: Sequence[bytes]) -> Path:
    """Write keys under another name, down to the disk."""
    draft = file.with_name(f"{file.name}.{token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNERS)
    except OSError as problem:
        raise Misconfigured(f"cannot write the key file {file}: {problem.strerror}") from problem
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write("# Opens citizens' data. Keep a copy of it, and not beside a copy of the database.\n")
        out.writelines(f"{write_key(key)}\n" for key in keys)
        out.flush()
        os.fsync(handle)
    return draft


def _settle(folder: Path) -> None:
    """Have the new name on the disk before anything is sealed with what it holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
