"""Who asks for a permit, as the registers have them: never asked for what the city knows."""

from dataclasses import dataclass
from datetime import datetime

from handlers.get_certificate.desk import practice_of
from handlers.permits.office import ZtlOffice
from platforms.permits.rules import PermitKind
from platforms.residents.resident import Resident
from storage.permits import Permit, PermitState

_COUNTS = frozenset({PermitState.ACTIVE, PermitState.PENDING_PAYMENT})


@dataclass(frozen=True, slots=True)
class Holder:
    """A citizen; `person` is None for whom the register of residents does not have."""

    citizen: str
    person: Resident | None
    household: tuple[str, ...] = ()  # the opaque ids of who lives with them and is known here

    @property
    def address(self) -> str:
        """Where they are enrolled, as permits write it; empty for who is not enrolled here."""
        if self.person is None or self.person.aire or self.person.cancelled_on or self.person.died_on:
            return ""
        return f"{self.person.address.street} {self.person.address.number}".strip()


async def holder_of(citizen: str, office: ZtlOffice, lane: str, now: datetime) -> Holder:
    """Look somebody up; raises RegisterAway."""
    desk = office.register
    practice = await practice_of(desk, citizen, lane, {"permit": citizen}, now)
    known = await office.citizens.by_id(citizen)
    person = await desk.residents.person(known.fiscal_code, protocol=practice) if known else None
    if known is None or person is None or not desk.keeps(person):
        return Holder(citizen, None)
    family = await desk.residents.family(known.fiscal_code, protocol=practice)
    codes = [each.fiscal_code for each in family.members] if family else []
    found = [await office.citizens.by_fiscal_code(code) for code in codes if code != known.fiscal_code]
    return Holder(citizen, person, tuple(one.id for one in found if one is not None))


async def rank_of(holder: Holder, kind: PermitKind, plate: str, office: ZtlOffice) -> int:
    """Tell which car of the household it would be: those with a permit of the kind come before."""
    plates: set[str] = set()
    for citizen in (holder.citizen, *holder.household):
        plates.update(
            each
            for one in await office.permits.of(citizen)
            if _counts(one) and one.kind == kind.value
            for each in one.plates
        )
    return len(plates - {plate}) + 1


def _counts(one: Permit) -> bool:
    return one.state in _COUNTS and not one.replaced_by
