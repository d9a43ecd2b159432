"""A SQLite file belongs to one process: the lock that says so."""

import fcntl
from pathlib import Path
from typing import IO

from bot.errors import Misconfigured


def hold(file: Path) -> IO[str]:
    """Lock `<file>.lock` until what is returned is closed or the process dies, however it dies.

    Raises Misconfigured if another process has it, or if the folder does not exist.
    """
    try:
        lock = Path(f"{file}.lock").open("a", encoding="ascii")  # noqa: SIM115 - open for as long as we run
    except OSError as problem:
        raise Misconfigured(f"cannot write beside the database {file}: {problem.strerror}") from problem
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        lock.close()
        raise Misconfigured(f"another process is using the database {file}: stop it first") from problem
    return lock


def is_held(file: Path) -> bool:
    """Tell whether a process works on a SQLite file now."""
    try:
        hold(file).close()
    except Misconfigured:
        return True
    return False
