"""The payment notices of a fine: which are opened together, and what each costs on a given day."""

import re
from datetime import date

from bot.errors import WrongAnswer
from bot.values import FineNumber
from bot.values.value import Reading
from handlers.pay_fine.rules import FineRules, Option, Refusal, Stage, refusal_of, stages
from platforms.payments import Debt, Payable, Quote, Refused
from storage.fines import Document, Fine, Fines
from storage.notices import PaymentNotice

NAME = "pay_fine"  # of the service

_REFUSED = {
    Refusal.PAID: Refused.PAID,
    Refusal.APPEALED: Refused.ANNULLED,  # nothing may be taken while a judge decides
    Refusal.CANCELLED: Refused.ANNULLED,
    Refusal.NOT_REDUCIBLE: Refused.ANNULLED,
}
_SPACES = re.compile(r"\s+")
_LONGEST_NUMBER = 60  # signs: with the words before it far below the 140 of a causale


def debt_of(fine: Fine, today: date, rules: FineRules, category: str) -> Debt | Refusal:
    """Make the debt of a fine with all its notices that can be paid on a day, or say why there is none.

    While the discount lasts these are two; afterwards the notice of the reduced amount goes on and asks
    what has become of that (attualizzazione).
    """
    refusal = refusal_of(fine, rules)
    if refusal:
        return refusal
    payables: list[Payable] = []
    for stage in stages(fine, rules):
        if stage.until is not None and today > stage.until:
            continue
        if stage.option is Option.INCREASED and payables:
            break
        payables.append(_payable(fine, stage))
        if stage.option is not Option.DISCOUNTED:
            break
    if not payables:
        return Refusal.NOT_YET
    return Debt(NAME, fine.number, subject_of(fine), category, tuple(payables))


def subject_of(fine: Fine) -> str:
    """Write what banks and payers read of a payment (causale): the number of the paper, and nobody's data.

    A number that is none (a register may hold anything) is left out.
    """
    paper = "Preavviso" if fine.document is Document.PREAVVISO else "Verbale"
    number = _SPACES.sub(" ", fine.number).strip()
    try:
        FineNumber.parse(number, Reading(fine.violation_on))
    except WrongAnswer:
        return f"{paper} del codice della strada"
    if len(number) > _LONGEST_NUMBER:
        return f"{paper} del codice della strada"
    return f"{paper} n. {number}"


def quoted(fine: Fine, option: str, today: date, rules: FineRules) -> Quote | Refused:
    """Tell what a notice of a fine costs on a day, its days for the banks included."""
    refusal = refusal_of(fine, rules)
    if refusal:
        return _REFUSED[refusal]
    for stage in stages(fine, rules):
        if _notice_of(stage.option) != _notice_of(Option(option)):
            continue
        if stage.payable_until is None or today <= stage.payable_until:
            return Quote(stage.amount, stage.until, _taken_until(fine, stage))
    return Refused.EXPIRED


async def priced(
    notice: PaymentNotice, today: date, *, fines: Fines, fine_rules: FineRules
) -> Quote | Refused:
    """Tell what a notice of ours costs on a day: a platforms.payments.Pricing, once its needs are given."""
    fine = await fines.by_number(notice.reference)
    return quoted(fine, notice.option, today, fine_rules) if fine else Refused.UNKNOWN


def _payable(fine: Fine, stage: Stage) -> Payable:
    return Payable(_notice_of(stage.option), stage.amount, stage.until, _taken_until(fine, stage))


def _notice_of(option: Option) -> str:
    """The notice that an amount is asked with: that of the reduced amount goes on when it is increased."""
    return Option.DISCOUNTED.value if option is Option.DISCOUNTED else Option.REDUCED.value


def _taken_until(fine: Fine, stage: Stage) -> date | None:
    """The last day on which a notice is taken, at whatever amount.

    That of a report goes on for ever. That of a windscreen ticket ends: the report that follows has another
    number and notices of its own.
    """
    goes_on = fine.document is Document.VERBALE and stage.option is not Option.DISCOUNTED
    return None if goes_on else stage.payable_until
