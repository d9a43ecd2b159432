"""Two thousand made-up residents of the Comune di Portoreale, in families, with every awkward case.

    python -m samples.make_residents > samples/residents.csv

It always makes the same ones. The first rows are those of samples.awkward_residents.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final, TypeVar

from platforms.residents.resident import CivilStatus, Resident, Union
from samples.awkward_residents import awkward_residents
from samples.made_up_people import (
    ABROAD,
    CHILD,
    COHABITANT,
    DAY,
    ELSEWHERE,
    MEN,
    SPOUSE,
    STREETS,
    SURNAMES,
    WOMEN,
    Home,
    children,
    joined,
    someone,
)
from samples.residents_written import write_residents

T = TypeVar("T")

COUNT: Final = 2000
_FIRST_FAMILY = 2000
_YEAR = 365.25


def make_residents(size: int = COUNT) -> list[Resident]:
    """Make so many people, whole families of them; no two share a fiscal code."""
    people = {one.fiscal_code: one for one in awkward_residents().values()}
    for family in _Families(Random(0)).all():  # noqa: S311 - repeatable data, no secret
        if len(people) == size:
            break
        codes = [one.fiscal_code for one in family]
        if (
            len(people) + len(family) <= size
            and not people.keys() & set(codes)
            and len({*codes}) == len(codes)
        ):
            people |= zip(codes, family, strict=True)
    return list(people.values())


class _Families:
    """Draws family after family."""

    def __init__(self, random: Random) -> None:
        self._random = random
        kinds: dict[Callable[[Home], list[Resident]], int] = {
            self._alone: 30,
            self._couple: 22,
            self._with_children: 30,
            self._one_parent: 8,
            self._cohabiting: 6,
            self._widowed: 4,
        }
        self._kinds = kinds

    def all(self) -> Iterator[list[Resident]]:
        """Draw for ever."""
        kinds, weights = list(self._kinds), list(self._kinds.values())
        for number in count(_FIRST_FAMILY):
            (kind,) = self._random.choices(kinds, weights)
            since = self._day(1, 40)
            yield kind(Home(str(number), self._of(STREETS), str(self._random.randint(1, 120)), since))

    def _alone(self, home: Home) -> list[Resident]:
        return [self._adult(home, 20, 92)]

    def _couple(self, home: Home) -> list[Resident]:
        return self._married(home, 28, 85)

    def _with_children(self, home: Home) -> list[Resident]:
        parents = self._married(home, 27, 52)
        return [*parents, *self._children(home, parents)]

    def _one_parent(self, home: Home) -> list[Resident]:
        parent = self._adult(home, 24, 50)
        return [parent, *self._children(home, [parent])]

    def _cohabiting(self, home: Home) -> list[Resident]:
        couple = [self._adult(home, 24, 48), self._adult(home, 24, 48, COHABITANT)]
        return [*couple, *self._children(home, couple)]

    def _widowed(self, home: Home) -> list[Resident]:
        one, partner = self._married(home, 68, 93)
        ended = self._day(0, 9)
        assert one.union is not None  # noqa: S101 - the married are joined
        union: Union = replace(one.union, ended_on=ended)
        del partner
        return [replace(one, civil_status=CivilStatus.WIDOWED, union=union)]

    def _married(self, home: Home, youngest: int, eldest: int) -> list[Resident]:
        one = self._adult(home, youngest, eldest, sex="M")
        age = int((DAY - one.born_on).days / _YEAR)
        other = self._adult(home, max(22, age - 6), age + 1, SPOUSE, sex="F")
        on = max(one.born_on, other.born_on) + timedelta(days=int(_YEAR * self._random.randint(20, 22)))
        place = self._random.choice((one.address.place, *ELSEWHERE))
        return list(joined(one, other, on.isoformat(), place=place))

    def _children(self, home: Home, parents: list[Resident]) -> list[Resident]:
        surname = parents[0].surname
        latest = min((DAY - parent.born_on).days / _YEAR for parent in parents) - 21
        ages = sorted(self._random.uniform(0.1, max(0.5, latest)) for _ in range(self._random.randint(1, 3)))
        return [
            self._person(home, surname, DAY - timedelta(days=int(age * _YEAR)), CHILD, children(*parents))
            for age in reversed(ages)
        ]

    def _adult(self, home: Home, youngest: int, eldest: int, relation: int = 1, sex: str = "") -> Resident:
        return self._person(home, self._of(SURNAMES), self._day(youngest, eldest), relation, sex=sex)

    def _person(
        self,
        home: Home,
        surname: str,
        born: date,
        relation: int,
        parents: tuple[str, ...] = (),
        sex: str = "",
    ) -> Resident:
        sex = sex or self._of("FM")
        name = self._of(WOMEN if sex == "F" else MEN)
        who, birth = f"{surname}, {name}", born.isoformat()
        drawn = self._random.random()
        if parents or drawn < 0.7:  # noqa: PLR2004 - born here
            return someone(who, sex, birth, home, relation, parents=parents)
        if drawn < 0.88:  # noqa: PLR2004 - born in another municipality
            return someone(who, sex, birth, home, relation, born_in=self._of(ELSEWHERE))
        state = self._of(tuple(ABROAD))
        return someone(who, sex, birth, home, relation, born_in=ABROAD[state], citizenships=(state,))

    def _day(self, least: int, most: int) -> date:
        """Draw a day so many years ago."""
        return DAY - timedelta(days=self._random.randint(int(least * _YEAR), int(most * _YEAR)))

    def _of(self, among: Sequence[T]) -> T:
        return self._random.choice(among)


def main() -> None:
    """Write the file to the standard output."""
    write_residents(sys.stdout, make_residents())


if __name__ == "__main__":
    main()
