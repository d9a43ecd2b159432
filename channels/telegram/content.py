"""What a message of Telegram's says: its words, the files to fetch for it, and what in it we do not take."""

import re
from dataclasses import dataclass, field

from telegram import Contact, Message, User

from bot.message import Refused

COMMAND = re.compile(r"/(\w{1,64})(?:@(\w{1,64}))?(?:\s+|\Z)")
_PHOTO = "foto.jpg"  # a photo has no name of its own, and is always JPEG


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that came with a message, to be fetched before the message is kept; `size` 0 if not told."""

    file_id: str = field(repr=False)
    name: str
    media_type: str
    size: int


def content(message: Message) -> tuple[str, tuple[Wanted, ...], tuple[Refused, ...]]:
    """What a message says, the files to fetch for it, and what in it we do not take."""
    if message.text is not None:
        return _words(clean(message.text)), (), ()
    if message.contact is not None:
        return _phone(message.contact, message.from_user), (), ()
    text = _words(clean(message.caption or ""))
    if message.animation is None and message.document is not None:
        document = message.document
        name = document.file_name or "documento"
        kind = document.mime_type or "application/octet-stream"
        return text, (Wanted(document.file_id, name, kind, document.file_size or 0),), ()
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return text, (Wanted(largest.file_id, _PHOTO, "image/jpeg", largest.file_size or 0),), ()
    return text, (), (Refused(_unread(message)),)


def _unread(message: Message) -> str:
    """Name what a message holds in place of words, for the citizen to be told that we do not read it."""
    if message.voice or message.audio or message.video or message.video_note:
        return "voice"
    if message.sticker or message.animation or message.dice or message.game:
        return "sticker"
    if message.location or message.venue:
        return "place"
    return "other"


def _words(text: str) -> str:
    """Turn a command of Telegram's into the words that it stands for.

    `/multa@comune_bot AB123CD` is "multa AB123CD". `/start` alone is what a citizen sends by opening the bot,
    and stays; with something behind it, it comes from a link (https://t.me/<bot>?start=multa), whose
    underscores stand for spaces.
    """
    found = COMMAND.match(text)
    if found is None:
        return text
    name, rest = found[1], text[found.end() :]
    if name.lower() != "start":
        return f"{name} {rest}".strip()
    return rest.replace("_", " ").strip() or "/start"


def _phone(contact: Contact, sender: User | None) -> str:
    """Take a sender's own contact for their telephone number typed, another's for a name and a number."""
    number = clean(contact.phone_number).strip()
    number = number if number.startswith("+") else f"+{number}"
    if sender is not None and contact.user_id == sender.id:
        return number
    names = (clean(name) for name in (contact.first_name, contact.last_name or ""))
    return " ".join((*filter(None, names), number))


def clean(text: str) -> str:
    """Leave out NUL, which PostgreSQL takes in no text and no person means."""
    return text.replace("\0", "")
