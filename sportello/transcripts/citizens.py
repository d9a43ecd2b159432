"""The people of a stage, who log in behind their links: with a proof, or in vain."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

import argon2

from bot.clock import Ids
from bot.level import Identity, Invitation, Level, Standing
from bot.message import Inbound
from bot.records import Record
from samples.awkward_residents import AWKWARD, awkward_residents
from storage.binding import BIND, Proof
from storage.citizens import Citizen, SqlCitizens
from storage.identity import SqlIdentity
from storage.links import CHOOSE, Opening, SqlLinks, fingerprint
from storage.passwords import Passwords
from storage.pins import SqlPins
from storage.proving import USE_LINK, Proven
from storage.sealing import Keyring

KEYRING = Keyring([bytes(range(32))])  # a stage keeps nobody's data
_CORRELATION = "play"
_QUICK = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # nobody steals from a stage


class StageIdentity(Identity):
    """The real one, but for links whose token and code are the same each time that a script is played."""

    def __init__(self, real: SqlIdentity, ids: Ids) -> None:
        self._real = real
        self._ids = ids

    def offer(self, *, offered: bool) -> None:
        """Let the municipality decide whether its own credentials open anything."""
        self._real = replace(self._real, rules=replace(self._real.rules, local_credentials=offered))

    async def standing(self, inbound: Inbound) -> Standing:
        """As Identity."""
        return await self._real.standing(inbound)

    async def leave(self, lane: str) -> tuple[Record, ...]:
        """As Identity."""
        return await self._real.leave(lane)

    async def invite(self, lane: str, level: Level, service: str) -> Invitation:
        """As Identity."""
        return self._told(await self._real.invite(lane, level, service))

    async def ask_pin(self, lane: str, citizen: str, service: str) -> Invitation:
        """As Identity."""
        return self._told(await self._real.ask_pin(lane, citizen, service))

    def _told(self, made: Invitation) -> Invitation:
        token = self._ids()
        told: Mapping[str, object] = {"token": fingerprint(token), "code": token.upper()}
        records = [
            replace(record, values={**record.values, **told}) if "token" in record.values else record
            for record in made.records
        ]
        url = made.url.rpartition("/")[0] + f"/{token}"
        return Invitation(url, token.upper(), made.until, records)


class StageCitizens:
    """Everybody whom a script names; the same name is the same person in all its scenes."""

    def __init__(self, identity: SqlIdentity, ids: Ids) -> None:
        self._rules = identity.rules
        self._database = identity.database
        self._citizens = SqlCitizens(identity.database, identity.keyring, ids)
        self._links = SqlLinks(identity.database)
        self._pins = SqlPins(identity.database, identity.keyring, Passwords(_QUICK))

    async def log_in(self, token: str, person: str, proof: str) -> None:
        """Open a link in that person's own browser and prove who they are, if the page lets them."""
        opening = Opening.of(token, _browser(person))
        if await self._links.open(token, _browser(person)) is None:
            return
        citizen = await self._citizen(person)
        days, hours = self._rules.contact_days, self._rules.identified_hours
        proven = Proven(opening, citizen, proof, days, hours, _CORRELATION)
        await self._database.writer.submit(USE_LINK, proven)

    async def open(self, token: str, person: str) -> None:
        """Open a link in that person's own browser, and leave it there."""
        await self._links.open(token, _browser(person))

    async def refuse(self, token: str, person: str) -> bool:
        """Open a link and say that it is no conversation of theirs; False if it does not open."""
        return await self._links.end(token, _browser(person))

    async def fail(self, token: str, person: str) -> None:
        """Open it and fail to prove anything."""
        await self._links.open(token, _browser(person))
        await self._links.miss(token, _browser(person))

    async def bind(self, lane: str, person: str, proof: str) -> None:
        """Prove who somebody is in another conversation."""
        days, hours = self._rules.contact_days, self._rules.identified_hours
        given = Proof(lane, await self._citizen(person), proof, days, hours, _CORRELATION)
        await self._database.writer.submit(BIND, given)

    async def type_pin(self, token: str, digits: str) -> None:
        """Set a PIN, or give it, behind the link for it, if the page lets them."""
        link = await self._links.look(token, "pin")
        if link is not None and link.purpose == CHOOSE:
            await self._pins.choose(token, link, digits, _CORRELATION)
        elif link is not None:
            await self._pins.give(token, link.citizen, digits, _CORRELATION)

    async def register_pec(self, person: str, address: str) -> None:
        """Have an address known as somebody's own PEC."""
        await self._citizens.keep([replace(_made_up(person), pec=address)], "desk")

    async def _citizen(self, person: str) -> str:
        return await self._citizens.admit(_made_up(person), "login")


def _made_up(person: str) -> Citizen:
    """Somebody of that name: of the made-up register, or one whose fiscal code no office would give."""
    label = person.replace("_", " ")  # a script writes a name without blanks
    if label in AWKWARD:
        resident = awkward_residents()[label]
        return Citizen("", resident.fiscal_code, resident.name, resident.surname, resident.born_on)
    number = int.from_bytes(sha256(person.encode()).digest()[:4]) % 1000
    return Citizen(fiscal_code=f"XXXXXX00A00X{number:03}X", name=person.title(), surname="Prova")


def _browser(person: str) -> str:
    return f"browser-of-{person}"
