"""Pages set in type: PDF/A-2a and PDF/UA-1 at once, the same bytes for the same data.

A page that can be kept for good (ISO 19005-2) and that a screen reader can read (ISO 14289-1).
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from bot.words import Catalogue

_HERE = Path(__file__).parent

Standard = Literal["a-2a", "a-3a", "ua-1"]

# What the fonts draw that come with the typesetter: Latin, Greek, Cyrillic, punctuation, currencies. PDF/A
# refuses a page with a letter that has no shape.
_DRAWN = ((0x20, 0x24F), (0x370, 0x4FF), (0x2010, 0x2027), (0x2030, 0x203E), (0x20A0, 0x20BF))


def typeset(
    template: str,
    document: Mapping[str, object],
    on: date,
    *,
    folder: Path = _HERE,
    standards: Sequence[Standard] = ("a-2a", "ua-1"),
) -> bytes:
    """Set a template of a folder with its data; `on` is the day that the file says it was made on.

    Takes some 15 ms and lets other threads run meanwhile (typst releases the interpreter's lock). Never to
    be called in a process that was forked from one that has called it: typst's own threads are not there.
    """
    made: bytes = typst.compile(
        folder / template,
        root=folder,
        ignore_system_fonts=True,  # the same page on every machine
        sys_inputs={"data": json.dumps(document)},
        pdf_standards=[*standards],
        timestamp=datetime.combine(on, time.min, UTC),
    )
    return made


@cache
def words() -> Catalogue:
    """Give the words of the papers, which are in Italian: creditor, bank and post read them too."""
    return Catalogue.load("paper", "it", [_HERE / "paper.it.ftl"])


def say(name: str, **values: object) -> str:
    """Say one text of the papers."""
    return words().text(name, values)


def legible(text: str) -> str:
    """Write a text on one line in letters that can be drawn; any other is named by its number."""
    return " ".join("".join(map(_shape, unicodedata.normalize("NFC", text))).split())


def _shape(letter: str) -> str:
    if letter.isspace():
        return " "
    drawn = letter.isprintable() and any(first <= ord(letter) <= last for first, last in _DRAWN)
    return letter if drawn else f"[U+{ord(letter):04X}]"
