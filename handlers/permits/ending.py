"""A permit that its holder gives up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.service import Outcome, done
from bot.values import Plate
from handlers.permits.office import ZtlOffice
from handlers.permits.told import told_of
from platforms.permits.rules import Operation, PermitKind
from storage.permits import Ended, Permit, gate_plate

_LATELY: Final = timedelta(hours=1)  # a turn that died is repeated long before


async def renounce(number: str, office: ZtlOffice, by: str) -> Outcome:
    """End a permit at once; said again, it has ended."""
    ended = await office.permits.revoke(number, Ended.RENOUNCED, by=by)
    permit = ended or await office.permits.one(number)
    if permit is None:
        return done("gone", old=number)
    rule = office.table.rule(PermitKind(permit.kind), Operation.RENUNCIATION)
    files = [office.paper.handing_back(permit.number, permit.plates)] if rule.hand_back else []
    back = "yes" if rule.hand_back else "no"
    return done("renounced", files=files, records=(), **told_of(permit), hand_back=back)


def just_given_up(permits: Sequence[Permit], plate: Plate | None, now: datetime) -> str:
    """Find the number of the permit that was given up just now; empty for none."""
    for one in permits:
        lately = one.ended_at is not None and now - one.ended_at < _LATELY
        named = plate is None or gate_plate(plate.text) in one.plates
        if one.ended is Ended.RENOUNCED and lately and named:
            return one.number
    return ""
