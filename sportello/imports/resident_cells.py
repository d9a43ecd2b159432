"""Places, acts, addresses and codes of tables, each written in one cell of a register of residents.

A place is `Roma (RM) H501`, abroad `Toronto (Canada) Z401`; an act `Roma 1980/123/I/A`; an earlier address
`Via Roma | 12 | 00184 | Roma (RM) H501 | 1980-01-01 | 1999-12-31`.
"""

import re
from datetime import date
from enum import IntEnum
from itertools import pairwise
from typing import TypeVar

from bot.values.fiscal_code import FiscalCode
from bot.values.value import Reading
from platforms.residents.resident import Act, Address, Place
from storage.omocodia import plain_fiscal_code

C = TypeVar("C", bound=IntEnum)

_READING = Reading(today=date.min)  # a fiscal code means the same on every day
_PLACE = re.compile(r"(?P<name>[^()|;]+?)(?: \((?P<within>[^()|;]+)\))?(?: (?P<code>[A-Z]\d{3}))?")
_ACT = re.compile(
    r"(?P<place>.+) (?P<year>\d{4})/(?P<number>[^/]+)(?:/(?P<part>[^/]*))?(?:/(?P<series>[^/]*))?"
)
_PROVINCE = re.compile(r"[A-Z]{2}")
_PARTS_OF_ADDRESS = 6
_WOMAN = 40  # added to her day of birth: DM 23-12-1976, art. 3
_MONTHS = "ABCDEHLMPRST"


def person_code(text: str) -> str:
    """Read the fiscal code of a person; raises WrongAnswer or ValueError."""
    code = FiscalCode.parse(text, _READING)
    if not code.is_person:
        raise ValueError("not a person's")
    return code.text


def person_codes(text: str) -> tuple[str, ...]:
    """Read fiscal codes between semicolons."""
    return tuple(map(person_code, pieces(text)))


def place(text: str) -> Place:
    """Read a place; two capital letters in brackets are a province, anything else is a state."""
    match = _PLACE.fullmatch(text)
    if match is None:
        raise ValueError("not a place: write Roma (RM) H501 or Toronto (Canada) Z401")
    within, code = match["within"] or "", match["code"] or ""
    if _PROVINCE.fullmatch(within):
        return Place(match["name"], province=within, code=code)
    return Place(match["name"], state=within, code=code)


def act(text: str) -> Act:
    """Read a civil-status act."""
    match = _ACT.fullmatch(text)
    if match is None:
        raise ValueError("not an act: write Roma 1980/123/I/A (place, year, number, part, series)")
    number, part, series = match["number"], match["part"] or "", match["series"] or ""
    return Act(match["place"], int(match["year"]), number, part, series)


def addresses(text: str) -> tuple[Address, ...]:
    """Read earlier addresses between semicolons, the oldest first."""
    found = tuple(map(_address, pieces(text)))
    if any(one.until is None or one.until < one.since for one in found):
        raise ValueError("an earlier address ends after it begins")
    if any(after.since < before.since for before, after in pairwise(found)):
        raise ValueError("earlier addresses begin with the oldest")
    return found


def _address(text: str) -> Address:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != _PARTS_OF_ADDRESS:
        raise ValueError("not an address: write street | number | postcode | place | since | until")
    street, number, postcode, where, since, until = parts
    try:
        return Address(
            street, number, postcode, place(where), date.fromisoformat(since), date.fromisoformat(until)
        )
    except ValueError:
        raise ValueError("not an address: its days are written 1980-01-01, its place Roma (RM)") from None


def pieces(text: str) -> tuple[str, ...]:
    """Split a cell at its semicolons."""
    return tuple(filter(None, (piece.strip() for piece in text.split(";"))))


def coded(text: str, among: type[C]) -> C:
    """Read a code of one of ANPR's tables."""
    try:
        return among(int(text))
    except ValueError:
        raise ValueError(f"none of {', '.join(str(member.value) for member in among)}") from None


def code_tells(code: str, born_on: date, sex: str, *, abroad: bool) -> str:
    """Say what a fiscal code and a birth contradict each other in; empty if in nothing.

    Of the place only whether it is abroad: the municipality may be dissolved, or another by now, and
    the code keeps the one that it was given under.
    """
    plain = plain_fiscal_code(code)
    day = int(plain[9:11])
    told = (plain[6:8], _MONTHS.find(plain[8]) + 1, day % _WOMAN, "F" if day > _WOMAN else "M")
    if told[:3] != (f"{born_on:%y}", born_on.month, born_on.day):
        return "another date of birth than born_on"
    if told[3] != sex:
        return "another sex than sex"
    return "" if (plain[11] == "Z") == abroad else "born in another country than born_in"
