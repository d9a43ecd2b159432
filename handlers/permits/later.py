"""What comes of a permit later: it is paid or can be paid, the office has decided, its end is near."""

from collections.abc import Mapping
from datetime import date

from bot.clock import Clock
from bot.service import QUIET, Outcome, done
from bot.values import Money
from bot.values.date import Date
from handlers.links import Links
from handlers.paid import Paid
from handlers.permits.ending import renounce
from handlers.permits.issuing import give, hand_over, issue
from handlers.permits.office import ZtlOffice
from handlers.permits.plan import planned_again
from handlers.permits.told import KindTitle, told_of
from handlers.permits.unpaid import still_unpaid
from platforms.permits.rules import Operation, PermitKind
from storage.permits import Ended, PermitState
from storage.request_rows import Request


async def paid(
    payload: Mapping[str, object], *, lane: str, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Let a permit count that is paid, and hand it over; one that cannot come back was paid in vain."""
    told = Paid.read(payload, clock().tzinfo)
    permit = await ztl_office.permits.paid(told.reference) if ztl_office else None
    if ztl_office is None or permit is None or permit.state is PermitState.REVOKED:
        return done("paid-in-vain", receipt=told.receipt_id, number=told.reference)
    return await hand_over("paid", permit, ztl_office, lane, receipt=told.receipt_id)


async def ready(payload: Mapping[str, object], *, ztl_office: ZtlOffice | None) -> Outcome:
    """Send the link of a notice that could not be sent when it was asked for."""
    permit = await ztl_office.permits.one(str(payload["reference"])) if ztl_office else None
    if ztl_office is None or permit is None:
        return done(QUIET)
    return await still_unpaid(permit, ztl_office) or done(QUIET)


async def remind(payload: Mapping[str, object], *, links: Links, clock: Clock) -> Outcome:
    """Remind that the term of a notice ends."""
    due = payload.get("due_on")
    return done(
        "reminder",
        amount=Money(int(str(payload["amount_cents"]))),
        until=Date(date.fromisoformat(str(due)) if due else clock().date()),
        url=links.pay(str(payload["token"])),
        number=str(payload["reference"]),
    )


async def decided(
    payload: Mapping[str, object], *, lane: str, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Give what the office has accepted; take back what it refuses after it was given."""
    seen = await ztl_office.cases.view(str(payload["reference"])) if ztl_office else None
    if ztl_office is None or seen is None:
        return done(QUIET)
    given = str(seen.request.details.get("issued", ""))
    if given:
        return await _looked_at(given, seen.request, ztl_office, accepted=bool(payload["accepted"]))
    if not payload["accepted"]:
        return done("refused", files=(), records=(), **_of(seen.request))
    return await _granted(seen.request, ztl_office, lane, clock().date())


def _of(request: Request) -> dict[str, object]:
    kind = PermitKind(request.details["kind"])
    plates = " ".join(str(plate) for plate in request.details["plates"])
    return {"reference": request.reference, "kind": KindTitle(kind), "plates": plates}


async def _granted(request: Request, office: ZtlOffice, lane: str, today: date) -> Outcome:
    asked = planned_again(request.details, today)
    old = await office.permits.one(asked.old) if asked.old else None
    if asked.operation is Operation.RENUNCIATION:
        return await renounce(asked.old, office, request.answered_by)
    plan = asked.on(today, office.table, old)
    key = f"request/{request.reference}"
    permit = await issue(plan, office, key, today, str(request.reference), request.answered_by)
    if permit is None:
        return done("gone", old=plan.old)
    return await give(plan, permit, office, lane)


async def _looked_at(number: str, request: Request, office: ZtlOffice, *, accepted: bool) -> Outcome:
    """Tell what came of looking at the documents of a permit that was given before."""
    if accepted:
        return done(QUIET)
    reason = request.answer or "-"
    revoked = await office.permits.revoke(
        number, Ended.REVOKED, by=request.answered_by or "counter", reason=reason
    )
    found = revoked or await office.permits.one(number)
    if found is None:
        return done(QUIET)
    return done("taken-back", files=(), records=(), **told_of(found), reference=request.reference)
