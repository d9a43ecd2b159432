"""Permits as a turn that is repeated has to see them: what it had begun before it died is not there yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.permits.office import ZtlOffice
from storage.permits import Ended, Permit, PermitState


async def permits_of(citizen: str, office: ZtlOffice) -> Sequence[Permit]:
    """List a citizen's permits, but for those that were issued just now and went nowhere.

    A permit is committed before its turn is. Who says yes to its renewal is shown the same again by a turn
    that is repeated, so that the same is done again, and comes to the same permit by its key.
    """
    found = await office.permits.of(citizen)
    begun = {one.number: one for one in found if await office.paper.begun(one)}
    return [_before(one, begun) for one in found if one.number not in begun]


def _before(one: Permit, begun: Mapping[str, Permit]) -> Permit:
    """Give a permit as it was until another took its place."""
    new = begun.get(one.replaced_by)
    if new is None or one.ended is not Ended.REPLACED:
        return one
    over = one.valid_until is not None and one.valid_until < new.made_at.date()
    state = PermitState.EXPIRED if over else PermitState.ACTIVE
    return replace(one, state=state, replaced_by="", ended=None, ended_at=None, ended_by="")
