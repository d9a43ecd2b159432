"""Pass the gates with another car for some days, while that of the permit cannot be used."""

from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, again, done
from bot.values import Plate
from bot.values.date import Date, FutureDate
from bot.values.listed import Listed
from handlers.permits.choosing import allows
from handlers.permits.fulfilling import fulfil
from handlers.permits.office import ZtlOffice
from handlers.permits.places import place_of
from handlers.permits.plan import substituted
from handlers.permits.showing import shown
from handlers.permits.told import told_of
from platforms.permits.rules import Operation, PermitKind
from storage.permits import Permit, gate_plate


@dataclass(frozen=True)
class SubstituteVehicle:
    """The other car's plate and the last day; which permit it is for only where there are several."""

    plate: Plate
    until: FutureDate
    which: Listed | None = None


async def review(
    form: SubstituteVehicle, *, standing: Standing, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Show the pass; or why it is not possible."""
    if ztl_office is None:
        return done("not-offered")
    fits = allows(ztl_office.table, Operation.SUBSTITUTE)
    found = await place_of(standing.subject, form.which, ztl_office, fits)
    return found if isinstance(found, Outcome) else _shown(form, found.permit, ztl_office, clock().date())


def _shown(form: SubstituteVehicle, found: Permit, office: ZtlOffice, today: date) -> Outcome:
    rule = office.table.rule(PermitKind(found.kind), Operation.SUBSTITUTE)
    if not rule.offered:
        return done("no-substitute", files=(), records=(), **told_of(found))
    if not found.counts(today):
        return done("ended", files=(), records=(), **told_of(found))
    if gate_plate(form.plate.text) in found.plates:
        return again("same-plate", blame=("plate",), plate=form.plate)
    longest = rule.until(today)
    if form.until.day < today or (longest is not None and form.until.day > longest):
        return again("too-long", blame=("until",), most=Date(longest or today))
    plan = substituted(rule, found, today, gate_plate(form.plate.text), form.until.day)
    return shown("summary", plan, office, mine=" ".join(found.plates))


SERVICE = Service(
    "substitute_vehicle",
    SubstituteVehicle,
    fulfil,
    review=review,
    level=Level.IDENTIFIED,
    filing=True,
    wants_files=True,
    behalf=True,
    group="permits",
)
