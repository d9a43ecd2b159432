"""Identity on SQL: what a conversation has proven, by its contact or its own PEC, and for whom it acts."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.clock import Clock
from bot.level import NOBODY, Invitation, Level, Standing
from bot.message import Inbound
from bot.records import Record
from storage.acting import Acting, end_acting, read_acting
from storage.citizen_rows import BY_ID, PEC, found_by
from storage.citizens import SqlCitizens, called, nobody_new, normal_pec
from storage.contacts import Contact, read_contact, sign_out
from storage.database import Database
from storage.idling import fell_silent
from storage.links import CONFIRM, LOGIN, end_links, make_link
from storage.pin_rows import confirmation_ended, is_unconfirmed
from storage.sealing import Keyring

VERIFIED = "verified"  # the verdict of a message whose signature names its sender


@dataclass(frozen=True, slots=True)
class Rules:
    """What a municipality decides. `address` is that of its pages, without a slash at the end.

    `providers`: whether there is any provider with whom citizens can log in. A proof ends after
    `idle_minutes` of silence in its conversation (0: it does not), and after `identified_hours` anyhow. The
    PIN is asked for `pin_minutes` after it was given, or after a login.
    """

    address: str
    link_minutes: int = 15
    contact_days: int = 180
    identified_hours: float = 12
    local_credentials: bool = False
    providers: bool = True
    idle_minutes: int = 0
    pin_minutes: int = 10


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
        On whose behalf is acted is read anew too: a mandate that was revoked has ended.
        """
        lane, blinds, now = inbound.lane, self._certified(inbound), self.clock()

        def read(connection: sa.Connection) -> tuple[Standing, Acting | None, str]:
            own = self._own(connection, lane, blinds, now)
            return (own, *_behalf(connection, lane, own, now))

        own, acting, sealed = await self.database.reader.fetch(read)
        if acting is None:
            return own
        principal = acting.mandate.principal
        name = called(self._citizens.unseal(principal, sealed))
        services = acting.mandate.services
        return replace(own, acting_for=principal, acting_name=name, acting_in=services)

    @property
    def _citizens(self) -> SqlCitizens:
        return SqlCitizens(self.database, self.keyring, nobody_new)

    async def invite(self, lane: str, level: Level, service: str) -> Invitation:
        """As bot.level.Identity: its records are those of storage.links.make_link."""
        if not (self.rules.providers or self.rules.local_credentials):
            raise LookupError("there is no provider, and there are no credentials of ours")
        now = self.clock()
        until = now + timedelta(minutes=self.rules.link_minutes)
        made = make_link(LOGIN, now=now, until=until, lane=lane, level=level, service=service)
        return Invitation(f"{self.rules.address}/accedi/{made.token}", made.code, until, made.records)

    async def ask_pin(self, lane: str, citizen: str, service: str) -> Invitation:
        """As bot.level.Identity."""
        now = self.clock()
        until = now + timedelta(minutes=self.rules.link_minutes)
        made = make_link(CONFIRM, now=now, until=until, lane=lane, citizen=citizen, service=service)
        return Invitation(f"{self.rules.address}/pin/{made.token}", made.code, until, made.records)

    async def leave(self, lane: str) -> tuple[Record, ...]:
        """As bot.level.Identity."""
        return sign_out(lane), end_links(lane, self.clock()), end_acting(lane), confirmation_ended(lane)

    def _certified(self, inbound: Inbound) -> tuple[str, ...]:
        if inbound.event or inbound.assurance is None or inbound.assurance.verdict != VERIFIED:
            return ()
        return self.keyring.blinds(PEC, normal_pec(inbound.sender))

    def _own(self, connection: sa.Connection, lane: str, blinds: tuple[str, ...], now: datetime) -> Standing:
        """Tell what is proven for oneself: by the sole owner of a PEC, else by the contact of the lane."""
        owners = found_by(connection, PEC, blinds) if blinds else []
        if len(owners) == 1:
            return Standing(Level.IDENTIFIED, owners[0][0], "pec", None)
        contact = read_contact(connection, lane)
        if contact is None or not contact.lives(now):
            return NOBODY
        good_for = timedelta(minutes=self.rules.pin_minutes)
        unconfirmed = is_unconfirmed(connection, lane, contact.citizen, now, good_for)
        if self._fell_silent(connection, contact, now):
            contact = replace(contact, identified_until=None)
        return replace(self._by_contact(contact, now), unconfirmed=unconfirmed, since=contact.theirs_since)

    def _fell_silent(self, connection: sa.Connection, contact: Contact, now: datetime) -> bool:
        """Whether a citizen who is identified has been silent for too long since they proved it."""
        if not self.rules.idle_minutes or contact.identified_until is None or not contact.identified(now):
            return False
        proven_at = contact.identified_until - timedelta(hours=self.rules.identified_hours)
        most = timedelta(minutes=self.rules.idle_minutes)
        return fell_silent(connection, contact.lane, proven_at, now, most)

    def _by_contact(self, contact: Contact, now: datetime) -> Standing:
        allowed = contact.identified_by != "credentials" or self.rules.local_credentials
        if contact.identified(now) and allowed:
            until = min(filter(None, (contact.identified_until, contact.expires_at)))
            return Standing(Level.IDENTIFIED, contact.citizen, contact.identified_by, until)
        return Standing(Level.REGISTERED, contact.citizen, "contact", contact.expires_at)


def _behalf(connection: sa.Connection, lane: str, own: Standing, now: datetime) -> tuple[Acting | None, str]:
    """Read by what mandate is acted, and the sealed record of for whom: none below an identification."""
    if own.level is not Level.IDENTIFIED:
        return None, ""
    acting = read_acting(connection, lane)
    if acting is None or not acting.lives(own.citizen, now):
        return None, ""
    sealed = connection.scalar(BY_ID, {"of": acting.mandate.principal})
    return (acting, sealed) if sealed else (None, "")
