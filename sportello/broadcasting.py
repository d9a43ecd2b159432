"""Broadcasts wired to a counter: a bulk sender beside the sender of each channel that carries them."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

from bot.alert_text import KINDS
from bot.bulk import KEY, Bulk, Handful
from bot.bulk_sending import BulkSender, Terms
from bot.channel import Channel, Receipt
from bot.clock import Clock
from bot.loop import Wake, keep_going
from bot.message import Part
from bot.pace import Pace
from bot.quiet import quiet_until, read_night
from bot.report import Report
from bot.sending import Sender
from channels.gsm7 import segments
from channels.mail.mailbox import LINES
from channels.plain_letters import transliterate
from handlers.pay_fine.holidays import is_holiday
from platforms.footers.footer import Footers
from sportello.settings import Settings
from storage.broadcast_said import BroadcastSaid
from storage.broadcasts import Broadcasts
from storage.bulk import Quiet, SqlBulk
from storage.bulk_looking import any_running, in_hand, key_of
from storage.database import Database

_MICROS = 1_000_000  # of a euro
_NOTHING = Handful(pause=timedelta(seconds=5))
_LOOK = 5.0  # seconds: how late may begin what is due, or what another process has let go


@dataclass(frozen=True, slots=True)
class Line:
    """A channel with the sender of its replies and notices."""

    channel: Channel
    sender: Sender
    pace: Pace | None = None


class Folding(Protocol):
    """Who folds receipts: an outbox, for one."""

    async def fold(self, receipt: Receipt) -> bool:
        """As bot.ledger.Outbox."""


class Receipts:
    """Folds what networks say into the part of which they say it: of a broadcast, or of a conversation."""

    def __init__(self, outbox: Folding, bulk: Bulk, database: Database) -> None:
        self._outbox = outbox
        self._bulk = bulk
        self._database = database

    async def fold(self, receipt: Receipt) -> bool:
        """As bot.ledger.Outbox and bot.bulk.Bulk."""
        if receipt.key.startswith(KEY):
            return await self._bulk.fold(receipt)
        if await self._outbox.fold(receipt):
            return True
        key = await key_of(self._database, receipt) if receipt.provider_id and not receipt.key else ""
        return bool(key) and await self._bulk.fold(replace(receipt, key=key))


class Awake(SqlBulk):
    """Recipients that are taken only while a broadcast is under way: else nobody is asked to write."""

    going = False

    async def take(self, channel: str, limit: int, *, ahead: int = 0) -> Handful:
        """As bot.bulk.Bulk."""
        return await super().take(channel, limit, ahead=ahead) if self.going else _NOTHING


class Broadcasting:
    """The senders of broadcasts of one process, and what begins and ends them.

    `busy()` tells whether somebody waits for an answer: replies go first.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        lines: Iterable[Line],
        clock: Clock,
        report: Report,
        *,
        busy: Callable[[], bool],
    ) -> None:
        self._report = report
        self._database = database
        footer, usual = Footers(settings.city.name, settings.sms.number), settings.city.languages[0]
        self.bulk = Awake(
            database,
            rates(settings),
            quiet(settings),
            sender_rates=sender_rates(settings),
            footer=footer,
            usual=usual,
        )
        self.said = BroadcastSaid(database, footer, usual)
        self.senders = {
            line.channel.name: BulkSender(
                line.channel, self.bulk, clock, report, terms_of(settings, line, busy), pace=line.pace
            )
            for line in lines
            if line.channel.name in KINDS
        }
        budget = settings.broadcasts.budget * _MICROS
        self.deeds = Broadcasts(database, tuple(self.senders), budget, self.changed)
        self._wake = Wake()

    def receipts(self, outbox: Folding) -> Receipts:
        """Who folds receipts of all that leaves."""
        return Receipts(outbox, self.bulk, self._database)

    def loops(self) -> list[Callable[[], Coroutine[None, None, None]]]:
        """Everything that goes on until cancelled."""
        works = [work for sender in self.senders.values() for work in (sender.run, sender.settle)]
        return [*works, self._begin_and_end]

    def changed(self) -> None:
        """Notice at once that a broadcast was let go, paused or ended, and give back what is not begun."""
        self._wake()
        for sender in self.senders.values():
            sender.recall()

    async def look(self) -> int:
        """Begin and end what is due; how many."""
        done = 0
        try:
            done += await self.deeds.start_due()
        finally:  # one that cannot begin holds no other up
            done += await self.deeds.finish_due()
            await self._rouse(begun=done > 0)
        return done

    async def _rouse(self, *, begun: bool) -> None:
        """Let the senders look, if there is something for them."""
        before, self.bulk.going = self.bulk.going, await self._database.reader.fetch(any_running)
        if begun or self.bulk.going > before:
            for sender in self.senders.values():
                sender.wake()

    async def sweep(self) -> int:
        """Find parts that were being sent when their process died: no message comes of it."""
        if await self._database.reader.fetch(in_hand):
            await self.bulk.sweep()
        return 0

    async def settle_down(self) -> None:
        """Begin what is due and send what may leave: for who drives the clock himself."""
        await self.look()
        for sender in self.senders.values():
            await sender.drain()
        await self.look()

    async def stop(self, patience: float) -> None:
        """Finish what is in flight and give back the rest."""
        await asyncio.gather(*(sender.stop(patience) for sender in self.senders.values()))

    async def _begin_and_end(self) -> None:
        await keep_going("broadcasts", self._round, self._wake, self._report)

    async def _round(self) -> float:
        await self.look()
        return _LOOK


def quiet(settings: Settings) -> Quiet:
    """Tell until when nobody is disturbed, None while somebody may be; emergencies ask nobody."""
    group, patron = settings.broadcasts, settings.city.patron_day
    night = read_night(group.quiet)

    def rests(day: date) -> bool:
        return group.quiet_sundays and is_holiday(day, patron)

    return lambda now: quiet_until(now, night, rests)


def rates(settings: Settings) -> Mapping[str, float]:
    """How many parts a second may leave, by channel."""
    group = settings.broadcasts
    by_kind = {"sms": group.sms_rate, "telegram": group.telegram_rate, "email": group.mail_rate}
    return {name: by_kind[kind] for name, kind in KINDS.items()}


def sender_rates(settings: Settings) -> Mapping[str, float]:
    """How many parts a second may leave under each sender, by channel."""
    rate = settings.broadcasts.sms_sender_rate
    return {name: rate for name, kind in KINDS.items() if rate is not None and kind == "sms"}


def terms_of(settings: Settings, line: Line, busy: Callable[[], bool]) -> Terms:
    """How a channel sends to many: by mail over fewer lines than there are, lest a reply waits for one."""
    most = settings.broadcasts.in_flight
    if line.channel.traits.letter:
        most = min(most, LINES - 1)
    return Terms(most, gives_way=busy, ahead=line.sender.handed_over, segments=charged(line.channel))


def charged(channel: Channel) -> Callable[[Part], int] | None:
    """Tell what a part costs there: the segments of an SMS as it is written, else one."""
    if channel.traits.kind != "sms":
        return None
    return lambda part: _segments(part.text)


@lru_cache(256)
def _segments(text: str) -> int:
    """Count once what leaves a hundred thousand times."""
    return segments(transliterate(text)).count
