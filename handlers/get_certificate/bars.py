"""The reasons for which a certificate is not issued by itself, and how each is seen in the register."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from platforms.certificates.kinds import CertificateKind
from platforms.residents.resident import Certifiable, CivilStatus, Family, Resident, Union

_ADULT = 18
_HOLDER = 1  # of the sheet, in ANPR's table of relations
_ENDED_RELATIONS = frozenset({14, 15, 19, 80, 99})  # of that table: in use no more, or never told
_ITALY = frozenset({"italia", "italiana", "italy"})


class Bar(Enum):
    """A control of ANPR, or one of our own; the value picks the words for the citizen."""

    AT_THE_DESK = "desk"
    NOT_CERTIFIABLE = "not-certifiable"
    NOT_ENROLLABLE = "not-enrollable"
    GUARDIAN = "guardian"  # interdicted: their guardian asks
    PARTLY = "partly"  # residence and family alone
    OPEN_PROCEDURE = "open-procedure"
    AIRE = "aire"
    NOT_AIRE = "not-aire"
    CANCELLED = "cancelled"
    DEAD = "dead"
    ALIVE = "alive"
    NOT_CANCELLED = "not-cancelled"
    AIRE_BORN_ABROAD = "aire-born-abroad"
    STATUS_UNKNOWN = "status-unknown"
    NOT_MARRIED = "not-married"
    NOT_UNITED = "not-united"
    NOT_FREE = "not-free"
    UNION_MISSING = "union-missing"
    PARTNER_MISSING = "partner-missing"
    UNION_ABROAD = "union-abroad"  # enrolled abroad on the day of the union
    NOT_A_PARTNER = "not-a-partner"
    CITIZENSHIP_UNKNOWN = "citizenship-unknown"
    SEVERAL_CITIZENSHIPS = "several-citizenships"
    FOREIGNER = "foreigner"
    FAMILY_INCOMPLETE = "family-incomplete"
    NO_FAMILY = "no-family"
    NO_HOLDER = "no-holder"
    NO_ABODE = "no-abode"
    COMMUNITY = "community"
    NOT_COMMUNITY = "not-community"
    MINOR_ASKS = "minor-asks"
    ALONE = "alone"
    RELATION_ENDED = "relation-ended"
    NOT_AIRE_FAMILY = "not-aire-family"
    BEFORE_ENROLMENT = "before-enrolment"
    NO_START = "no-start"


@dataclass(frozen=True, slots=True)
class Case:
    """Who is to be certified, with their family; who asks, and on which day."""

    person: Resident
    family: Family | None
    asker: Resident
    today: date


def is_italian(person: Resident) -> bool:
    """Whether one of somebody's citizenships is Italian."""
    return any(state.casefold() in _ITALY for state in person.citizenships)


def age(person: Resident, today: date) -> int:
    """How many birthdays somebody has had."""
    born = person.born_on
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


# What each kind speaks of; a civil status speaks of the union that it rests on.
_UNIONS: Final[Mapping[CertificateKind, str]] = {
    CertificateKind.MARRIAGE: "marriage",
    CertificateKind.CIVIL_UNION: "civil-union",
    CertificateKind.COHABITATION: "cohabitation",
}
_OF_STATUS: Final = {CivilStatus.MARRIED: "marriage", CivilStatus.CIVIL_UNION: "civil-union"}
_FREE: Final = frozenset(
    {
        *(CivilStatus.SINGLE, CivilStatus.WIDOWED, CivilStatus.DIVORCED),
        *(CivilStatus.FREE_BY_DEATH, CivilStatus.FREE_BY_DISSOLUTION),
    }
)


def _union(kind: CertificateKind, case: Case) -> Union | None:
    wanted = _UNIONS.get(kind, _OF_STATUS.get(case.person.civil_status, ""))
    union = case.person.union
    return union if union is not None and union.kind == wanted and union.ended_on is None else None


def _union_missing(kind: CertificateKind, case: Case) -> bool:
    needed = kind in _UNIONS or case.person.civil_status in _OF_STATUS
    return needed and _union(kind, case) is None


def _partner_missing(kind: CertificateKind, case: Case) -> bool:
    union = _union(kind, case)
    return union is not None and not (union.partner_surname or union.partner_name)


def _union_abroad(kind: CertificateKind, case: Case) -> bool:
    union, since = _union(kind, case), case.person.aire_since
    return bool(case.person.aire and union and union.on and since and since <= union.on)


def _is_partner(kind: CertificateKind, case: Case) -> bool:
    if case.asker.fiscal_code == case.person.fiscal_code:
        return True
    union = _union(kind, case)
    theirs = union and (union.partner_surname.casefold(), union.partner_name.casefold())
    return theirs == (case.asker.surname.casefold(), case.asker.name.casefold())


def _incomplete(_: CertificateKind, case: Case) -> bool:
    hidden = (Certifiable.NOTHING, Certifiable.NOT_ENROLLABLE)
    members = case.family.members if case.family else ()
    return any(each.certifiable in hidden or not (each.surname or each.name) for each in members)


def _relation_ended(_: CertificateKind, case: Case) -> bool:
    return case.family is not None and any(each.relation in _ENDED_RELATIONS for each in case.family.members)


def _no_holder(_: CertificateKind, case: Case) -> bool:
    return case.family is not None and all(each.relation != _HOLDER for each in case.family.members)


def _before_enrolment(_: CertificateKind, case: Case) -> bool:
    return case.person.enrolled_on is not None and case.today < case.person.enrolled_on


_Sees = Callable[[CertificateKind, Case], bool]

BARRED: Final[Mapping[Bar, _Sees]] = {
    Bar.NOT_CERTIFIABLE: lambda _, case: case.person.certifiable is Certifiable.NOTHING,
    Bar.NOT_ENROLLABLE: lambda _, case: case.person.certifiable is Certifiable.NOT_ENROLLABLE,
    Bar.GUARDIAN: lambda _, case: case.person.certifiable is Certifiable.UNDER_GUARDIANSHIP,
    Bar.PARTLY: lambda _, case: case.person.certifiable is Certifiable.PARTLY,
    Bar.OPEN_PROCEDURE: lambda _, case: case.person.open_procedure,
    Bar.AIRE: lambda _, case: case.person.aire,
    Bar.NOT_AIRE: lambda _, case: not case.person.aire,
    Bar.CANCELLED: lambda _, case: case.person.cancelled_on is not None and case.person.died_on is None,
    Bar.DEAD: lambda _, case: case.person.died_on is not None,
    Bar.ALIVE: lambda _, case: case.person.died_on is None,
    Bar.NOT_CANCELLED: lambda _, case: case.person.cancelled_on is None,
    Bar.AIRE_BORN_ABROAD: lambda _, case: case.person.aire and bool(case.person.born_in.state),
    Bar.STATUS_UNKNOWN: lambda _, case: case.person.civil_status is CivilStatus.UNKNOWN,
    Bar.NOT_MARRIED: lambda _, case: case.person.civil_status is not CivilStatus.MARRIED,
    Bar.NOT_UNITED: lambda _, case: case.person.civil_status is not CivilStatus.CIVIL_UNION,
    Bar.NOT_FREE: lambda _, case: case.person.civil_status not in _FREE,
    Bar.UNION_MISSING: _union_missing,
    Bar.PARTNER_MISSING: _partner_missing,
    Bar.UNION_ABROAD: _union_abroad,
    Bar.NOT_A_PARTNER: lambda kind, case: not _is_partner(kind, case),
    Bar.CITIZENSHIP_UNKNOWN: lambda _, case: not case.person.citizenships,
    Bar.SEVERAL_CITIZENSHIPS: lambda _, case: len(case.person.citizenships) > 1,
    Bar.FOREIGNER: lambda _, case: not is_italian(case.person),
    Bar.FAMILY_INCOMPLETE: _incomplete,
    Bar.NO_FAMILY: lambda _, case: case.family is None or not case.family.members,
    Bar.NO_HOLDER: _no_holder,
    Bar.NO_ABODE: lambda _, case: not case.person.address.street,
    Bar.COMMUNITY: lambda _, case: case.person.community,
    Bar.NOT_COMMUNITY: lambda _, case: not case.person.community,
    Bar.MINOR_ASKS: lambda _, case: age(case.asker, case.today) < _ADULT,
    Bar.ALONE: lambda _, case: case.family is not None and len(case.family.members) == 1,
    Bar.RELATION_ENDED: _relation_ended,
    Bar.NOT_AIRE_FAMILY: lambda _, case: (
        case.family is not None and not all(each.aire for each in case.family.members)
    ),
    Bar.BEFORE_ENROLMENT: _before_enrolment,
    Bar.NO_START: lambda _, case: case.person.enrolled_on is None,
}
