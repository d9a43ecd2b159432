"""Ask for a first permit for the restricted zone; and what comes of any request for a permit later."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, ask, done
from bot.values import Address, Choice, Plate
from bot.values.value import Option
from handlers.permits.begun import permits_of
from handlers.permits.choosing import living
from handlers.permits.fulfilling import fulfil
from handlers.permits.holder import Holder, holder_of, rank_of
from handlers.permits.later import decided, paid, ready, remind
from handlers.permits.length import Length, ask_for, lengths_of
from handlers.permits.office import ZtlOffice
from handlers.permits.plan import AT_HOME, ELSEWHERE, RANKED, Plan, first
from handlers.permits.showing import shown
from handlers.permits.told import KindTitle, told_of
from handlers.permits.unpaid import still_unpaid
from handlers.permits.zones import zones_offered
from platforms.permits.rules import Operation, PermitKind, Rule
from platforms.permits.terms import PermitTerms
from platforms.residents.resident import RegisterAway
from storage.permits import gate_plate


class Kind(Enum):
    """The kinds that can be asked for; a substitute's pass has a service of its own."""

    RESIDENT = PermitKind.RESIDENT
    DWELLER = PermitKind.DWELLER
    GUEST = PermitKind.GUEST
    ELECTRIC = PermitKind.ELECTRIC
    DISABLED = PermitKind.DISABLED
    GARAGE = PermitKind.GARAGE
    LODGING = PermitKind.LODGING
    DOCTOR = PermitKind.DOCTOR
    PROFESSIONAL = PermitKind.PROFESSIONAL
    FOREIGN_PLATE = PermitKind.FOREIGN_PLATE


@dataclass(frozen=True)
class RequestPermit:
    """The kind and the plate are asked; the rest only where the city does not know it."""

    kind: Kind
    plate: Plate
    length: Length | None = None
    address: Address | None = None
    zone: Choice | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """For where a permit is given."""

    address: str
    zone: str


async def review(
    form: RequestPermit, *, standing: Standing, lane: str, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Show what will be asked, what it costs and who decides; or why it is not possible."""
    if ztl_office is None:
        return done("not-offered")
    rule = ztl_office.table.rule(form.kind.value, Operation.FIRST)
    first_of_all = await _known(form, standing.subject, ztl_office) or _how_long(form, rule)
    if first_of_all is not None:
        return first_of_all
    try:
        holder = await holder_of(standing.subject, ztl_office, lane, clock())
    except RegisterAway:
        return done("register-away")
    place = _place(form, rule.kind, holder, ztl_office.terms)
    if isinstance(place, Outcome):
        return place
    plan = await _plan(form, rule, holder, place, ztl_office, clock)
    return shown("summary", plan, ztl_office, rank=_rank(plan))


def _rank(plan: Plan) -> str:
    if plan.kind not in RANKED:
        return "none"
    return "first" if plan.rank == 1 else str(plan.rank)


def _how_long(form: RequestPermit, rule: Rule) -> Outcome | None:
    """Say that there is no such kind here, or ask for how long; None where both are settled."""
    if not rule.offered:
        return done("kind-not-offered", kind=KindTitle(rule.kind))
    return ask_for(rule, form.length)


async def _known(form: RequestPermit, citizen: str, office: ZtlOffice) -> Outcome | None:
    """Say that there is such a permit already; None if there is none."""
    plate = gate_plate(form.plate.text)
    for one in living(await permits_of(citizen, office)):
        if one.kind == form.kind.value.value and plate in one.plates:
            return await still_unpaid(one, office) or done(
                "have-already", files=(), records=(), **told_of(one)
            )
    return None


def _place(form: RequestPermit, kind: PermitKind, holder: Holder, terms: PermitTerms) -> _Place | Outcome:
    """Find for where it is, or ask: where one is enrolled is never asked."""
    address = holder.address
    if kind in AT_HOME and not address:
        return done("not-resident", kind=KindTitle(kind))
    if kind in ELSEWHERE:
        if form.address is None:
            return ask("which-address", "address", kind=KindTitle(kind))
        address = str(form.address)
    if kind in terms.table.everywhere or len(terms.zones) == 1:
        return _Place(address, terms.zone_of(kind, terms.zones[0]))
    if form.zone is None:
        return ask("which-zone", "zone", address=address)
    return _Place(address, form.zone.key)


async def _plan(
    form: RequestPermit, rule: Rule, holder: Holder, place: _Place, office: ZtlOffice, clock: Clock
) -> Plan:
    plate = gate_plate(form.plate.text)
    rank = await rank_of(holder, rule.kind, plate, office) if rule.kind in RANKED else 1
    return first(
        rule,
        holder.citizen,
        (plate,),
        zone=place.zone,
        address=place.address,
        rank=rank,
        today=clock().date(),
        period=form.length.value if form.length and lengths_of(rule) else "",
    )


async def zones(*, permit_terms: PermitTerms) -> Sequence[Option]:
    """Offer the city's zones."""
    return zones_offered(permit_terms.zones)


SERVICE = Service(
    "request_permit",
    RequestPermit,
    fulfil,
    review=review,
    options={"zone": zones},
    events={"paid": paid, "ready": ready, "reminder": remind, "decided": decided},
    level=Level.IDENTIFIED,
    filing=True,
    wants_files=True,
    behalf=True,
    group="permits",
)
