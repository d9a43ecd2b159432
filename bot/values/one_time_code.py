"""A code of six digits that is shown in one place and written in another, once."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import LEFT, RIGHT
from bot.values.value import Found, Reading, Sure

_DIGITS = 6
_SHAPE = re.compile(rf"{LEFT}[0-9]{{3}}[ -]?[0-9]{{3}}{RIGHT}")
_SEPARATORS = re.compile(r"[\s.-]+")
_LABEL = re.compile(r"(?:(?:il|the|codice|code)\b[\s:]*)+", re.IGNORECASE)


@fixed
class OneTimeCode:
    """Six digits."""

    RANK: ClassVar[int] = 70  # six digits could be anything: whatever is stricter looks first

    digits: str

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer. Reasons: "length", "shape"."""
        text = text.strip()
        if label := _LABEL.match(text):
            text = text[label.end() :]
        digits = _SEPARATORS.sub("", text)
        if not (digits.isascii() and digits.isdecimal()):
            raise WrongAnswer
        if len(digits) != _DIGITS:
            raise WrongAnswer("length")
        return cls(digits)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find six digits, in two halves or not."""
        for match in _SHAPE.finditer(text):
            yield Found(cls.parse(match[0], reading), match.start(), match.end(), Sure.LIKELY)

    def __str__(self) -> str:
        return self.digits

    def show(self, language: str) -> str:  # noqa: ARG002 - a code is the same in every language
        """Write it as it is typed."""
        return self.digits
