"""A permit that waits for its payment: whoever asks anything of it is given the link again."""

from bot.service import Outcome
from handlers.permits.issuing import charge
from handlers.permits.office import ZtlOffice
from handlers.permits.told import NONE
from storage.permits import Permit, PermitState

AS_IT_WAS = {
    "documents": NONE,
    "reference": NONE,
    "answer_by": NONE,
    "attached": NONE,
    "days": NONE,
    "hand_back": "no",
    "operation": "FIRST",
}


async def still_unpaid(permit: Permit, office: ZtlOffice) -> Outcome | None:
    """Give the link again; None for a permit that waits for no payment."""
    if permit.state is not PermitState.PENDING_PAYMENT:
        return None
    owed = await office.debts.owed(permit.number)
    return await charge(permit, owed, 0, office, (), **AS_IT_WAS) if owed else None
