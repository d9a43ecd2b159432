"""The citizens whom the municipality knows already, as its registry (anagrafe) exports them."""

from contextlib import closing
from datetime import date
from pathlib import Path

from bot.clock import Ids
from bot.values.email import Email
from bot.values.fiscal_code import FiscalCode
from bot.values.phone import Phone
from bot.values.value import Reading
from sportello.imports.batches import Layout, Progress, read_batches
from sportello.imports.cells import Cells
from sportello.imports.counts import Counts
from sportello.imports.sheet import Report
from storage.citizens import Citizen, SqlCitizens
from storage.database import Database
from storage.sealing import Keyring

_LONGEST = 200
_SOURCE = "import"
_READING = Reading(today=date.min)  # these values mean the same on every day


def _fiscal_code(text: str) -> str:
    code = FiscalCode.parse(text, _READING)
    if not code.is_person:
        raise ValueError("not a person's")
    return code.text


def _read(cells: Cells) -> Citizen:
    return Citizen(
        fiscal_code=cells.read("fiscal_code", _fiscal_code, ""),
        name=cells.text("name", _LONGEST),
        surname=cells.text("surname", _LONGEST),
        born_on=cells.day("born_on"),
        pec=_optional(cells, "pec", Email),
        phone=_optional(cells, "phone", Phone),
    )


def _optional(cells: Cells, column: str, value: type[Email] | type[Phone]) -> str:
    if not cells.text(column, _LONGEST, required=False):
        return ""
    return cells.read(column, lambda text: str(value.parse(text, _READING)), "")


CITIZENS = Layout(
    required=("fiscal_code", "name", "surname", "born_on"),
    optional=("pec", "phone"),
    read=_read,
    key_column="fiscal_code",
    key=lambda citizen: citizen.fiscal_code,
)


async def import_citizens(
    database: Database, keyring: Keyring, ids: Ids, path: Path, *, report: Report, progress: Progress
) -> Counts:
    """Bring the citizens up to date with a file, as import_fines does; an empty cell changes nothing."""
    counts, citizens = Counts(), SqlCitizens(database, keyring, ids)
    with closing(read_batches(path, CITIZENS, report)) as batches:
        for batch in batches:
            kept = await citizens.keep(batch.good, _SOURCE)
            counts += Counts(kept.new, kept.changed, kept.same, batch.bad)
            progress(batch.offset)
    return counts
