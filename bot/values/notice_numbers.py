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
_ONE = re.compile(rf"(?P<code>{_CODE})|(?P<typed>{_TYPED})")
_KEPT = re.compile(r"[0-9]{18}(?:@[0-9]{11})?(?: [0-9]{18}(?:@[0-9]{11})?)*")
_NOT_DIGITS = re.compile(r"[^0-9]")


@fixed
class GivenNotice:
    """A notice number and, where its square code told it, the fiscal code of whom it is owed to."""

    number: NoticeNumber
    creditor: str = ""

    def __str__(self) -> str:
        return f"{self.number}@{self.creditor}" if self.creditor else str(self.number)


@fixed
class NoticeNumbers:
    """Up to five different notice numbers, in the order in which they were given."""

    RANK: ClassVar[int] = NoticeNumber.RANK

    given: tuple[GivenNotice, ...]

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a whole answer. Reasons: "length", "aux", "check" as NoticeNumber has them, and "many" (over five)."""
        text = text.strip()
        if _KEPT.fullmatch(text):
            return cls(tuple(_kept(each, reading) for each in text.split()))
        matches = list(_ONE.finditer(text))
        if not matches:
            return cls((GivenNotice(NoticeNumber.parse(text, reading)),))
        return cls(_different([_given(match, reading) for match in matches]))

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find all the numbers of a text as one; none if a digit of any of them is wrong."""
        if not has_digit(text):
            return
        matches = list(_ONE.finditer(text))
        try:
            given = _different([_given(match, reading) for match in matches])
        except WrongAnswer:
            return
        if given:
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
    if match["typed"]:
        return GivenNotice(NoticeNumber.parse(_NOT_DIGITS.sub("", match["typed"]), reading))
    return GivenNotice(NoticeNumber.parse(match["nav"], reading), match["creditor"])


def _kept(text: str, reading: Reading) -> GivenNotice:
    nav, _, creditor = text.partition("@")
    return GivenNotice(NoticeNumber.parse(nav, reading), creditor)


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
