"""Days in Italian words, as civil-status acts write them: "primo marzo duemilaquattro"."""

from datetime import date

_UNITS = (
    *("", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici"),
    *("dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove"),
)
_TENS = ("", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta")
_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_VOWEL_FIRST = (1, 8)  # uno and otto take the last vowel of the ten before them


def in_words(day: date) -> str:
    """Write a day out: the first of a month is "primo", a year is one word."""
    number = "primo" if day.day == 1 else number_in_words(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {number_in_words(day.year)}"


def number_in_words(number: int) -> str:
    """Write a number from 1 to 9999 as one word: 1984 is "millenovecentottantaquattro"."""
    thousands, rest = divmod(number, 1000)
    words = "" if not thousands else "mille" if thousands == 1 else f"{_below_thousand(thousands)}mila"
    return _accented(words + _below_thousand(rest))


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = "" if not hundreds else f"{_UNITS[hundreds] if hundreds > 1 else ''}cento"
    tail = _below_hundred(rest)
    # Ottanta and otto swallow the o of cento; uno does not.
    return words[:-1] + tail if words and tail.startswith("ott") else words + tail


def _below_hundred(number: int) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    ten = _TENS[tens]
    return (ten[:-1] if unit in _VOWEL_FIRST else ten) + _UNITS[unit]


def _accented(word: str) -> str:
    """Three at the end of a longer word bears an accent: ventitré."""
    return word[:-1] + "é" if word.endswith("tre") and word != "tre" else word
