"""How Italians and English write a day: a pattern with a branch for each manner, a reader for each branch."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.values.edges import LEFT, RIGHT
from bot.values.spelling import plain

# Months and weekdays are told by their first three letters, in both languages.
_MONTH_STARTS = "gen jan|feb|mar|apr|mag may|giu jun|lug jul|ago aug|set sep|ott oct|nov|dic dec"
_WEEKDAY_STARTS = "lun mon|mar tue|mer wed|gio thu|ven fri|sab sat|dom sun"
MONTHS = {word: rank for rank, row in enumerate(_MONTH_STARTS.split("|"), 1) for word in row.split()}
WEEKDAYS = {word: rank for rank, row in enumerate(_WEEKDAY_STARTS.split("|")) for word in row.split()}
_NUMBERS = (
    "uno un una primo one a an|due two|tre three|quattro four|cinque five|sei six|sette seven|otto eight"
    "|nove nine|dieci ten|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove"
    "|venti|ventuno|ventidue|ventitre ventitré ventitre'|ventiquattro|venticinque|ventisei|ventisette"
    "|ventotto|ventinove|trenta|trentuno"
)
NUMBERS = {plain(word): rank for rank, row in enumerate(_NUMBERS.split("|"), 1) for word in row.split()}

_MONTH = (
    r"(?:gen(?:naio)?|jan(?:uary)?|feb(?:braio|b|bruary|ruary)?|mar(?:zo|ch)?|apr(?:ile|il)?|mag(?:gio)?|may"
    r"|giu(?:gno)?|june?|lug(?:lio)?|july?|ago(?:sto)?|aug(?:ust)?|set(?:t(?:embre)?)?|sep(?:t(?:ember)?)?"
    r"|ott(?:obre)?|oct(?:ober)?|nov(?:embre|ember)?|dic(?:embre)?|dec(?:ember)?)(?![^\W_])"
)
_WEEKDAY = (
    r"(?:(?:luned|marted|mercoled|gioved|venerd)[iì]['’`]?|sabato|domenica"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?![^\W_])"
)
_WORDS = "|".join(
    sorted({word for row in _NUMBERS.split("|") for word in row.split()}, key=len, reverse=True)
)
_DAY = rf"(?:[0-9]{{1,2}}|(?:{_WORDS})(?![^\W_]))"
_PAST = r"(?:scors[oa]|passat[oa]|ultimo\s+scorso|u\.\s?s\.|last)"
_COMING = r"(?:prossim[oa]|ventur[oa]|p\.\s?v\.|next)"
_ON = rf"(?:{_WEEKDAY}\s*,?\s+)?(?:(?:il|the)\s+|l['’])?"
_YEAR = r"(?:,?\s+(?:del\s+|of\s+)?|[-/])['’]?(?P<{}>[0-9]{{4}}|[0-9]{{2}}(?![0-9:.]))"

_BRANCHES = (
    r"(?P<iso>(?P<iy>[0-9]{4})[-/](?P<im>[0-9]{1,2})[-/](?P<id>[0-9]{1,2}))",
    (
        rf"(?P<figures>{_ON}(?P<fd>[0-9]{{1,2}})\s?(?P<sep>[/.-])\s?(?P<fm>[0-9]{{1,2}})\s?(?P=sep)\s?"
        r"(?P<fy>[0-9]{4}|[0-9]{2}))"
    ),
    r"(?P<spaced>(?P<xd>[0-9]{1,2})\s(?P<xm>[0-9]{1,2})\s(?P<xy>(?:19|20)[0-9]{2}))",
    (
        rf"(?P<named>{_ON}(?P<nd>{_DAY})(?:[°ºª^]|st|nd|rd|th)?[\s-]*(?:di\s+|of\s+)?(?P<nm>{_MONTH})\.?"
        rf"(?:{_YEAR.format('ny')})?(?:\s+(?:(?P<npast>{_PAST})|(?P<ncoming>{_COMING})))?)"
    ),
    (
        r"(?P<english>(?P<em>(?:jan|febr|march|april|may|june|july|aug|sept|octo|nov|decem)[a-z]{0,6})\s+"
        rf"(?P<ed>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:{_YEAR.format('ey')})?)"
    ),
    r"(?P<bare>(?P<bd>[0-9]{1,2})/(?P<bm>[0-9]{1,2}))",
    r"(?P<before>l['’`]\s?altro\s?ieri|altro\s?ieri|avant['’]?ieri|ieri\s+l['’]altro|(?:the\s+)?day\s+before\s+yesterday)",
    r"(?P<after>dopodomani|(?:the\s+)?day\s+after\s+tomorrow)",
    (
        r"(?P<near>(?P<yesterday>ieri|yesterday)|(?P<tomorrow>domani|domattina|tomorrow)"
        r"|oggi|stamattina|stamane|stamani|stasera|today|tonight)"
    ),
    (
        rf"(?P<count>(?:(?P<ahead>fra|tra|in)\s+)?(?P<cn>[0-9]{{1,3}}|(?:{_WORDS})(?![^\W_]))\s+"
        r"(?P<unit>giorn[oi]|gg|settiman[ae]|mes[ei]|ann[oi]|days?|weeks?|months?|years?)"
        r"(?:\s+(?P<ago>fa|or\s+sono|ago))?)"
    ),
    (
        rf"(?P<weekday>(?:(?:(?P<wpast1>{_PAST})|(?P<wcoming1>{_COMING})|quest[oa]|this)\s+)?(?P<wd>{_WEEKDAY})"
        rf"(?:\s+(?:(?P<wpast2>{_PAST})|(?P<wcoming2>{_COMING})))?)"
    ),
    (
        rf"(?P<day>(?:(?:il|the|giorno)\s+|l['’])(?P<dd>{_DAY})(?:st|nd|rd|th)?(?!\s*(?:[%€:]|[.,][0-9]|euro|per\s))"
        rf"(?:\s+(?:(?P<dpast>{_PAST})|(?P<dcoming>{_COMING})))?)"
    ),
)
# Small letters only: a pattern that ignores case takes three times as long.
DAY = re.compile(rf"{LEFT}(?:{'|'.join(_BRANCHES)}){RIGHT}(?!\s?%)")

# Words without which a text that has no digit cannot hold a day.
_HINT_WORDS = (
    "ieri oggi domani dopodomani avantieri altroieri stamattina stamane stamani stasera domattina yesterday "
    "today tomorrow tonight fa fra tra in ago il the giorno lunedi martedi mercoledi giovedi venerdi sabato "
    "domenica monday tuesday wednesday thursday friday saturday sunday gennaio febbraio marzo aprile maggio "
    "giugno luglio agosto settembre ottobre novembre dicembre"
)
HINTS = frozenset(_HINT_WORDS.split())

_CENTURY = 100
_FAR = 10  # two digits of a year: no more than so many years ahead, else the last century
_MONTHS_IN_YEAR = 12
_TRIES = 9  # 29 February may be eight years away; a 31st is never so many months away


def the_day(year: int, month: int, day: int) -> date:
    """Make a day; raises ValueError if it never was, or if the year is out of living memory and plans."""
    if not 1850 <= year <= 2199:  # noqa: PLR2004 - the years that a counter hears of
        raise ValueError(year)
    return date(year, month, day)


def full_year(written: str, today: date) -> int:
    """Complete a year of two digits: "26" is 2026, "85" is 1985."""
    if len(written) > 2:  # noqa: PLR2004 - the two digits of "26"
        return int(written)
    year = today.year // _CENTURY * _CENTURY + int(written)
    return year - _CENTURY if year > today.year + _FAR else year


def number(written: str) -> int:
    """Read "3" and "tre"; raises KeyError if it is neither."""
    return int(written) if written.isdecimal() else NUMBERS[plain(written)]


def shifted(day: date, months: int) -> date:
    """Go so many months ahead or back; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * _MONTHS_IN_YEAR + day.month - 1 + months, _MONTHS_IN_YEAR)
    return the_day(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nearest(today: date, day: int, month: int | None, *, past: bool, strict: bool = False) -> date:
    """Find the day of that number (and month) that is nearest to today on one side.

    Today itself counts unless `strict`. Raises ValueError if there is none, such as 31 February.
    """
    step = -1 if past else 1
    for distance in range(_TRIES):
        if month:
            first = date(today.year + step * distance, month, 1)
        else:
            first = shifted(today.replace(day=1), step * distance)
        if not 1 <= day <= monthrange(first.year, first.month)[1]:
            continue
        found = first.replace(day=day)
        if (found < today if past else found > today) or (found == today and not strict):
            return found
    raise ValueError(day, month)


def read(match: re.Match[str], today: date, *, past: bool) -> date:
    """Work out the day of a match of DAY; `past` decides where the words do not.

    Raises ValueError or OverflowError for a day that never was, KeyError for a word that is no number.
    """
    return _READERS[match.lastgroup or ""](match, today, past=past)


def _iso(match: re.Match[str], today: date, *, past: bool) -> date:
    del today, past
    return the_day(int(match["iy"]), int(match["im"]), int(match["id"]))


def _figures(match: re.Match[str], today: date, *, past: bool) -> date:
    del past
    return the_day(full_year(match["fy"], today), int(match["fm"]), int(match["fd"]))


def _spaced(match: re.Match[str], today: date, *, past: bool) -> date:
    del today, past
    return the_day(int(match["xy"]), int(match["xm"]), int(match["xd"]))


def _named(match: re.Match[str], today: date, *, past: bool) -> date:
    day, month = number(match["nd"]), MONTHS[plain(match["nm"])[:3]]
    if match["ny"]:
        return the_day(full_year(match["ny"], today), month, day)
    told = bool(match["npast"] or match["ncoming"])
    return nearest(today, day, month, past=bool(match["npast"]) if told else past, strict=told)


def _english(match: re.Match[str], today: date, *, past: bool) -> date:
    day, month = int(match["ed"]), MONTHS[plain(match["em"])[:3]]
    if match["ey"]:
        return the_day(full_year(match["ey"], today), month, day)
    return nearest(today, day, month, past=past)


def _bare(match: re.Match[str], today: date, *, past: bool) -> date:
    return nearest(today, int(match["bd"]), int(match["bm"]), past=past)


def _near(match: re.Match[str], today: date, *, past: bool) -> date:
    del past
    return today + timedelta(days=bool(match["tomorrow"]) - bool(match["yesterday"]))


def _count(match: re.Match[str], today: date, *, past: bool) -> date:
    del past
    if bool(match["ahead"]) == bool(match["ago"]):
        raise KeyError(match[0])  # "3 giorni" alone is a length of time
    amount = number(match["cn"]) * (1 if match["ahead"] else -1)
    unit = plain(match["unit"])[:2]
    if unit in {"me", "mo"}:
        return shifted(today, amount)
    if unit in {"an", "ye"}:
        return shifted(today, amount * _MONTHS_IN_YEAR)
    return today + timedelta(days=amount * (7 if unit in {"se", "we"} else 1))


def _weekday(match: re.Match[str], today: date, *, past: bool) -> date:
    last, coming = match["wpast1"] or match["wpast2"], match["wcoming1"] or match["wcoming2"]
    back = bool(last) if last or coming else past
    distance = (WEEKDAYS[plain(match["wd"])[:3]] - today.weekday()) % 7
    if back:
        distance = distance - 7 if distance or last else 0
    elif coming and not distance:
        distance = 7
    return today + timedelta(days=distance)


def _day(match: re.Match[str], today: date, *, past: bool) -> date:
    told = bool(match["dpast"] or match["dcoming"])
    return nearest(today, number(match["dd"]), None, past=bool(match["dpast"]) if told else past, strict=told)


_READERS: dict[str, Callable[..., date]] = {
    "iso": _iso,
    "figures": _figures,
    "spaced": _spaced,
    "named": _named,
    "english": _english,
    "bare": _bare,
    "before": lambda _match, today, **_past: today - timedelta(days=2),
    "after": lambda _match, today, **_past: today + timedelta(days=2),
    "near": _near,
    "count": _count,
    "weekday": _weekday,
    "day": _day,
}
