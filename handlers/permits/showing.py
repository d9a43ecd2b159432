"""What a review shows of a plan: the permit as it would be, its price, who decides, which papers."""

from bot.service import Outcome, confirm
from bot.values.date import Date
from handlers.permits.office import ZtlOffice
from handlers.permits.plan import Plan, papers_needed
from handlers.permits.told import NONE, KindTitle, told_papers, told_price


def told_plan(plan: Plan, office: ZtlOffice, why: str = "") -> dict[str, object]:
    """Tell of a plan: every value that a summary may use. `why` says that the office must decide."""
    rule = plan.rule(office.table)
    return {
        "kind": KindTitle(plan.kind),
        "number": plan.old or NONE,
        "plates": " ".join(plan.plates),
        "zone": plan.zone.replace(",", ", "),
        "address": plan.address or NONE,
        "until": Date(plan.until) if plan.until else NONE,
        **told_price(plan.due_cents(office.table), rule.duty_cents),
        "decides": "office" if rule.office or why else "rule",
        "documents": told_papers(papers_needed(rule)),
        "days": str(office.terms.days_to_pay),
        "trusted": "yes" if office.terms.trusted and not rule.prepaid else "no",
        "hand_back": "yes" if rule.hand_back and plan.old else "no",
    }


def shown(text: str, plan: Plan, office: ZtlOffice, why: str = "", /, **more: object) -> Outcome:
    """Show a plan and ask whether to go on: what is agreed to is the plan, and why the office must decide."""
    return confirm(text, reviewed=(plan, why), **(told_plan(plan, office, why) | more))
