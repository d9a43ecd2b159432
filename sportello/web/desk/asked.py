"""What a citizen asked, put into the labels and values that staff read in place of the program's names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from babel.dates import format_date
from babel.numbers import format_currency

from platforms.permits.rules import Operation
from sportello.web.desk.wording import DeskWords

KINDS: Final = (  # of requests that this version opens; others may come, and are named as they are
    "instalments",
    "certificate",
    "data-correction",
    *(f"ztl-{operation.value}" for operation in Operation),
)
PEOPLE: Final = frozenset({"citizen", "acting_for", "agent"})  # their values are ids of citizens
_OURS: Final = frozenset({"order", "receipt_id"})  # ids that lead nowhere for a reader
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its value; of one who is a person the id, and no value."""

    label: str
    value: str
    person: str = ""


def kind_of(words: DeskWords, kind: str) -> str:
    """Name a kind of requests."""
    known = f"kind-{kind}"
    return words(known) if words.has(known) else words("kind-other", name=kind)


def lines(details: Mapping[str, object], words: DeskWords, language: str) -> Sequence[Line]:
    """Write what was asked, in the order in which it was said; what is empty is left out."""
    return [*_lines(details, words, language)]


def _lines(details: Mapping[str, object], words: DeskWords, language: str) -> Iterator[Line]:
    for name, value in details.items():
        if name in _OURS or value in ("", None, [], {}):
            continue
        if isinstance(value, Mapping):
            yield from _lines(value, words, language)
            continue
        label = words.get(f"asked-{name}", words("asked-other", name=name.replace("_", " ")))
        if name in PEOPLE and isinstance(value, str):
            yield Line(label, "", value)
        else:
            yield Line(label, _written(name, value, words, language))


def _written(name: str, value: object, words: DeskWords, language: str) -> str:
    if isinstance(value, bool):
        return words("rq-yes" if value else "rq-no")
    if isinstance(value, int) and name.endswith("_cents"):
        return str(format_currency(value / 100, "EUR", locale=language))
    if isinstance(value, list | tuple):
        return ", ".join(_written(name, each, words, language) for each in value)
    text = str(value)
    return words.get(f"value-{name}-{text}", _moment(text, language))


@lru_cache(4096)
def day(on: date, language: str) -> str:
    """Write a day as the language does: 3 feb 2026."""
    return str(format_date(on, "d MMM y", locale=language))


def _moment(text: str, language: str) -> str:
    """Write a day or a moment; any other text as it is."""
    if not _MOMENT.fullmatch(text):
        return text
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return day(at.date(), language) + (f" {at:%H:%M}" if "T" in text else "")
