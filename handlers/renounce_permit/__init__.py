"""Give up a permit: from then on the gates know its plate no more."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.evidence import Evidence
from bot.filing import Worth, worth_of
from bot.level import Level, Standing
from bot.service import Outcome, Service, done
from handlers.permits.asking import Asked, to_the_office
from handlers.permits.choosing import Unclear, asked_which, meant
from handlers.permits.ending import just_given_up, renounce
from handlers.permits.office import ZtlOffice
from handlers.permits.own_plate import OwnPlate
from handlers.permits.plan import Plan, changed
from handlers.permits.showing import shown
from handlers.permits.told import told_of
from platforms.permits.rules import Operation, PermitKind


@dataclass(frozen=True)
class RenouncePermit:
    """Which one is asked only where there are several."""

    plate: OwnPlate | None = None


async def review(
    form: RenouncePermit, *, standing: Standing, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Show the permit that will end."""
    if ztl_office is None:
        return done("not-offered")
    known = await ztl_office.permits.of(standing.subject)
    found = meant(known, form.plate)
    if isinstance(found, Unclear):
        # A turn that died after it had ended the permit says so when it is repeated; so does who asks again.
        over = just_given_up(known, form.plate, clock())
        return (
            await renounce(over, ztl_office, "citizen") if over else asked_which(found, "plate", form.plate)
        )
    rule = ztl_office.table.rule(PermitKind(found.kind), Operation.RENUNCIATION)
    if not rule.offered:
        return done("no-renunciation", files=(), records=(), **told_of(found))
    return shown("summary", changed(rule, found, clock().date()), ztl_office)


async def fulfil(
    _: RenouncePermit,
    *,
    reviewed: tuple[Plan, str],
    standing: Standing,
    evidence: Evidence,
    lane: str,
    ztl_office: ZtlOffice | None,
    clock: Clock,
) -> Outcome:
    """End it at once; what is not signed is left to the office."""
    if ztl_office is None:
        return done("not-offered")
    plan, why = reviewed
    decides = "rule" if plan.rule(ztl_office.table).office else why
    if worth_of(standing) is Worth.DRAFT or decides:
        asked = Asked(ztl_office, standing, evidence, lane, clock())
        return await to_the_office(plan, asked, decides or "draft")
    return await renounce(plan.old, ztl_office, "citizen")


SERVICE = Service(
    "renounce_permit",
    RenouncePermit,
    fulfil,
    review=review,
    level=Level.IDENTIFIED,
    filing=True,
    behalf=True,
    group="permits",
)
