"""One payment notice or a few: typed one after the other, or read from the codes of their papers."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import has_digit
from bot.values.notice_number import NoticeNumber
from bot.values.value import Found, Reading, Sure

MOST = 5  # notices of one cart (pagoPA's Checkout, POST /carts)

_CODE = r"PAGOPA\|002\|(?P<nav>[0-9]{18})\|(?P<creditor>[0-9]{11})\|[0-9]{1,10}"
_TYPED = r"(?<![\w/])(?<![0-9][.-])[0-9](?:[ .-]?[0-9]){17}(?!\w)(?![-/.][0-9])"
_ONE = re.compile(rf"{_CODE}|(?P<typed>{_TYPED})(?:@(?P<owner>[0-9]{{11}}))?")  # "@": as it is stored
_NEARLY = 10  # digits, from which on a few are lacking; fewer are something else
_NOT_DIGITS = re.compile(r"[^0-9]")


@fixed
class GivenNotice:
    """A notice number and, where its square code told it, the fiscal code of whom it is owed to.

    One that is `wrong` has a digit that cannot be: it stands beside others that are right, and is not lost.
    """

    number: NoticeNumber
    creditor: str = ""
    wrong: bool = False

    def __str__(self) -> str:
        return f"{self.number}@{self.creditor}" if self.creditor else str(self.number)


@fixed
class NoticeNumbers:
    """Up to five different notice numbers, in the order in which they were given."""

    RANK: ClassVar[int] = 12

    given: tuple[GivenNotice, ...]

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a whole answer. Reasons: "length", "aux", "check" of a NoticeNumber, "many" (over five)."""
        kept = _different([_given(match, reading) for match in _ONE.finditer(text)])
        if not kept and len(_NOT_DIGITS.sub("", text)) < _NEARLY:
            raise WrongAnswer
        if all(each.wrong for each in kept):  # of one alone its own reason is told
            return cls((GivenNotice(NoticeNumber.parse(str(kept[0].number) if kept else text, reading)),))
        return cls(kept)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find all the numbers of a text as one; none if a digit of each of them is wrong."""
        if not has_digit(text):
            return
        matches = list(_ONE.finditer(text))
        try:
            given = _different([_given(match, reading) for match in matches])
        except WrongAnswer:
            return
        if not all(each.wrong for each in given):
            unchecked = any(each.number.digits[0] == "1" for each in given)
            yield Found(
                cls(given),
                matches[0].start(),
                matches[-1].end(),
                Sure.LIKELY if unchecked else Sure.CERTAIN,
            )

    def __str__(self) -> str:
        return " ".join(map(str, self.given))

    def show(self, language: str) -> str:
        """Write each in groups of four, as the papers do."""
        return ", ".join(each.number.show(language) for each in self.given)


def _given(match: re.Match[str], reading: Reading) -> GivenNotice:
    number = NoticeNumber(_NOT_DIGITS.sub("", match["typed"] or match["nav"]))
    creditor = match["creditor"] or match["owner"] or ""
    try:
        NoticeNumber.parse(number.digits, reading)
    except WrongAnswer:
        return GivenNotice(number, creditor, wrong=True)
    return GivenNotice(number, creditor)


def _different(given: list[GivenNotice]) -> tuple[GivenNotice, ...]:
    """Drop what was given twice; a code that names the creditor says more than the digits alone."""
    found: dict[str, GivenNotice] = {}
    for each in given:
        known = found.get(each.number.digits)
        if known is None or not known.creditor:
            found[each.number.digits] = each
    if len(found) > MOST:
        raise WrongAnswer("many")
    return tuple(found.values())
