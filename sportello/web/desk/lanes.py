"""Conversations at the desk: whose one is, where it goes on, and that somebody has looked at it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from sportello.looked import citizens_of
from sportello.web.desk.documents import saved
from sportello.web.desk.frame import Frame
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import Citizens
from storage.broadcast_said import BroadcastSaid
from storage.database import Database
from storage.latest import latest
from storage.staff_rows import Officer
from storage.views import Attachment, Line, Views

_SHOWN = 3  # signs of an address, as in every list


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a conversation, as a page shows it."""

    ours: bool
    at: datetime
    text: str = field(repr=False)
    files: Sequence[Attachment] = ()
    sent: str = ""  # how far a part of ours got


@dataclass(frozen=True, slots=True)
class Lanes:
    """Reads conversations for staff; that they look is written down before anything is shown."""

    frame: Frame
    database: Database
    citizens: Citizens
    broadcasts: BroadcastSaid | None = None

    async def looked(self, officer: Officer, act: str, about: str, lane: str) -> None:
        """Write down that somebody looks, where the citizen to whom the conversation belongs reads it too."""
        for citizen in sorted(await citizens_of(self.database, [lane])) or [""]:
            await self.frame.looked(officer, act, about, citizen)

    async def whose(self, lane: str) -> str:
        """Name the citizen to whom a conversation belongs; empty where nobody has proven to be."""
        found = [await self.citizens.by_id(each) for each in sorted(await citizens_of(self.database, [lane]))]
        return ", ".join(f"{one.name} {one.surname}" for one in found if one is not None)

    async def said(self, lane: str) -> Sequence[Said]:
        """Read what was said last; the events of the counter's own are left out."""
        lines = [*await latest(self.database, lane)]
        if self.broadcasts is not None:
            alerts, _ = await self.broadcasts.of(lane)
            lines = sorted([*lines, *alerts], key=lambda line: line.at)
        return [_said(line) for line in lines if line.text or line.files]

    async def file(self, lane: str, sha256: str) -> web.Response:
        """Hand over a file of a conversation, to be saved; HTTPNotFound if none in it has that hash."""
        for line in await latest(self.database, lane):
            for each in line.files:
                if each.sha256 == sha256:
                    content = await Views(self.database).content(sha256)
                    return saved(each.name, each.media_type, content or b"")
        raise web.HTTPNotFound


def _said(line: Line) -> Said:
    return Said(not line.inbound, line.at, line.text, line.files, "" if line.inbound else line.status)


def where(lane: str, words: DeskWords) -> str:
    """Name the network of a conversation, and as much of its address as tells it from others."""
    channel, _, address = lane.partition(":")
    return f"{words.get(f'rq-channel-{channel}', channel)} …{address[-_SHOWN:]}"
