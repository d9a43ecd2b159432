"""A permit that is given: issued at once, paid for, and its paper handed over."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.message import File
from bot.records import Record
from bot.service import Outcome, Sketch, done
from bot.values import Money, NoticeNumber
from bot.values.date import Date
from handlers.permits.desk import Delivered
from handlers.permits.office import ZtlOffice
from handlers.permits.plan import Plan
from handlers.permits.told import NONE, told_of, told_papers, told_price
from platforms.paper.press import PressBusy
from platforms.payments import Debt, Payable
from platforms.residents.resident import RegisterAway
from storage.notices import watch
from storage.permits import Permit, PermitState

# Whose debts these are, and who hears of payments and decisions, whichever operation it was.
SERVICE: Final = "request_permit"
_SUBJECT: Final = "Permesso ZTL"  # banks read it: nobody's data
_NOTHING = {"code": NONE, "check": NONE, "link": NONE, "by": NONE}


async def issue(plan: Plan, office: ZtlOffice, key: str, today: date, request: str, by: str) -> Permit | None:
    """Issue what was planned, or give what was issued under the key; None if its place is taken by now."""
    rule = plan.rule(office.table)
    due = plan.due_cents(office.table)
    pay_by = office.terms.pay_by(today) if due else None
    trusted = office.terms.trusted and not rule.prepaid
    draft = plan.draft(key, request=request, pay_by=pay_by, trusted=trusted, by=by)
    if plan.in_place:
        return await office.permits.replace(plan.old, draft)
    return await office.permits.issue(draft)


async def give(
    plan: Plan,
    permit: Permit,
    office: ZtlOffice,
    lane: str,
    records: Sequence[Record] = (),
    **more: object,
) -> Outcome:
    """Hand over the paper of a permit, or what is to be paid for it first; `more` is told as well."""
    rule = plan.rule(office.table)
    told = {
        "documents": told_papers(()),
        "reference": NONE,
        "answer_by": NONE,
        "attached": NONE,
        "days": NONE,
        "hand_back": "yes" if rule.hand_back and plan.old else "no",
        "operation": plan.operation.name,
        **more,
    }
    if permit.state is PermitState.PENDING_PAYMENT:
        return await charge(permit, plan.due_cents(office.table), rule.duty_cents, office, records, **told)
    return await hand_over("issued", permit, office, lane, records, **told)


async def hand_over(
    text: str,
    permit: Permit,
    office: ZtlOffice,
    lane: str,
    records: Sequence[Record] = (),
    **more: object,
) -> Outcome:
    """Give the paper, made now or before; while nobody can make it, say how it is had later."""
    made = await _paper(permit, office, lane)
    files: Sequence[File | Sketch] = made.files if made else ()
    if more.get("hand_back") == "yes":
        files = (*files, office.paper.handing_back(permit.replaces, permit.plates, permit.number))
    written = (*records, *(made.records if made else ()))
    told = {**told_of(permit), **more, "paper": "yes" if made else "no"}
    return done(text, files=files, records=written, **told, **(made.words() if made else _NOTHING))


async def _paper(permit: Permit, office: ZtlOffice, lane: str) -> Delivered | None:
    try:
        return await office.paper.deliver(permit, lane)
    except (PressBusy, RegisterAway):
        return None


async def charge(
    permit: Permit,
    due_cents: int,
    duty_cents: int,
    office: ZtlOffice,
    records: Sequence[Record] = (),
    **more: object,
) -> Outcome:
    """Open the notice of a permit that waits for its payment; whoever asked hears when it is paid."""
    until = permit.pay_by
    debt = Debt(
        SERVICE,
        permit.number,
        _SUBJECT,
        office.terms.category,
        (Payable("permit", due_cents, until, until),),
    )
    notices = await office.payments.open(debt)
    told = {**told_of(permit), **told_price(due_cents, duty_cents), **more}
    told["trusted"] = "yes" if permit.trusted else "no"
    told["pay_by"] = Date(until) if until else NONE
    if not notices:  # paid this moment: the event is on its way
        return done("being-paid", files=(), records=records, **told)
    (notice,) = notices
    written = (*records, watch(SERVICE, permit.number, waiting=not notice.ready))
    if not notice.ready:
        return done("waiting", files=(), records=written, **told)
    told["amount"] = Money(notice.amount_cents)
    return done("to-pay", files=(), records=written, url=notice.url, nav=NoticeNumber(notice.nav), **told)
