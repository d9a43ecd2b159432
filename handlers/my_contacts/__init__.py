"""The conversations that belong to a citizen: listed, taken away, and a word to the old ones of a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, confirm, done
from bot.values.date import Date
from bot.values.listed import Listed
from handlers.my_contacts.listing import Listing, called
from storage.access_log import CITIZEN, Access, noted
from storage.contacts import Contact, Contacts, channel_of, revoke_contact
from storage.locking import end_all_links, locked_told


class Lock(Enum):
    """All of them, at once."""

    ALL = "all"


@dataclass(frozen=True)
class MyContacts:
    """Nothing is asked; which one to take away may be told, or that all are to be locked at once."""

    which: Listed | None = None
    lock: Lock | None = None


async def review(
    form: MyContacts, *, standing: Standing, lane: str, contacts: Contacts, clock: Clock
) -> Outcome:
    """List them, show which one would be taken away, or lock all: who lost a phone is not asked."""
    mine = await contacts.of(standing.citizen)
    if not mine:  # known for this message alone, by a PEC of theirs
        return done("none")
    if form.lock is not None:
        return _locked(mine, lane, clock())
    if form.which is None:
        others = any(each.lane != lane for each in mine)
        return done("contacts", listing=Listing(mine, lane), others="yes" if others else "no")
    chosen = _chosen(form.which, mine, lane)
    if not chosen:
        return done("no-others" if form.which.others else "no-such", listing=Listing(mine, lane))
    this = any(each.lane == lane for each in chosen)
    shown = Listing(chosen, lane, numbered=False)
    return confirm("revoke", reviewed=chosen, listing=shown, this="yes" if this else "no")


def _locked(mine: Sequence[Contact], lane: str, now: datetime) -> Outcome:
    """Take all of them away and end their links; each of the others hears of it."""
    records = [revoke_contact(each.lane, each.citizen, now) for each in mine]
    records += [record for each in mine for record in end_all_links(each.lane, each.citizen, now)]
    logged = [Access(each.citizen, CITIZEN, "contact-locked", channel_of(each.lane)) for each in mine]
    records += [noted(each, now) for each in logged]
    records += locked_told([each.lane for each in mine], lane, now)
    return done("locked-all", records=records, count="one" if len(mine) == 1 else str(len(mine)))


def _chosen(which: Listed, mine: Sequence[Contact], lane: str) -> tuple[Contact, ...]:
    if which.others:
        return tuple(each for each in mine if each.lane != lane)
    return tuple(mine[which.place - 1 : which.place])


async def fulfil(_: MyContacts, *, reviewed: Sequence[Contact], lane: str, clock: Clock) -> Outcome:
    """Take them away: whoever writes from there is nobody we know."""
    records = [revoke_contact(each.lane, each.citizen, clock()) for each in reviewed]
    this = any(each.lane == lane for each in reviewed)
    count = "one" if len(reviewed) == 1 else str(len(reviewed))
    return done("revoked", records=records, count=count, this="yes" if this else "no")


async def bound(facts: Mapping[str, object]) -> Outcome:
    """Tell an old contact of a new one, and how to undo it."""
    at = datetime.fromisoformat(str(facts["at"]))
    return done("bound", contact=called(str(facts["channel"]), str(facts["hint"])), day=Date(at.date()))


async def locked(facts: Mapping[str, object]) -> Outcome:
    """Tell a contact that another one was locked, or this one with all others."""
    at = datetime.fromisoformat(str(facts["at"]))
    contact = called(str(facts["channel"]), str(facts["hint"]))
    return done("locked", contact=contact, day=Date(at.date()), all="yes" if facts.get("all") else "no")


async def credential_locked(facts: Mapping[str, object]) -> Outcome:
    """Tell a contact that its citizen's credentials were locked after too many failures."""
    at = datetime.fromisoformat(str(facts["at"]))
    return done("credential-locked", day=Date(at.date()))


SERVICE = Service(
    "my_contacts",
    MyContacts,
    fulfil,
    review,
    events={"bound": bound, "locked": locked, "credential_locked": credential_locked},
    level=Level.REGISTERED,
    confirms=True,
    group="data",
)
