"""Pay a traffic fine: from what stands on the paper to payment notices, and the receipt when one is paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.clock import Clock
from bot.service import Outcome, Service, again, confirm, done
from bot.values import Date, FineNumber, Money, Plate
from handlers.links import Links
from handlers.paid import Paid
from handlers.papers import Papers
from handlers.pay_fine.driver import driver_words
from handlers.pay_fine.given import Given, notices_given, open_notices
from handlers.pay_fine.pricing import NAME
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


async def fulfil(
    _: PayFine,
    *,
    reviewed: tuple[Fine, Due],
    fines: Fines,
    payments: Payments,
    papers: Papers,
    fine_rules: FineRules,
    payment_category: str,
    clock: Clock,
) -> Outcome:
    """Open the notices of today; who asked for them will get the receipt of whichever is paid."""
    given = await open_notices(reviewed[0], fines, payments, fine_rules, payment_category, clock())
    if isinstance(given, Refusal):  # it was paid, or midnight passed, since it was reviewed
        return done(_REFUSALS[given], number=reviewed[0].number)
    return _handed(given, papers)


async def ready(
    payload: Mapping[str, object],
    *,
    fines: Fines,
    payments: Payments,
    papers: Papers,
    fine_rules: FineRules,
    payment_category: str,
    clock: Clock,
) -> Outcome:
    """Send the notices that could not be sent when they were asked for, at the amounts of now."""
    number = str(payload["reference"])
    fine = await fines.by_number(number)
    if fine is None:
        return done("cancelled-fine", number=number)
    given = await open_notices(fine, fines, payments, fine_rules, payment_category, clock())
    if isinstance(given, Refusal):
        return done(_REFUSALS[given], number=number)
    return _handed(given, papers)


def _handed(given: Given, papers: Papers) -> Outcome:
    """Hand the notices over, or say that they will come as soon as pagoPA knows of them."""
    if not given.ready:
        record = watch(NAME, given.fine.number, waiting=True)
        return done("waiting", records=[record], number=given.fine.number)
    return done(
        "notice",
        files=given.files(papers),
        records=[watch(NAME, given.fine.number)],
        **notices_given(given),
        **driver_words(given.fine, given.now.date()),
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


async def paid(
    payload: Mapping[str, object], *, fines: Fines, papers: Papers, links: Links, clock: Clock
) -> Outcome:
    """Tell who asked for a fine that it has been paid: the receipt, and what is due all the same."""
    now = clock()
    told = Paid.read(payload, now.tzinfo)
    fine = await fines.by_number(told.reference)
    return done(
        "receipt",
        files=[papers.receipt(told)],
        number=told.reference,
        records=(),
        url=links.receipt(told.token),
        **told.words(),
        **driver_words(fine, now.date()),
    )


async def remind(
    payload: Mapping[str, object], *, fines: Fines, fine_rules: FineRules, links: Links, clock: Clock
) -> Outcome:
    """Remind whoever asked for it that a term ends: what is due now, and until when."""
    number = str(payload["reference"])
    fine = await fines.by_number(number)
    due = amount_due(fine, clock().date(), fine_rules) if fine else Refusal.CANCELLED
    if fine is None or isinstance(due, Refusal):
        return done(_REFUSALS[due] if isinstance(due, Refusal) else "cancelled-fine", number=number)
    url = links.pay(str(payload["token"]))
    return done("reminder", files=(), records=(), url=url, **_figures(fine, due))


SERVICE = Service(
    NAME,
    PayFine,
    fulfil,
    review=review,
    events={"paid": paid, "ready": ready, "reminder": remind},
    group="payments",
)
