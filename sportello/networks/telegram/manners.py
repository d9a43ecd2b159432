"""Small courtesies of a chat: a tapped button stops turning, and who waits sees that somebody is writing.

None of them is worth a message: they never hold anything up, and what fails is forgotten.
"""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channel import Channel, Unsettled
from bot.clock import Sleep
from bot.message import Part, Traits
from channels.telegram import CountersBot

_SOON = 1.0  # seconds in which an answer comes without any sign before it
_SHOWN = 4.5  # seconds: Telegram shows "typing" for five
_SIGNS = 4  # nobody is told for ever that an answer is on its way
_MOST = 512  # courtesies at a time; beyond that there is more important work
_NOTE = 200  # characters of the note that a tap may show


class Manners:
    """Courtesies of one bot; `close` drops what is still to be shown."""

    def __init__(self, bot: CountersBot, sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep
        self._tasks: set[asyncio.Task[None]] = set()
        self._typing: dict[str, asyncio.Task[None]] = {}

    def tapped(self, tap_id: str, label: str) -> None:
        """Stop the turning of a tapped button, and show for a moment which it was."""
        self._begin(_forgiven(self._bot.answer_callback_query(tap_id, text=label[:_NOTE] or None)))

    def awaits(self, chat: str) -> None:
        """Somebody waits for an answer: if it takes long, show that it is being written."""
        if chat not in self._typing and (task := self._begin(self._type(chat))):
            self._typing[chat] = task
            task.add_done_callback(partial(self._shown, chat))

    def answered(self, chat: str) -> None:
        """The answer is on its way."""
        if task := self._typing.pop(chat, None):
            task.cancel()

    async def close(self) -> None:
        """Drop what is left."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _type(self, chat: str) -> None:
        await self._sleep(_SOON)
        for _ in range(_SIGNS):
            await _forgiven(self._bot.send_chat_action(int(chat), ChatAction.TYPING))
            await self._sleep(_SHOWN)

    def _shown(self, chat: str, task: asyncio.Task[None]) -> None:
        if self._typing.get(chat) is task:
            del self._typing[chat]

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
        if len(self._tasks) >= _MOST:
            work.close()  # nobody will await it
            return None
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _forgiven(call: Coroutine[Any, Any, object]) -> None:
    try:
        await call
    except (TelegramError, ValueError, TypeError, LookupError):
        return


class Mannered:
    """A channel that tells its manners when an answer leaves."""

    def __init__(self, channel: Channel, manners: Manners) -> None:
        self._channel = channel
        self._manners = manners

    @property
    def name(self) -> str:
        """The channel's own."""
        return self._channel.name

    @property
    def traits(self) -> Traits:
        """The channel's own."""
        return self._channel.traits

    async def send(self, part: Part) -> str:
        """Send; nobody is shown any more that it is being written."""
        self._manners.answered(part.to)
        return await self._channel.send(part)

    async def settle(self, part: Part) -> str | Unsettled:
        """The channel's own."""
        return await self._channel.settle(part)
