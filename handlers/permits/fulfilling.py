"""What was agreed to about a permit is done: at once where the rule table says so, else by the office."""

from bot.clock import Clock
from bot.evidence import Evidence
from bot.level import Standing
from bot.service import Outcome, done
from handlers.permits.asking import Asked, carry_out
from handlers.permits.office import ZtlOffice
from handlers.permits.plan import Plan


async def fulfil(
    _: object,
    *,
    reviewed: tuple[Plan, str],
    standing: Standing,
    evidence: Evidence,
    lane: str,
    ztl_office: ZtlOffice | None,
    clock: Clock,
) -> Outcome:
    """Carry out the plan that a review made; beside it stands why the office is to decide, if it is."""
    if ztl_office is None:
        return done("not-offered")
    plan, why = reviewed
    return await carry_out(plan, Asked(ztl_office, standing, evidence, lane, clock()), why)
