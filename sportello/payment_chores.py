"""What payments need done now and then: late watchers told, terms ended, amounts raised, reminders sent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from itertools import chain, repeat

from bot.clock import Clock, Ids
from platforms.pagopa.repricing import reprice
from platforms.payments import Pricing
from storage.database import Database
from storage.notice_terms import EXPIRE
from storage.payment_receipts import TELL, Telling
from storage.reminders import REMIND

Chore = Callable[[], Awaitable[int]]


def payment_chores(
    database: Database, clock: Clock, ids: Ids, pricing: Mapping[str, Pricing]
) -> Sequence[Chore]:
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

    return tell, expire, _Raising(database, clock, pricing).once_a_day, remind


class _Raising:
    """Raises amounts, once for each day; what breaks off is done again."""

    def __init__(self, database: Database, clock: Clock, pricing: Mapping[str, Pricing]) -> None:
        self._database = database
        self._clock = clock
        self._pricing = pricing
        self._done_on: date | None = None

    async def once_a_day(self) -> int:
        today = self._clock().date()
        if today != self._done_on:
            await reprice(self._database, self._pricing, today)
            self._done_on = today
        return 0
