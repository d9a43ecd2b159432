"""A permit that its holder gives up."""

from bot.service import Outcome, done
from handlers.permits.office import ZtlOffice
from handlers.permits.told import told_of
from platforms.permits.rules import Operation, PermitKind
from storage.permits import Ended


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
