"""What payments need done now and then: late watchers told, terms ended, reminders sent."""

from collections.abc import Awaitable, Callable, Sequence
from itertools import chain, repeat

from bot.clock import Clock, Ids
from storage.database import Database
from storage.notice_terms import EXPIRE
from storage.payment_receipts import TELL, Telling
from storage.reminders import REMIND

Chore = Callable[[], Awaitable[int]]


def payment_chores(database: Database, clock: Clock, ids: Ids) -> Sequence[Chore]:
    """List them; each answers how many messages it has brought.

    The first round looks at every payment ever made: nobody knows how long the counter was away.
    """
    thorough = chain([True], repeat(False))  # noqa: FBT003 - the first is, the others are not

    async def tell() -> int:
        return await database.writer.submit(TELL, Telling(ids(), thorough=next(thorough)))

    async def expire() -> int:
        await database.writer.submit(EXPIRE, clock().date())
        return 0

    async def remind() -> int:
        return await database.writer.submit(REMIND, ids())

    return tell, expire, remind
