"""The bot introduces itself: it learns its own name, and shows its commands where citizens look for them."""

import asyncio
import contextlib
import re
from collections.abc import Mapping, Sequence
from functools import partial

from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.clock import Sleep
from bot.desk import Desk
from bot.values.spelling import plain
from bot.words import COUNTER
from channels.telegram import CountersBot
from sportello.networks.telegram.calls import TokenRefused, insist
from sportello.networks.telegram.outcome import Count

# In the order of the menu, after the services: the reserved words of a conversation.
_RESERVED = ("menu", "help", "status", "back", "cancel", "resume", "operator", "language", "stop")
_NAME = re.compile(r"[a-z0-9_]{1,32}")  # https://core.telegram.org/bots/api#botcommand
_LONGEST = 256  # characters of a description
_SCOPE = BotCommandScopeAllPrivateChats()


def menu(desk: Desk, language: str) -> Sequence[BotCommand]:
    """List the services and the reserved words in one language, each by its first word."""
    voice = desk.words.voice(language, "telegram")
    named = [(voice.say(name, "keywords"), voice.say(name, "title")) for name in desk.listed]
    named += [
        (voice.say(COUNTER, f"command-{name}"), voice.say(COUNTER, f"command-{name}.about"))
        for name in _RESERVED
    ]
    found = {plain(words.partition(",")[0]): about for words, about in named}
    return [BotCommand(name, about[:_LONGEST]) for name, about in found.items() if _NAME.fullmatch(name)]


class Introduction:
    """Who the bot is; `username` is empty until Telegram has said it."""

    def __init__(
        self, bot: CountersBot, menus: Mapping[str, Sequence[BotCommand]], count: Count, sleep: Sleep
    ) -> None:
        self.username = ""
        self._bot = bot
        self._menus = menus
        self._count = count
        self._sleep = sleep
        self._asking = asyncio.Lock()

    async def link(self) -> str:
        """Give the address of the private chat; empty if Telegram does not say who the bot is just now."""
        with contextlib.suppress(TelegramError):
            await self._learn_name()
        return f"https://t.me/{self.username}" if self.username else ""

    async def run(self) -> None:
        """Introduce the bot once, however long Telegram takes."""
        try:
            await insist(self._learn_name, self._count, self._sleep)
            for language, commands in self._menus.items():
                await insist(partial(self._show, language, commands), self._count, self._sleep)
        except TokenRefused:
            return

    async def _learn_name(self) -> None:
        """Ask once at a time: who is pointed to the bot may be there before it has introduced itself."""
        async with self._asking:
            if not self.username:
                self.username = (await self._bot.get_me()).username or ""

    async def _show(self, language: str, commands: Sequence[BotCommand]) -> None:
        """Set the menu of a language, the empty one for everybody else's, unless it is so already."""
        code = language or None
        if tuple(commands) != await self._bot.get_my_commands(_SCOPE, code):
            await self._bot.set_my_commands(commands, _SCOPE, code)
