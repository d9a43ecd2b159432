"""A small town for the tests of identity: its people, their conversations, and what they prove in them."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count

import argon2

from bot.level import Level, Standing
from bot.message import Assurance, Inbound
from storage.binding import BIND, Bound, Proof
from storage.citizens import Citizen, SqlCitizens
from storage.contacts import SqlContacts
from storage.credentials import SqlCredentials
from storage.identity import Rules, SqlIdentity
from storage.links import Opening, SqlLinks
from storage.logins import SqlLogins
from storage.passwords import Passwords
from storage.proving import USE_LINK, Proven, Used
from storage.records import RECORDS
from storage.sealing import Keyring
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.samples import message

KEY, NEWER = bytes(range(32)), bytes(range(1, 33))
QUICK = Passwords(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
RULES = Rules("https://sportello.example.org", local_credentials=True)

ANNA = Citizen(
    "", "PRVNNA80A41H501D", "Anna", "Prova", date(1980, 1, 1), "anna@pec.example.org", "+390001111"
)
BRUNO = Citizen("", "SMPBRN75C03F205C", "Bruno", "Esempio", date(1975, 3, 3), "bruno@pec.example.org", "")


def phone(number: int) -> str:
    return f"+39000{number}"


@dataclass
class Town:
    """Everything of identity on one database, under some keys."""

    desk: Desk
    clock: Ticker
    keyring: Keyring
    rules: Rules = RULES

    def __post_init__(self) -> None:
        numbers = count(1)
        database = self.desk.database
        self.citizens = SqlCitizens(database, self.keyring, lambda: f"citizen-{next(numbers)}-{id(self)}")
        self.contacts = SqlContacts(database)
        self.links = SqlLinks(database)
        self.logins = SqlLogins(database, self.keyring)
        self.credentials = SqlCredentials(database, self.keyring, QUICK, self.clock)
        self.identity = SqlIdentity(database, self.keyring, self.clock, self.rules)

    async def bind(self, lane: str, citizen: str, proof: str = "spid-2") -> Bound:
        given = Proof(lane, citizen, proof, self.rules.contact_days, self.rules.identified_hours, "c")
        return await self.desk.database.writer.submit(BIND, given)

    async def invited(self, lane: str, level: Level = Level.IDENTIFIED) -> str:
        """A link made with a turn; its token."""
        invitation = await self.identity.invite(lane, level, "red")
        await self.desk.database.writer.submit(RECORDS, list(invitation.records))
        return invitation.url.rpartition("/")[2]

    async def proves(
        self, token: str, citizen: str, proof: str = "spid-2", cookie: str = "mine"
    ) -> Used | None:
        days, hours = self.rules.contact_days, self.rules.identified_hours
        given = Proven(Opening.of(token, cookie), citizen, proof, days, hours, "c")
        return await self.desk.database.writer.submit(USE_LINK, given)

    async def stands(self, sender: str, channel: str = "sms", **rest: object) -> Standing:
        values = {"text": "x", **rest}
        inbound: Inbound = replace(message("m", sender), channel=channel, **values)  # type: ignore[arg-type]
        return await self.identity.standing(inbound)


def certified(verdict: str = "verified") -> Assurance:
    return Assurance(verdict, by="posta@gestore.example.org")
