"""Keeps every kind to its time, once a day, a little at each look: the counter serves citizens meanwhile."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.clock import Clock
from sportello.settings import Settings
from storage.database import Database
from storage.retention import (
    ACCESS_LOG,
    ANSWER_TRACES,
    ANSWERS,
    AUDIT,
    CALLERS,
    CONSENTS,
    CONTACTS,
    GATE_CHANGES,
    LET_GO,
    LISTS,
    MESSAGES,
    ORDERS,
    PARKED_ITEMS,
    PERMITS,
    RECIPIENTS,
    REMINDERS,
    REQUESTS,
    SUPPRESSIONS,
    TALKS,
    TRACES,
    WALKED,
    Round,
    began_at,
    numbers_of,
)
from storage.retention_erasing import ERASE_WORDS, waiting_to_be_erased
from storage.retention_files import SWEEP_FILES, Sweep, files_after, named_elsewhere, named_in

AT = time(3, 30)  # the city sleeps; a counter that was away then looks when it is back
_AFTER_TERM = 30  # days for which an order that nobody paid is remembered
_ROUNDS = 20  # of one look; each is a short transaction
_ROWS = 500  # of one round
_FILES = 100  # of one round: their pages are given back one by one


def terms(settings: Settings) -> Mapping[str, timedelta]:
    """Tell for how long each kind is kept."""
    privacy = settings.privacy
    days = {
        MESSAGES: privacy.keep_messages,
        ANSWERS: privacy.keep_messages,
        PARKED_ITEMS: privacy.keep_parked,
        TRACES: privacy.keep_traces,
        ANSWER_TRACES: privacy.keep_traces,
        CALLERS: privacy.keep_callers,
        REMINDERS: privacy.keep_reminders,
        CONTACTS: privacy.keep_contacts,
        CONSENTS: privacy.keep_consents,
        REQUESTS: privacy.keep_requests,
        ORDERS: settings.certificates.days_to_pay + _AFTER_TERM,
        PERMITS: privacy.keep_permits,
        GATE_CHANGES: privacy.keep_gate_changes,
        RECIPIENTS: settings.broadcasts.keep_days,
        LISTS: settings.broadcasts.keep_days,
        SUPPRESSIONS: privacy.keep_callers,
        TALKS: privacy.keep_messages,
        ACCESS_LOG: privacy.keep_access_log,
        AUDIT: settings.desk.keep_audit,
    }
    return {kind: timedelta(days=each) for kind, each in days.items()}


class Retention:
    """The chore of one counter: of several on one database each may do it, and what is done is done once.

    Where it is stopped nothing is lost: the next look, of whatever process, begins anew, and finds only
    what is left.
    """

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._terms = terms(settings) if settings.privacy.retention == "on" else {}
        self._done_on: date | None = None
        self._under_way: AsyncIterator[int] | None = None

    async def look(self) -> int:
        """Erase what citizens have asked for, and go on with tonight's work; it brings no messages."""
        if await self._database.reader.fetch(waiting_to_be_erased):
            await self._database.writer.submit(ERASE_WORDS, _ROWS)
        now = self._clock()
        if self._under_way is None and self._terms and self._due(now):
            self._under_way = self._night(now) if await self._is_old(now) else _nothing()
        if self._under_way is not None:
            await self._go_on(self._under_way, now)
        return 0

    async def all_at_once(self) -> int:
        """Do all that is due: for a command; how many rows went."""
        return sum([removed async for removed in self._night(self._clock())])

    async def _is_old(self, now: datetime) -> bool:
        """Whether anything can be past its time: a counter that is younger than that writes nothing."""
        began = await self._database.reader.fetch(began_at)
        return began is not None and began <= now - min(self._terms.values())

    def _due(self, now: datetime) -> bool:
        return now.time() >= AT and self._done_on != now.date()

    async def _go_on(self, night: AsyncIterator[int], now: datetime) -> None:
        self._under_way = None  # whatever breaks off is begun anew
        for _ in range(_ROUNDS):
            if await anext(night, None) is None:
                self._done_on = now.date()
                return
        self._under_way = night

    async def _night(self, now: datetime) -> AsyncIterator[int]:
        for kind, kept in self._terms.items():
            rounds = self._walked if kind in WALKED else self._some
            async for removed in rounds(kind, now - kept):
                yield removed
        async for removed in self._files(now):
            yield removed

    async def _walked(self, kind: str, before: datetime) -> AsyncIterator[int]:
        after, last = await self._database.reader.fetch(partial(numbers_of, kind=kind))
        while True:
            yield await self._database.writer.submit(LET_GO, Round(kind, before, _ROWS, after))
            after += _ROWS
            if after >= last:
                return

    async def _some(self, kind: str, before: datetime) -> AsyncIterator[int]:
        while removed := await self._database.writer.submit(LET_GO, Round(kind, before, _ROWS)):
            yield removed
        yield 0

    async def _files(self, now: datetime) -> AsyncIterator[int]:
        """Mark what is named, then sweep; what arrives meanwhile is looked at when it is swept."""
        fetch = self._database.reader.fetch
        named: set[str] = set()
        ends = {}
        for table in ("inbox", "outbox"):
            ends[table] = 0
            while (stretch := await fetch(partial(named_in, table=table, after=ends[table]))).last:
                named.update(stretch.named)
                ends[table] = stretch.last
                yield 0
        named |= await fetch(named_elsewhere)
        place = ""
        while found := await fetch(partial(files_after, after=place)):
            place = found[-1]
            loose = [each for each in found if each not in named]
            for at in range(0, len(loose), _FILES):
                sweep = Sweep(loose[at : at + _FILES], now, ends["inbox"], ends["outbox"])
                yield await self._database.writer.submit(SWEEP_FILES, sweep)


async def _nothing() -> AsyncIterator[int]:
    yield 0


def retention_chore(
    database: Database, clock: Clock, settings: Settings
) -> tuple[Callable[[], Awaitable[int]], ...]:
    """List what is to be done at every sweep."""
    return (Retention(database, clock, settings).look,)
