"""Fits the store's conversations to the phone: two tables become one thread, with one cursor."""

import re
from collections.abc import Sequence
from typing import Protocol

from bot.errors import BadRequest
from sportello.web.phone import Attachment, Line, Talk
from storage import views

_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})", re.ASCII)  # the last row of the inbox, of the outbox


class Said(Protocol):
    """What is read of the store (storage.views.Views)."""

    async def conversation(
        self, lane: str, after: views.Cursor = ..., limit: int = ...
    ) -> tuple[Sequence[views.Line], views.Cursor]:
        """Read what was said in a lane after a point, by time, and the point to go on from."""

    async def content(self, sha256: str) -> bytes | None:
        """Read a file by its hash."""


class Threads:
    """The conversations that the phone shows."""

    def __init__(self, said: Said) -> None:
        self._said = said

    async def of(self, lane: str, after: str) -> Talk:
        """Read a lane past a cursor to its end, however many pages the store makes of it."""
        cursor = _read_cursor(after)
        lines: list[Line] = []
        while True:
            page, cursor = await self._said.conversation(lane, cursor)
            if not page:
                return Talk(lines, f"{cursor.inbox}.{cursor.outbox}")
            lines += [_shown(line) for line in page if not line.event]

    async def content(self, sha256: str) -> bytes | None:
        """Fetch an attachment, of either direction."""
        return await self._said.content(sha256)


def _read_cursor(text: str) -> views.Cursor:
    if not text:
        return views.Cursor()
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise BadRequest("The cursor was never given.")
    return views.Cursor(int(found[1]), int(found[2]))


def _shown(line: views.Line) -> Line:
    side = "in" if line.inbound else "out"
    return Line(
        key=f"{side}-{line.id}",
        direction=side,
        at=line.at,
        text=line.text,
        buttons=line.buttons,
        files=[Attachment(file.name, file.sha256, file.media_type) for file in line.files],
        status=line.status,
        tap=line.tap,
    )
