"""What is certified of a person, as sentences and perhaps a table."""

from dataclasses import dataclass
from typing import TypeVar

from platforms.certificates.wording import Line
from platforms.residents.resident import Resident

Something = TypeVar("Something")


class CannotBeSaid(ValueError):  # noqa: N818 - a state of affairs of the register
    """The register lacks what this kind of certificate says: the office alone can make it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heads; each row has as many cells."""

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What is certified: the first sentence goes on from the person's name, the others stand alone."""

    sentences: tuple[Line, ...]
    table: Table | None = None


def name_of(person: Resident) -> str:
    """Write a name as registers do: the surname first."""
    return f"{person.surname} {person.name}".strip()


def there(value: Something | None) -> Something:
    """Give what must be there, and must not be empty."""
    if not value:
        raise CannotBeSaid
    return value
