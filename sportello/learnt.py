"""Keeps what was learnt from the example sentences in a file, so that only the first start takes its time.

The file can always be made anew: one that is damaged is, and where nothing can be kept every start learns.
Its name says what it was learnt from, so that other examples or another way of learning find no file.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

import bot.intents
from bot.intents import Example, Intents, Weights

_SOURCE = Path(bot.intents.__file__).parent
_PREFIX = "intents-"
_KEPT = 8  # files: some versions and cities may take turns on one machine


def own_folder(environ: Mapping[str, str]) -> Path | None:
    """Find the user's folder for what can be made anew; None for a user without a home.

    Source: XDG Base Directory Specification 0.8, XDG_CACHE_HOME; a relative path there does not count.
    """
    cache = Path(environ.get("XDG_CACHE_HOME", ""))
    if not cache.is_absolute():
        cache = Path(environ.get("HOME", "")) / ".cache"
    return cache / "sportello" if cache.is_absolute() else None


def learn(examples: Iterable[Example], folder: Path | None) -> Intents:
    """Learn the examples, or take from `folder` what was learnt from the very same ones before.

    The folder is made, for nobody else to enter; None keeps nothing. No trouble with it is an error.
    """
    given = list(examples)
    if folder is None:
        return Intents.learn(given)
    file = folder / file_name(given)
    with suppress(OSError, ValueError):
        return Intents.learn(given, Weights.unpacked(file.read_bytes()))
    intents = Intents.learn(given)
    with suppress(OSError):
        _keep(file, intents.weights.packed())
    return intents


def file_name(examples: Sequence[Example]) -> str:
    """Name the file by all that decides what is learnt: the examples in order, our code, the interpreter."""
    digest = hashlib.sha256(sys.version.encode())  # another Python may add up fractions in another way
    for source in sorted(_SOURCE.glob("*.py")):
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    digest.update(json.dumps([astuple(one) for one in examples]).encode())
    return _PREFIX + digest.hexdigest()


def _keep(file: Path, content: bytes) -> None:
    """Write a file that appears only when it is whole, and let the oldest ones go."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=".part", dir=file.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as writing:
            writing.write(content)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    files = sorted(file.parent.glob(_PREFIX + "*"), key=lambda kept: kept.stat().st_mtime)
    for old in files[:-_KEPT]:
        old.unlink(missing_ok=True)
