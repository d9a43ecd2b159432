"""An amount of money, in whole euro cents."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import DATE, IBAN, has_digit
from bot.values.value import Found, Reading, Sure

_EURO = r"(?:€|euro\b|eur\b|euros\b)"
_CENT = r"(?:centesimi|centesimo|cents|cent|ct)(?!\w)"
_AMOUNT = r"(?:[0-9]{1,3}(?:[.,' ][0-9]{3}){1,4}(?![0-9])|[0-9]{1,9})(?:[.,][0-9]{1,2}(?![0-9]))?"
_SHAPE = re.compile(
    rf"(?<![\w/@.,+-])(?:(?P<other>{IBAN}|{DATE})"
    rf"|(?P<before>{_EURO}\s?(?P<b>{_AMOUNT}))|(?P<cents>(?P<c>[0-9]{{1,9}})\s?{_CENT})"
    rf"|(?P<after>(?P<a>{_AMOUNT})\s?{_EURO}(?:\s(?:e\s|and\s)?(?P<extra>[0-9]{{1,2}})(?:\s?{_CENT}|(?![\w/.,:])))?)"
    rf"|(?P<bare>[0-9]{{1,7}}(?:\.[0-9]{{3}})*[.,][0-9]{{2}}))(?!\w)(?![.,/:-][0-9])(?!\s?%)",
    re.IGNORECASE,
)
_PLAIN = re.compile(_AMOUNT)
_DOT_DECIMALS = re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_HOUR_BEFORE = re.compile(r"\b(?:alle|ore|le|h|at)\s+\Z", re.IGNORECASE)
_HOUR_SPACE = 8  # how far before "15.30" its "alle" is looked for, in characters
_MOST = 10**11


@fixed(order=True)
class Money:
    """An amount (importo) in euro cents, never negative."""

    RANK: ClassVar[int] = 55

    cents: int

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def less(self, percent: int) -> "Money":
        """Take a percentage off, to the nearest cent, half a cent upwards."""
        exact = Decimal(self.cents) * (100 - percent) / 100
        return Money(int(exact.to_integral_value(ROUND_HALF_UP)))

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer; a dot before three digits parts thousands. Reasons: "much", "shape"."""
        text = text.strip().rstrip(".!")
        match = _SHAPE.fullmatch(text)
        if match and not match["other"]:
            cents = _cents_of(match)
        elif _PLAIN.fullmatch(text):
            cents = _cents(text)
        else:
            raise WrongAnswer
        if cents >= _MOST:
            raise WrongAnswer("much")
        return cls(cents)

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find amounts with their currency (CERTAIN) or two decimals (LIKELY; MAYBE if it may be an hour)."""
        del reading
        if not has_digit(text):
            return
        for match in _SHAPE.finditer(text):
            if match["other"] or (cents := _cents_of(match)) >= _MOST:
                continue
            sure = Sure.CERTAIN
            if match["bare"]:
                if _HOUR_BEFORE.search(text[max(0, match.start() - _HOUR_SPACE) : match.start()]):
                    continue
                sure = Sure.MAYBE if _DOT_DECIMALS.fullmatch(match[0]) else Sure.LIKELY
            yield Found(cls(cents), match.start(), match.end(), sure)

    def __str__(self) -> str:
        return f"{self.cents // 100}.{self.cents % 100:02}"

    def show(self, language: str) -> str:
        """Write it as the language does: "1.234,50 €" in Italian, "€1,234.50" in English."""
        whole, cents = divmod(self.cents, 100)
        if language.startswith("en"):
            return f"€{whole:,}.{cents:02}"
        return f"{whole:,}".replace(",", ".") + f",{cents:02} €"


def _cents_of(match: re.Match[str]) -> int:
    if match["c"]:
        return int(match["c"])
    cents = _cents(match["b"] or match["a"] or match["bare"])
    return cents + int(match["extra"] or 0)


def _cents(written: str) -> int:
    """Read figures; the last dot or comma parts the cents unless three digits follow it."""
    figures = re.split(r"[.,' ]", written)
    decimals = figures.pop() if len(figures) > 1 and len(figures[-1]) < 3 else ""  # noqa: PLR2004 - thousands go by three
    return int("".join(figures)) * 100 + int(f"{decimals:0<2}")
