"""A morning of sealed papers: a permit renewed by one word, a certificate free of duty."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from platforms.certificates.sandbox_authority import sandbox_seal
from platforms.residents.embedded import EmbeddedResidents
from samples.awkward_residents import awkward_residents
from storage import schema
from storage.binding import BIND, Proof
from storage.citizens import Citizen, SqlCitizens
from storage.database import Database, open_database
from storage.permits import Draft, SqlPermits
from storage.sealing import Keyring
from storage.veiling import draw_veil
from tests.clock import Ticker
from tests.crash.chat import Chat
from tests.crash.child import STORE
from tests.crash.scenario import OPENING, Step
from tests.crash.world import World
from tests.telegram_updates import MARIO
from tests.veiled_rows import KEY

LANE = f"telegram:{MARIO}"
_PLATE = "RB101CD"
_SEAL = "seal.p12"
_MADE_UP = "9/0101107TS/"
_CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")  # drawn anew in each life that draws one
_ONE_PAPER = {
    "papers": "SELECT series, number, kind, state FROM certificate",
    "files": "SELECT count(*) FROM certificate_file",
    "sent papers": "SELECT channel, count(*) FROM certificate_delivery GROUP BY certificate, channel",
    "permits": "SELECT number, kind, state, ended, replaces, replaced_by FROM permit",
    "gates": "SELECT number, op, zone, permit FROM gate_change",
    "orders": "SELECT state FROM certificate_order",
    "looks": "SELECT who, what, about FROM access_log",
}


class Office(Chat):
    """A counter with a bot that has a seal, so that what it makes is offered where money moves."""

    def _environ(self) -> Mapping[str, str]:
        return {
            **super()._environ(),
            "SPORTELLO_CERTIFICATES__SEAL": str(self._folder.parent / _SEAL),
            "SPORTELLO_CERTIFICATES__CATEGORY": _MADE_UP,
            "SPORTELLO_ZTL__CATEGORY": _MADE_UP,
        }


async def renews(office: Office) -> None:
    office.peer.says("RINNOVA")


async def says_yes(office: Office) -> None:
    await office.tap("Sì")


async def wants_a_certificate(office: Office) -> None:
    office.peer.says("certificato di residenza per la banca")
    await office.settle()
    office.peer.says("onlus")


async def says_yes_again(office: Office) -> None:
    await office.tap("Sì")


STEPS = tuple(
    Step(number, happens.__name__, OPENING + number * timedelta(minutes=5), happens)
    for number, happens in enumerate((renews, says_yes, wants_a_certificate, says_yes_again))
)


@cache
def _seal() -> bytes:
    return sandbox_seal("Comune di Prova", OPENING)


def lay_seal(folder: Path) -> Path:
    """Lay the seal into a folder: counters in folders below it seal with it."""
    (folder / _SEAL).write_bytes(_seal())
    return folder


async def fill_office(folder: Path) -> Path:
    """Make a store in which somebody has just proven who they are, lives here, and has a permit that ends."""
    url = f"sqlite:///{folder / STORE}"
    schema.upgrade(url)
    keyring = Keyring([KEY])
    veil = draw_veil(url, keyring).veil
    clock = Ticker(OPENING - timedelta(days=1))
    database = open_database(url, clock=clock, owner="import", veil=veil)
    await EmbeddedResidents(database, keyring).keep(list(awkward_residents().values()))
    mario = await _known(database, keyring)
    begun, ends = date(2025, 1, 1), date(2026, 2, 28)
    await SqlPermits(database).issue(Draft("first", "resident", mario, (_PLATE,), "B", begun, ends))
    clock.tick(days=1)
    await database.writer.submit(BIND, Proof(LANE, mario, "spid-2", 365, 12.0, "play"))
    database.close()
    return folder / STORE


async def _known(database: Database, keyring: Keyring) -> str:
    one = awkward_residents()["mario"]
    citizen = Citizen("", one.fiscal_code, one.name, one.surname, one.born_on)
    return await SqlCitizens(database, keyring, lambda: "citizen-mario").admit(citizen, "login")


def papers_of(office: Office) -> World:
    """Read what there is of papers and permits, and what is done with each: nothing of it may be twice."""
    return {name: sorted(office.store.execute(query), key=repr) for name, query in _ONE_PAPER.items()}


def without_codes(world: World) -> World:
    """Forget verification codes, of which a life that dies before it is done may draw another."""
    return {name: [tuple(map(_plain, row)) for row in rows] for name, rows in world.items()}


def _plain(cell: object) -> object:
    return _CODE.sub("CODE", cell) if isinstance(cell, str) else cell
