"""The number of a payment notice (numero avviso, NAV): eighteen digits that pagoPA pays by."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import has_digit
from bot.values.value import Found, Reading, Sure

_DIGITS = 18
_CHECKED = 16  # the digits that the last two check
_MODULUS = 93
_SEPARATORS = re.compile(r"[\s.\-–/]+")
_LABEL = re.compile(r"(?:(?:il|the|codice|numero|notice|number|avviso|nav|n)\b[\s.:°]*)+", re.IGNORECASE)
# What the square code of a paper notice says: PAGOPA|002|<notice>|<creditor>|<cents>.
_CODE = r"(?<![\w|])PAGOPA\|002\|(?P<nav>[0-9]{18})\|(?P<creditor>[0-9]{11})\|[0-9]{1,10}(?![\w|])"
_SHAPE = r"(?<![\w/])(?<![0-9][.,-])[0-3](?:[ .-]?[0-9]){17}(?!\w)(?![-/.,][0-9])"
_PLACES = re.compile(f"{_CODE}|{_SHAPE}")
_SQUARE_CODE = re.compile(_CODE)
_CANONICAL = re.compile(r"(?P<nav>[0-9]{18})@(?P<creditor>[0-9]{11})")  # what is kept of a square code


@fixed
class NoticeNumber:
    """A payment notice number (numero avviso, NAV), digits only.

    New notices have auxiliary digit 3; 0, 1 and 2 are still read from old paper (SACI 3.2.1). `creditor` is
    the fiscal code of the body to which it is owed, where the square code has told it: two creditors may
    give the same number.
    """

    RANK: ClassVar[int] = 10

    digits: str
    creditor: str = ""

    @classmethod
    def make(cls, segregation: int, base: int) -> Self:
        """Build a notice with auxiliary digit 3 from a segregation code (0-99) and a base of up to 13 digits.

        Raises ValueError out of those ranges.
        """
        if not (0 <= segregation < 10**2 and 0 <= base < 10**13):
            raise ValueError("a segregation code has two digits and a base thirteen")
        checked = f"3{segregation:02}{base:013}"
        return cls(f"{checked}{int(checked) % _MODULUS:02}")

    @property
    def iuv(self) -> str:
        """The payment's own code inside the notice: 15 digits with auxiliary digit 0, else 17."""
        return self.digits[3:] if self.digits[0] == "0" else self.digits[1:]

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer, or what the square code of the notice says.

        Reasons: "length" (not 18 digits), "aux" (first digit), "check" (a digit is wrong), "shape".
        """
        text, creditor = text.strip(), ""
        if told := _SQUARE_CODE.fullmatch(text) or _CANONICAL.fullmatch(text):
            text, creditor = told["nav"], told["creditor"]
        if label := _LABEL.match(text):
            text = text[label.end() :]
        digits = _SEPARATORS.sub("", text)
        if not (digits.isascii() and digits.isdecimal()):
            raise WrongAnswer
        if len(digits) != _DIGITS:
            raise WrongAnswer("length")
        if digits[0] not in "0123":
            raise WrongAnswer("aux")
        if not _passes(digits):
            raise WrongAnswer("check")
        return cls(digits, creditor)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find whole square codes, and eighteen digits in a row, in groups or not, whose check holds."""
        del reading
        if len(text) < _DIGITS or not has_digit(text):
            return
        for match in _PLACES.finditer(text):
            digits = match["nav"] or _SEPARATORS.sub("", match[0])
            creditor = match["creditor"] or ""
            if digits[0] in "0123" and _passes(digits):
                sure = Sure.LIKELY if digits[0] == "1" and not creditor else Sure.CERTAIN
                yield Found(cls(digits, creditor), match.start(), match.end(), sure)

    def __str__(self) -> str:
        return f"{self.digits}@{self.creditor}" if self.creditor else self.digits

    def show(self, language: str) -> str:  # noqa: ARG002 - a number is the same in every language
        """Write it in groups of four, as the paper notice does."""
        return " ".join(self.digits[start : start + 4] for start in range(0, _DIGITS, 4))


def _passes(digits: str) -> bool:
    """Check the last two digits; auxiliary digit 1 has none."""
    return digits[0] == "1" or int(digits[:_CHECKED]) % _MODULUS == int(digits[_CHECKED:])
