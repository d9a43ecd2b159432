"""The plate of a vehicle (targa): every Italian series, and foreign ones."""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import IBAN, LEFT, RIGHT, has_digit
from bot.values.plate_country import SAID, SIGNS, sign_of
from bot.values.plate_kind import CAR_LETTERS, MOPED_SIGNS, Kind, fault_of, kind_of
from bot.values.value import Found, Reading, Sure

_CAR = CAR_LETTERS + CAR_LETTERS.lower()
_MOPED = MOPED_SIGNS + MOPED_SIGNS.lower()
_GAP = "[ .-]?"

# The leading branches are longer tokens, stepped over whole.
_SCAN = re.compile(
    rf"{LEFT}(?:(?P<other>{IBAN})"
    rf"|(?P<car>[{_CAR}]{{2}}{_GAP}[0-9]{{3}}{_GAP}[{_CAR}]{{2}})"
    rf"|(?P<cycle>[A-Za-z]{{2}}{_GAP}[0-9]{{5}})"
    rf"|(?P<moped>[Xx](?=[A-Za-z]*[0-9])[{_MOPED}]{{5}})){RIGHT}"
)
_LABEL = r"(?:targ(?:a|hetta|at[ao])|plate|registration)\b"
_SIGN = r"\((?P<sign>[A-Za-z]{1,3})\)"
_SAID_FIRST = re.compile(
    rf"\b(?:(?:\A|{_LABEL}\s+)(?P<said>{SAID})|{_LABEL}\s+{_SIGN}|(?P<label>{_LABEL}))"
    r"(?:\s*[:=]|\s+[eèÈ]'?(?=\s))?\s*",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[ .-]?([A-Za-z0-9]{1,8})(?![\w/,:@])")
_WHOLE = re.compile(
    rf"(?:{_LABEL}\s*)?(?:(?P<said>{SAID})\s*)?[:=]?\s*(?:{_SIGN}\s*)?(?P<plate>[A-Za-z0-9][A-Za-z0-9 .-]*?)"
    r"\s*(?:\((?P<last>[A-Za-z]{1,3})\))?\s*[.!]?",
    re.IGNORECASE,
)
_BARE = re.compile(rf"[{CAR_LETTERS}]{{2}}[0-9]{{3}}[{CAR_LETTERS}]{{2}}")  # as most are stored
_SEPARATORS = re.compile(r"[ .-]+")
_SPOKEN = re.compile(SAID, re.IGNORECASE)  # "inglese0": no plate begins with how one speaks of it
_LONGEST = 12

# Two-letter words that stand before or after a figure in ordinary Italian and English.
_SMALL = (
    "ad ai al am an as at be by ce ci da di do eh go ha he hi ho id il in is it la le li lo ma me mi my ne "
    "ni no nr of oh ok on or ore per pm re sa se si so su te ti to tu un up us va vi we cm km mq kg"
)
_LARGER = (
    "e a o i del dal dei col con che per una uno the and for n num nel sul mio mia alle data ieri oggi via "
    "mar gen feb apr mag giu lug ago set ott nov dic"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_STOPS = _SMALL_WORDS | frozenset(_LARGER.split())
_GROUP = rf"(?!(?i:{'|'.join(sorted(_STOPS))})\b)(?:[A-Za-z]{{1,3}}|(?=[A-Za-z]*[0-9])[A-Za-z0-9]{{1,7}})"
_SIGN_LAST = re.compile(rf"{LEFT}(?P<plate>{_GROUP}(?:[ .-]{_GROUP}){{0,3}})\s*{_SIGN}")
_PROVINCIAL = re.compile(r"(?:[Rr][Oo][Mm][Aa]|[A-Za-z]{2})[ .-]?[A-Za-z0-9]{5,6}(?![\w/@])")


@fixed
class Plate:
    """A vehicle plate (targa), in capitals without separators.

    `country` is kept only for a foreign plate that could not be read back without it.
    """

    RANK: ClassVar[int] = 40

    text: str
    country: str = field(default="", compare=False)

    @property
    def kind(self) -> Kind:
        """The series, judged by its shape alone: a French AB-123-CD looks Italian."""
        return (None if self.country else kind_of(self.text)) or Kind.FOREIGN

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer, "targa tedesca M AB 1234" and "LJ 123 A (SLO)" included.

        Reasons: "letters" (O for 0, I for 1, or letters that are not in use), "length", "shape".
        """
        if _BARE.fullmatch(text):
            return cls(text)
        if not (match := _WHOLE.fullmatch(text.strip())):
            raise WrongAnswer
        said = match["said"] or match["sign"] or match["last"]
        return cls._of(match["plate"], sign_of(said) if said else "")

    @classmethod
    def _of(cls, written: str, country: str = "") -> Self:
        text = _SEPARATORS.sub("", written).upper()
        if kind_of(text):
            return cls(text)
        if _SPOKEN.match(text):
            raise WrongAnswer("shape")
        fault = fault_of(text)
        if fault and not (country and has_digit(text) and 2 <= len(text) <= _LONGEST):  # noqa: PLR2004 - FACTS: {2,12}
            raise WrongAnswer(fault)
        return cls(text, country if fault else "")

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find the series with a telling shape; old and foreign plates only beside "targa" or a country."""
        del reading
        if not has_digit(text):
            return
        found = [*cls._told(text)]
        for match in _SCAN.finditer(text):
            start, end = match.span()
            if match["other"] or any(start < other.end and other.start < end for other in found):
                continue
            if sure := _sureness(match):
                found.append(Found(cls._of(match[0]), start, end, sure))
        yield from sorted(found, key=lambda one: one.start)

    @classmethod
    def _told(cls, text: str) -> Iterator[Found]:
        """Find the plates that the text itself announces."""
        reached = 0
        if "(" in text:
            for match in _SIGN_LAST.finditer(text):
                if match["sign"].upper() in SIGNS and has_digit(match["plate"]):
                    yield from cls._try(match["plate"], match["sign"], *match.span())
                    reached = match.end()
        for match in _SAID_FIRST.finditer(text, reached):
            end = _reach(text, match.end())
            # After the label was taken away, the country stands first and belongs to the plate.
            start = 0 if match["said"] and not match.start("said") else match.end()
            yield from cls._try(text[match.end() : end], match["said"] or match["sign"] or "", start, end)

    @classmethod
    def _try(cls, written: str, said: str, start: int, end: int) -> Iterator[Found]:
        try:
            plate = cls._of(written, sign_of(said) if said else "")
        except WrongAnswer:
            return
        sure = Sure.CERTAIN if said or plate.kind is Kind.CAR else Sure.LIKELY
        yield Found(plate, start, end, sure)

    def __str__(self) -> str:
        return f"{self.text} ({self.country})" if self.country else self.text

    def show(self, language: str) -> str:  # noqa: ARG002 - a plate is the same in every language
        """Write it as it is painted on the vehicle, without spaces."""
        return str(self)


def _sureness(match: re.Match[str]) -> Sure | None:
    """Judge a shape by how it is written: "la 500 da" is a car that is spoken of, not a plate."""
    written = match[0].lower()
    spaced = " " in written or "." in written
    if match["car"]:
        if spaced and written[:2] in _SMALL_WORDS:
            return None if written[-2:] in _SMALL_WORDS else Sure.MAYBE
        return Sure.LIKELY if spaced else Sure.CERTAIN
    if spaced and match["cycle"]:
        return None if written[:2] in _SMALL_WORDS else Sure.MAYBE
    return Sure.LIKELY


def _reach(text: str, start: int) -> int:
    """Tell where the plate that begins at `start` ends: groups of signs, no ordinary word, a few digits."""
    if (match := _PROVINCIAL.match(text, start)) and kind_of(_SEPARATORS.sub("", match[0]).upper()):
        return match.end()
    end, signs, digits = start, 0, 0
    while match := _PIECE.match(text, end):
        piece = match[1]
        figures = sum(sign.isdigit() for sign in piece)
        wordy = not figures and (len(piece) > 3 or piece.lower() in _STOPS) and piece.upper() != "ROMA"  # noqa: PLR2004 - plates have groups of up to three letters
        if wordy or signs + len(piece) > 10 or digits + figures > 6:  # noqa: PLR2004 - the longest plates in Europe
            break
        end, signs, digits = match.end(), signs + len(piece), digits + figures
    return end
