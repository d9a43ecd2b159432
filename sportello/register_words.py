"""The words of the printed register, and texts of others made fit to be printed or put into a sheet."""

import unicodedata
from functools import cache
from pathlib import Path

from bot.words import Catalogue

PAPERS = Path(__file__).parent / "papers"

# What the fonts draw that come with the typesetter: Latin, Greek, Cyrillic, punctuation, currencies. PDF/A
# refuses a page with a letter that has no shape.
DRAWN = ((0x20, 0x24F), (0x370, 0x4FF), (0x2010, 0x2027), (0x2030, 0x203E), (0x20A0, 0x20BF))

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), wide forms too.
_FORMULA = tuple("=+-@＝＋－＠")


@cache
def words() -> Catalogue:
    """Give the words of the register, in the language of the office."""
    return Catalogue.load("register", "it", [PAPERS / "register.it.ftl"])


def say(name: str, **values: object) -> str:
    """Say one text of the register; numbers are written as they are, without separators."""
    return words().text(name, values)


def legible(text: str) -> str:
    """Write a text on one line in letters that can be drawn; any other is named by its number."""
    return " ".join("".join(map(_shape, unicodedata.normalize("NFC", text))).split())


def _shape(letter: str) -> str:
    if letter.isspace():
        return " "
    drawn = letter.isprintable() and any(first <= ord(letter) <= last for first, last in DRAWN)
    return letter if drawn else f"[U+{ord(letter):04X}]"


def harmless(cell: str) -> str:
    """Keep a cell from being a formula where the sheet is opened; a text on one line stays as it is."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())
    return f"'{line}" if line.startswith(_FORMULA) else line
