"""PINs: a few digits that a citizen's own phone does not know, asked for before an act with effect.

A PIN is only ever typed on a page. What is kept of it is argon2id's hash, sealed: who has the database file
and not the key cannot try the million of them.
"""

from dataclasses import dataclass
from datetime import timedelta

from storage.database import Database
from storage.links import Link, Opening, fingerprint
from storage.passwords import Passwords
from storage.pin_rows import (
    CHOOSE_PIN,
    DROP_PIN,
    GIVE_PIN,
    GOOD_FOR,
    NOBODYS_BROWSER,
    OF,
    Choice,
    Given,
    Told,
)
from storage.sealing import Keyring


@dataclass(frozen=True, slots=True)
class SqlPins:
    """The PINs in the database; they are hashed beside the loop."""

    database: Database
    keyring: Keyring
    passwords: Passwords
    good_for: timedelta = GOOD_FOR

    async def has(self, citizen: str) -> bool:
        """Whether a citizen has a PIN."""
        return bool(await self._sealed(citizen))

    async def choose(self, token: str, link: Link, digits: str, correlation: str) -> bool:
        """Set a PIN behind a link; see CHOOSE_PIN."""
        citizen = link.citizen
        before = await self._sealed(citizen)
        sealed = self.keyring.seal(await self.passwords.hash(digits), _about(citizen))
        by = self.keyring.name
        choice = Choice(_opening(token), link.lane, citizen, sealed, by, before, correlation, self.good_for)
        return await self.database.writer.submit(CHOOSE_PIN, choice)

    async def give(self, token: str, citizen: str, digits: str, correlation: str) -> Told:
        """Give a PIN behind a link; see GIVE_PIN."""
        against = await self._sealed(citizen)
        fits = await self._fits(citizen, against, digits)
        given = Given(_opening(token), citizen, against, fits, correlation)
        return await self.database.writer.submit(GIVE_PIN, given)

    async def drop(self, citizen: str, who: str) -> bool:
        """Take a PIN away, as a person of the office; False if there is none."""
        return await self.database.writer.submit(DROP_PIN, (citizen, who))

    async def _fits(self, citizen: str, sealed: str, digits: str) -> bool:
        kept = self.keyring.open(sealed, _about(citizen)) if sealed else ""
        return await self.passwords.fits(kept, digits)

    async def _sealed(self, citizen: str) -> str:
        row = await self.database.reader.fetch(
            lambda connection: connection.execute(OF, {"of_citizen": citizen}).one_or_none()
        )
        return "" if row is None else str(row.sealed)


def _opening(token: str) -> Opening:
    return Opening(fingerprint(token), NOBODYS_BROWSER)


def _about(citizen: str) -> str:
    return f"pin/{citizen}"
