"""The verification code of a certificate: twenty signs in groups of four, by which anybody checks a paper.

Nineteen signs are drawn at random, 92 bits; the last one is a check sign. The alphabet is that of Reference:
no sign is taken for another, and no code spells a word. With the signs x1..x20 as numbers, the check makes
1·x1 + 2·x2 + ... + 20·x20 divisible by 29, a prime: one wrong sign, or two that change places, always break
the sum. So a slip is told apart from an unknown code by arithmetic alone: whoever asks learns nothing of
what there is.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import LEFT, RIGHT, has_digit
from bot.values.value import Found, Reading, Sure

_ALPHABET = "023456789BCDFGHJKMNPQRSTVWXYZ"
_PRIME = len(_ALPHABET)
_SIGNS, _GROUP = 20, 4
_SIGN = f"[{_ALPHABET}{_ALPHABET[9:].lower()}Oo]"
_GROUPED = rf"{_SIGN}{{4}}(?:(?P<gap>[-– ]?){_SIGN}{{4}})(?:(?P=gap){_SIGN}{{4}}){{3}}"
# The address that the square code of a certificate holds, whoever's pages it leads to.
_LINK = r"https?://[^\s<>]{1,200}/verifica/"
_PLACES = re.compile(rf"(?:{_LINK}|{LEFT})(?P<code>{_GROUPED})(?:\.json\b)?{RIGHT}")
_LINKED = re.compile(rf"{_LINK}(?P<code>[^\s/?#]+?)(?:\.json)?(?:[?#]\S*)?")
_HAS_LETTER = re.compile("[A-Za-z]").search
_SEPARATORS = re.compile(r"[\s.\-–]+")
_LABEL = re.compile(
    r"(?:(?:il|the|codice|code|di|verifica|verification|certificato|certificate)(?=[\s.:])[\s.:]*)+",
    re.IGNORECASE,
)


@fixed
class VerificationCode:
    """The verification code of a certificate: twenty signs, without the hyphens."""

    RANK: ClassVar[int] = 8

    signs: str

    @classmethod
    def draw(cls, choose: Callable[[str], str] = secrets.choice) -> Self:
        """Draw a code; it always has a letter and a digit, so that no other value looks like it."""
        while True:
            drawn = "".join(choose(_ALPHABET) for _ in range(_SIGNS - 1))
            # 20 · x20 ≡ -sum (mod 29); 16 is the inverse of 20.
            signs = drawn + _ALPHABET[-_sum(drawn) * 16 % _PRIME]
            if has_digit(signs) and _HAS_LETTER(signs):
                return cls(signs)

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer, or the link of the square code.

        Reasons: "length", "check" (a sign is wrong, or two are swapped), "shape".
        """
        text = text.strip()
        if linked := _LINKED.fullmatch(text):
            text = linked["code"]
        elif label := _LABEL.match(text):
            text = text[label.end() :]
        signs = _SEPARATORS.sub("", text).upper().replace("O", "0")
        if not signs or any(sign not in _ALPHABET for sign in signs):
            raise WrongAnswer
        if len(signs) != _SIGNS:
            near = len(signs) > _SIGNS // 2 and has_digit(signs)  # "grz" is no code that lacks some signs
            raise WrongAnswer("length") if near else WrongAnswer
        if _sum(signs) % _PRIME:
            raise WrongAnswer("check")
        return cls(signs)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find codes whose check holds, alone or at the end of their link."""
        if len(text) < _SIGNS:
            return
        for match in _PLACES.finditer(text):
            if not (has_digit(match["code"]) and _HAS_LETTER(match["code"])):
                continue
            try:
                code = cls.parse(match["code"], reading)
            except WrongAnswer:
                continue
            yield Found(code, match.start(), match.end(), Sure.CERTAIN)

    def __str__(self) -> str:
        return "-".join(self.signs[start : start + _GROUP] for start in range(0, _SIGNS, _GROUP))

    def show(self, language: str) -> str:  # noqa: ARG002 - a code is the same in every language
        """Write it in groups of four, as the paper does."""
        return str(self)


def _sum(signs: str) -> int:
    return sum(weight * _ALPHABET.index(sign) for weight, sign in enumerate(signs, 1))
