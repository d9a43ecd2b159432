"""Local credentials: a username, a password and a second factor, for who has neither SPID nor CIE."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.clock import Clock
from storage.access_log import CITIZEN
from storage.credential_rows import (
    ACTIVATE,
    LOCK,
    NAMED,
    OF,
    OFFER,
    RECOVER,
    Activation,
    Change,
    Offer,
)
from storage.credential_tries import TRY, Tried, Try
from storage.database import Database
from storage.documents import storable
from storage.links import Opening
from storage.passwords import Passwords
from storage.prepared import FoundRow
from storage.recovery_codes import hash_code
from storage.sealing import Keyring
from storage.second_factor import step_of

USERNAME = "username"  # the kind of blind index


@dataclass(frozen=True, slots=True)
class Credential:
    """The credential of a citizen; `state` is "waiting", "active" or "locked"."""

    citizen: str
    username: str
    state: str


def normal_username(username: str) -> str:
    """Write a username as two of them are compared."""
    return storable("".join(username.split()).casefold())


@dataclass(frozen=True, slots=True)
class SqlCredentials:
    """The credentials in the database; passwords are hashed beside the loop."""

    database: Database
    keyring: Keyring
    passwords: Passwords
    clock: Clock

    async def offer(self, citizen: str, username: str, who: str = CITIZEN) -> bool:
        """Give a citizen a username, or another one while it waits; see OFFER."""
        name = normal_username(username)
        blinds = self.keyring.blinds(USERNAME, name)
        sealed = self.keyring.seal(name, f"username/{citizen}")
        offer = Offer(citizen, blinds[0], sealed, self.keyring.name, blinds, who)
        return await self.database.writer.submit(OFFER, offer)

    async def of(self, citizen: str) -> Credential | None:
        """Read the credential of a citizen."""
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(OF, {"of_citizen": citizen}).one_or_none()
        )
        return None if row is None else self._read(row)

    async def owner(self, username: str) -> str:
        """Find whose username it is; empty for nobody's."""
        blinds = list(self.keyring.blinds(USERNAME, normal_username(username)))
        row = await self.database.reader.fetch(lambda connection: _named(connection, blinds))
        return "" if row is None else str(row.citizen)

    async def activate(
        self,
        opening: Opening,
        citizen: str,
        password: str,
        secret: str,
        code: str,
        recovery: Sequence[str] = (),
    ) -> bool:
        """Set password and second factor behind an activation or recovery link, which is used up.

        `recovery` are new recovery codes, which are kept as hashes; those before count no more.

        False if the code is not of this secret now (the link stays), or if the link does not open.
        """
        step, kept = step_of(secret, code, self.clock()), await self.of(citizen)
        if step is None or kept is None:
            return False
        hashed = await self.passwords.hash(password)
        sealed = self.keyring.seal(secret, f"totp/{citizen}")
        name = self.keyring.seal(kept.username, f"username/{citizen}")
        blind = self.keyring.blind(USERNAME, kept.username)
        codes = [hash_code(citizen, each) for each in recovery]
        given = Activation(opening, citizen, hashed, sealed, step, self.keyring.name, name, blind, codes)
        return await self.database.writer.submit(ACTIVATE, given)

    async def sign_in(self, username: str, password: str, code: str) -> Tried:
        """Try to sign in; whatever is wrong, and whether there is such a name, is told and timed alike."""
        blinds = self.keyring.blinds(USERNAME, normal_username(username))
        row = await self.database.reader.fetch(lambda connection: _named(connection, list(blinds)))
        citizen, kept, secret = self._to_check(row)
        fits = await self.passwords.fits(kept, password)
        step = step_of(secret, code, self.clock())
        tried = Try(blinds, citizen, kept, fits, step, hash_code(citizen, code))
        return await self.database.writer.submit(TRY, tried)

    async def lock(self, citizen: str, who: str) -> bool:
        """Lock an active credential; False if there is none."""
        return await self.database.writer.submit(LOCK, Change(citizen, who))

    async def recover(self, citizen: str, who: str = CITIZEN) -> bool:
        """Let a credential wait for its recovery link; False if there is none."""
        return await self.database.writer.submit(RECOVER, Change(citizen, who))

    def _to_check(self, row: FoundRow | None) -> tuple[str, str, str]:
        """Tell whose it is, what the password must fit, and the secret: for nobody, what never fits."""
        if row is None or not row.totp:
            sealed = self.keyring.seal(_NOBODYS, "totp/")
            return ("" if row is None else row.citizen), "", self.keyring.open(sealed, "totp/")
        return row.citizen, row.hash, self.keyring.open(row.totp, f"totp/{row.citizen}")

    def _read(self, row: FoundRow) -> Credential:
        name = self.keyring.open(row.username, f"username/{row.citizen}")
        return Credential(row.citizen, name, row.state)


_NOBODYS = "A" * 32


def _named(connection: sa.Connection, blinds: list[str]) -> FoundRow | None:
    rows = NAMED.ask(connection, {"blinds": blinds})
    return connection.execute(OF, {"of_citizen": rows[0][0] if rows else ""}).one_or_none()
