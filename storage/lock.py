"""A SQLite file belongs to one process: the lock that says so."""

import fcntl
import time
from pathlib import Path
from typing import IO

from bot.errors import Misconfigured

LAST_COMMIT = 1.0  # seconds that the writer of a counter just killed may still need
_PAUSE = 0.02  # seconds between two tries


def hold(file: Path, patience: float = LAST_COMMIT) -> IO[str]:
    """Lock `<file>.lock` until what is returned is closed or the process dies, however it dies.

    A process forked meanwhile holds it too. Raises Misconfigured if another has it, after so many seconds
    of `patience`, or if the folder does not exist.
    """
    try:
        lock = Path(f"{file}.lock").open("a", encoding="ascii")  # noqa: SIM115 - open for as long as we run
    except OSError as problem:
        raise Misconfigured(f"cannot write beside the database {file}: {problem.strerror}") from problem
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if time.monotonic() >= until:
                lock.close()
                sentence = f"another process is using the database {file}: stop it first"
                raise Misconfigured(sentence) from problem
            time.sleep(_PAUSE)
        else:
            return lock


def is_held(file: Path) -> bool:
    """Tell whether a process works on a SQLite file now."""
    try:
        hold(file, patience=0).close()
    except Misconfigured:
        return True
    return False
