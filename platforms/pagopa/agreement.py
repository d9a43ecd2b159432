"""Makes GPD say of a debt what our own notices say, whatever it says now and whatever answer was lost."""

from collections.abc import Mapping
from typing import Any

from platforms.pagopa.gpd import Gpd
from platforms.pagopa.position import Standing, read
from platforms.pagopa.wire import PlatformDown, TurnedDown

_ROUNDS = 3  # a look, a change that comes too late, and a look at what came in between
_UNPAYABLE = "UNPAYABLE"


async def agree(gpd: Gpd, position: Mapping[str, Any], *, known: bool) -> None:
    """Have a position published with these terms; safe to repeat. `known`: GPD may have it already.

    One that has been paid stays as it is: its receipt is on its way to us. Raises what the calls raise, and
    TurnedDown where GPD has one of the notices in a position of another name.
    """
    if not known and await gpd.create(position):
        return
    for _ in range(_ROUNDS):
        found = await gpd.find(position["iupd"])
        if found is None:
            if await gpd.create(position):
                return
        elif found.is_paid or await _amended(gpd, position, found):
            return
        elif found.status == _UNPAYABLE:  # ended there, and closed to changes: begin anew
            await gpd.annul(position["iupd"])
    raise TurnedDown(409, "the position is neither there nor free to be made")


async def _amended(gpd: Gpd, position: Mapping[str, Any], found: Standing) -> bool:
    if found.terms != read(position).terms:
        return await gpd.update(position)
    return found.is_payable or await gpd.publish(position["iupd"])


async def withdraw(gpd: Gpd, iupd: str) -> None:
    """Have nothing of a debt payable any more; one that is paid already stays as it is."""
    await gpd.annul(iupd)


async def withdraw_paid(gpd: Gpd, iupd: str, *, patiently: bool) -> None:
    """Have nothing payable of a debt that we know to be paid.

    GPD hears of most payments by itself, and could not settle a position that is gone: `patiently`, it is
    given time (PlatformDown); else the payment was made where GPD does not hear of it, and the position goes.
    """
    found = await gpd.find(iupd)
    if found is None or found.is_paid:
        return
    if patiently:
        raise PlatformDown("paid:not-known-yet")
    await gpd.annul(iupd)
