"""What identity needs done now and then: what has run out is forgotten."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from storage.database import Database
from storage.forgetting import FORGET

_EVERY = timedelta(hours=1)


def forgetting(database: Database, clock: Clock) -> Callable[[], Awaitable[int]]:
    """Forget contacts, links, logins and failures that are over: at the start, then every hour.

    Nothing unsafe happens between: what has run out counts for nothing, written or not.
    """
    due: datetime | None = None

    async def forget() -> int:
        nonlocal due
        now = clock()
        if due is None or now >= due:
            due = now + _EVERY
            await database.writer.submit(FORGET, None)
        return 0

    return forget
