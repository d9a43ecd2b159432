"""Whether an answer for somebody takes as long as one for nobody: logins, links, credentials by PEC."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from secrets import token_hex, token_urlsafe
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import tell
from bot.evidence import Evidence
from bot.level import Level
from bot.values import FiscalCode, PersonName
from handlers.get_credentials import CredentialDesk, GetCredentials, fulfil
from platforms.sandbox.inad import SandboxInad
from sportello.settings import Settings
from sportello.stores import wall_clock
from storage.activations import SqlActivations, Terms
from storage.applicants import SqlApplicants
from storage.citizens import Citizen, SqlCitizens
from storage.credentials import SqlCredentials
from storage.database import Database, open_database
from storage.links import ACTIVATE, LOGIN, Opening, SqlLinks, make_link
from storage.passwords import Passwords
from storage.records import RECORDS
from storage.schema import create
from storage.sealing import Keyring
from storage.second_factor import code_at, new_secret, step_at

_USERNAME, _PASSWORD = "anna.prova", "a made-up password"
_ANNA = Citizen("", "PRVNNA80A41H501D", "Anna", "Prova")
_NOBODYS = ("BNCGLI85M41F205B", "Giulia Bianchi")
_PEC = "somebody@pec.example.org"

Ask = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Town:
    """One citizen with an account and a link that is used up, and what is asked about them."""

    database: Database
    keyring: Keyring
    credentials: SqlCredentials
    citizens: SqlCitizens
    used: str

    def questions(self) -> Mapping[str, tuple[Ask, Ask]]:
        """What is asked, of somebody and of nobody; each gives nothing away."""
        links = SqlLinks(self.database)
        return {
            "login": (lambda: self._try(_USERNAME), lambda: self._try(f"nobody.{token_hex(4)}")),
            "link": (lambda: links.look(self.used), lambda: links.look(token_urlsafe(32))),
            "credentials": (
                lambda: self._asks(_ANNA.fiscal_code, "Anna Prova"),
                lambda: self._asks(*_NOBODYS),
            ),
        }

    async def _try(self, username: str) -> None:
        tried = await self.credentials.sign_in(username, "a wrong password", "000000")
        assert not tried.citizen

    async def _asks(self, code: str, name: str) -> None:
        """Ask for somebody's credentials from a PEC of one's own, and write what is written with the turn."""
        terms = Terms("https://sportello.example.org")
        desk = CredentialDesk(
            offered=True,
            citizens=self.citizens,
            activations=SqlActivations(self.database, self.credentials, terms),
            applicants=SqlApplicants(self.database, self.keyring, token_hex, self.database.clock, 30),
            domiciles=SandboxInad({}, self.database.clock),
        )
        form, evidence = GetCredentials(FiscalCode(code), PersonName(name)), Evidence(_PEC, (), "1/2026")
        clock, lane = self.database.clock, f"pec:{token_hex(8)}@pec.example.org"
        outcome = await fulfil(form, evidence=evidence, lane=lane, credential_desk=desk, clock=clock)
        assert outcome.text == "set-aside"
        await self.database.writer.submit(RECORDS, list(outcome.records))


async def _settle(database: Database) -> Town:
    """Make Anna's account ready and use a link up."""
    keyring = Keyring([bytes(range(32))])
    citizens = SqlCitizens(database, keyring, lambda: token_hex(12))
    credentials = SqlCredentials(database, keyring, Passwords(), database.clock)
    citizen, secret, now = await citizens.admit(_ANNA, "desk"), new_secret(), database.clock()
    await credentials.offer(citizen, _USERNAME)
    until = now + timedelta(hours=1)
    activation = make_link(ACTIVATE, now=now, until=until, citizen=citizen)
    login = make_link(LOGIN, now=now, until=until, lane="sms:+390000000101", level=Level.IDENTIFIED)
    await database.writer.submit(RECORDS, [*activation.records, *login.records])
    links = SqlLinks(database)
    await links.open(activation.token, "browser")
    code = code_at(secret, step_at(now))
    opening = Opening.of(activation.token, "browser")
    assert await credentials.activate(opening, citizen, _PASSWORD, secret, code)
    await links.open(login.token, "browser")
    await links.end(login.token, "browser")
    return Town(database, keyring, credentials, citizens, login.token)


async def _seconds(ask: Ask) -> float:
    began = perf_counter()
    await ask()
    return perf_counter() - began


async def _compare(somebody: Ask, nobody: Ask, rounds: int) -> tuple[list[float], list[float]]:
    """Ask of both in turn, and who is first in turn too."""
    theirs: list[float] = []
    nobodys: list[float] = []
    for number in range(rounds):
        for ask, seconds in ((somebody, theirs), (nobody, nobodys))[:: -1 if number % 2 else 1]:
            seconds.append(await _seconds(ask))
    return theirs, nobodys


async def _run(folder: Path, rounds: int) -> dict[str, object]:
    url = f"sqlite:///{folder / 'uniform.db'}"
    create(url)
    database = open_database(url, clock=wall_clock(Settings()), owner="bench")
    figures: dict[str, object] = {"benchmark": "uniform", "rounds": rounds}
    try:
        town = await _settle(database)
        for name, (somebody, nobody) in town.questions().items():
            await _compare(somebody, nobody, 1)  # the first of all makes what the others find
            theirs, nobodys = await _compare(somebody, nobody, rounds)
            figures[f"{name}_ms"] = round(median(theirs) * 1000, 3)
            figures[f"{name}_nobody_ms"] = round(median(nobodys) * 1000, 3)
            figures[f"{name}_ratio"] = round(median(theirs) / median(nobodys), 3)
            print(f"{name}: {figures[f'{name}_ms']} ms, of nobody {figures[f'{name}_nobody_ms']} ms")
    finally:
        database.close()
    return figures


def main() -> None:
    """Run it all."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="a moment, to see that it works")
    arguments.add_argument("--rounds", type=int, default=200)
    chosen = arguments.parse_args()
    with TemporaryDirectory(prefix="sportello-uniform-") as folder:
        tell(asyncio.run(_run(Path(folder), 3 if chosen.quick else chosen.rounds)))


if __name__ == "__main__":
    main()
