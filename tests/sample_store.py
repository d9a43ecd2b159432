"""The store of a counter with the made-up city in it: made once in a process, and copied for each test."""

import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from bot.clock import Clock
from sportello.settings import Settings, load
from sportello.stores import open_store
from sportello.trial import load_samples
from storage.database import Database, read_url, sqlite_file

_MADE = "made.db"
_KEY = ".key"  # beside the file of a database


async def open_sampled(settings: Settings, clock: Clock) -> Database:
    """Open the store that the settings name, with the samples of the day: as `serve --try` does."""
    file = sqlite_file(read_url(settings.database.url))
    if file is not None and not file.exists() and not settings.privacy.keys:
        made = await _made_on(clock().date(), clock)
        for suffix in ("", _KEY):
            shutil.copy(made / (_MADE + suffix), f"{file}{suffix}")
        return open_store(settings, clock)
    return await _open_and_load(settings, clock)


async def _made_on(day: date, clock: Clock) -> Path:
    folder = _folder(day)
    if not (folder / _MADE).exists():
        settings = load({"SPORTELLO_DATABASE__URL": f"sqlite:///{folder / _MADE}"}, folder)
        (await _open_and_load(settings, clock)).close()
    return folder


@cache
def _folder(day: date) -> Path:
    return Path(tempfile.mkdtemp(prefix=f"sportello-{day}-"))


async def _open_and_load(settings: Settings, clock: Clock) -> Database:
    database = open_store(settings, clock)
    await load_samples(database, clock().date())
    return database
