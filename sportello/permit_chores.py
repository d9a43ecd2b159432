"""What permits need done now and then: some begin, some end, some were not paid, some are soon over."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock, Ids
from storage import permit_days, permit_reminders
from storage.database import Database
from storage.permit_days import PERMIT_DAY
from storage.permit_reminders import REMIND_PERMITS

_REST = timedelta(hours=1)
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

    remind = _Reminding(database, clock, ids).look
    return (day, remind) if reminds else (day,)


class _Reminding:
    """Reminds by day, a round at each look; where nobody is left, it looks again after an hour.

    In December most permits end within thirty days: to find none of them to be told of is a long look.
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids
        self._rests_until: datetime | None = None

    async def look(self) -> int:
        now = self._clock()
        rests = self._rests_until is not None and now < self._rests_until
        if rests or not permit_reminders.may_remind(now):
            return 0
        if not await self._database.reader.fetch(
            lambda connection: permit_reminders.is_due(connection, now.date())
        ):
            self._rests_until = now + _REST
            return 0
        return await self._database.writer.submit(REMIND_PERMITS, self._ids())
