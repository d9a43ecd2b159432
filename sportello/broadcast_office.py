"""What the commands of broadcasts work on: the store, the settings, and somebody of the staff with a role."""

import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BadRequest
from sportello.broadcast_estimate import Estimates
from sportello.broadcast_preview import Previews
from sportello.broadcast_setting import budget, channels_of, open_estimates, open_previews, open_tryouts
from sportello.broadcast_tryout import Tryouts
from sportello.keys import keyring_of
from sportello.looked import operator
from sportello.settings import Settings, load
from sportello.stores import visiting
from sportello.terminal import line
from storage.broadcasts import Broadcast, Broadcasts
from storage.database import Database
from storage.passwords import Passwords
from storage.staff import SqlStaff
from storage.staff_rows import ACTIVE, Officer, Role


@dataclass(frozen=True, slots=True)
class BroadcastOffice:
    """The store of this folder's settings, opened for one command."""

    settings: Settings
    database: Database
    broadcasts: Broadcasts

    async def officer(self, by: str | None, *roles: Role) -> Officer:
        """Find who does it: `by`, else the account that types; BadRequest unless they have one of the roles.

        Two people let a broadcast go, so a name that nobody of the staff has is nobody's.
        """
        name = by or operator()
        found = await SqlStaff(self.database, keyring_of(self.settings), Passwords(), self.database.clock).of(
            name
        )
        if found is None or found.state != ACTIVE:
            raise BadRequest(f"{line(name)} does not work at the desk: say who does it with --by NAME")
        if not found.officer.may(*roles):
            needed = " or ".join(role.value for role in roles)
            raise BadRequest(f"{line(name)} is no {needed}: see `sportello staff roles`")
        return found.officer

    async def known(self, code: str) -> Broadcast:
        """Find a broadcast by its code; BadRequest if there is none."""
        found = await self.broadcasts.by_code(code.strip())
        if found is None:
            raise BadRequest(f"there is no broadcast {line(code)}: `sportello broadcast list`")
        return found

    @property
    def estimates(self) -> Estimates:
        """What drafts come to."""
        return open_estimates(self.settings, self.database)

    @property
    def previews(self) -> Previews:
        """What real recipients would read."""
        return open_previews(self.settings, self.database)

    @property
    def tryouts(self) -> Tryouts:
        """Drafts sent to who writes them."""
        return open_tryouts(self.settings, self.database, lambda: secrets.token_hex(8))


@asynccontextmanager
async def broadcast_office() -> AsyncIterator[BroadcastOffice]:
    """Open it for a command; a counter may be working on the same store."""
    settings = load(os.environ, Path.cwd())
    with visiting() as database:
        yield BroadcastOffice(
            settings, database, Broadcasts(database, channels_of(settings), budget(settings))
        )
