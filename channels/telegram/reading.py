"""What Telegram's updates say: a message, a tap, an edit, or nothing that concerns the counter.

Source: https://core.telegram.org/bots/api#update
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.constants import ChatType

from bot.errors import BadRequest
from bot.message import Inbound, Refused
from channels.telegram.content import COMMAND, Wanted, clean, content

# What we ask Telegram for; the rest of what happens in chats is never sent to us.
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")

_LONGEST_TAP = 64  # bytes of callback_data


@dataclass(frozen=True, slots=True)
class Arrival:
    """What an update holds for the counter.

    `inbound` is a message, still without the files that are `wanted`. `tap_id` is to be answered so that the
    button stops turning; `tapped` is its label. `group` is a chat of several people in which we were spoken
    to: it gets a pointer to the private chat. An arrival with none of these needs nothing.
    """

    update_id: int
    inbound: Inbound | None = None
    wanted: tuple[Wanted, ...] = ()
    tap_id: str = field(default="", repr=False)
    tapped: str = ""
    group: str = field(default="", repr=False)
    language: str = ""


def arrival(raw: Mapping[str, Any], channel: str, bot_id: str, at: datetime) -> Arrival:
    """Read an update; raises BadRequest if it has no number.

    An edited message is a new one: somebody who corrects their last answer in place has corrected it, and an
    edit of an older message is read as if it were written now. Edits of a live location are nothing.
    A message in a private chat that the library cannot read is kept as one that we could not read.
    """
    update_id = raw.get("update_id") if isinstance(raw, Mapping) else None
    if not isinstance(update_id, int):
        raise BadRequest("update_id")
    reader = _Reader(update_id, channel, bot_id, at)
    try:
        update = Update.de_json(dict(raw), None)
    except Exception:  # noqa: BLE001 - whatever the library stumbles over, what comes behind it must pass
        return reader.unreadable(raw)
    if update.callback_query is not None:
        return reader.tap(update.callback_query)
    message = update.message or update.edited_message
    if message is None:
        return Arrival(update_id)
    return reader.message(message, edited=update.message is None)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes arrivals of one update."""

    update_id: int
    channel: str
    bot_id: str
    at: datetime

    def tap(self, query: CallbackQuery) -> Arrival:
        """Read a tap; one in a group or on an inline message is only answered."""
        chat = query.message.chat if query.message is not None else None
        data = query.data or ""
        if chat is None or chat.type != ChatType.PRIVATE or not 0 < len(data.encode()) <= _LONGEST_TAP:
            return Arrival(self.update_id, tap_id=query.id)
        inbound = self._inbound(chat, query.from_user, tap=clean(data), context=_context(query.message))
        return Arrival(self.update_id, inbound, tap_id=query.id, tapped=_label(query, data))

    def message(self, message: Message, *, edited: bool) -> Arrival:
        """Read a message, new or edited."""
        if message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
            spoken = not edited and _speaks_to_us(message, self.bot_id)
            language = _language(message.from_user)
            return Arrival(self.update_id, group=str(message.chat.id) if spoken else "", language=language)
        if message.chat.type != ChatType.PRIVATE or (message.from_user and message.from_user.is_bot):
            return Arrival(self.update_id)
        if (edited and message.location) or _is_service(message):
            return Arrival(self.update_id)
        text, wanted, refused = content(message)
        inbound = self._inbound(
            message.chat, message.from_user, text=text, context=_context(message), refused=refused
        )
        return Arrival(self.update_id, inbound, wanted)

    def unreadable(self, raw: Mapping[str, Any]) -> Arrival:
        """Keep that somebody wrote, if it is plain who."""
        for kind in KINDS:
            if isinstance(message := raw.get(kind), Mapping) and (chat := _private_chat(message)):
                sender = message.get("from")
                told = sender.get("language_code") if isinstance(sender, Mapping) else ""
                return Arrival(self.update_id, self._not_read(chat, told if isinstance(told, str) else ""))
        return Arrival(self.update_id)

    def _not_read(self, sender: str, language: str) -> Inbound:
        return Inbound(
            self.channel,
            self._external_id,
            sender,
            "",
            self.at,
            language=language,
            refused=(Refused("other"),),
        )

    @property
    def _external_id(self) -> str:
        return f"update/{self.bot_id}/{self.update_id}"

    def _inbound(self, chat: Chat, user: User | None, **rest: Any) -> Inbound:
        return Inbound(
            **{
                "channel": self.channel,
                "external_id": self._external_id,
                "sender": str(chat.id),
                "text": "",
                "received_at": self.at,
                "language": _language(user),
                **rest,
            }
        )


def _context(message: Any) -> dict[str, str]:
    """Keep what the answer needs: the topic of the chat, where somebody has made topics."""
    thread = getattr(message, "message_thread_id", None)
    return {"thread": str(thread)} if thread and getattr(message, "is_topic_message", None) else {}


def _label(query: CallbackQuery, data: str) -> str:
    markup = getattr(query.message, "reply_markup", None)
    rows = markup.inline_keyboard if markup else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), "")


def _speaks_to_us(message: Message, bot_id: str) -> bool:
    """Whether a message in a group is a command or an answer to us; a bot without privacy mode hears all."""
    if message.from_user is None or message.from_user.is_bot:
        return False
    answered = message.reply_to_message
    to_us = answered is not None and answered.from_user is not None and str(answered.from_user.id) == bot_id
    return to_us or COMMAND.match(message.text or "") is not None


def _is_service(message: Message) -> bool:
    """Whether a message tells of something that happened in the chat, which nobody has written."""
    return any(getattr(message, name, None) for name in _SERVICE)


_SERVICE = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "connected_website",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "gift",
    "unique_gift",
    "web_app_data",
    "video_chat_started",
    "video_chat_ended",
)


def _private_chat(message: Mapping[str, Any]) -> str:
    """Find who has written a message that the library could not read; nobody writes one of service."""
    chat = message.get("chat")
    if not isinstance(chat, Mapping) or chat.get("type") != "private" or not isinstance(chat.get("id"), int):
        return ""
    return "" if any(name in message for name in _SERVICE) else str(chat["id"])


def _language(user: User | None) -> str:
    return (user.language_code or "") if user is not None else ""
