"""What the pages of requests share: who may see which request, who people are, the words of the reader."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from aiohttp import web

from bot.clock import Clock
from bot.errors import WrongAnswer
from bot.values.reference import Reference
from bot.values.value import Reading
from sportello.web.desk.frame import Frame
from sportello.web.desk.live import Live
from sportello.web.desk.look import language_of
from sportello.web.desk.wording import DeskWords
from storage.applicants import CREDENTIALS
from storage.citizens import Citizen
from storage.offices import Offices
from storage.request_desk import RequestDesk, RequestView
from storage.request_rows import CITIZEN, COUNTER
from storage.staff import Colleague
from storage.staff_rows import ACTIVE, Officer, Role

HOME = "/desk/requests"
CREDENTIALS_HOME = "/desk/credentials"
INVOLVED = ("citizen", "acting_for", "agent")  # details that name a citizen by their id
WORKERS = (Role.OPERATOR, Role.APPROVER)  # who sees requests and works them; only an approver decides


class Citizens(Protocol):
    """Who citizens are."""

    async def by_id(self, number: str) -> Citizen | None:
        """Read a citizen."""


class Staff(Protocol):
    """Who works here."""

    async def all(self) -> Sequence[Colleague]:
        """List everybody, by name."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people and offices are called: staff by their names, offices by their codes."""

    staff: Mapping[str, Colleague]
    offices: Mapping[str, str]

    def who(self, by: str, words: DeskWords) -> str:
        """Name who did something; a name that nobody has any more stays as it is."""
        if by in (CITIZEN, COUNTER):
            return words(f"rq-from-{by}")
        known = self.staff.get(by)
        return known.officer.full_name if known else by

    def office(self, code: str, words: DeskWords) -> str:
        """Name an office; a code that nobody has named stays as it is."""
        return self.offices.get(code, code) if code else words("rq-no-office")

    def offered(self, officer: Officer) -> Sequence[str]:
        """List the codes of the offices that somebody works for, in the order of their names."""
        mine = officer.offices or tuple(self.offices)
        return sorted(mine, key=lambda code: self.offices.get(code, code))

    def active(self) -> Sequence[Officer]:
        """List who can be given a request."""
        found = (one for one in self.staff.values() if one.state == ACTIVE)
        return [one.officer for one in found if one.officer.may(*WORKERS)]


@dataclass(slots=True)
class Naming:
    """Where the names are; they are read again after so many seconds (`last`)."""

    staff: Staff
    offices: Offices
    last: float = 0.0
    _held: Names | None = None
    _read_at: float = 0.0

    async def names(self) -> Names:
        """Read what people and offices are called."""
        now = time.monotonic()
        if self._held is None or now - self._read_at >= self.last:
            staff = {each.officer.name: each for each in await self.staff.all()}
            self._held = Names(staff, {each.code: each.name for each in await self.offices.all()})
            self._read_at = now
        return self._held


@dataclass(frozen=True, slots=True)
class Worktop:
    """The collaborators of these pages."""

    frame: Frame
    desk: RequestDesk
    live: Live
    citizens: Citizens
    naming: Naming
    clock: Clock

    def words(self, request: web.Request) -> DeskWords:
        """Give the words of the reader's language."""
        return _words_in(language_of(request))

    async def names(self) -> Names:
        """Read what people and offices are called."""
        return await self.naming.names()

    async def found(self, request: web.Request, officer: Officer) -> RequestView:
        """Read the request of an address; HTTPNotFound for none, and for one that is not theirs to see."""
        try:
            reference = Reference.parse(request.match_info["reference"], Reading(self.clock().date()))
        except WrongAnswer:
            raise web.HTTPNotFound from None
        view = await self.desk.view(str(reference))
        if view is None or not may_see(officer, view.request.office):
            raise web.HTTPNotFound
        if view.request.kind == CREDENTIALS:  # a yes gives them too: that is done on a page of their own
            raise web.HTTPSeeOther(f"{CREDENTIALS_HOME}/{reference}")
        return view

    async def looked(self, officer: Officer, act: str, view: RequestView) -> None:
        """Write down, for each whose affair it is, that somebody looks: before anything is shown."""
        theirs = {view.request.citizen, *concerned(view)}
        for citizen in sorted(theirs - {""}) or [""]:
            await self.frame.looked(officer, act, str(view.request.reference), citizen)


@cache
def _words_in(language: str) -> DeskWords:
    return DeskWords(language, "")


def may_see(officer: Officer, office: str) -> bool:
    """Tell whether somebody works for an office; what no office has is everybody's."""
    return not officer.offices or not office or office in officer.offices


def concerned(view: RequestView) -> Sequence[str]:
    """List the citizens whom the details of a request name."""
    details = view.request.details
    return [value for name in INVOLVED if isinstance(value := details.get(name), str)]


def address_of(view: RequestView) -> str:
    """Give the address of the page of a request."""
    return f"{HOME}/{view.request.reference.show('it')}"
