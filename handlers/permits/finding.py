"""The permit that something is asked of: found, or said why not."""

from collections.abc import Callable

from bot.service import Outcome
from bot.values import Plate
from handlers.permits.begun import permits_of
from handlers.permits.choosing import Unclear, asked_which, meant
from handlers.permits.office import ZtlOffice
from handlers.permits.unpaid import still_unpaid
from storage.permits import Permit


async def found_of(
    citizen: str,
    plate: Plate | None,
    slot: str,
    office: ZtlOffice,
    fits: Callable[[Permit], bool] = lambda _: True,
) -> Permit | Outcome:
    """Find a citizen's permit by a plate (of `slot`) or because it is the one that fits.

    What is answered instead: which one is meant, that there is none, that it has to be paid first.
    """
    found = meant(await permits_of(citizen, office), plate, fits)
    if isinstance(found, Unclear):
        return asked_which(found, slot, plate)
    return await still_unpaid(found, office) or found
