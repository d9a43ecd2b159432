"""Who of a family is meant, by how they are related to who asks, or by what they are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.values.spelling import plain
from handlers.get_certificate.form import Whom
from platforms.residents.resident import Resident

# ANPR's table of relations, each to the holder of the sheet.
_HOLDER: Final = 1
_SPOUSES: Final = frozenset({2, 28})
_CHILDREN: Final = frozenset({3, 14, 80})
_PARENTS: Final = frozenset({6})


# What somebody with one relation to the holder is to somebody with another.
_BETWEEN: Final = (
    ({_HOLDER}, _SPOUSES, Whom.SPOUSE),
    ({_HOLDER}, _CHILDREN, Whom.CHILD),
    ({_HOLDER}, _PARENTS, Whom.PARENT),
    (_SPOUSES, {_HOLDER}, Whom.SPOUSE),
    (_SPOUSES, _CHILDREN, Whom.CHILD),
    (_CHILDREN, {_HOLDER}, Whom.PARENT),
    (_CHILDREN, _SPOUSES, Whom.PARENT),
    (_PARENTS, {_HOLDER}, Whom.CHILD),
)


def related(asker: Resident, other: Resident) -> Whom:
    """Tell what somebody of the same sheet is to who asks; RELATIVE where the sheet does not say more."""
    if asker.fiscal_code in other.parents:
        return Whom.CHILD
    if other.fiscal_code in asker.parents:
        return Whom.PARENT
    return next(
        (whom for mine, theirs, whom in _BETWEEN if asker.relation in mine and other.relation in theirs),
        Whom.RELATIVE,
    )


def meant(asker: Resident, members: Sequence[Resident], whom: Whom) -> tuple[Resident, ...]:
    """List those who may be meant: all the others where nobody fits the word."""
    others = tuple(each for each in members if each.fiscal_code != asker.fiscal_code)
    fitting = tuple(each for each in others if related(asker, each) is whom)
    return fitting or others


def called(people: Sequence[Resident], said: str) -> tuple[Resident, ...]:
    """Find who is named: by number in the list, by first name, or by the whole name in either order."""
    name = " ".join(plain(said).strip(" .,!").split())
    if name.isdecimal():
        return tuple(people[int(name) - 1 : int(name)]) if int(name) > 0 else ()
    return tuple(each for each in people if name in _names(each))


def _names(person: Resident) -> frozenset[str]:
    name, surname = plain(person.name), plain(person.surname)
    return frozenset({name, name.partition(" ")[0], f"{name} {surname}", f"{surname} {name}"})


def full_name(person: Resident) -> str:
    """Write somebody's name."""
    return f"{person.name} {person.surname}".strip()


@dataclass(frozen=True, slots=True)
class Members:
    """People by their numbers, one a line."""

    people: Sequence[Resident]

    def show(self, language: str) -> str:  # noqa: ARG002 - names are the same in every language
        """Write `1. Luca Rossi`."""
        return "\n".join(f"{at}. {full_name(each)}" for at, each in enumerate(self.people, 1))
