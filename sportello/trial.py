"""What `make run` tries the counter with: a made-up city, fines of today, and which of them to copy."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from secrets import token_hex

from platforms.permits.terms import PermitTerms
from samples.make_fines import CASES, make_fines, write_fines
from samples.make_notices import write_notices
from samples.make_permits import write_permits
from sportello.imports.fines import import_fines
from sportello.imports.notices import import_notices
from sportello.imports.offices import import_offices
from sportello.imports.permits import import_permits
from sportello.imports.residents import import_residents
from sportello.imports.subscribers import import_subscribers
from sportello.imports.zones import import_zones
from sportello.needs import permit_terms
from sportello.settings import Settings
from storage.citizens import SqlCitizens
from storage.database import Database
from storage.permits import SqlPermits
from storage.resident_rows import has_residents
from storage.sealing import Keyring
from storage.subscribers import SqlSubscribers

SAMPLES = Path(__file__).parent.parent / "samples"

# The made-up fines begin with one of each case: which of them the page shows, and what it says to expect.
_SHOWN = {0: "discounted", 1: "notice", 2: "full", 4: "late", 14: "paid", 15: "appealed", 16: "cancelled"}
_PLAYED = {"telegram": "try-chat", "email": "try-mail", "phone": "try-sms"}
_NOWHERE = {"plate": "ZZ999ZZ", "number": "V99999/2026", "date": "01/10/2026", "state": "unknown"}


def sample_fines(today: date) -> Sequence[Mapping[str, str]]:
    """A fine in each state as the phone's page shows it: plate, number, date, what to expect."""
    rows = list(islice(make_fines(today), 1, len(CASES) + 1))
    shown = [_sample(rows[at], state) for at, state in _SHOWN.items()]
    return [*shown, _NOWHERE]


def _sample(row: Mapping[str, str], state: str) -> dict[str, str]:
    day = date.fromisoformat(row["violation_on"])
    return {"plate": row["plate"], "number": row["number"], "date": f"{day:%d/%m/%Y}", "state": state}


async def load_city(settings: Settings, database: Database, keyring: Keyring, today: date) -> None:
    """Load all of it; what is there already stays."""
    await load_samples(database, today)
    await load_residents(database, keyring)
    await load_permits(database, keyring, permit_terms(settings), today)
    await load_subscribers(database)


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
    await import_zones(database, SAMPLES / "zones.geojson", report=_nobody, progress=_nobody)


async def load_residents(database: Database, keyring: Keyring) -> None:
    """Import the made-up register of residents, the first time; it is the same on every day."""
    if not await database.reader.fetch(has_residents):
        file = SAMPLES / "residents.csv"
        await import_residents(database, keyring, file, report=_nobody, progress=_nobody)


async def load_permits(database: Database, keyring: Keyring, terms: PermitTerms, today: date) -> None:
    """Import made-up permits for some of the residents, the first time; some end within days."""
    if await SqlPermits(database).latest(1):
        return
    citizens = SqlCitizens(database, keyring, lambda: token_hex(12))
    with tempfile.TemporaryDirectory() as folder:
        permits = Path(folder) / "permits.csv"
        with permits.open("w", encoding="utf-8", newline="") as file:
            write_permits(file, today)
        await import_permits(database, citizens, terms, permits, report=_nobody, progress=_nobody)


async def load_subscribers(database: Database) -> None:
    """Sign made-up people up for alerts, the first time, by the networks that are only played."""
    if not (await SqlSubscribers(database).tally()).addresses:
        file = SAMPLES / "subscribers.csv"
        await import_subscribers(database, file, report=_nobody, progress=_nobody, ways=_PLAYED)


def _nobody(_: object) -> None:
    """The samples have no bad rows; a test looks after that."""
