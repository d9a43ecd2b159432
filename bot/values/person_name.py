"""The name of a person, first name and surname in any order."""

import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.spelling import QUOTES
from bot.values.value import Found, Reading, Sure

_LETTERS = "A-Za-zÀ-ÖØ-öø-ſ"  # Latin with its accents: what registers, letters and SMS can carry
_NAME = re.compile(rf"(?=.{{2,80}}\Z)[{_LETTERS}]+\.?(?:(?:'\s?|-|\s)[{_LETTERS}]+\.?)*'?")
_PIECE = re.compile(rf"[{_LETTERS}]+")
_LEAD = re.compile(
    r"(?:(?:mi\s+chiamo|il\s+mio\s+nome\s+[eè]'?|io\s+sono|sono|my\s+name\s+is|i\s+am|i'm)\s+)+",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    rf"\b(?:mi\s+chiamo|il\s+mio\s+nome\s+[eè]['’]?|my\s+name\s+is)\s+(?P<name>[{_LETTERS}]['’{_LETTERS}]+(?:\s[{_LETTERS}]['’{_LETTERS}]+){{0,3}})",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    {"e", "ed", "ho", "vorrei", "voglio", "sono", "abito", "and", "i", "have", "would", "con", "del"}
)
_OLD_ACCENTS = {"a'": "à", "e'": "è", "i'": "ì", "o'": "ò", "u'": "ù"}
_FEWEST_LETTERS = 2


@fixed
class PersonName:
    """A person's name as the person capitalises it; all capitals or all small letters are put right."""

    RANK: ClassVar[int] = 90

    text: str

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer, "mi chiamo …" included. Reasons: "digits", "shape" (also one letter alone)."""
        name = " ".join(unicodedata.normalize("NFC", text).translate(QUOTES).split()).rstrip("!,")
        if lead := _LEAD.match(name):
            name = name[lead.end() :]
        if any(sign.isdecimal() for sign in name):
            raise WrongAnswer("digits")
        if not _NAME.fullmatch(name) or sum(map(str.isalpha, name)) < _FEWEST_LETTERS:
            raise WrongAnswer
        return cls(_capitalised(name))

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find the names of those who introduce themselves; any two words might be a name."""
        for match in _INTRODUCED.finditer(text):
            start, end = match.span("name")
            for word in re.finditer(r"\S+", match["name"]):
                if word[0].lower() in _NOT_NAMES:
                    end = start + len(match["name"][: word.start()].rstrip())
                    break
            if end > start:
                yield Found(cls.parse(text[start:end], reading), start, end, Sure.LIKELY)

    def __str__(self) -> str:
        return self.text

    def show(self, language: str) -> str:  # noqa: ARG002 - a name is the same in every language
        """Write it as it is."""
        return self.text


def _capitalised(name: str) -> str:
    """Capitalise "ROSSI", "d'angelo" and "nicolo'"; leave "McDonald" and "de Gasperi" to their owners."""
    words = [word[:-2] + _OLD_ACCENTS.get(word[-2:].lower(), word[-2:]) for word in name.split()]
    name = " ".join(words)
    if name.isupper() or name.islower():
        # The small letter of the Turkish İ would be two signs.
        return _PIECE.sub(lambda piece: piece[0].replace("İ", "I").capitalize(), name)
    return name
