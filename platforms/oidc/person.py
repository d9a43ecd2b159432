"""Who somebody is, read out of what a provider tells: fiscal code, name, surname, date of birth."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

from platforms.oidc.reason import NotIdentified, Reason

# The names that providers give one thing: first the rules of SPID and CIE, then brokers, who keep SAML's.
_FISCAL = (
    "https://attributes.eid.gov.it/fiscal_number",
    "https://attributes.spid.gov.it/fiscal_number",
    "fiscal_number",
    "fiscalNumber",
)
_NAME, _SURNAME, _BIRTH = ("given_name", "name"), ("family_name", "familyName"), ("birthdate", "dateOfBirth")
_PREFIX = "TINIT-"  # tax identification number, Italy (ETSI EN 319 412-1 section 5.1.3)
_LONGEST = 200  # characters of a name
_SIGNS = 16  # of a person's fiscal code; eleven digits are an entity's

Told = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Identified:
    """A citizen whom a provider has recognised; `level` as "spid-2" or "cie-3".

    `subject` is the provider's own name for them, of use with this `issuer` only.
    """

    subject: str = field(repr=False)
    issuer: str
    level: str
    fiscal_code: str = field(repr=False)
    name: str = field(repr=False)
    surname: str = field(repr=False)
    born_on: date = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """The four things that are asked for."""

    fiscal_code: str
    name: str
    surname: str
    born_on: date


def is_told(told: Told) -> bool:
    """Tell whether all four are there, whatever they say."""
    return all(next(_values(told, names), None) is not None for names in (_FISCAL, _NAME, _SURNAME, _BIRTH))


def read_person(told: Told) -> Person:
    """Read them out of the ID token and the user's data.

    Raises NotIdentified (NO_FISCAL_CODE, INCOMPLETE, CONTRADICTORY).
    """
    surname = _words(told, _SURNAME)
    return Person(_fiscal_code(told), _given(_words(told, _NAME), surname), surname, _born_on(told))


def _fiscal_code(told: Told) -> str:
    codes = {_read_code(value) for value in _values(told, _FISCAL)}
    if not codes:
        raise NotIdentified(Reason.NO_FISCAL_CODE, "missing")
    if len(codes) > 1:
        raise NotIdentified(Reason.CONTRADICTORY, "fiscal-code")
    return codes.pop()


def _read_code(value: object) -> str:
    """Read a person's code, with or without the prefix; another country's number is none."""
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isascii():
        raise NotIdentified(Reason.NO_FISCAL_CODE, "shape")
    code = value.strip().upper().removeprefix(_PREFIX)
    try:
        valid: str = codicefiscale.validate(code)
    except ValidationError:
        raise NotIdentified(Reason.NO_FISCAL_CODE, "check") from None
    if len(valid) != _SIGNS:
        raise NotIdentified(Reason.NO_FISCAL_CODE, "no-person")
    return valid


def _born_on(told: Told) -> date:
    days = set()
    for value in _values(told, _BIRTH):
        try:
            days.add(
                date.fromisoformat(value)
                if isinstance(value, str) and len(value) == len("2000-01-31")
                else None
            )
        except ValueError:
            days.add(None)
    if len(days) > 1:
        raise NotIdentified(Reason.CONTRADICTORY, "birthdate")
    day = days.pop() if days else None
    if day is None:
        raise NotIdentified(Reason.INCOMPLETE, "birthdate")
    return day


def _words(told: Told, names: Sequence[str]) -> str:
    """Read a name: one line, in the letters that it came in."""
    value = next(_values(told, names), None)
    text = " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else ""
    if not (0 < len(text) <= _LONGEST and text.isprintable()):
        raise NotIdentified(Reason.INCOMPLETE, names[0])
    return text


def _given(name: str, surname: str) -> str:
    """OpenID's own `name` is the whole name, SPID's the first: take the surname off its end."""
    whole = name.casefold().endswith(f" {surname.casefold()}")
    return name[: -len(surname)].strip() if whole else name


def _values(told: Told, names: Sequence[str]) -> Iterator[object]:
    """Go through what is said under these names, the best name first, and each source in its turn."""
    return (each[name] for name in names for each in told if each.get(name) is not None)
