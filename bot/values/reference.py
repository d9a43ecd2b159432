"""The reference of a request (riferimento): a short public code that survives a telephone call.

Eight signs, shown as XXXX-XXXX: seven that say a number in base 29, and a check sign. The alphabet has
twenty-nine signs: the digits but 1, and the consonants but L. So no reference spells a word, and O, which
is missing, can be read as 0. Twenty-nine is a prime: with the signs x1..x8 as numbers, the check makes
2·x1 + 3·x2 + ... + 8·x7 + x8 divisible by 29. No two weights are equal and none is 0, hence one wrong
sign, or any two signs that change places, always break the sum.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import LEFT, RIGHT, has_digit
from bot.values.value import Found, Reading, Sure

_ALPHABET = "023456789BCDFGHJKMNPQRSTVWXYZ"
_PRIME = len(_ALPHABET)
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 1)
_SIGNS = len(_WEIGHTS)
_RANGE = _PRIME ** (_SIGNS - 1)
_SIGN = f"[{_ALPHABET}{_ALPHABET[9:].lower()}Oo]"
_SHAPE = re.compile(rf"{LEFT}{_SIGN}{{4}}(?P<gap>[- ]?){_SIGN}{{4}}{RIGHT}")
_HAS_LETTER = re.compile("[A-Za-z]").search
_SEPARATORS = re.compile(r"[\s.\-–]+")
_LABEL = re.compile(
    r"(?:(?:il|the|rif|riferimento|reference|ref|codice|code|pratica)(?=[\s.:])[\s.:]*)+", re.IGNORECASE
)


@fixed
class Reference:
    """The reference of a request (riferimento), eight signs without the hyphen."""

    RANK: ClassVar[int] = 35

    signs: str

    @classmethod
    def make(cls, number: int) -> Self:
        """Spell a number below 29**7, about 17 thousand million; raises ValueError if it is larger.

        Near numbers give near references: where guessing must not pay, draw the number at random.
        """
        if not 0 <= number < _RANGE:
            raise ValueError("a reference holds a number from 0 to 29**7 - 1")
        signs = ""
        for _ in range(_SIGNS - 1):
            number, sign = divmod(number, _PRIME)
            signs = _ALPHABET[sign] + signs
        return cls(signs + _ALPHABET[-_sum(signs) % _PRIME])

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer. Reasons: "length", "check" (a sign is wrong, or two are swapped), "shape"."""
        text = text.strip()
        if label := _LABEL.match(text):
            text = text[label.end() :]
        signs = _SEPARATORS.sub("", text).upper().replace("O", "0")
        if not signs or any(sign not in _ALPHABET for sign in signs):
            raise WrongAnswer
        if len(signs) != _SIGNS:
            raise WrongAnswer("length")
        if _sum(signs) % _PRIME:
            raise WrongAnswer("check")
        return cls(signs)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find references whose check holds; without the hyphen, digits alone may be anything."""
        for match in _SHAPE.finditer(text):
            hyphen = match["gap"] == "-"
            if not hyphen and (not has_digit(match[0]) or not _HAS_LETTER(match[0])):
                continue
            try:
                reference = cls.parse(match[0], reading)
            except WrongAnswer:
                continue
            yield Found(reference, match.start(), match.end(), Sure.CERTAIN if hyphen else Sure.LIKELY)

    def __str__(self) -> str:
        return self.signs

    def show(self, language: str) -> str:  # noqa: ARG002 - a code is the same in every language
        """Write it in two halves, as it is dictated."""
        return f"{self.signs[:4]}-{self.signs[4:]}"


def _sum(signs: str) -> int:
    return sum(weight * _ALPHABET.index(sign) for weight, sign in zip(_WEIGHTS, signs, strict=False))
