"""Who lives, or lived, in the municipality, as the population register (anagrafe) has them.

Codes are those of the tables of ANPR, the national register, by which the municipalities' own exchange.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Protocol


class Certifiable(IntEnum):
    """What may be certified of somebody: ANPR's table of the reasons against it."""

    NOTHING = 0
    PARTLY = 1  # residence and family alone
    FULLY = 2
    NOT_ENROLLABLE = 3
    UNDER_GUARDIANSHIP = 4  # interdicted: their guardian asks


class CivilStatus(IntEnum):
    """As ANPR's table tab_stato_civile."""

    SINGLE = 1
    MARRIED = 2
    WIDOWED = 3
    DIVORCED = 4
    CIVIL_UNION = 6
    FREE_BY_DEATH = 7
    FREE_BY_DISSOLUTION = 8
    UNKNOWN = 9


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality with its province, or a foreign place with its state.

    `code` is the cadastral one of a municipality or a state (H501, Z404), which may be dissolved by now.
    """

    name: str
    province: str = ""  # two letters; empty abroad
    state: str = ""  # empty for Italy
    code: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A civil-status act: where, which year, part, series and number."""

    place: str
    year: int
    number: str
    part: str = ""
    series: str = ""


@dataclass(frozen=True, slots=True)
class Union:
    """A marriage, a civil union or a registered cohabitation contract, and with whom.

    An empty name is data that the register lacks: it can be certified by the office alone.
    """

    kind: str  # "marriage", "civil-union", "cohabitation"
    partner_surname: str
    partner_name: str
    on: date | None
    place: Place | None
    act: Act | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is enrolled; `until` None for where they are now."""

    street: str  # with its kind: "Via Roma"
    number: str
    postcode: str
    place: Place
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Resident:
    """One person of the register."""

    fiscal_code: str
    surname: str
    name: str
    sex: str  # "F" or "M"
    born_on: date
    born_in: Place
    citizenships: tuple[str, ...]  # names of states; empty: unknown or none
    civil_status: CivilStatus
    family: str  # the number of the family sheet; of a community (convivenza), of its sheet
    relation: int  # to the holder of the sheet: ANPR's tab_relazione_di_parentela; 1 is the holder
    address: Address
    certifiable: Certifiable = Certifiable.FULLY
    aire: bool = False  # an Italian who lives abroad
    community: bool = False  # lives in a convivenza
    open_procedure: bool = False  # something is being decided about the enrolment
    cancelled_on: date | None = None
    cancelled_because: str = ""
    died_on: date | None = None
    died_in: Place | None = None
    birth_act: Act | None = None
    death_act: Act | None = None
    union: Union | None = None
    addresses: tuple[Address, ...] = ()  # earlier ones, oldest first
    enrolled_on: date | None = None
    aire_since: date | None = None
    consulate: str = ""
    language: str = "it"  # of whom is better served in a protected or foreign one beside Italian
    parents: tuple[str, ...] = field(default=())  # fiscal codes of who has parental responsibility


@dataclass(frozen=True, slots=True)
class Family:
    """A family sheet: the living and enrolled members in the order of the sheet, the holder first."""

    number: str
    members: tuple[Resident, ...]


class RegisterAway(Exception):  # noqa: N818 - a state of affairs
    """The register does not answer now: to be asked again later."""


class Residents(Protocol):
    """A register of residents; `protocol` is the number under which the question is registered, or empty."""

    async def person(self, fiscal_code: str, *, protocol: str = "") -> Resident | None:
        """Look somebody up by this very fiscal code; raises RegisterAway.

        Never by a variant of omocodia: there are variants because that is another person.
        """

    async def family(self, fiscal_code: str, *, protocol: str = "") -> Family | None:
        """Give the family of somebody enrolled here; None for who has none. Raises RegisterAway."""
