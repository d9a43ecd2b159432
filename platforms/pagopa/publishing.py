"""The loop that makes pagoPA's debt positions (GPD) say what our own database says.

A position is marked in the transaction that changes a notice, taken in hand by one process, and done with
once GPD has answered: what a crash or a lost answer leaves open is found, compared and ended by the next try.
"""

import asyncio
from datetime import date, timedelta

from bot.clock import Ids
from bot.loop import Wake, backoff, keep_going
from bot.message import Inbound
from bot.report import Report
from platforms.pagopa.agreement import agree, withdraw, withdraw_paid
from platforms.pagopa.gpd import Gpd
from platforms.pagopa.payee import Payee
from platforms.pagopa.position import payable, write
from platforms.pagopa.wire import NotAllowed, PlatformDown, TurnedDown
from storage.aside import Aside, SqlAside
from storage.database import Database
from storage.notice_terms import EXPIRE
from storage.notices import NoticeStatus
from storage.positions import (
    LEASE,
    POSITION_DONE,
    POSITION_FAILED,
    TAKE_POSITION,
    TAKE_POSITIONS,
    Position,
    Published,
    Unpublished,
    is_ready,
)

REFUSED = "position-refused"  # the reason under which staff find what GPD does not take
_AT_ONCE = 8  # calls to GPD at a time
_POLL = 5.0  # seconds: how late a position that another process marked may be noticed
_FIRST, _LONGEST = 2.5, 3600.0  # seconds between two tries
_PATIENT = 6  # tries, some minutes, in which GPD may hear by itself of what was paid
_ATTEMPT = LEASE.total_seconds() / 2  # seconds: the lease must not end while a call is on its way


class Publishing:
    """Publishes positions; `patience` is for how many seconds `now` waits for one."""

    def __init__(
        self,
        database: Database,
        gpd: Gpd,
        payee: Payee,
        ids: Ids,
        report: Report,
        *,
        patience: float,
    ) -> None:
        self._database = database
        self._gpd = gpd
        self._payee = payee
        self._ids = ids
        self._report = report
        self._patience = patience
        self._aside = SqlAside(database)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended_on: date | None = None
        self.wake = Wake()

    async def run(self) -> None:
        """Publish until cancelled."""
        try:
            await keep_going("positions", self.round, self.wake, self._report)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def round(self) -> float:
        """Publish what is due, some of it at a time; in how many seconds to come again."""
        await self._end_terms()
        taken = await self._database.writer.submit(TAKE_POSITIONS, _AT_ONCE)
        await asyncio.gather(*map(self._attempt, taken))
        return 0.0 if len(taken) == _AT_ONCE else _POLL

    async def now(self, service: str, reference: str) -> bool:
        """Try to publish a debt at once; whether pagoPA has its newest terms.

        What takes longer than our patience goes on without anybody waiting.
        """
        position = await self._database.writer.submit(TAKE_POSITION, (service, reference))
        if position is not None:
            task = asyncio.create_task(self._attempt(position))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            await asyncio.wait({task}, timeout=self._patience)
        return await self._database.reader.fetch(lambda connection: is_ready(connection, service, reference))

    async def _end_terms(self) -> None:
        """Once a day: what may be paid no more is to be taken out of its position."""
        today = self._database.clock().date()
        if today != self._ended_on:
            await self._database.writer.submit(EXPIRE, today)
            self._ended_on = today

    async def _attempt(self, position: Position) -> None:
        try:
            await self._publish(position)
        except Exception as error:  # noqa: BLE001 - the store fails, or we do: the lease ends, and it is tried again
            self._report.trouble("positions", error)

    async def _publish(self, position: Position) -> None:
        try:
            async with asyncio.timeout(_ATTEMPT):
                await self._settle(position)
        except TurnedDown as refused:
            await self._tell_staff(position, refused)
            await self._failed(position, timedelta(seconds=_LONGEST))
        except (PlatformDown, TimeoutError) as down:
            self._report.trouble("positions", down)
            await self._failed(position, getattr(down, "retry_after", None))
        else:
            await self._done(position)

    async def _settle(self, position: Position) -> None:
        clock = self._database.clock()
        today, zone = clock.date(), self._database.zone
        if any(one.status is NoticeStatus.PAID for one in position.notices):
            patiently = position.attempts < _PATIENT
            await withdraw_paid(self._gpd, position.iupd, patiently=patiently)
        elif notices := payable(position.notices, today):
            body = write(position.iupd, notices, self._payee, today, zone)
            await agree(self._gpd, body, known=position.existing or position.attempts > 0)
        else:
            await withdraw(self._gpd, position.iupd)

    async def _done(self, position: Position) -> None:
        done = Published(position.service, position.reference, position.version, self._ids())
        await self._database.writer.submit(POSITION_DONE, done)

    async def _failed(self, position: Position, at_least: timedelta | None) -> None:
        pause = timedelta(seconds=backoff(position.attempts, first=_FIRST, longest=_LONGEST))
        wait = max(pause, at_least or pause)
        failed = Unpublished(position.service, position.reference, position.version, wait)
        await self._database.writer.submit(POSITION_FAILED, failed)

    async def _tell_staff(self, position: Position, refused: TurnedDown) -> None:
        """Set aside what pagoPA does not take: once for each version, a wrong key once a day."""
        now = self._database.clock()
        about = f"{now.date()}" if isinstance(refused, NotAllowed) else f"{position.iupd}/{position.version}"
        event = Inbound(
            channel="pagopa",
            external_id=f"{REFUSED}/{about}",
            sender="gpd",
            text="",
            received_at=now,
            event=REFUSED,
            payload={"iupd": position.iupd, "version": position.version, "status": refused.status},
        )
        detail = f"position {position.iupd}: {refused}"
        await self._aside.keep(Aside(event, self._ids(), REFUSED, detail))
