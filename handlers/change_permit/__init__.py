"""Let a permit be for another plate, or for another address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, again, ask, done
from bot.values import Address, Choice
from bot.values.listed import Listed
from bot.values.spelling import plain
from bot.values.value import Option
from handlers.permits.choosing import allows
from handlers.permits.fulfilling import fulfil
from handlers.permits.holder import holder_of
from handlers.permits.office import ZtlOffice
from handlers.permits.own_plate import OwnPlate
from handlers.permits.places import Place, place_of, whole
from handlers.permits.plan import ELSEWHERE, changed
from handlers.permits.showing import shown
from handlers.permits.told import KindTitle, told_of
from handlers.permits.zones import zones_offered
from platforms.permits.rules import Operation, PermitKind, RuleTable
from platforms.permits.terms import PermitTerms
from platforms.residents.resident import RegisterAway
from storage.permits import Permit, gate_plate


class What(Enum):
    """What is to be another."""

    PLATE = Operation.PLATE
    ADDRESS = Operation.ADDRESS


@dataclass(frozen=True)
class ChangePermit:
    """What changes is asked unless it shows; the permit and the plate in question only among several."""

    what: What | None = None
    plate: OwnPlate | None = None
    which: Listed | None = None
    address: Address | None = None
    zone: Choice | None = None


async def review(
    form: ChangePermit, *, standing: Standing, lane: str, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Show the permit as it will be; or why it cannot be."""
    if ztl_office is None:
        return done("not-offered")
    what = _what(form)
    if what is None:
        return ask("what-changes", "what")
    table = ztl_office.table
    fits = allows(table, what.value)
    places = partial(_plates, table=table) if what is What.PLATE else whole
    found = await place_of(standing.subject, form.which, ztl_office, fits, places)
    if isinstance(found, Outcome):
        return found
    if not fits(found.permit):
        return done("no-change", files=(), records=(), **told_of(found.permit))
    if what is What.PLATE:
        return _plate(form, found, ztl_office, clock().date())
    return await _address(form, found.permit, ztl_office, lane, clock)


def _plates(one: Permit, table: RuleTable) -> Sequence[Place]:
    """List the plates of a permit, and the room for one more."""
    taken = [Place(one, plate) for plate in one.plates]
    room = (
        table.most_plates[PermitKind(one.kind)] > 1 and len(taken) < table.most_plates[PermitKind(one.kind)]
    )
    return [*taken, Place(one, "")] if room else taken


def _what(form: ChangePermit) -> What | None:
    if form.what is None and (form.plate or form.address):
        return What.PLATE if form.plate else What.ADDRESS
    return form.what


def _plate(form: ChangePermit, place: Place, office: ZtlOffice, today: date) -> Outcome:
    found = place.permit
    new = gate_plate(form.plate.text) if form.plate else ""
    if not new or new == place.plate:
        return ask("new-plate", "plate", number=found.number, plate=place.plate or "none")
    if new in found.plates:
        return again("same-plate", blame=("plate",), plate=new)
    kept = tuple(new if each == place.plate else each for each in found.plates)
    plates = kept if place.plate else (*found.plates, new)
    plan = changed(office.table.rule(PermitKind(found.kind), Operation.PLATE), found, today, plates=plates)
    return shown("summary", plan, office, what="plate", new=new, before=place.plate or "none")


async def _address(form: ChangePermit, found: Permit, office: ZtlOffice, lane: str, clock: Clock) -> Outcome:
    kind = PermitKind(found.kind)
    if kind in ELSEWHERE:
        if form.address is None:
            return ask("which-address", "address", kind=KindTitle(kind))
        address = str(form.address)
    else:
        try:
            holder = await holder_of(found.citizen, office, lane, clock())
        except RegisterAway:
            return done("register-away")
        if not holder.address:
            return done("not-resident", kind=KindTitle(kind))
        address = holder.address
        if plain(address) == plain(found.address):
            return done("same-address", address=address)
    if kind in office.table.everywhere or len(office.terms.zones) == 1:
        zone = found.zone
    elif form.zone is None:
        return ask("which-zone", "zone", address=address)
    else:
        zone = form.zone.key
    rule = office.table.rule(kind, Operation.ADDRESS)
    plan = changed(rule, found, clock().date(), zone=zone, address=address)
    return shown("summary", plan, office, what="address", new=address, before=found.address or "none")


async def zones(*, permit_terms: PermitTerms) -> Sequence[Option]:
    """Offer the city's zones."""
    return zones_offered(permit_terms.zones)


SERVICE = Service(
    "change_permit",
    ChangePermit,
    fulfil,
    review=review,
    options={"zone": zones},
    level=Level.IDENTIFIED,
    filing=True,
    wants_files=True,
    behalf=True,
    group="permits",
)
