"""What requests need done now and then: their numbers in the register, and reminders at civil hours."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.civil_hours import civil_hour
from bot.clock import Clock, Ids
from sportello.settings import Settings
from storage.citizens import SqlCitizens, called
from storage.database import Database
from storage.request_entering import ENTER_REQUESTS, Filing, unentered
from storage.request_reminding import REMIND_REQUESTS, Look, anybody_to_remind
from storage.request_rows import Request

_EVERY = timedelta(minutes=10)  # the looks for reminders, which go by days

Chore = Callable[[], Awaitable[int]]


def request_chores(
    settings: Settings, database: Database, citizens: SqlCitizens | None, clock: Clock, ids: Ids
) -> Sequence[Chore]:
    """List what is to be done at every sweep."""
    entering = [_entering(database, citizens)] if settings.requests.enter == "on" else []
    return (*entering, _reminding(settings, database, clock, ids))


def _entering(database: Database, citizens: SqlCitizens | None) -> Chore:
    """Give applications their numbers in the register; the look writes nothing where none lacks one."""

    async def enter() -> int:
        found = await unentered(database)
        if found:
            filings = [Filing(str(one.reference), await _sender(one, citizens)) for one in found]
            await database.writer.submit(ENTER_REQUESTS, filings)
        return 0

    return enter


async def _sender(one: Request, citizens: SqlCitizens | None) -> str:
    """Name who filed it as the register does (DPR 445/2000 art. 53); of nobody we know only the channel."""
    channel = one.lane.partition(":")[0]
    filed_by = str(one.details.get("citizen", "")) or one.citizen
    person = await citizens.by_id(filed_by) if citizens is not None and filed_by else None
    return f"{called(person)} ({channel})" if person is not None else channel


def _reminding(settings: Settings, database: Database, clock: Clock, ids: Ids) -> Chore:
    """Remind, by day; whoever has written a number of days as 0 is not reminded."""
    awaited, due = settings.requests.remind_days or None, settings.requests.warn_days or None

    look_again: datetime | None = None

    async def remind() -> int:
        nonlocal look_again
        now = clock()
        if civil_hour(now) != now or (look_again is not None and now < look_again):
            return 0
        look_again = now + _EVERY
        if not await anybody_to_remind(database, awaited, due):
            return 0
        return await database.writer.submit(REMIND_REQUESTS, Look(awaited, due, ids()))

    return remind
