"""The figures of a year put into sections for readers: a heading, a picture, a table, a sentence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from babel.dates import get_month_names
from babel.numbers import format_currency, format_decimal

from sportello.statistics import Comparison
from sportello.web.desk.plots import Entry, Picture, columns, rows
from sportello.web.desk.wording import DeskWords
from storage.statistics_day import LONGER, SECONDS
from storage.statistics_quantiles import quantile
from storage.statistics_rows import (
    ABANDONED,
    ANSWERED,
    CENTS,
    CERTIFICATES,
    CONTACTS,
    DECIDED,
    DECIDED_WORKING,
    MONTHLY_PEOPLE,
    PAYMENTS,
    PERMITS,
    REQUESTS,
    SERVICES,
)

HEADLINES: Final = (CONTACTS, REQUESTS, SERVICES, PAYMENTS, CENTS, PERMITS, CERTIFICATES)
_MONTHLY: Final = (CONTACTS, MONTHLY_PEOPLE, REQUESTS, PAYMENTS, CENTS, PERMITS, CERTIFICATES)
_NAMED: Final = (CONTACTS, SERVICES, REQUESTS, PAYMENTS, PERMITS, CERTIFICATES, ABANDONED)
_MOST = 12  # rows of a picture; the table has them all
_LONGEST = 44  # letters of a label in a picture
_MINUTE, _HOUR, _DAY = 60, 3600, 86400

Name = Callable[[str, str], str]  # a measure and a key, as a reader knows them


@dataclass(frozen=True, slots=True)
class Headline:
    """A total of the year, beside that of the same days of the year before."""

    name: str
    now: str
    before: str
    change: str


@dataclass(frozen=True, slots=True)
class Section:
    """One figure; `sort` heads the first column of its table, `told` says in a sentence what it shows."""

    id: str
    heading: str
    sort: str
    picture: Picture
    table: Sequence[tuple[str, str, str, str]]
    told: str = ""


class Figured:
    """Puts a comparison into words of a language; `name` gives a key the name that readers know."""

    def __init__(self, found: Comparison, words: DeskWords, language: str, name: Name) -> None:
        self._found = found
        self._say = words
        self._language = language
        self._name = name
        self._months = get_month_names("abbreviated", locale=language)

    def headlines(self) -> Sequence[Headline]:
        """List the totals."""
        return [self._headline(measure) for measure in HEADLINES]

    def sections(self) -> Iterator[Section]:
        """Give the figures that hold anything, one group after the other."""
        for measure in (*_MONTHLY, *(each for each in _NAMED if each not in _MONTHLY)):
            if measure in _MONTHLY and any(sum(years) for years in self._years(measure)):
                yield self._by_month(measure)
            if measure in _NAMED and self._found.now.by_key(measure):
                yield self._by_key(measure)
        yield from filter(None, (self._answered(), self._decided(DECIDED), self._decided(DECIDED_WORKING)))

    # -- one by one

    def _headline(self, measure: str) -> Headline:
        now, before = self._found.now.total(measure), self._found.as_far.total(measure)
        shown = self._shown(measure)
        return Headline(
            self._say(f"st-{measure}"), shown(now), shown(before), self._change(self._found.change(measure))
        )

    def _years(self, measure: str) -> tuple[list[int], list[int]]:
        return self._found.now.by_month(measure), self._found.before.by_month(measure)

    def _by_month(self, measure: str) -> Section:
        pairs = enumerate(zip(*self._years(measure), strict=True), start=1)
        entries = [
            Entry(self._months[month], now, before, self._monthly_change(month, now, before))
            for month, (now, before) in pairs
        ]
        shown = self._shown(measure)
        heading = self._say("st-by-month", what=self._say(f"st-{measure}"))
        picture = columns(entries, self._short(measure))
        return Section(
            f"{measure}-months", heading, self._say("st-month"), picture, self._table(entries, shown)
        )

    def _monthly_change(self, month: int, now: int, before: int) -> int | None:
        """Compare whole months: of the one that goes on nothing is said yet."""
        over = month < self._found.until.month or not self._found.today
        return round(100 * (now - before) / before) if before and over else None

    def _by_key(self, measure: str) -> Section:
        before = self._found.as_far.by_key(measure)
        entries = [
            Entry(self._name(measure, key), count, before[key], self._found.change(measure, key))
            for key, count in self._found.now.by_key(measure).most_common()
        ]
        shown = self._shown(measure)
        heading = self._say(f"st-{measure}-keys")
        return Section(
            f"{measure}-keys",
            heading,
            self._say("st-key"),
            self._rows(entries, shown),
            self._table(entries, shown),
        )

    def _answered(self) -> Section | None:
        counts, before = (each.by_key(ANSWERED) for each in (self._found.now, self._found.as_far))
        if not counts:
            return None
        keys = [key for key in (*map(str, SECONDS), LONGER) if counts[key] or before[key]]
        entries = [Entry(self._lasting(key), counts[key], before[key]) for key in keys]
        half, most = (self._lasting(quantile(counts, part)) for part in (0.5, 0.9))
        told = self._say("st-answered-told", half=half, most=most)
        return self._histogram(ANSWERED, entries, told)

    def _decided(self, measure: str) -> Section | None:
        counts, before = (each.by_key(measure) for each in (self._found.now, self._found.as_far))
        if not counts:
            return None
        days = sorted({int(key) for key in (*counts, *before)})
        entries = [Entry(self._days(str(day)), counts[str(day)], before[str(day)]) for day in days]
        half, most = (self._days(quantile(counts, part)) for part in (0.5, 0.9))
        return self._histogram(measure, entries, self._say("st-decided-told", half=half, most=most))

    def _histogram(self, measure: str, entries: Sequence[Entry], told: str) -> Section:
        shown, sort = self._shown(measure), self._say("st-time")
        table = self._table(entries, shown)
        return Section(measure, self._say(f"st-{measure}"), sort, self._rows(entries, shown), table, told)

    # -- in words

    def _rows(self, entries: Sequence[Entry], shown: Callable[[int], str]) -> Picture:
        cut = [Entry(_cut(each.label), each.now, each.before) for each in entries[:_MOST]]
        return rows(cut, shown)

    def _table(
        self, entries: Sequence[Entry], shown: Callable[[int], str]
    ) -> Sequence[tuple[str, str, str, str]]:
        return [
            (each.label, shown(each.now), shown(each.before or 0), self._change(each.change))
            for each in entries
        ]

    def _change(self, change: int | None) -> str:
        return "" if change is None else f"{'+' if change > 0 else '−' if change < 0 else ''}{abs(change)}%"

    def _shown(self, measure: str) -> Callable[[int], str]:
        if measure == CENTS:
            return lambda cents: str(format_currency(cents / 100, "EUR", locale=self._language))
        return lambda count: str(format_decimal(count, locale=self._language))

    def _short(self, measure: str) -> Callable[[int], str]:
        """Write a value beside the line of its height, where there is little room."""

        def write(value: int) -> str:
            count = value // 100 if measure == CENTS else value
            for size, sign in ((1_000_000, "M"), (1_000, "k")):
                if count >= size:
                    return f"{format_decimal(round(count / size, 1), locale=self._language)}{sign}"
            return str(count)

        return write

    def _lasting(self, key: str) -> str:
        if key == LONGER:
            return self._say("st-longer", days=SECONDS[-1] // _DAY)
        seconds = int(key)
        for unit, size in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
            if seconds >= size:
                return self._say(f"st-within-{unit}", n=seconds // size)
        return self._say("st-within-seconds", n=seconds)

    def _days(self, key: str) -> str:
        return self._say("st-in-days", n=int(key))


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
