"""Local credentials on a stage: offered or not as a script says, an INAD of its own, links that stay."""

from dataclasses import dataclass, replace
from typing import Protocol

import argon2

from bot.clock import Ids
from handlers.get_credentials import CredentialDesk
from platforms.sandbox.inad import Domicile, SandboxInad
from sportello.crediting import credential_desk
from sportello.settings import Settings
from storage.access_log import CITIZEN
from storage.activations import Activations, Handover, Standoff
from storage.citizens import Citizen
from storage.credentials import SqlCredentials
from storage.identity import SqlIdentity
from storage.links import fingerprint
from storage.passwords import Passwords

# Nobody has a password on a stage: the cheapest there is.
_QUICK = Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class StageActivations:
    """The real ones, but for links whose token is the same each time that a script is played."""

    def __init__(self, real: Activations, ids: Ids) -> None:
        self._real = real
        self._ids = ids

    async def prepare(self, citizen: Citizen, about: str, who: str = CITIZEN) -> Handover | Standoff:
        """As storage.activations.Activations."""
        made = await self._real.prepare(citizen, about, who)
        if not isinstance(made, Handover):
            return made
        token = self._ids()
        records = tuple(
            replace(record, values={**record.values, "token": fingerprint(token)})
            if "token" in record.values
            else record
            for record in made.records
        )
        return replace(made, url=f"{made.url.rpartition('/')[0]}/{token}", records=records)


class Opens(Protocol):
    """Whoever is told whether credentials open anything."""

    def __call__(self, *, offered: bool) -> None:
        """Take it from now on."""


@dataclass
class StageCredentials:
    """What a script may change: whether they are offered, whom INAD knows, whether it answers."""

    desk: CredentialDesk
    inad: SandboxInad
    opens: Opens

    def offer(self, *, offered: bool) -> None:
        """Let the municipality decide."""
        self.desk.offered = offered
        self.opens(offered=offered)

    def elect(self, fiscal_code: str, address: str) -> None:
        """Let somebody elect an address as their digital domicile."""
        self.inad.domiciles[fiscal_code] = [Domicile(address)]

    def turn(self, *, away: bool) -> None:
        """Let INAD be away, or be back."""
        self.inad.down = away


def open_credentials(settings: Settings, identity: SqlIdentity, ids: Ids, opens: Opens) -> StageCredentials:
    """Wire them; INAD knows nobody yet."""
    inad = SandboxInad({}, identity.clock)
    credentials = SqlCredentials(identity.database, identity.keyring, _QUICK, identity.clock)
    desk = credential_desk(settings, credentials, inad, ids)
    desk.activations = StageActivations(desk.activations, ids)
    return StageCredentials(desk, inad, opens)
