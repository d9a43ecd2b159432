"""Shows a group the way to the private chat: what concerns a citizen is not said before others."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.clock import Clock
from bot.desk import Desk
from bot.message import Part
from bot.words import COUNTER
from storage.database import Database
from storage.departures import departure
from storage.records import RECORDS

_USEFUL = timedelta(hours=1)  # later than that nobody remembers having asked


class Pointer:
    """Answers groups through the outbox, each once a day: the key of a part is written once."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        desk: Desk,
        channel: str,
        link: Callable[[], Awaitable[str]],
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._desk = desk
        self._channel = channel
        self._link = link
        self._wake = wake

    async def point(self, group: str, language: str) -> None:
        """Queue the pointer; committed on return."""
        now = self._clock()
        voice = self._desk.words.voice(language[:2].lower(), "telegram")
        text = voice.say(COUNTER, "group-pointer", link=await self._link() or "none")
        # Keys are logged, and the id of a chat is an address.
        mark = hashlib.sha256(f"{self._channel} {group}".encode()).hexdigest()[:16]
        part = Part(f"group.{mark}.{now:%Y%m%d}", self._channel, group, text, valid_until=now + _USEFUL)
        await self._database.writer.submit(RECORDS, departure(part, now))
        self._wake()
