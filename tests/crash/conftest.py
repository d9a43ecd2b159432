"""The day without a crash, recorded once."""

import csv
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.desk import Desk
from sportello.imports.fines import import_fines
from sportello.imports.offices import import_offices
from sportello.trial import SAMPLES
from storage import schema
from storage.database import open_database
from storage.sealing import Keyring
from storage.veiling import draw_veil
from tests.clock import Ticker
from tests.crash.child import STORE
from tests.crash.places import Places
from tests.crash.replay import Replayed, Saved, replay
from tests.crash.scenario import OPENING, STEPS
from tests.desk import real_desk as learnt_desk
from tests.register_stores import clock, url  # noqa: F401 - fixtures of this folder too
from tests.veiled_rows import KEY

_MORE_OFFICES = 6  # so that their list does not fit into one message


@pytest.fixture(scope="module")
def places(request: pytest.FixtureRequest) -> Places:
    """Where the counters of a matrix are killed."""
    return Places(everywhere=request.config.getoption("--everywhere"))


@dataclass(frozen=True)
class Recorded:
    """A step as it went: the state before it, and what came of it."""

    before: Saved
    came: Replayed


async def fill(folder: Path) -> Path:
    """Make a store with the fine of the manuals and the offices."""
    address = f"sqlite:///{folder / STORE}"
    schema.upgrade(address)
    veil = draw_veil(address, Keyring([KEY])).veil
    database = open_database(address, clock=Ticker(OPENING), owner="import", veil=veil)
    lines = (SAMPLES / "fines.csv").read_text(encoding="utf-8").splitlines()[:2]
    (folder / "fines.csv").write_text("\n".join(lines), encoding="utf-8")
    shutil.copy(SAMPLES / "offices.csv", folder / "offices.csv")
    with (folder / "offices.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            (
                f"distaccato-{n}",
                f"Ufficio Distaccato Numero {n}",
                "",
                "Via Prova 1",
                "",
                "",
                "lun 9:00-12:00",
                "",
            )
            for n in range(_MORE_OFFICES)
        )
    for importing, name in ((import_fines, "fines.csv"), (import_offices, "offices.csv")):
        await importing(database, folder / name, report=_refuse, progress=lambda _: None)
    database.close()
    return folder / STORE


def _refuse(problem: object) -> None:
    raise AssertionError(problem)


@pytest.fixture(scope="session")
async def recorded(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Recorded]:
    """Every step without a crash."""
    folder = tmp_path_factory.mktemp("recorded")
    saved = Saved(await fill(folder))
    steps = {}
    for step in STEPS:
        came = await replay(folder / step.name, step, saved)
        steps[step.name] = Recorded(saved, came)
        saved = came.saved
    return steps


@pytest.fixture(scope="session")
def desk() -> Desk:
    """What counters inside the test's own process know of words."""
    return learnt_desk()
