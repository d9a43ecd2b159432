"""What certificates say, in Italian and in the language beside it: texts, dates, places and sums."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from babel import localedata
from babel.dates import format_date

from bot.values import Money
from bot.words import Catalogue
from platforms.certificates.in_words import in_words
from platforms.paper.typesetting import legible
from platforms.residents.resident import Address, Place

_WORDS = Path(__file__).with_name("words")
LANGUAGES: Final = ("de", "fr", "sl", "en")  # that may stand beside Italian

# As official papers write a day, in the patterns of CLDR; of the first, some languages write an ordinal.
_DAYS = {
    "it": "d MMMM y",
    "de": "d. MMMM y",
    "fr": "d MMMM y",
    "sl": "d. MMMM y",
    "en": "d MMMM y",
}
_FIRST = {"it": "d'º'", "fr": "d'er'"}


@dataclass(frozen=True, slots=True)
class Line:
    """One text in Italian, and the same in the language beside it; empty where there is none."""

    it: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class States:
    """Names of states as the register writes them, in Italian."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InWords:
    """A day written out in words, as acts have it."""

    day: date


@dataclass(frozen=True, slots=True)
class Speech:
    """Says each text twice: in Italian, and in `beside` ("" for Italian alone)."""

    beside: str = ""

    def say(self, name: str, **values: object) -> Line:
        """Say one text; a Line among the values is put in by its own language."""
        other = _spoken(self.beside, name, values) if self.beside else ""
        return Line(_spoken("it", name, values), other)


def _spoken(language: str, name: str, values: Mapping[str, object]) -> str:
    shown = {key.replace("_", "-"): _shown(language, value) for key, value in values.items()}
    words = catalogue(language)
    # What has no words in another language, such as the norm of an exemption, stands there in Italian.
    return (words if words.has(name) else catalogue("it")).text(name, shown)


@cache
def catalogue(language: str) -> Catalogue:
    """Give the words of one language; raises Misconfigured for one that has none."""
    return Catalogue.load("certificate", language, [_WORDS / f"certificate.{language}.ftl"])


def _shown(language: str, value: object) -> str:  # noqa: PLR0911 - one line for each kind of value
    match value:
        case Line():
            return value.beside if language != "it" else value.it
        case date():
            return _day(language, value)
        case InWords():
            return in_words(value.day)
        case Place():
            return _place(language, value)
        case Address():
            return _address(language, value)
        case States():
            return ", ".join(_state(language, name) for name in value.names)
        case Money():
            return value.show(language)
    return legible(str(value))


def _day(language: str, day: date) -> str:
    first = _FIRST.get(language, "d") if day.day == 1 else "d"
    return format_date(day, _DAYS[language].replace("d", first, 1), locale=language)


def _place(language: str, place: Place) -> str:
    within = place.province or (_state(language, place.state) if place.state else "")
    return legible(f"{place.name} ({within})" if within else place.name)


def _address(language: str, address: Address) -> str:
    street = f"{address.street} {address.number}".strip()
    return legible(f"{street}, {address.postcode} {_place(language, address.place)}".replace(",  ", ", "))


def _state(language: str, name: str) -> str:
    """Name a state in another language; one that is not known so stays as the register has it."""
    code = "" if language == "it" else _codes().get(name.casefold(), "")
    return legible(localedata.load(language)["territories"][code] if code else name)


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    return {
        name.casefold(): code
        for code, name in localedata.load("it")["territories"].items()
        if len(code) == 2  # noqa: PLR2004 - ISO 3166
    }
