"""Mandates: given to somebody by their fiscal code, listed, and taken back by either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

from bot.clock import Clock, Ids
from bot.level import Level, Standing
from bot.service import Outcome, Service, again, confirm, done
from bot.values import Date, FiscalCode, FutureDate
from bot.values.listed import Listed
from handlers.mandates.listing import Shown, Sides
from platforms.behalf import Behalf
from storage.access_log import CITIZEN, Access, noted
from storage.behalf import DELEGATE, PARENT, Mandate, Mandates, give_mandate, revoke_mandate
from storage.citizens import Citizen
from storage.contacts import Contacts
from storage.telling import told

OFFERED = "mandates.offered"  # the event that who is given a mandate hears
_DEFAULT_DAYS, _MOST_DAYS = 182, 366
# law: cc/1387 (the power to act for somebody is given by the law, or by who is acted for, in their limits)
SCOPES = {"PAYMENTS": ("my_payments", "pay_instalments"), "CERTIFICATES": ("get_certificate",)}


class Scope(Enum):
    """What a mandate may be limited to."""

    ALL = "all"
    PAYMENTS = "payments"
    CERTIFICATES = "certificates"


@dataclass(frozen=True)
class GiveMandate:
    """Nothing is asked: a fiscal code gives one, a number takes one back, else they are listed."""

    agent: FiscalCode | None = None
    scope: Scope | None = None
    until: FutureDate | None = None
    which: Listed | None = None


async def review(form: GiveMandate, *, standing: Standing, behalf: Behalf, clock: Clock) -> Outcome:
    """Show what would be given or taken back, or the list."""
    today, now = clock().date(), clock()
    if form.agent is not None:
        return await _offer(form, form.agent, standing, behalf, today)
    mine = [each for each in await behalf.mandates.of(standing.citizen) if _counts(each, now)]
    listing = await _listing(mine, standing.citizen, behalf)
    if not mine:
        return done("none")
    if form.which is None:
        return done("mandates", listing=listing)
    chosen = mine[form.which.place - 1 : form.which.place] if form.which.place else []
    if not chosen:
        return done("no-such", listing=listing)
    shown = await _listing(chosen, standing.citizen, behalf, numbered=False)
    return confirm("take-back", reviewed=chosen[0], listing=shown)


def _counts(one: Mandate, now: datetime) -> bool:
    return one.kind != PARENT and (one.lives(now) or one.waits(now))


async def _listing(
    mandates: Sequence[Mandate], citizen: str, behalf: Behalf, *, numbered: bool = True
) -> Sides:
    others = [one.agent if one.principal == citizen else one.principal for one in mandates]
    names = [await behalf.name(other) for other in others]
    given = [one.principal == citizen for one in mandates]
    return Sides([Shown(*each) for each in zip(mandates, names, given, strict=True)], numbered)


async def _offer(
    form: GiveMandate, agent: FiscalCode, standing: Standing, behalf: Behalf, today: date
) -> Outcome:
    me = await behalf.citizens.by_id(standing.citizen)
    if not agent.is_person:
        return again("not-a-person", blame=("agent",))
    if me is not None and me.fiscal_code == agent.text:
        return again("oneself", blame=("agent",))
    until = form.until.day if form.until else today + timedelta(days=_DEFAULT_DAYS)
    if until < today:
        return again("past", blame=("until",))
    if until > today + timedelta(days=_MOST_DAYS):
        return again("too-long", blame=("until",), most=Date(today + timedelta(days=_MOST_DAYS)))
    scope = form.scope or Scope.ALL
    return confirm("offer", reviewed=until, agent=agent, until=Date(until), scope=scope.value)


async def fulfil(
    form: GiveMandate,
    *,
    reviewed: date | Mandate,
    standing: Standing,
    behalf: Behalf,
    contacts: Contacts,
    clock: Clock,
    ids: Ids,
) -> Outcome:
    """Give it, or take it back; whoever it is for hears so on their own contacts, where they have any."""
    now = clock()
    if isinstance(reviewed, Mandate):
        about = f"{reviewed.kind} {reviewed.id}"
        ended = Access(reviewed.principal, CITIZEN, "mandate-revoked", about)
        records = [revoke_mandate(reviewed.id, standing.citizen, now), noted(ended, now)]
        return done("taken-back", records=records)
    if form.agent is None:
        raise LookupError("a mandate without an agent")
    agent = await behalf.citizens.admit(Citizen("", form.agent.text), "mandate")
    given = Mandate(
        ids(),
        agent,
        standing.citizen,
        DELEGATE,
        SCOPES.get((form.scope or Scope.ALL).name, ()),
        now,
        datetime.combine(reviewed + timedelta(days=1), time(), now.tzinfo),
        now,
        CITIZEN,
        standing.proof,
    )
    made = noted(Access(standing.citizen, CITIZEN, "mandate-made", f"{DELEGATE} {given.id}"), now)
    lanes = [each.lane for each in await contacts.of(agent)]
    heard = [told(lane, OFFERED, {}, f"{OFFERED}/{given.id}/{lane}", given.id, now) for lane in lanes]
    return done("offered", records=[give_mandate(given), made, *heard], until=Date(reviewed))


async def offered(_: object) -> Outcome:
    """Tell who was given a mandate that it waits; by whom, only who logs in is told."""
    return done("heard")


SERVICE = Service(
    "mandates",
    GiveMandate,
    fulfil,
    review,
    events={"offered": offered},
    level=Level.IDENTIFIED,
    confirms=True,
    group="access",
)
__all__ = ["SERVICE", "GiveMandate", "Mandates"]
