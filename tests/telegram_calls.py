"""A call of the Bot API as it came, and what it may be answered in a test."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass

_STRUCTURED = ("reply_markup", "allowed_updates", "commands", "scope", "link_preview_options")
_NUMBERS = ("chat_id", "offset", "limit", "timeout", "message_thread_id", "max_connections")
_FLAGS = ("drop_pending_updates", "disable_content_type_detection", "show_alert")


@dataclass
class Answer:
    """What the next call of a method gets instead of the usual; with `keep` it acts all the same."""

    status: int = 200
    body: Mapping[str, object] | str | None = None  # None: the usual body
    keep: bool = False
    drop: bool = False  # close the connection without an answer
    until: asyncio.Event | None = None  # stay silent until then


def refusal(status, sentence, **parameters):
    """An answer as Telegram refuses."""
    more = {"parameters": parameters} if parameters else {}
    return Answer(status, {"ok": False, "error_code": status, "description": sentence, **more})


class RefusedError(Exception):
    """Raised inside for what Telegram would refuse."""


@dataclass
class Asked:
    """A call as it came: structured parameters are read, the file is its name, kind and content."""

    method: str
    params: dict[str, object]
    file: tuple[str, str, bytes] | None = None


@dataclass
class Stored:
    """A file that a citizen has sent; `broken` is the status that its download gets."""

    content: bytes
    broken: int = 0


WEBHOOK_IS_SET = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"


def read_value(name, text):
    if name in _STRUCTURED:
        return json.loads(text)
    if name in _NUMBERS:
        return int(text)
    return text == "true" if name in _FLAGS else text


def menu_of(asked):
    return asked.params.get("scope", {}).get("type", "default"), asked.params.get("language_code", "")
