"""For whom a citizen may act: by mandates, and for children by the register of residents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.clock import Ids
from platforms.residents.resident import RegisterAway, Resident, Residents
from storage.access_log import COUNTER
from storage.behalf import PARENT, Mandate, Mandates
from storage.citizens import Citizen, SqlCitizens, called, normal_fiscal_code

# law: cc/316 (until then both parents act for a child)
OF_AGE = 18  # law: cc/2
_A_DAY = timedelta(
    days=1
)  # a parent's mandate is made when it is used, and never outlives what the register says


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody for whom a citizen may act, or might: `waits` if they have still to accept the mandate.

    `child` is who of the register of residents is meant, where there is no mandate on paper.
    """

    name: str
    mandate: Mandate
    waits: bool = False
    child: Resident | None = None


@dataclass(frozen=True, slots=True)
class Behalf:
    """Knows for whom a citizen may act; `residents` is None where no register can be asked.

    It is begun anew after `acts_for`: who goes away is not taken for somebody else.
    """

    citizens: SqlCitizens
    mandates: Mandates
    residents: Residents | None
    ids: Ids
    acts_for: timedelta = timedelta(minutes=30)

    async def principals(self, citizen: str, now: datetime) -> Sequence[Principal]:
        """List them: those of mandates, the latest first, then children under age by age."""
        mandates = [each for each in await self.mandates.of(citizen) if each.agent == citizen]
        useful = [each for each in mandates if each.kind != PARENT and (each.lives(now) or each.waits(now))]
        given = [Principal(await self.name(each.principal), each, each.waits(now)) for each in useful]
        return [*given, *await self._children(citizen, now)]

    async def name(self, citizen: str) -> str:
        """Say what a citizen is called."""
        found = await self.citizens.by_id(citizen)
        return called(found) if found is not None else "…"

    async def begun(self, chosen: Principal) -> Mandate:
        """Give the mandate by which is acted; a child is made known. Safe to repeat."""
        child = chosen.child
        if child is None:
            return chosen.mandate
        person = Citizen("", child.fiscal_code, child.name, child.surname, child.born_on)
        return replace(chosen.mandate, id=self.ids(), principal=await self.citizens.admit(person, "register"))

    async def still(self, agent: str, principal: str, service: str, now: datetime) -> bool:
        """Whether somebody may still act for another in a service: by a mandate that lives, or as a parent.

        Raises RegisterAway.
        """
        given = [each for each in await self.mandates.of(principal) if each.principal == principal]
        mine = [each for each in given if each.agent == agent and each.lives(now)]
        if any(each.kind != PARENT and (not each.services or service in each.services) for each in mine):
            return True
        parent, child = await self.citizens.by_id(agent), await self.citizens.by_id(principal)
        if self.residents is None or parent is None or child is None:
            return False
        family = await self.residents.family(parent.fiscal_code)
        members = () if family is None else family.members
        theirs = (each for each in members if is_child_of(each, parent.fiscal_code, now.date()))
        return any(each.fiscal_code == child.fiscal_code for each in theirs)

    async def _children(self, citizen: str, now: datetime) -> list[Principal]:
        parent = await self.citizens.by_id(citizen)
        if self.residents is None or parent is None or not parent.fiscal_code:
            return []
        try:
            family = await self.residents.family(parent.fiscal_code)
        except RegisterAway:
            return []
        members = () if family is None else family.members
        children = [each for each in members if is_child_of(each, parent.fiscal_code, now.date())]
        return [self._child(each, citizen, now) for each in sorted(children, key=lambda one: one.born_on)]

    def _child(self, child: Resident, parent: str, now: datetime) -> Principal:
        until = min(now + _A_DAY, datetime.combine(of_age_on(child.born_on), time(), now.tzinfo))
        mandate = Mandate(
            "", parent, "", PARENT, (), now, until, now, COUNTER, "register of residents", accepted_at=now
        )
        return Principal(f"{child.name} {child.surname}", mandate, child=child)


def is_child_of(one: Resident, parent: str, today: date) -> bool:
    """Whether somebody is under age, alive and enrolled, and this is who has parental responsibility.

    By this very code: who has a variant of it (omocodia) is somebody else.
    """
    there = one.died_on is None and one.cancelled_on is None
    parents = {normal_fiscal_code(code) for code in one.parents}
    return there and today < of_age_on(one.born_on) and normal_fiscal_code(parent) in parents


def of_age_on(born_on: date) -> date:
    """Tell the day on which somebody is of age; born on 29 February, on 1 March."""
    try:
        return born_on.replace(year=born_on.year + OF_AGE)
    except ValueError:
        return date(born_on.year + OF_AGE, 3, 1)
