"""One element of a message: each field of it read by its own kind, a wrong one told by its place."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from math import isfinite
from typing import Final, TypeVar

from lxml import etree

from bot.errors import SportelloError
from platforms.cap.alert import NAMESPACE, Circle, Named, Reference
from storage.shapes import Point, Ring

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_LONGEST: Final = 20_000  # characters of one text
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
_NAME = re.compile(r"[^\s,<&]{1,400}")  # 3.2.1 identifier, sender
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')  # 3.2.1 addresses, incidents: who has blanks stands in quotes
_LEAST_RING = 4  # pairs of coordinates (3.2.4 polygon)
_NORTH, _EAST, _RADIUS = 90.0, 180.0, 20_040.0  # degrees, degrees, half the way round the earth in km


class BadAlert(SportelloError):  # noqa: N818 - it says what the message is
    """A message is none, or is not as CAP 1.2 has it: `place` is the element, `section` the standard's."""

    def __init__(self, place: str, section: str, reason: str) -> None:
        super().__init__(f"{place}: {reason} (CAP 1.2, {section})" if section else f"{place}: {reason}")
        self.place = place
        self.section = section
        self.reason = reason


class Fields:
    """The children of one element by their names, in any order; those of other namespaces are passed over.

    `section` is where the standard describes the element.
    """

    def __init__(self, element: etree._Element, place: str, section: str) -> None:
        self._place = place
        self._section = section
        self._by_name: dict[str, list[etree._Element]] = {}
        for child in element:
            name = etree.QName(child)
            if name.namespace == NAMESPACE:
                self._by_name.setdefault(name.localname, []).append(child)

    def wrong(self, name: str, reason: str) -> BadAlert:
        """Say what is wrong with a child."""
        return BadAlert(f"{self._place}/{name}", self._section, reason)

    def inner(self, name: str, section: str) -> Iterator["Fields"]:
        """Go into each child of a name."""
        for number, child in enumerate(self._by_name.get(name, ()), 1):
            yield Fields(child, f"{self._place}/{name}[{number}]", section)

    def text(self, name: str, *, required: bool = False) -> str:
        """Read a text that stands there at most once."""
        found = self.texts(name)
        if len(found) > 1:
            raise self.wrong(name, "more than one")
        if required and not (found and found[0]):
            raise self.wrong(name, "missing")
        return found[0] if found else ""

    def texts(self, name: str) -> list[str]:
        """Read every text of a name, without what is blank around it."""
        found = [(child.text or "").strip() for child in self._by_name.get(name, ())]
        if any(len(child) for child in self._by_name.get(name, ())):
            raise self.wrong(name, "elements where a text should be")
        if any(len(text) > _LONGEST for text in found):
            raise self.wrong(name, f"longer than {_LONGEST} characters")
        return found

    def each(self, name: str, read: Callable[[str], T]) -> tuple[T, ...]:
        """Read every child of a name by its kind; `read` raises ValueError, which says what is wrong."""
        return tuple(self._read(name, text, read) for text in self.texts(name))

    def one(self, name: str, read: Callable[[str], T]) -> T:
        """Read a child that must be there."""
        return self._read(name, self.text(name, required=True), read)

    def optional(self, name: str, read: Callable[[str], T]) -> T | None:
        """Read a child that may be missing."""
        text = self.text(name)
        return self._read(name, text, read) if text else None

    def named(self, name: str) -> tuple[Named, ...]:
        """Read pairs of valueName and value (3.2.2 eventCode, parameter; 3.2.4 geocode)."""
        pairs = self.inner(name, self._section)
        return tuple(Named(each.text("valueName", required=True), each.text("value")) for each in pairs)

    def _read(self, name: str, text: str, read: Callable[[str], T]) -> T:
        try:
            return read(text)
        except ValueError as problem:
            raise self.wrong(name, str(problem)) from None


def choice(among: type[E]) -> Callable[[str], E]:
    """Make a reader of the words of an enum."""

    def read(text: str) -> E:
        try:
            return among(text)
        except ValueError:
            raise ValueError(f"none of {', '.join(among)}") from None

    return read


def name_of(text: str) -> str:
    """Read an identifier or a sender."""
    if not _NAME.fullmatch(text):
        raise ValueError("blanks, commas, < and & are not allowed, nor more than 400 characters")
    return text


def instant(text: str) -> datetime:
    """Read a moment (3.3.2). What it forbids and many write, Z and parts of a second, means the same."""
    if not _INSTANT.fullmatch(text):
        raise ValueError("not a moment as 2026-11-24T18:00:00+01:00")
    try:
        return datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        raise ValueError("no such moment") from None


def write_instant(moment: datetime) -> str:
    """Write a moment to the second (3.3.2): that of Greenwich has the offset -00:00."""
    text = moment.replace(microsecond=0).isoformat()
    return text.removesuffix("+00:00") + "-00:00" if moment.tzinfo is UTC or text.endswith("+00:00") else text


def references(text: str) -> tuple[Reference, ...]:
    """Read the earlier messages: sender,identifier,sent, with blanks between them (3.2.1 references)."""
    return tuple(map(_reference, text.split()))


def _reference(text: str) -> Reference:
    match text.split(","):
        case [sender, identifier, sent] if sender and identifier:
            return Reference(sender, identifier, instant(sent))
    raise ValueError("not sender,identifier,sent")


def words(text: str) -> tuple[str, ...]:
    """Read names with blanks between them; who has blanks of his own stands in quotation marks."""
    return tuple(quoted or plain for quoted, plain in _QUOTED.findall(text))


def ring(text: str) -> Ring:
    """Read a polygon: at least four pairs, the last as the first (3.2.4 polygon)."""
    points = tuple(map(_pair, text.split()))
    if len(points) < _LEAST_RING:
        raise ValueError("fewer than four pairs of coordinates")
    if points[0] != points[-1]:
        raise ValueError("the last pair is not the first")
    return points


def circle_of(text: str) -> Circle:
    """Read a centre and a radius in kilometres (3.2.4 circle)."""
    match text.split():
        case [centre, radius]:
            return Circle(_pair(centre), number_within(radius, 0, _RADIUS))
    raise ValueError("not a pair of coordinates and a radius")


def _pair(text: str) -> Point:
    """Read latitude and longitude, in this order (3.2.4), into longitude and latitude."""
    match text.split(","):
        case [north, east]:
            return number_within(east, -_EAST, _EAST), number_within(north, -_NORTH, _NORTH)
    raise ValueError("not a pair of latitude and longitude")


def number_within(text: str, least: float, most: float) -> float:
    """Read a number between two others; raises ValueError."""
    try:
        number = float(text)
    except ValueError:
        raise ValueError("not a number") from None
    if not isfinite(number) or not least <= number <= most:
        raise ValueError(f"not between {least:g} and {most:g}")
    return number
