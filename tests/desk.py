"""The counter's real desk, learnt once in a process for all the tests that only read it."""

import fcntl
import os
from functools import cache
from pathlib import Path

from bot.desk import Desk
from handlers import SERVICES
from sportello.settings import Settings
from sportello.vocabulary import build_desk


@cache
def real_desk() -> Desk:
    """Learn it; a desk keeps nothing of what it hears but what it has read before.

    Of processes that begin together and share a folder for it one learns, and the others read what it kept.
    """
    folder = os.environ.get("XDG_CACHE_HOME")
    if folder is None:
        return build_desk(SERVICES, Settings())
    with (Path(folder) / "learning").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build_desk(SERVICES, Settings())
