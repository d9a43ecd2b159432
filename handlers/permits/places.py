"""Permits and plates by their numbers in a list: where a plate that is written is always the other one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.service import Outcome, ask, done
from bot.values.listed import Listed
from handlers.permits.choosing import living
from handlers.permits.office import ZtlOffice
from handlers.permits.told import catalogue
from handlers.permits.unpaid import still_unpaid
from storage.permits import Permit


@dataclass(frozen=True, slots=True)
class Place:
    """A permit, and one of its plates; without a plate, room for another."""

    permit: Permit
    plate: str


@dataclass(frozen=True, slots=True)
class Places:
    """Places one a line, numbered."""

    places: Sequence[Place]

    def show(self, language: str) -> str:
        """Write "1 AB123CD (n. 2026/000012)"."""
        return "\n".join(f"{at} {self._line(one, language)}" for at, one in enumerate(self.places, 1))

    def _line(self, one: Place, language: str) -> str:
        values = {"plate": one.plate or "none", "number": one.permit.number}
        return catalogue(language).text("place-line", values)


def whole(one: Permit) -> Sequence[Place]:
    """Take a permit as one place, with all its plates."""
    return [Place(one, " ".join(one.plates))]


async def place_of(
    citizen: str,
    which: Listed | None,
    office: ZtlOffice,
    fits: Callable[[Permit], bool],
    places: Callable[[Permit], Sequence[Place]] = whole,
) -> Place | Outcome:
    """Find the place that is meant, the only one or that of a number; what to answer where none is."""
    known = living(await office.permits.of(citizen))
    if not known:
        return done("no-permit")
    listed = [place for one in [each for each in known if fits(each)] or known for place in places(one)]
    at = 1 if len(listed) == 1 else which.place if which is not None else 0
    if not 1 <= at <= len(listed):
        return ask("which-place", "which", places=Places(listed))
    found = listed[at - 1]
    return await still_unpaid(found.permit, office) or found
