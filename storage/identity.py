"""Identity on SQL: what a conversation has proven, by its contact or by its own certified mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.clock import Clock
from bot.level import NOBODY, Invitation, Level, Standing
from bot.message import Inbound
from bot.records import Record
from storage.citizen_rows import PEC, found_by
from storage.citizens import normal_pec
from storage.contacts import Contact, read_contact, sign_out
from storage.database import Database
from storage.links import LOGIN, end_links, make_link
from storage.sealing import Keyring

VERIFIED = "verified"  # the verdict of a message whose signature names its sender


@dataclass(frozen=True, slots=True)
class Rules:
    """What a municipality decides. `address` is that of its pages, without a slash at the end."""

    address: str
    link_minutes: int = 15
    contact_days: int = 180
    identified_hours: float = 12
    local_credentials: bool = False


@dataclass(frozen=True, slots=True)
class SqlIdentity:
    """bot.level.Identity: what was proven is read anew each time, by the clock of that moment."""

    database: Database
    keyring: Keyring
    clock: Clock
    rules: Rules

    async def standing(self, inbound: Inbound) -> Standing:
        """As bot.level.Identity: own PEC for the message that it is, else the contact of its lane.

        A sender's address alone is never believed: it counts only where the message's signature names it.
        """
        lane, blinds = inbound.lane, self._certified(inbound)
        found = await self.database.reader.fetch(lambda connection: _read(connection, lane, blinds))
        owner, contact = found
        if owner:
            return Standing(Level.IDENTIFIED, owner, "pec", None)
        return NOBODY if contact is None else self._by_contact(contact, self.clock())

    async def invite(self, lane: str, level: Level, service: str) -> Invitation:
        """As bot.level.Identity: its records are those of storage.links.make_link."""
        now = self.clock()
        until = now + timedelta(minutes=self.rules.link_minutes)
        made = make_link(LOGIN, now=now, until=until, lane=lane, level=level, service=service)
        return Invitation(f"{self.rules.address}/accedi/{made.token}", made.code, until, made.records)

    async def leave(self, lane: str) -> tuple[Record, ...]:
        """As bot.level.Identity."""
        return sign_out(lane), end_links(lane, self.clock())

    def _certified(self, inbound: Inbound) -> tuple[str, ...]:
        if inbound.event or inbound.assurance is None or inbound.assurance.verdict != VERIFIED:
            return ()
        return self.keyring.blinds(PEC, normal_pec(inbound.sender))

    def _by_contact(self, contact: Contact, now: datetime) -> Standing:
        if not contact.lives(now):
            return NOBODY
        allowed = contact.identified_by != "credentials" or self.rules.local_credentials
        if contact.identified(now) and allowed:
            until = min(filter(None, (contact.identified_until, contact.expires_at)))
            return Standing(Level.IDENTIFIED, contact.citizen, contact.identified_by, until)
        return Standing(Level.REGISTERED, contact.citizen, "contact", contact.expires_at)


def _read(connection: sa.Connection, lane: str, blinds: tuple[str, ...]) -> tuple[str, Contact | None]:
    """Read the sole owner of an address, if it was asked for and there is one, and the contact of a lane."""
    owners = found_by(connection, PEC, blinds) if blinds else []
    return (owners[0][0] if len(owners) == 1 else ""), read_contact(connection, lane)
