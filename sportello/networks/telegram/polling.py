"""Long polling: Telegram is asked for updates, and told that it may forget them only once they are kept.

The offset of a call confirms every update before it (https://core.telegram.org/bots/api#getupdates), so it
moves after the commit of all that came; what is brought again is known by its number.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.clock import Stopwatch
from bot.loop import backoff
from channels.telegram import Arrival, CountersBot, NotYet
from sportello.networks.telegram.calls import LONGEST, TokenRefused, failed, insist
from sportello.networks.telegram.intake import Intake
from sportello.networks.telegram.outcome import Count

WAIT = timedelta(seconds=50)  # that Telegram may hold a call open while nothing happens
_HASTY = 1.0  # seconds: an empty answer that comes sooner is no long poll

log = structlog.get_logger()

Trouble = tuple[int, Exception]  # the first update of a chat that could not be kept, and why


class Poller:
    """One loop for one bot: Telegram lets only one process ask.

    `reached` is told after each call whether Telegram has answered it.
    """

    def __init__(
        self,
        bot: CountersBot,
        intake: Intake,
        count: Count,
        *,
        wait: timedelta = WAIT,
        stopwatch: Stopwatch | None = None,
        reached: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._count = count
        self._wait = wait
        self._stopwatch = stopwatch or Stopwatch()
        self._reached = reached
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Ask until cancelled, or until the token is refused."""
        sleep = self._stopwatch.sleep
        try:
            # A webhook that an earlier setting left would keep every update from us.
            await insist(lambda: self._bot.delete_webhook(drop_pending_updates=False), self._count, sleep)
            while True:
                if pause := await self.ask():
                    await sleep(pause)
        except TokenRefused:
            return

    async def ask(self) -> float:
        """Ask once and keep what came; the seconds to wait before asking again. Raises TokenRefused."""
        begun = self._stopwatch.seconds()
        try:
            updates = await self._bot.raw_updates(self._offset, self._wait)
        except TelegramError as error:
            self._failures += 1
            self._reached(False)  # noqa: FBT003 - its name says what is true or false
            return failed(error, self._count, self._failures)
        self._reached(True)  # noqa: FBT003 - as above
        if not updates:
            # What the offset confirmed is forgotten there. After a week without updates Telegram begins to
            # count anywhere, perhaps below it.
            self._offset, self._failures = None, 0
            return _HASTY if self._stopwatch.seconds() - begun < _HASTY else 0.0
        return self._moved(updates, await self._keep(updates))

    async def _keep(self, updates: Sequence[Mapping[str, Any]]) -> Sequence[Trouble]:
        """Keep those of different chats together, those of one chat in order."""
        chats: defaultdict[str, list[Arrival]] = defaultdict(list)
        for update in updates:
            if arrival := self._intake.read(update):
                sender = arrival.inbound.sender if arrival.inbound else ""
                chats[sender or f"update {arrival.update_id}"].append(arrival)
        troubles = await asyncio.gather(*map(self._keep_in_order, chats.values()))
        return [trouble for trouble in troubles if trouble is not None]

    async def _keep_in_order(self, arrivals: Sequence[Arrival]) -> Trouble | None:
        for arrival in arrivals:
            try:
                await self._intake.keep(arrival)
            except Exception as error:  # noqa: BLE001 - told by the intake; what follows it in its chat must wait
                return arrival.update_id, error
        return None

    def _moved(self, updates: Sequence[Mapping[str, Any]], troubles: Sequence[Trouble]) -> float:
        """Move the offset past what is kept, up to the first that is not; the seconds to wait."""
        numbers = [update["update_id"] for update in updates if isinstance(update.get("update_id"), int)]
        if not troubles:
            self._failures = 0
            self._offset = max(numbers) + 1 if numbers else self._offset
            return 0.0 if numbers else _HASTY
        self._offset = min(number for number, _ in troubles)
        self._failures += 1
        pauses = [
            error.pause.total_seconds()
            for _, error in troubles
            if isinstance(error, NotYet) and error.pause is not None
        ]
        return max([backoff(self._failures, longest=LONGEST), *pauses])
