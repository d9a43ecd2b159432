"""One spelling for many: how a text looks once capitals, accents and quotes no longer matter."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Phones write the apostrophe in many ways, and old ones write it in the place of an accent.
QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "ʼ": "'", "′": "'", "´": "'", "`": "'", "ŉ": "'n"}
    | {"“": '"', "”": '"', "«": '"', "»": '"', "„": '"'}
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ACCENT_QUOTE = re.compile(r"(?<=[aeiou])'(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Word(NamedTuple):
    """A word in its plain spelling, at text[start:end]."""

    plain: str
    start: int
    end: int


def plain(text: str) -> str:
    """Spell for matching, never for showing: "PERCHE' è" and "perché e" both become "perche e".

    Small letters, no accents (nor apostrophes that stand for one), straight quotes, single spaces.
    """
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(QUOTES)))
    elif "`" in text:
        text = text.replace("`", "'")
    text = text.casefold()
    if "'" in text:
        text = _ACCENT_QUOTE.sub("", text)
    return " ".join(text.split())


def words(text: str) -> Iterator[Word]:
    """Walk the words, with their places in the text as it was written; an elision parts two words."""
    for match in _WORD.finditer(text):
        start = match.start()
        for piece in re.split("['’]", match[0]):
            yield Word(plain(piece), start, start + len(piece))
            start += len(piece) + 1
