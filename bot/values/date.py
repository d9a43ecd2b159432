"""A day (data), in every way that an Italian or an English citizen writes one."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values import date_grammar as grammar
from bot.values.edges import has_digit
from bot.values.spelling import plain
from bot.values.value import Found, Reading, Sure

_LEAD = re.compile(
    r"(?:(?:in\s+data|data|date|lo|era|e['’]|è|on|del|dal|dell['’]|al|di|giorno|verso|circa)\b[:\s]*)+",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[,\s]*(?:(?:alle|ore|verso|at|h)\b[\s.:]*)+[0-9]{1,2}(?:[:.,][0-9]{2})?\s*(?:am|pm|circa)?"
    r"|\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|\s+(?:di\s+)?(?:mattina|sera|pomeriggio|notte|morning|evening|night)",
)
_STORED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GLUED = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"[a-z]+")
_STREET = re.compile(r"\b(?:via|viale|v\.le|piazza|p\.zza|corso|c\.so|largo)\s+\Z")
_STREET_SPACE = 16  # how far before "4 Novembre" its "via" is looked for, in characters
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@fixed(order=True)
class Date:
    """A day (data). Citizens quote documents, so a day without its year is the last one that has been.

    Today counts as past. "prossimo", "scorso", "fra" and "fa" say it themselves.
    """

    RANK: ClassVar[int] = 50
    PAST: ClassVar[bool] = True

    day: dt.date

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a whole answer; an hour after the day is ignored, "03022026" and "030226" are understood.

        Reasons: "impossible" (31 February, or a year out of reach), "shape".
        """
        try:
            if _STORED.fullmatch(text):
                return cls(grammar.the_day(*map(int, text.split("-"))))
            text = text.strip().rstrip(".!?").lower()
            if lead := _LEAD.match(text):
                text = text[lead.end() :]
            if glued := _GLUED.fullmatch(text):
                day, month, year = glued.groups()
                return cls(grammar.the_day(grammar.full_year(year, reading.today), int(month), int(day)))
            match = grammar.DAY.match(text)
            if not match or not (match.end() == len(text) or _TIME.fullmatch(text, match.end())):
                raise WrongAnswer
            return cls(grammar.read(match, reading.today, past=cls.PAST))
        except (ValueError, OverflowError) as error:
            raise WrongAnswer("impossible") from error
        except KeyError as error:
            raise WrongAnswer from error

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find full dates (CERTAIN), days in words (LIKELY), "il 3" and "3/2" (MAYBE)."""
        if not has_digit(text) and grammar.HINTS.isdisjoint(_WORDS.findall(plain(text))):
            return
        small = text.lower()
        if len(small) != len(text):
            return
        for match in grammar.DAY.finditer(small):
            if match["named"] and _STREET.search(
                small[max(0, match.start() - _STREET_SPACE) : match.start()]
            ):
                continue
            try:
                day = grammar.read(match, reading.today, past=cls.PAST)
            except (ValueError, OverflowError, KeyError):
                continue
            yield Found(cls(day), match.start(), match.end(), _sureness(match))

    def __str__(self) -> str:
        return self.day.isoformat()

    def show(self, language: str) -> str:
        """Write it as on Italian papers, "03/02/2026"; for English readers "3 February 2026".

        Figures are read in another order in other countries, the name of a month in none.
        """
        if language[:2] == "en":
            return f"{self.day.day} {_MONTHS[self.day.month - 1]} {self.day.year}"
        return f"{self.day.day:02}/{self.day.month:02}/{self.day.year}"


@fixed(order=True)
class FutureDate(Date):
    """A day to come (an appointment, an opening): without its year, the next one, today included."""

    PAST: ClassVar[bool] = False


def _sureness(match: re.Match[str]) -> Sure:
    if match.lastgroup in {"bare", "day"}:
        return Sure.MAYBE
    full = match.lastgroup in {"iso", "figures"} or match["ny"] or match["ey"]
    return Sure.CERTAIN if full else Sure.LIKELY
