"""Act for somebody else: a child, or who has given a mandate; for half an hour, and each answer says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from bot.clock import Clock
from bot.level import Level, Standing
from bot.records import Record
from bot.service import Outcome, Service, act_for, confirm, done
from bot.values.listed import Listed
from bot.values.moment import Moment
from handlers.on_behalf.listing import Principals
from platforms.behalf import Behalf, Principal
from storage.acting import begin_acting, end_acting
from storage.behalf import PARENT, accept_mandate, give_mandate


class Self(Enum):
    """For oneself again."""

    ME = "me"


@dataclass(frozen=True)
class OnBehalf:
    """Nothing is asked; for whom may be told, by the place in the list, or that it is for oneself again."""

    which: Listed | None = None
    me: Self | None = None


async def review(form: OnBehalf, *, standing: Standing, behalf: Behalf, clock: Clock) -> Outcome:
    """List for whom one may act, or show what acting for one of them means."""
    if form.me is not None:
        return act_for(
            "", "for-oneself" if standing.acting_for else "already-oneself", records=[end_acting()]
        )
    now = clock()
    people = await behalf.principals(standing.citizen, now)
    if not people:
        return done("nobody")
    chosen = _chosen(form.which, people)
    if chosen is None:
        return done("people" if form.which is None else "no-such", people=Principals(people))
    return confirm(
        "begin",
        reviewed=chosen,
        name=chosen.name,
        waits="yes" if chosen.waits else "no",
        kind=chosen.mandate.kind,
        limited="yes" if chosen.mandate.services else "no",
        minutes=str(int(behalf.acts_for / timedelta(minutes=1))),
    )


def _chosen(which: Listed | None, people: Sequence[Principal]) -> Principal | None:
    if which is None:
        return people[0] if len(people) == 1 else None
    return people[which.place - 1] if 0 < which.place <= len(people) else None


async def fulfil(_: OnBehalf, *, reviewed: Principal, behalf: Behalf, clock: Clock) -> Outcome:
    """Begin to act; a mandate that waited is accepted with it."""
    now = clock()
    mandate = await behalf.begun(reviewed)
    until = min(now + behalf.acts_for, mandate.valid_until)
    records: list[Record] = []
    if reviewed.waits:
        records.append(accept_mandate(mandate.id, mandate.agent, now))
    if mandate.kind == PARENT and reviewed.child is not None:
        records.append(give_mandate(mandate))
    records += begin_acting(mandate, until, now)
    return act_for(
        mandate.principal, "begun", records=records, name=reviewed.name, until=Moment(until, now.date())
    )


SERVICE = Service(
    "on_behalf", OnBehalf, fulfil, review, level=Level.IDENTIFIED, confirms=True, behalf=True, group="access"
)
