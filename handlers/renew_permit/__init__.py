"""Renew a permit for the restricted zone: one word is enough where everything is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import QUIET, Outcome, Service, done
from bot.values.date import Date
from bot.values.spelling import plain
from handlers.permits.finding import found_of
from handlers.permits.fulfilling import fulfil
from handlers.permits.holder import holder_of
from handlers.permits.length import Length, ask_for, lengths_of
from handlers.permits.office import ZtlOffice
from handlers.permits.own_plate import OwnPlate
from handlers.permits.plan import AT_HOME, renewed
from handlers.permits.showing import shown
from handlers.permits.told import KindTitle, told_of
from platforms.permits.rules import Operation, PermitKind
from platforms.permits.terms import PermitTerms
from platforms.residents.resident import RegisterAway
from storage.permits import Ended, Permit, Permits, PermitState

_LAST_DAYS: Final = 1  # before the end of a permit that is not renewed


@dataclass(frozen=True)
class RenewPermit:
    """Nothing is asked unless there are several, or one may choose for how long."""

    plate: OwnPlate | None = None
    length: Length | None = None


async def review(
    form: RenewPermit, *, standing: Standing, lane: str, ztl_office: ZtlOffice | None, clock: Clock
) -> Outcome:
    """Show the permit, its new end and the price; or why it is not renewed."""
    if ztl_office is None:
        return done("not-offered")
    now, table = clock(), ztl_office.table
    found = await found_of(
        standing.subject,
        form.plate,
        "plate",
        ztl_office,
        lambda one: table.renewable(one.valid_until, now.date()),
    )
    found = found if isinstance(found, Outcome) else _refused(found, ztl_office, now.date()) or found
    if isinstance(found, Outcome):
        return found
    try:
        why = await _why_not_at_once(found, standing.subject, ztl_office, lane, clock)
    except RegisterAway:
        return done("register-away")
    return _shown(form, found, ztl_office, now.date(), why)


def _refused(found: Permit, office: ZtlOffice, today: date) -> Outcome | None:
    """Say why a permit is not renewed now; None if it is."""
    kind = PermitKind(found.kind)
    told = told_of(found)
    if not office.table.rule(kind, Operation.RENEWAL).offered:
        return done("no-renewal", files=(), records=(), **told)
    if found.valid_until is None:
        return done("no-end", files=(), records=(), **told)
    if office.table.renewable(found.valid_until, today):
        return None
    opens = found.valid_until - timedelta(days=office.table.opens)
    if today < opens:
        return done("too-early", files=(), records=(), **told, opens=Date(opens))
    return done("too-late", files=(), records=(), **told)


async def _why_not_at_once(found: Permit, citizen: str, office: ZtlOffice, lane: str, clock: Clock) -> str:
    """Look whether who lives at home still does; empty if nothing is in the way."""
    if PermitKind(found.kind) not in AT_HOME:
        return ""
    holder = await holder_of(citizen, office, lane, clock())
    if not holder.address:
        return "not-resident"
    return "" if not found.address or plain(holder.address) == plain(found.address) else "moved"


def _shown(form: RenewPermit, found: Permit, office: ZtlOffice, today: date, why: str) -> Outcome:
    rule = office.table.rule(PermitKind(found.kind), Operation.RENEWAL)
    asked = ask_for(rule, form.length)
    if asked is not None:
        return asked
    period = form.length.value if form.length and lengths_of(rule) else ""
    return shown("summary", renewed(rule, found, today, period), office, why, why=why or "none")


async def expiring(
    payload: Mapping[str, object], *, permits: Permits, permit_terms: PermitTerms, clock: Clock
) -> Outcome:
    """Say that a permit ends soon, and the word that renews it; one that is never renewed is told of late.

    Whoever has renewed it while this waited is told nothing.
    """
    now = await permits.one(str(payload["number"]))
    if now is None or now.state is not PermitState.ACTIVE or now.replaced_by:
        return done(QUIET)
    until = date.fromisoformat(str(payload["valid_until"]))
    kind = PermitKind(str(payload["kind"]))
    left = (until - clock().date()).days
    renewable = permit_terms.table.rule(kind, Operation.RENEWAL).offered
    if left > _LAST_DAYS and not renewable:
        return done(QUIET)
    plates = payload.get("plates", ())
    return done(
        "expiring",
        kind=KindTitle(kind),
        plates=" ".join(map(str, plates)) if isinstance(plates, list | tuple) else str(plates),
        until=Date(until),
        left="today" if left == 0 else "later",
        renewable="yes" if renewable else "no",
    )


async def lapsed(payload: Mapping[str, object], *, permits: Permits) -> Outcome:
    """Say that a permit that nobody paid counts no more, and whether the one before it counts again."""
    gone = await permits.one(str(payload["number"]))
    if gone is None or gone.ended is not Ended.UNPAID:
        return done(QUIET)
    old = await permits.one(gone.replaces) if gone.replaces else None
    back = old is not None and old.state is PermitState.ACTIVE and not old.replaced_by
    return done(
        "lapsed",
        number=gone.number,
        kind=KindTitle(PermitKind(gone.kind)),
        plates=" ".join(gone.plates),
        back=gone.replaces if back else "none",
    )


SERVICE = Service(
    "renew_permit",
    RenewPermit,
    fulfil,
    review=review,
    events={"expiring": expiring, "lapsed": lapsed},
    level=Level.IDENTIFIED,
    filing=True,
    wants_files=True,
    behalf=True,
    group="permits",
)
