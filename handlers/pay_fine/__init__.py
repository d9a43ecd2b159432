"""Pay a traffic fine: from what stands on the paper to a payment notice, and the receipt when it is paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.clock import Clock
from bot.service import Outcome, Service, again, confirm, done
from bot.values import Date, FineNumber, Money, NoticeNumber, Plate
from handlers.pay_fine.reminder import reminder
from handlers.pay_fine.rules import Due, FineRules, Option, Refusal, amount_due
from platforms.payments import Payments
from storage.fines import Document, Fine, Fines
from storage.notices import watch


@dataclass(frozen=True)
class PayFine:
    """What we ask: all of it stands on the paper, and all three must match."""

    plate: Plate
    number: FineNumber
    on: Date


_REFUSALS = {
    Refusal.PAID: "already-paid",
    Refusal.APPEALED: "appealed",
    Refusal.CANCELLED: "cancelled-fine",
    Refusal.NOT_REDUCIBLE: "not-reducible",
    Refusal.NOT_YET: "not-yet",
}


async def _due(form: PayFine, fines: Fines, today: date, rules: FineRules) -> tuple[Fine, Due] | Outcome:
    """Find the fine and what it costs today, or say why nothing can be paid."""
    fine = await fines.find(form.number, form.plate, form.on.day)
    if fine is None:  # one answer for every mismatch: nobody learns which of the three was wrong
        return again("not-found", blame=("plate", "number", "on"))
    due = amount_due(fine, today, rules)
    if isinstance(due, Refusal):
        return done(_REFUSALS[due], number=fine.number)
    return fine, due


async def review(form: PayFine, *, fines: Fines, fine_rules: FineRules, clock: Clock) -> Outcome:
    """Say what is due today, until when, and what it becomes afterwards."""
    found = await _due(form, fines, clock().date(), fine_rules)
    if isinstance(found, Outcome):
        return found
    fine, due = found
    return confirm("due", reviewed=found, **_figures(fine, due))


async def fulfil(_: PayFine, *, reviewed: tuple[Fine, Due], payments: Payments, clock: Clock) -> Outcome:
    """Open the payment notice of today's amount; who asked for it will get the receipt."""
    fine, due = reviewed
    notice = await payments.open(
        reference=fine.number,
        option=due.option.value,
        amount_cents=due.amount,
        due_on=due.until,
        payable_until=due.payable_until,
    )
    files = [reminder(notice, due.until, clock())] if due.until else []
    nav = NoticeNumber(notice.nav)
    return done(
        "notice",
        files=files,
        records=[watch("pay_fine", fine.number)],
        nav=nav,
        url=notice.url,
        **_figures(fine, due),
    )


def _figures(fine: Fine, due: Due) -> dict[str, object]:
    """What the words may tell; a word stands for what there is nothing to tell of."""
    return {
        "number": fine.number,
        "plate": fine.plate,
        "amount": Money(due.amount),
        "until": due.until or "none",
        "term": "until" if due.until else "open",
        "option": due.option.value,
        "costs": "some" if fine.document is Document.VERBALE and fine.costs_cents else "none",
        "later": Money(due.later) if due.later is not None else "none",
        "afterwards": "report" if due.report_follows and due.option is Option.REDUCED
        else "more" if due.later is not None else "same",
        "notified": "late" if due.late_notification else "in-time",
    }  # fmt: skip


async def paid(payload: Mapping[str, object]) -> Outcome:
    """Tell who asked for a notice that it has been paid: the receipt."""
    return done(
        "receipt",
        number=payload["reference"],
        amount=Money(int(str(payload["amount_cents"]))),
        nav=NoticeNumber(str(payload["nav"])),
        day=datetime.fromisoformat(str(payload["paid_at"])).date(),
        receipt=payload["receipt_id"],
    )


SERVICE = Service("pay_fine", PayFine, fulfil, review=review, events={"paid": paid})
