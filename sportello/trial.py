"""What `make run` tries the counter with: a made-up city, fines of today, and which of them to copy."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from samples.make_fines import CASES, make_fines, write_fines
from samples.make_notices import write_notices
from sportello.imports.fines import import_fines
from sportello.imports.notices import import_notices
from sportello.imports.offices import import_offices
from sportello.imports.residents import import_residents
from storage.database import Database
from storage.resident_rows import has_residents
from storage.sealing import Keyring

SAMPLES = Path(__file__).parent.parent / "samples"

# The made-up fines begin with one of each case: which of them the page shows, and what it says to expect.
_SHOWN = {0: "discounted", 1: "notice", 2: "full", 4: "late", 14: "paid", 15: "appealed", 16: "cancelled"}
_NOWHERE = {"plate": "ZZ999ZZ", "number": "V99999/2026", "date": "01/10/2026", "state": "unknown"}


def sample_fines(today: date) -> Sequence[Mapping[str, str]]:
    """A fine in each state as the phone's page shows it: plate, number, date, what to expect."""
    rows = list(islice(make_fines(today), 1, len(CASES) + 1))
    shown = [_sample(rows[at], state) for at, state in _SHOWN.items()]
    return [*shown, _NOWHERE]


def _sample(row: Mapping[str, str], state: str) -> dict[str, str]:
    day = date.fromisoformat(row["violation_on"])
    return {"plate": row["plate"], "number": row["number"], "date": f"{day:%d/%m/%Y}", "state": state}


async def load_samples(database: Database, today: date) -> None:
    """Import the made-up city; again on another day, the fines of that day come in beside the others."""
    with tempfile.TemporaryDirectory() as folder:
        fines, notices = Path(folder) / "fines.csv", Path(folder) / "notices.csv"
        with fines.open("w", encoding="utf-8", newline="") as file:
            write_fines(file, today)
        with notices.open("w", encoding="utf-8", newline="") as file:
            write_notices(file, today)
        await import_fines(database, fines, report=_nobody, progress=_nobody)
        await import_notices(database, notices, report=_nobody, progress=_nobody)
    await import_offices(database, SAMPLES / "offices.csv", report=_nobody, progress=_nobody)


async def load_residents(database: Database, keyring: Keyring) -> None:
    """Import the made-up register of residents, the first time; it is the same on every day."""
    if not await database.reader.fetch(has_residents):
        file = SAMPLES / "residents.csv"
        await import_residents(database, keyring, file, report=_nobody, progress=_nobody)


def _nobody(_: object) -> None:
    """The samples have no bad rows; a test looks after that."""
