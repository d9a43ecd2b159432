"""Asks a Bot API for everything that a counter asks, by aiogram; runs among aiogram's own packages.

Arguments: the address, the token, the chat. Standard output: one JSON object, what each call came to.
"""

import asyncio
import json
import sys

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

KEYS = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Sì", callback_data="3.0")]])
SCOPE = BotCommandScopeAllPrivateChats()


async def says(bot, chat):
    """What leaves."""
    said = await bot.send_message(chat, "Va bene così?", reply_markup=KEYS)
    yield "said", [said.text, said.reply_markup.inline_keyboard[0][0].callback_data, said.from_user.is_bot]
    sent = await bot.send_document(chat, BufferedInputFile(b"%PDF", "ricevuta è.pdf"))
    yield "sent", [sent.document.file_name, sent.document.file_size]
    yield "typing", await bot.send_chat_action(chat, "typing")


async def hears(bot):
    """What comes in, and what confirms it."""
    updates = await bot.get_updates(timeout=1)
    yield "kinds", [update.event_type for update in updates]
    message, tap = updates[0].message, updates[-1].callback_query
    file = await bot.get_file(message.document.file_id)
    yield "file", (await bot.download_file(file.file_path)).read().decode()
    yield "tap", [tap.data, tap.message.text, await bot.answer_callback_query(tap.id, text="Sì")]
    yield "left", len(await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0))


async def arranges(bot):
    """Names, menus, webhooks."""
    me = await bot.me()
    yield "me", [me.id, me.username, me.can_read_all_group_messages]
    await bot.set_my_commands([BotCommand(command="multa", description="Pagare")], SCOPE, "it")
    yield "menu", [command.command for command in await bot.get_my_commands(SCOPE, "it")]
    yield "no menu", await bot.get_my_commands(SCOPE, "en")
    await bot.set_webhook("https://sportello.example/telegram/update", secret_token="s" * 64)
    yield "webhook", (await bot.get_webhook_info()).url
    yield "conflict", await refused(bot.get_updates())
    await bot.delete_webhook()
    yield "no webhook", (await bot.get_webhook_info()).url


async def refused(call):
    """Name what a call is refused with."""
    try:
        return f"not at all: {await call}"
    except TelegramRetryAfter as error:
        return f"TelegramRetryAfter {error.retry_after}"
    except TelegramAPIError as error:
        return type(error).__name__


async def main(url, token, chat):
    """Make every call; the refusals are prepared by whoever started this."""
    server = TelegramAPIServer(f"{url}/bot{{token}}/{{method}}", f"{url}/file/bot{{token}}/{{path}}")
    async with Bot(token, AiohttpSession(api=server)) as bot:
        found = {}
        for part in (arranges(bot), hears(bot), says(bot, chat)):
            found |= {name: value async for name, value in part}
        texts = ("a", "b", "c", "d", "", "a" * 4097)
        found["refusals"] = [await refused(bot.send_message(chat, text)) for text in texts]
        found["stranger"] = await refused(bot.send_message(12345, "a"))
    async with Bot("9:" + "x" * 35, AiohttpSession(api=server)) as other:
        found["token"] = await refused(other.get_me())
    print(json.dumps(found))  # noqa: T201 - it is read by who started this


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
