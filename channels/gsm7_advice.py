"""What makes a text dear by SMS, and how it could be cheaper: the guilty characters, a plainer wording.

For who composes what goes to many; a reply is rewritten by itself (channels.plain_letters).
"""

import re
import unicodedata
from dataclasses import dataclass

from channels import gsm7
from channels.gsm7 import Segments
from channels.plain_letters import plain_letters, transliterate

_MOST_SHOWN = 40  # guilty characters; a text in another script has more, and one word on it is enough


@dataclass(frozen=True, slots=True)
class Guilty:
    """A character outside the 7-bit alphabet: its name in Unicode, where it stands (counted from 0)."""

    character: str
    name: str
    at: tuple[int, ...]
    plain: str | None  # what says the same within the alphabet; empty: it can go; None: nothing does


@dataclass(frozen=True, slots=True)
class Advice:
    """A text as it is typed, as it leaves (rewritten where that is cheaper), and as it could be.

    `wording` is wholly within the 7-bit alphabet, empty if the text is so already or cannot be. `cut` is how
    many units what leaves must lose to need one segment less, 0 if it needs only one.
    """

    typed: Segments
    sent: Segments
    guilty: tuple[Guilty, ...]
    wording: str
    offered: Segments
    cut: int

    @property
    def saves(self) -> int:
        """How many segments the wording saves for each reader, beside what leaves without it."""
        return self.sent.count - self.offered.count if self.wording else 0


def advise(text: str) -> Advice:
    """Look at one text as one reader would get it, its places filled in."""
    whole = unicodedata.normalize("NFC", text)
    sent = gsm7.segments(transliterate(text))
    wording = _wording(text)
    offered = gsm7.segments(wording) if wording else sent
    return Advice(gsm7.segments(text), sent, _guilty(whole), wording, offered, cut(sent))


def cut(counted: Segments) -> int:
    """How many units a text must lose to need one segment less; 0 if it needs one at most."""
    if counted.count <= 1:
        return 0
    if counted.count == 2:  # noqa: PLR2004 - a single segment holds more than each of two
        return counted.units - counted.alphabet.single
    return counted.alphabet.joined - counted.remaining


def _guilty(text: str) -> tuple[Guilty, ...]:
    shown = gsm7.guilty(text)[:_MOST_SHOWN]
    return tuple(Guilty(each, _name(each), _places(text, each), _plain(each)) for each in shown)


def _name(character: str) -> str:
    return unicodedata.name(character, "").lower() or f"U+{ord(character):04X}"


def _places(text: str, character: str) -> tuple[int, ...]:
    return tuple(at for at, each in enumerate(text) if each == character)


def _plain(character: str) -> str | None:
    plain = plain_letters(character)
    if gsm7.is_gsm(plain):
        return plain
    return "" if _is_picture(character) else None


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk", "Mn", "Me", "Cf"}


def _wording(text: str) -> str:
    """Rewrite wholly within the alphabet, pictures left out; empty if that is needless or impossible."""
    if gsm7.is_gsm(text):
        return ""
    plain = plain_letters(text)
    bare = "".join(each for each in plain if gsm7.is_gsm(each) or not _is_picture(each))
    if bare != plain:  # what stood beside a picture that is gone
        bare = "\n".join(re.sub(r" {2,}", " ", line).strip() for line in bare.split("\n"))
    return bare if bare.strip() and gsm7.is_gsm(bare) else ""
