"""Whether somebody exists is told by no answer and by no work: hashes and ways to the store, counted.

Seconds are for benchmarks/uniform.py: a busy machine says nothing by them here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import argon2
import pytest

from bot.evidence import Evidence
from bot.values import FiscalCode, PersonName
from handlers.get_credentials import CredentialDesk, GetCredentials, fulfil
from platforms.sandbox.inad import SandboxInad
from storage.activations import SqlActivations, Terms
from storage.applicants import SqlApplicants
from storage.citizens import SqlCitizens
from storage.credentials import SqlCredentials
from storage.links import ACTIVATE, Opening, SqlLinks, make_link
from storage.passwords import Passwords
from storage.records import RECORDS
from storage.sealing import Keyring
from storage.second_factor import code_at, new_secret, step_at
from tests.clock import Ticker
from tests.storage.conftest import Desk
from tests.storage.identities import ANNA, BRUNO, KEY, Town, phone

GOOD, LANE = "a good long password", "pec:somebody@pec.example.org"


class Hasher(argon2.PasswordHasher):
    """Counts what costs a twentieth of a second elsewhere."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.hashed = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - its name there
        self.hashed += 1
        return super().verify(hash, password)


@dataclass
class Counted:
    """A database of which every way to it is counted, the reading and the writing ones."""

    desk: Desk
    ways: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.desk.database, name)

    @property
    def reader(self) -> "Counted":
        return self

    @property
    def writer(self) -> "Counted":
        return self

    async def fetch(self, query: Callable[..., Any]) -> Any:
        self.ways.append("read")
        return await self.desk.database.reader.fetch(query)

    async def submit(self, kind: Any, payload: Any) -> Any:
        self.ways.append(kind.name)
        return await self.desk.database.writer.submit(kind, payload)

    def taken(self) -> list[str]:
        """The ways since this was asked last."""
        ways, self.ways = self.ways, []
        return ways


@pytest.fixture
def town(desk: Desk, clock: Ticker) -> Town:
    return Town(desk, clock, Keyring([KEY]))


async def account(town: Town, person: Any, username: str) -> str:
    """Somebody's account made ready; the secret of the app."""
    citizen, secret = await town.citizens.admit(person, "desk"), new_secret()
    await town.credentials.offer(citizen, username)
    now = town.clock()
    made = make_link(ACTIVATE, now=now, until=now.replace(hour=23), citizen=citizen)
    await town.desk.database.writer.submit(RECORDS, list(made.records))
    await town.links.open(made.token, "mine")
    code = code_at(secret, step_at(now))
    assert await town.credentials.activate(Opening.of(made.token, "mine"), citizen, GOOD, secret, code)
    return secret


TRIES = [
    ("nobody", "nobody.here", GOOD, True),
    ("a wrong password", "anna.prova", "another", True),
    ("a wrong code", "anna.prova", GOOD, False),
    ("locked", "bruno.esempio", GOOD, True),
    ("waiting for its link", "carla.nuova", GOOD, True),
    ("no name at all", "", GOOD, True),
    ("a password without end", "anna.prova", "x" * 5000, True),
]


async def test_a_login_takes_the_same_work_for_everybody(town: Town) -> None:
    secret = await account(town, ANNA, "anna.prova")
    await account(town, BRUNO, "bruno.esempio")
    known = await town.citizens.by_fiscal_code(BRUNO.fiscal_code)
    assert known is not None
    await town.credentials.lock(known.id, "staff")
    carla = await town.citizens.admit(replace(ANNA, fiscal_code="NVUCRL80A41H501F", pec=""), "desk")
    await town.credentials.offer(carla, "carla.nuova")
    hasher, database = Hasher(), Counted(town.desk)
    credentials = SqlCredentials(database, town.keyring, Passwords(hasher), town.clock)  # type: ignore[arg-type]
    seen = {}
    for what, username, password, right in TRIES:
        code = code_at(secret, step_at(town.clock.tick(minutes=1))) if right else "000000"
        tried = await credentials.sign_in(username, password, code)
        seen[what] = (tried.citizen, tried.wait_until, database.taken(), hasher.hashed)
        hasher.hashed = 0
    assert seen == dict.fromkeys(seen, ("", None, ["read", "try-credential"], 1))


async def test_who_must_wait_takes_the_same_work_too(town: Town) -> None:
    secret = await account(town, ANNA, "anna.prova")
    hasher, database = Hasher(), Counted(town.desk)
    credentials = SqlCredentials(database, town.keyring, Passwords(hasher), town.clock)  # type: ignore[arg-type]
    seen = []
    for username in ("anna.prova", "nobody.here"):
        for _ in range(4):
            await credentials.sign_in(username, "another", "000000")
        database.taken()
        hasher.hashed = 0
        code = code_at(secret, step_at(town.clock()))
        tried = await credentials.sign_in(username, GOOD, code)
        seen.append((tried.citizen, tried.wait_until is None, database.taken(), hasher.hashed))
    assert seen == [("", False, ["read", "try-credential"], 1)] * 2


async def test_a_token_is_looked_at_in_the_same_way_whatever_it_is(town: Town) -> None:
    numbers = [f"sms:{phone(number)}" for number in range(3)]
    used, ended, late = [await town.invited(lane) for lane in numbers]
    await town.links.open(used, "mine")
    await town.proves(used, "anna")
    await town.links.end(ended, "mine")
    database = Counted(town.desk)
    links = SqlLinks(database)  # type: ignore[arg-type]
    town.clock.tick(minutes=20)
    for token in (used, ended, late, "x" * 43, "", "é" * 43):
        assert (await links.look(token), database.taken()) == (None, ["read"])
        assert (await links.open(token, "other"), database.taken()) == (None, ["open-link"])


async def test_credentials_for_somebody_else_take_the_same_work_for_nobody(town: Town) -> None:
    """Of somebody who is known one row more is written, with the turn: for them to read."""
    await account(town, ANNA, "anna.prova")
    hasher, database, inad = Hasher(), Counted(town.desk), SandboxInad({}, town.clock)
    citizens = SqlCitizens(database, town.keyring, str)  # type: ignore[arg-type]
    credentials = SqlCredentials(database, town.keyring, Passwords(hasher), town.clock)  # type: ignore[arg-type]
    activations = SqlActivations(database, credentials, Terms("https://x.example"))  # type: ignore[arg-type]
    applicants = SqlApplicants(database, town.keyring, str, town.clock, 30)  # type: ignore[arg-type]
    desk = CredentialDesk(
        offered=True,
        citizens=citizens,
        activations=activations,
        applicants=applicants,
        domiciles=inad,
    )
    told = []
    for code, name in ((ANNA.fiscal_code, "Anna Prova"), ("BNCGLI85M41F205B", "Giulia Bianchi")):
        form = GetCredentials(FiscalCode(code), PersonName(name))
        evidence = Evidence("somebody@pec.example.org", (), "0000001/2026")
        outcome = await fulfil(form, evidence=evidence, lane=LANE, credential_desk=desk, clock=town.clock)
        values = {name: value for name, value in outcome.values.items() if name != "reference"}
        told.append((outcome.text, values, database.taken(), hasher.hashed, len(inad.asked)))
        inad.asked.clear()
    assert told[0] == told[1]
    assert (told[0][0], told[0][2], told[0][3:]) == ("set-aside", ["read"] * 3, (0, 1))
