"""The cells of one row, each read by its own kind; every wrong cell is reported, not only the first."""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TypeVar

from bot.errors import WrongAnswer
from sportello.imports.sheet import Report, Row, RowError

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_ITALIAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_LARGEST_CENTS = 2_000_000_000  # what an integer column holds: twenty million euro
_WORDS = {"yes": True, "no": False}


class Cells:
    """Reads the cells of a row and remembers whether one was wrong."""

    def __init__(self, row: Row, report: Report) -> None:
        self._row = row
        self._report = report
        self.good = True

    @property
    def line(self) -> int:
        """The line of the file on which the row begins."""
        return self._row.line

    def wrong(self, column: str, reason: str) -> None:
        """Report a cell (or, with no column, the row) and mark the row as bad."""
        self.good = False
        self._report(RowError(self._row.line, column, reason))

    def read(self, column: str, parse: Callable[[str], T], fallback: T) -> T:
        """Read a cell that must be filled; `parse` raises ValueError (the reason) or WrongAnswer."""
        text = self._row.cells.get(column, "")
        if not text:
            self.wrong(column, "empty")
            return fallback
        try:
            return parse(text)
        except WrongAnswer:
            self.wrong(column, "not readable")
        except ValueError as error:
            self.wrong(column, str(error))
        return fallback

    def text(self, column: str, longest: int, *, required: bool = True) -> str:
        """Read words; an optional cell may be empty or its column absent."""
        if not required and not self._row.cells.get(column):
            return ""
        return self.read(column, lambda text: _words(text, longest), "")

    def day(self, column: str) -> date:
        """Read a date, as 2026-02-03 or as 03/02/2026."""
        return self.read(column, _day, date.min)

    def day_or_none(self, column: str) -> date | None:
        """Read a date that may be missing."""
        return self.day(column) if self._row.cells.get(column) else None

    def cents(self, column: str) -> int:
        """Read a whole, non-negative number of euro cents."""
        return self.read(column, _cents, 0)

    def cents_or_none(self, column: str) -> int | None:
        """Read an amount that may be missing."""
        return self.cents(column) if self._row.cells.get(column) else None

    def yes_no(self, column: str) -> bool:
        """Read `yes` or `no`."""
        return self.read(column, _yes_no, fallback=False)

    def choice(self, column: str, among: type[E]) -> E:
        """Read one of the values of an enum."""
        return self.read(column, lambda text: _choice(text, among), next(iter(among)))


def _words(text: str, longest: int) -> str:
    if not text.isprintable() or "\N{REPLACEMENT CHARACTER}" in text:
        raise ValueError("unreadable characters")
    if len(text) > longest:
        raise ValueError(f"longer than {longest} characters")
    return text


def _day(text: str) -> date:
    if match := _ISO.match(text):
        year, month, day = match.groups()
    elif match := _ITALIAN.match(text):
        day, month, year = match.groups()
    else:
        raise ValueError("not a date: write 2026-02-03 or 03/02/2026")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("no such day") from None


def _cents(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > _LARGEST_CENTS:
        raise ValueError("not a whole number of cents")
    return int(text)


def _yes_no(text: str) -> bool:
    try:
        return _WORDS[text.lower()]
    except KeyError:
        raise ValueError("neither yes nor no") from None


def _choice(text: str, among: type[E]) -> E:
    try:
        return among(text.lower())
    except ValueError:
        raise ValueError(f"none of {', '.join(str(member.value) for member in among)}") from None
