"""Another copy of a permit that was lost, stolen or spoilt; or once more the one that there is."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, done
from handlers.permits.finding import found_of
from handlers.permits.fulfilling import fulfil
from handlers.permits.issuing import hand_over
from handlers.permits.office import ZtlOffice
from handlers.permits.own_plate import OwnPlate
from handlers.permits.plan import changed
from handlers.permits.showing import shown
from handlers.permits.told import told_of
from platforms.permits.rules import LossProof, Operation, PermitKind
from storage.permits import Permit, PermitState


class Cause(Enum):
    """What became of it."""

    LOSS = auto()
    THEFT = auto()
    WEAR = auto()
    COPY = auto()  # nothing: the file is wanted once more


_OPERATIONS = {Cause.LOSS: Operation.LOSS, Cause.THEFT: Operation.LOSS, Cause.WEAR: Operation.WEAR}


@dataclass(frozen=True)
class DuplicatePermit:
    """What became of it is asked; which one only where there are several."""

    cause: Cause
    plate: OwnPlate | None = None


async def review(
    form: DuplicatePermit, *, standing: Standing, lane: str, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Show what is declared, and what has to be brought; or give the same file again."""
    if ztl_office is None:
        return done("not-offered")
    found = await found_of(standing.subject, form.plate, "plate", ztl_office)
    if isinstance(found, Outcome):
        return found
    if found.state is PermitState.EXPIRED:
        return done("ended", files=(), records=(), **told_of(found))
    if form.cause is Cause.COPY:
        return await hand_over("copy", found, ztl_office, lane)
    return _shown(form.cause, found, ztl_office, clock().date())


def _shown(cause: Cause, found: Permit, office: ZtlOffice, today: date) -> Outcome:
    rule = office.table.rule(PermitKind(found.kind), _OPERATIONS[cause])
    if not rule.offered:
        return done("no-duplicate", files=(), records=(), **told_of(found))
    declares = "yes" if rule.proof is LossProof.DECLARATION else "no"
    return shown("summary", changed(rule, found, today), office, cause=cause.name, declares=declares)


SERVICE = Service(
    "duplicate_permit",
    DuplicatePermit,
    fulfil,
    review=review,
    level=Level.IDENTIFIED,
    filing=True,
    wants_files=True,
    behalf=True,
    group="permits",
)
