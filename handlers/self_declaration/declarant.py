"""Who declares, with the family: as the register has them now."""

from dataclasses import dataclass

from handlers.get_certificate.desk import CertificateDesk
from platforms.residents.resident import Resident


@dataclass(frozen=True, slots=True)
class Declarant:
    """Somebody of the register, and the members of their sheet."""

    person: Resident
    members: tuple[Resident, ...]


async def declarant(citizen: str, desk: CertificateDesk, practice: str) -> Declarant | None:
    """Look somebody up by their opaque id; None for whom the register does not have. Raises RegisterAway.

    `practice` is the number for which a national register is asked: see practice_of.
    """
    known = await desk.citizens.by_id(citizen)
    person = await desk.residents.person(known.fiscal_code, protocol=practice) if known else None
    if person is None:
        return None
    family = await desk.residents.family(person.fiscal_code, protocol=practice)
    return Declarant(person, family.members if family else (person,))
