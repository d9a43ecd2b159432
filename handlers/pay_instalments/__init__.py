"""Ask to pay a fine in instalments: the conditions are said, and a request is opened that staff decide."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.evidence import Evidence
from bot.filing import worth_of
from bot.level import Level, Standing
from bot.service import Outcome, Service, again, confirm, done
from bot.values import Date, FineNumber, Money, Plate
from handlers.pay_fine.rules import FineRules
from handlers.pay_instalments.rules import InstalmentRules, Plan, Refusal, instalments
from storage.fines import Fine, Fines
from storage.requests import Requests

KIND = "instalments"  # of the requests


@dataclass(frozen=True)
class PayInstalments:
    """What we ask: the same three as for paying, and all must match."""

    plate: Plate
    number: FineNumber
    on: Date


_REFUSALS = {
    Refusal.PAID: "already-paid",
    Refusal.APPEALED: "appealed",
    Refusal.CANCELLED: "cancelled-fine",
    Refusal.NOT_REDUCIBLE: "not-reducible",
    Refusal.TICKET: "ticket",
    Refusal.SMALL: "small",
    Refusal.LATE: "late",
}


async def review(
    form: PayInstalments,
    *,
    fines: Fines,
    fine_rules: FineRules,
    instalment_rules: InstalmentRules,
    requests: Requests,
    clock: Clock,
    lane: str,
) -> Outcome:
    """Say the conditions and what it comes to, or why it is not possible."""
    fine = await fines.find(form.number, form.plate, form.on.day)
    if fine is None:  # one answer for every mismatch: nobody learns which of the three was wrong
        return again("not-found", blame=("plate", "number", "on"))
    plan = instalments(fine, clock().date(), fine_rules)
    if isinstance(plan, Refusal):
        return done(_REFUSALS[plan], number=fine.number)
    asked = await requests.pending(lane, KIND, fine.number)
    if asked is not None:
        return done("asked-already", number=fine.number, reference=asked.reference, by=asked.answer_by)
    reviewed = fine, plan
    return confirm(
        "conditions",
        reviewed=reviewed,
        number=fine.number,
        amount=Money(plan.amount),
        count=str(plan.instalments),
        each=Money(plan.each),
        ask_by=plan.ask_by,
        income=Money(instalment_rules.income),
        relative=Money(instalment_rules.relative),
    )


async def fulfil(
    _: PayInstalments,
    *,
    reviewed: tuple[Fine, Plan],
    requests: Requests,
    standing: Standing,
    evidence: Evidence,
) -> Outcome:
    """Open the request, with who asks and what it is worth; its reference is the proof of having asked."""
    fine, plan = reviewed
    worth = worth_of(standing)
    details = {
        "amount_cents": plan.amount,
        "instalments": plan.instalments,
        "ask_by": plan.ask_by.isoformat(),
        "citizen": standing.citizen,
        "acting_for": standing.acting_for,
        "proof": standing.proof,
        "worth": worth.value,
    }
    opened = requests.open(KIND, fine.number, details, citizen=standing.subject, entry=evidence.practice)
    return done(
        "opened",
        records=opened.records,
        number=fine.number,
        reference=opened.reference,
        by=opened.answer_by,
        ask_by=plan.ask_by,
        worth=worth.value,
    )


# Red: who asks gives up the appeal, and the answer speaks of their income. What comes of the fine in
# instalments is told to whoever has its three data, as its amount is: nobody logs in only to read "too late".
SERVICE = Service(
    "pay_instalments",
    PayInstalments,
    fulfil,
    review=review,
    level=Level.IDENTIFIED,
    shown_to=Level.OPEN,
    filing=True,
    behalf=True,
    group="payments",
)
