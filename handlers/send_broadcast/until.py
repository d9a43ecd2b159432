"""Until when an alert holds: a day, an hour, or both, as somebody in a hurry writes them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Final, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.date import Date, FutureDate
from bot.values.edges import DATE, LEFT, RIGHT
from bot.values.spelling import plain
from bot.values.value import Found, Reading, Sure

_LAST: Final = time(23, 59)
_FIRM: Final = re.compile(
    r"(?:^|[\s,])(?:(?:fino )?(?:alle ore|alle|all'|ore|h|at|until)\s*"
    r"(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?(?:\s*(?:h|ore))?"
    r"|(?P<hour>\d{1,2}):(?P<minute>\d{2}))$"
)
_LOOSE: Final = re.compile(
    r"\s(?P<h>\d{1,2})(?:[.](?P<m>\d{2}))?$"
)  # behind a day that is a word: "stasera 20"
_WITHIN: Final = re.compile(
    rf"{LEFT}(?:oggi|stasera|domani|domattina|dopodomani|today|tonight|tomorrow|{DATE})"
    rf"(?:,?\s+(?:alle|all'|ore|h|at)?\s*\d{{1,2}}(?:[:.]\d{{2}})?(?:\s*(?:h|ore))?)?{RIGHT}",
    re.IGNORECASE,
)
_CANONICAL: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_WORDS: Final = {
    **dict.fromkeys(("oggi", "today", "stasera", "tonight", "entro oggi", "fino a oggi"), 0),
    **dict.fromkeys(("domani", "tomorrow", "domattina", "fino a domani"), 1),
    **dict.fromkeys(("dopodomani", "the day after tomorrow"), 2),
}


@fixed
class Until:
    """A moment of the city's clock; a day alone is its end, an hour alone is today's."""

    RANK: ClassVar[int] = 65

    day: date
    hour: time

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a whole answer: "domani alle 18", "stasera 20:30", "05/02/2026"; the reason is "shape"."""
        if _CANONICAL.fullmatch(text.strip()):
            moment = datetime.fromisoformat(text.strip())
            return cls(moment.date(), moment.time())
        said = plain(text).strip(" .!")
        match = _FIRM.search(said)
        if match is None and (day := _day(said, reading)) is not None:
            return cls(day, _LAST)
        if match is None and _LOOSE.sub("", said) in _WORDS:
            match = _LOOSE.search(said)
        if match is None:
            raise WrongAnswer
        before = said[: match.start()].strip(" ,")
        found = _day(before, reading) if before else reading.today
        if found is None:
            raise WrongAnswer
        return cls(found, _hour(match))

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find a day with its hour, and a day said by a word: the words of an alert are asked for alone."""
        for match in _WITHIN.finditer(text):
            try:
                yield Found(cls.parse(match[0], reading), match.start(), match.end(), Sure.LIKELY)
            except WrongAnswer:
                continue

    def __str__(self) -> str:
        return f"{self.day.isoformat()}T{self.hour:%H:%M}"

    def show(self, language: str) -> str:
        """Write "18:00 del 05/02/2026"."""
        return f"{self.hour:%H:%M} {'on' if language[:2] == 'en' else 'del'} {Date(self.day).show(language)}"


def _hour(match: re.Match[str]) -> time:
    pieces = match.groupdict()
    hour = int(pieces["h"] or pieces["hour"])
    minute = int(pieces["m"] or pieces.get("minute") or 0)
    if hour > _LAST.hour or minute > _LAST.minute:
        raise WrongAnswer
    return time(hour, minute)


def _day(said: str, reading: Reading) -> date | None:
    if said in _WORDS:
        return reading.today + timedelta(days=_WORDS[said])
    try:
        return FutureDate.parse(said, reading).day
    except WrongAnswer:
        return None
