"""What the pages of broadcasts share: their collaborators, whose they are, and the words of the reader."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from typing import Final

from aiohttp import web

from bot.clock import Clock
from sportello.broadcast_estimate import Estimates
from sportello.broadcast_pace import spent
from sportello.broadcast_preview import Previews
from sportello.broadcast_tryout import Tryouts
from sportello.cap_taking import CapDesk
from sportello.settings.broadcasts import Broadcasts as Rules
from sportello.web.desk.frame import Frame
from sportello.web.desk.look import language_of
from sportello.web.desk.wording import DeskWords
from sportello.web.desk.worktop import Names, Naming
from storage.broadcasts import Broadcast, Broadcasts, Kind, Progress, State
from storage.bulk import Quiet
from storage.recipient_lists import RecipientLists
from storage.staff_rows import Role
from storage.zones import Zones

HOME: Final = "/desk/broadcasts"
WRITERS: Final = (Role.EDITOR,)
DECIDERS: Final = (Role.APPROVER,)
WORKERS: Final = (*WRITERS, *DECIDERS)  # who may stop one: in an accident whoever is there
READERS: Final = (*WORKERS, Role.AUDITOR)


@dataclass(frozen=True, slots=True)
class Studio:
    """The collaborators; `zone` is that of the hours shown and typed."""

    frame: Frame
    broadcasts: Broadcasts
    lists: RecipientLists
    zones: Zones
    estimates: Estimates
    previews: Previews
    tryouts: Tryouts
    cap: CapDesk
    rules: Rules
    quiet_until: Quiet
    naming: Naming
    clock: Clock
    zone: tzinfo

    def words(self, request: web.Request) -> DeskWords:
        """Give the words of the reader's language."""
        return _words_in(language_of(request))

    def words_in(self, language: str) -> DeskWords:
        """Give the words of a language."""
        return _words_in(language)

    async def names(self) -> Names:
        """Read what people are called."""
        return await self.naming.names()

    async def found(self, request: web.Request) -> Broadcast:
        """Read the broadcast of an address; HTTPNotFound for none."""
        found = await self.broadcasts.by_code(request.match_info["code"])
        if found is None:
            raise web.HTTPNotFound
        return found

    def spent(self, progress: Progress) -> int:
        """Price what has left, in millionths of a euro, as of today."""
        return spent(progress, self.estimates.tariff, self.clock())

    def when(self, moment: datetime | None) -> str:
        """Write a moment as clocks here show it; empty for none."""
        return f"{moment.astimezone(self.zone):%d/%m/%Y %H:%M}" if moment else ""

    def resting(self, one: Broadcast, words: DeskWords) -> str:
        """Say until when nothing of a broadcast leaves so as not to disturb; empty if it does."""
        leaves = one.state in {State.APPROVED, State.RUNNING} and one.draft.kind is Kind.NOTICE
        until = self.quiet_until(self.clock().astimezone(self.zone)) if leaves else None
        return words("br-quiet-now", until=self.when(until)) if until else ""

    def quiet(self, words: DeskWords) -> str:
        """Say in which hours nobody is disturbed."""
        if not self.rules.quiet:
            return words("br-quiet-none")
        return words("br-quiet-sundays" if self.rules.quiet_sundays else "br-quiet", hours=self.rules.quiet)


@cache
def _words_in(language: str) -> DeskWords:
    return DeskWords(language, "")


def manner_of(state: str) -> str:
    """Give the style in which a state is shown."""
    return {
        "submitted": "soon",
        "paused": "soon",
        "held": "late",
        "running": "good",
        "done": "good",
        "cancelled": "late",
        "expired": "late",
    }.get(state, "")
