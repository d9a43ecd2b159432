"""What permits need done now and then: some begin, some end, some were not paid, some are soon over."""

from collections.abc import Awaitable, Callable, Sequence

from bot.clock import Clock, Ids
from storage import permit_days, permit_reminders
from storage.database import Database
from storage.permit_days import PERMIT_DAY
from storage.permit_reminders import REMIND_PERMITS

_ROUNDS = 400  # of one look, each a short transaction: on New Year a whole city ends
Chore = Callable[[], Awaitable[int]]


def permit_chores(database: Database, clock: Clock, ids: Ids, *, reminds: bool) -> Sequence[Chore]:
    """List them; each answers how many messages it may have brought.

    `reminds`: there is a service that hears of what ends soon, or was not paid.
    """

    async def day() -> int:
        now, done = clock(), 0
        if await database.reader.fetch(lambda connection: permit_days.is_due(connection, now)):
            for _ in range(_ROUNDS):
                changes = await database.writer.submit(PERMIT_DAY, reminds)
                done += changes
                if not changes:
                    break
        return done

    async def remind() -> int:
        now = clock()
        if not permit_reminders.may_remind(now):
            return 0
        if await database.reader.fetch(lambda connection: permit_reminders.is_due(connection, now.date())):
            return await database.writer.submit(REMIND_PERMITS, ids())
        return 0

    return (day, remind) if reminds else (day,)
