"""What certificates need done now and then: numbers that were never used, links that have ended."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from storage.certificate_links import FORGET_CERTIFICATE_LINKS
from storage.certificate_writes import DROP_RESERVED
from storage.database import Database

_EVERY = timedelta(hours=1)
_PATIENCE = timedelta(days=1)  # a message that is answered again meanwhile finishes its own number


def giving_up(database: Database, clock: Clock) -> Callable[[], Awaitable[int]]:
    """Give up numbers of yesterday that nobody came back for, and forget old links: every hour."""
    due: datetime | None = None

    async def give_up() -> int:
        nonlocal due
        now = clock()
        if due is None or now >= due:
            due = now + _EVERY
            await database.writer.submit(DROP_RESERVED, now - _PATIENCE)
            await database.writer.submit(FORGET_CERTIFICATE_LINKS, now - _PATIENCE)
        return 0

    return give_up
