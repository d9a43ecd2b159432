"""The conversations that belong to a citizen: listed, taken away, and a word to the old ones of a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.level import Level, Standing
from bot.service import Outcome, Service, confirm, done
from bot.values.date import Date
from bot.values.listed import Listed
from handlers.my_contacts.listing import Listing, called
from storage.contacts import Contact, Contacts, revoke_contact


@dataclass(frozen=True)
class MyContacts:
    """Nothing is asked; which one to take away may be told."""

    which: Listed | None = None


async def review(form: MyContacts, *, standing: Standing, lane: str, contacts: Contacts) -> Outcome:
    """List them; or show which would be taken away."""
    mine = await contacts.of(standing.citizen)
    if not mine:  # known for this message alone, by a PEC of theirs
        return done("none")
    if form.which is None:
        others = any(each.lane != lane for each in mine)
        return done("contacts", listing=Listing(mine, lane), others="yes" if others else "no")
    chosen = _chosen(form.which, mine, lane)
    if not chosen:
        return done("no-others" if form.which.others else "no-such", listing=Listing(mine, lane))
    this = any(each.lane == lane for each in chosen)
    shown = Listing(chosen, lane, numbered=False)
    return confirm("revoke", reviewed=chosen, listing=shown, this="yes" if this else "no")


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


SERVICE = Service("my_contacts", MyContacts, fulfil, review, events={"bound": bound}, level=Level.REGISTERED)
