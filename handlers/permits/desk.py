"""What the services of permits ask of whoever makes their papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.message import File
from bot.records import Record
from bot.service import Sketch

if TYPE_CHECKING:
    from storage.permits import Permit


@dataclass(frozen=True, slots=True)
class Delivered:
    """The sealed paper of a permit, as it goes along with an answer.

    `files` go where the channel carries files; `records` are written with the turn. `code` is the
    verification code, `check` the public address where it is checked. `link` is where the file is opened on a
    channel without files, until `until`; empty and None where it goes as a file.
    """

    files: tuple[File, ...]
    records: tuple[Record, ...]
    code: str
    check: str
    link: str = ""
    until: datetime | None = None

    def words(self) -> Mapping[str, object]:
        """What the words may tell of it."""
        return {
            "code": self.code,
            "check": self.check,
            "link": self.link or "none",
            "by": f"{self.until:%d/%m/%Y %H:%M}" if self.until else "none",
        }


class PermitDesk(Protocol):
    """Makes the papers of permits; a permit must be in the store before its paper is asked for."""

    async def deliver(self, permit: "Permit", lane: str) -> Delivered:
        """Make the paper of a permit, or give it again: asked twice for one permit it is the same paper.

        Raises platforms.paper.press.PressBusy, and platforms.residents.resident.RegisterAway.
        """

    async def begun(self, permit: "Permit") -> bool:
        """Tell whether a permit that counts was issued just now, and its paper has gone nowhere yet."""

    def handing_back(self, number: str, plates: Sequence[str], new: str = "") -> Sketch:
        """Sketch the sheet that goes with a permit that is handed back; `new` is the one in its place."""
