"""A script's line as an update of Telegram's, read by its channel: words, a command, a tap, a file."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any
from zlib import crc32

from bot.message import File, Inbound, Part, Refused, Traits
from channels.telegram.attachments import MEGABYTE
from channels.telegram.reading import arrival
from channels.telegram.telegram import TRAITS
from sportello.transcripts.ways import Said

_BOT = "7000000001"
_FIRST = 500_000_000  # ids of people are numbers


class ChatWay:
    """A private chat with a bot that takes files of so many megabytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._numbers = count(1)

    @property
    def traits(self) -> Traits:
        """The Telegram channel's own."""
        return TRAITS

    def address(self, person: str) -> str:
        """Give a person the number of a chat, always the same."""
        return str(_FIRST + crc32(person.encode()) % _FIRST)

    async def read(self, said: Said) -> Inbound | None:
        """Read the update that Telegram would bring; its file is taken or refused by its size."""
        arrived = arrival(self._update(said), TRAITS.kind, _BOT, said.at)
        if arrived.inbound is None:
            return None
        taken, refused = self._fetched(said.files)
        return replace(arrived.inbound, files=taken, refused=(*arrived.inbound.refused, *refused))

    def heading(self, part: Part) -> str:  # noqa: ARG002 - the protocol's
        """Nothing stands over a message in a chat."""
        return ""

    def _fetched(self, files: tuple[File, ...]) -> tuple[tuple[File, ...], tuple[Refused, ...]]:
        taken = tuple(file for file in files if len(file.content) <= self._most * MEGABYTE)
        refused = [file for file in files if file not in taken]
        return taken, tuple(Refused("large", file.name, f"{self._most} MB") for file in refused)

    def _update(self, said: Said) -> Mapping[str, Any]:
        """Source: https://core.telegram.org/bots/api#update ."""
        number, chat = next(self._numbers), int(self.address(said.person))
        message: dict[str, Any] = {
            "message_id": number,
            "date": int(said.at.timestamp()),
            "chat": {"id": chat, "type": "private"},
        }
        sender = {"id": chat, "is_bot": False, "first_name": said.person}
        if said.tap:
            tap = {"id": said.id, "from": sender, "chat_instance": "1", "message": message, "data": said.tap}
            return {"update_id": number, "callback_query": tap}
        words = (
            {"caption": said.text, "document": _document(said.files[0])}
            if said.files
            else {"text": said.text}
        )
        return {"update_id": number, "message": {**message, "from": sender, **words}}


def _document(file: File) -> Mapping[str, Any]:
    return {
        "file_id": file.name,
        "file_unique_id": file.name,
        "file_name": file.name,
        "mime_type": file.media_type,
        "file_size": len(file.content),
    }
