"""Watches a mailbox for good: whatever ends a session, another begins after a pause, at the last commit."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from bot.clock import Clock, Sleep
from bot.loop import backoff
from channels.mail import server as words
from channels.mail.arrived import Party
from channels.mail.imap import Box
from channels.mail.place import Places, Terms
from channels.mail.server import ServerTrouble
from channels.mail.session import Session
from channels.mail.suspects import Suspects

T = TypeVar("T")

_SIZED = 200  # mails whose sizes are asked for at once
_STEADY = 60.0  # seconds that a session must last for the next pause to be short again
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 300.0
_AFTER_LOGIN = 30.0  # a provider closes an account after some wrong passwords in a row


class Watch(Generic[T]):
    """One mailbox, watched by one loop and one thread."""

    def __init__(
        self,
        box: Callable[[], Box],
        places: Places,
        party: Party[T],
        clock: Clock,
        *,
        terms: Terms,
        sleep: Sleep = asyncio.sleep,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._box = box
        self._places = places
        self._party = party
        self._clock = clock
        self._terms = terms
        self._sleep = sleep
        self._seconds = seconds
        self._suspects = Suspects(_SIZED)

    async def run(self) -> None:
        """Watch until cancelled."""
        failures = 0
        while True:
            began = self._seconds()
            try:
                await self._watch_once()
            except Exception as error:  # noqa: BLE001 - whatever it met, the next mail must find somebody here
                failures = 1 if self._seconds() - began > _STEADY else failures + 1
                pause = _pause(error, failures)
                self._party.told.away(error, pause)
                await self._sleep(pause)

    async def _watch_once(self) -> None:
        thread = ThreadPoolExecutor(1, thread_name_prefix="mailbox")
        box = self._box()
        session = Session(box, thread, self._places, self._party, self._suspects, self._terms)
        try:
            await session.go_on(self._clock, self._sleep)
        finally:
            box.interrupt()
            await asyncio.to_thread(thread.shutdown)
            box.close()


def _pause(error: Exception, failures: int) -> float:
    login = isinstance(error, ServerTrouble) and error.reason == words.LOGIN
    return backoff(failures - 1, first=_AFTER_LOGIN if login else _FIRST_PAUSE, longest=_LONGEST_PAUSE)
