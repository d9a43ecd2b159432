"""The Telegram channel: a part goes out as one message; what became of a lost one Telegram cannot tell."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, Message
from telegram.error import BadRequest as LibraryBadRequest
from telegram.error import TelegramError

from bot.channel import Unsettled
from bot.clock import Clock
from bot.errors import SendDelayed, SendError, SendRefused, SendUnknown
from bot.message import Asking, Button, File, Part, Traits
from bot.rates import Limits
from channels.telegram import codes
from channels.telegram.account import PACE, Account
from channels.telegram.bot import CountersBot
from channels.telegram.reading import Arrival, arrival
from channels.telegram.wire import Answered, Lost, Unreached

UNITS = 4096  # of UTF-16: an emoji counts two, https://core.telegram.org/bots/api#sendmessage
_CHAT = re.compile(r"-?[0-9]{1,19}")
_TOKEN = 64  # bytes of callback_data
_SHORT = 14  # characters of a label that leaves room for another beside it
_LARGEST = 50_000_000  # bytes of a file that a bot may send

# A preview is made by fetching the address, and the address of a payment is a key.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNREADABLE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)  # the library's, on an answer not Telegram's


def fits(text: str) -> bool:
    """Whether a text leaves as one message."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 <= UNITS


TRAITS = Traits("telegram", Asking.ONE_BY_ONE, fits, buttons=True, files=True, patience=timedelta(hours=24))


class Telegram:
    """One bot."""

    def __init__(
        self,
        account: Account,
        bot: CountersBot,
        clock: Clock,
        *,
        name: str = "telegram",
        limits: Limits = PACE,
    ) -> None:
        self._account = account
        self._bot = bot
        self._clock = clock
        self._name = name
        self._limits = limits

    @property
    def name(self) -> str:
        """The network's name in the store."""
        return self._name

    @property
    def traits(self) -> Traits:
        """A chat: one question at a time, buttons, files."""
        return TRAITS

    @property
    def limits(self) -> Limits:
        """How fast the bot may go: whoever sends keeps to it."""
        return self._limits

    async def send(self, part: Part) -> str:
        """Send the text with its buttons, or the file; the id is the chat's and the message's.

        The errors are those of Channel.send; their code is a word of `codes`, a colon and the status.
        Source: https://core.telegram.org/bots/api#sendmessage and #senddocument
        """
        try:
            sent = await (self._send_file(part, part.files[0]) if part.files else self._send_text(part))
            provider_id = f"{sent.chat.id}/{sent.message_id}"
        except TelegramError as error:
            raise _sorted_out(error) from None  # its text may hold what could not be read
        except _UNREADABLE:
            raise SendUnknown(codes.label("lost", "unreadable")) from None
        return provider_id

    async def settle(self, part: Part) -> Unsettled:  # noqa: ARG002 - Telegram shows a bot no list of what it sent
        """Telegram keeps no list and takes no key of ours: only the citizen knows."""
        return Unsettled.CANNOT_TELL

    def decode(self, update: Mapping[str, Any]) -> Arrival:
        """Read an update; raises BadRequest."""
        return arrival(update, self._name, self._account.bot_id, self._clock())

    async def _send_text(self, part: Part) -> Message:
        return await self._bot.send_message(
            chat_id=_chat(part),
            text=part.text,
            reply_markup=keyboard(part.buttons) if part.buttons else None,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=_thread(part),
        )

    async def _send_file(self, part: Part, file: File) -> Message:
        if not 0 < len(file.content) <= _LARGEST:
            raise SendRefused(codes.label(codes.CONTENT, "size"))
        return await self._bot.send_document(
            chat_id=_chat(part),
            document=InputFile(file.content, filename=_one_line(file.name)),
            disable_content_type_detection=True,
            message_thread_id=_thread(part),
        )


def keyboard(buttons: Sequence[Button]) -> InlineKeyboardMarkup:
    """Put buttons under a message, one a row; a pair of short ones side by side.

    Raises SendRefused for a token that Telegram would not take.
    """
    if any(not button.url and not 0 < len(button.token.encode()) <= _TOKEN for button in buttons):
        raise SendRefused(codes.label(codes.CONTENT, "token"))
    keys = [
        InlineKeyboardButton(button.label, url=button.url)
        if button.url
        else InlineKeyboardButton(button.label, callback_data=button.token)
        for button in buttons
    ]
    pair = len(buttons) == 2 and all(len(button.label) <= _SHORT for button in buttons)  # noqa: PLR2004 - a pair
    return InlineKeyboardMarkup([keys] if pair else [[key] for key in keys])


def _chat(part: Part) -> int:
    if not _CHAT.fullmatch(part.to):
        raise SendRefused(codes.label(codes.RECIPIENT, "none"))
    return int(part.to)


def _thread(part: Part) -> int | None:
    """The topic that was written in; from the second attempt on without, since the topic may be gone."""
    thread = part.context.get("thread", "")
    return int(thread) if thread.isdecimal() and part.attempts <= 1 else None


def _one_line(name: str) -> str:
    return " ".join(name.split()) or "documento"


def _sorted_out(error: TelegramError) -> SendError:
    if isinstance(error, Unreached):
        return SendDelayed(codes.label("connect", error.message))
    if isinstance(error, Answered):
        judged = codes.verdict(error.status, error.sentence)
        code = codes.label(judged.reason, error.status)
        return SendDelayed(code, error.wait) if judged.again else SendRefused(code)
    if isinstance(error, LibraryBadRequest):  # the library refused before it asked
        return SendRefused(codes.label(codes.CONTENT, "library"))
    return SendUnknown(codes.label("lost", error.message if isinstance(error, Lost) else "library"))
