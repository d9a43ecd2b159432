"""What `sportello doctor` says of how long things are kept: when each kind was let go last, how much."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.clock import Clock
from sportello.doctor import Check, Finding, Verdict
from sportello.settings import Settings
from storage.database import open_database, read_url, sqlite_file
from storage.retention_rows import Run, runs
from storage.schema import is_current

_NAME = "retention"
_LATE = timedelta(days=3)


def retention_check(settings: Settings, clock: Clock) -> Check:
    """Look at the last run of each kind."""

    async def look() -> Finding:
        if settings.privacy.retention == "off":
            return Finding(
                _NAME, Verdict.MISSING, "Nothing is removed by itself: set [privacy] retention to on."
            )
        return _finding(await asyncio.to_thread(_read, settings, clock), clock)

    return Check(_NAME, look)


def _read(settings: Settings, clock: Clock) -> Sequence[Run]:
    url = settings.database.url
    file = sqlite_file(read_url(url))
    if (file is not None and not file.exists()) or not is_current(url):
        return ()
    database = open_database(url, clock=clock, owner="doctor", visiting=True)
    try:
        with database.connect() as connection:
            return runs(connection)
    finally:
        database.close()


def _finding(found: Sequence[Run], clock: Clock) -> Finding:
    if not found:
        return Finding(_NAME, Verdict.OK, "Nothing is old enough to be removed yet.")
    last = max(run.done_at for run in found)
    told = ", ".join(f"{run.kind} {run.removed} ({run.in_all} in all)" for run in found)
    text = f"Last on {last:%d/%m/%Y %H:%M}: {told}."
    if clock() - last > _LATE:
        return Finding(
            _NAME, Verdict.WRONG, f"{text} It should run every night: look at the log for `chore`."
        )
    return Finding(_NAME, Verdict.OK, text)
