"""One message after the other through a channel of ours, beside the bare client on the same little server."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import aiosmtplib
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import HTTPXRequest

from bot.message import Button, Part
from channels.mail.mail import Mail
from channels.mail.mailbox import Mailbox
from channels.mail.post import Post
from channels.mail.server import Server
from channels.mail.writing import write_mail
from channels.telegram import Account, CountersBot, Telegram, Wire

CHATS, LINES = 32, 4  # calls of Telegram at the same time, connections to the mail server
TOKEN = "7000000001:a-made-up-token"  # noqa: S105 - nobody's
ME = Mailbox("sportello@comune.example.it", "Comune di Portoreale")

Send = Callable[[int], Awaitable[object]]  # sends the message of that number
Side = Callable[[int], AbstractAsyncContextManager[Send]]  # opened on a port of this machine

_BUTTONS = (Button("Sì", "a" * 24), Button("No", "b" * 24))
_TEXT = (
    "Multa V12345/2026, targa AB123CD: oggi deve 116,90 € in tutto, fino al 09/02/2026. C'è lo sconto del "
    "30%. Dopo: 167,00 €. Se conferma le mando l'avviso pagoPA per pagare.\n\nVa bene così?"
)
_LETTER = f"Gentile cittadina, gentile cittadino,\n\n{_TEXT}\n\nCordiali saluti\nSportello dei cittadini"


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages in a second of the clock, and milliseconds of the processor for each in this process."""

    per_s: float
    cpu_ms: float


async def pace(side: Side, port: int, workers: int, seconds: float) -> Pace:
    """Send for so many seconds, so many at a time."""
    numbers = itertools.count(1)
    async with side(port) as send:
        await asyncio.gather(*(send(next(numbers)) for _ in range(workers)))  # the connections come about
        first, started, used = next(numbers), time.perf_counter(), time.process_time()

        async def work() -> None:
            while time.perf_counter() - started < seconds:
                await send(next(numbers))

        await asyncio.gather(*(work() for _ in range(workers)))
        sent = next(numbers) - first - 1
        took, used = time.perf_counter() - started, time.process_time() - used
    return Pace(sent / took, used / sent * 1000)


@asynccontextmanager
async def _telegram(port: int) -> AsyncIterator[Send]:
    """Our channel: a part, the library, our transport."""
    account = Account(TOKEN, f"http://127.0.0.1:{port}")
    async with aiohttp.ClientSession() as session:
        channel = Telegram(account, CountersBot(account, Wire(session)), lambda: datetime.now(UTC))
        yield lambda number: channel.send(
            Part(f"bench-{number}", "telegram", "900000001", _TEXT, buttons=_BUTTONS)
        )


@asynccontextmanager
async def _telegram_bare(port: int) -> AsyncIterator[Send]:
    """No library: the same JSON over aiohttp, and its answer read as JSON."""
    url = f"http://127.0.0.1:{port}/bot{TOKEN}/sendMessage"
    row = [{"text": button.label, "callback_data": button.token} for button in _BUTTONS]
    asked = {
        "chat_id": 900_000_001,
        "text": _TEXT,
        "reply_markup": {"inline_keyboard": [row]},
        "link_preview_options": {"is_disabled": True},
    }
    async with aiohttp.ClientSession() as session:

        async def send(_: int) -> None:
            async with session.post(url, json=asked) as answer:
                assert json.loads(await answer.read())["ok"]

        yield send


@asynccontextmanager
async def _telegram_httpx(port: int) -> AsyncIterator[Send]:
    """The library on the transport that it brings along."""
    bot = Bot(TOKEN, f"http://127.0.0.1:{port}/bot", request=HTTPXRequest(connection_pool_size=CHATS))
    keys = [InlineKeyboardButton(button.label, callback_data=button.token) for button in _BUTTONS]
    preview = LinkPreviewOptions(is_disabled=True)
    async with bot.request:
        yield lambda _: bot.send_message(
            900_000_001, _TEXT, reply_markup=InlineKeyboardMarkup([keys]), link_preview_options=preview
        )


def _part(number: int) -> Part:
    context = {"message_id": f"<{number}@mail.example.org>", "subject": "Multa sul parabrezza"}
    return Part(f"bench-{number}", "email", f"citizen{number}@example.org", _LETTER, context=context)


@asynccontextmanager
async def _mail(port: int) -> AsyncIterator[Send]:
    """Our channel: a part, written as a mail, over connections that it keeps."""
    post = Post(Server("127.0.0.1", port, "none"), lines=LINES)
    channel = Mail(ME, post, lambda: datetime.now(UTC))
    yield lambda number: channel.send(_part(number))
    await post.close()


@asynccontextmanager
async def _mail_bare(port: int) -> AsyncIterator[Send]:
    """The library alone: a mail that is written already, over as many connections."""
    mail = write_mail(_part(1), ME, datetime.now(UTC))
    free: asyncio.Queue[aiosmtplib.SMTP] = asyncio.Queue()
    async with AsyncExitStack() as stack:
        for _ in range(LINES):
            smtp = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
            free.put_nowait(await stack.enter_async_context(smtp))

        async def send(number: int) -> None:
            smtp = await free.get()
            await smtp.sendmail(ME.address, f"citizen{number}@example.org", mail)
            free.put_nowait(smtp)

        yield send


TELEGRAM: Mapping[str, Side] = {
    "telegram": _telegram,
    "telegram_bare": _telegram_bare,
    "telegram_httpx": _telegram_httpx,
}
SMTP: Mapping[str, Side] = {"smtp": _mail, "smtp_bare": _mail_bare}
