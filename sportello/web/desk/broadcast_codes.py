"""The codes of CAP on the form of a broadcast: what is left open is as its kind and topics tell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from platforms.cap.alert import Category, Certainty, Response, Severity, Urgency
from sportello.cap_codes import usual
from sportello.web.desk.wording import DeskWords
from storage.alert_codes import Codes
from storage.broadcast_records import Kind

LONGEST: Final = 200  # characters of an event
EVENT: Final = "cap_event"
_CHOSEN: Final[Mapping[str, Collection[str]]] = MappingProxyType(
    {"cap_urgency": list(Urgency), "cap_severity": list(Severity), "cap_certainty": list(Certainty)}
)
_TICKED: Final[Mapping[str, Collection[str]]] = MappingProxyType(
    {"cap_category": list(Category), "cap_response": list(Response)}
)
ONE: Final = (EVENT, *_CHOSEN)  # the fields with one value, and those with several
MANY: Final = tuple(_TICKED)

Option = tuple[str, str]  # value and label
Typed = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form offers, in words: by field; `usual` tells what is said where nothing is chosen."""

    ticked: Mapping[str, Sequence[Option]]
    chosen: Mapping[str, Sequence[Option]]
    usual: Sequence[str]


def filled_codes(codes: Codes | None) -> dict[str, str | list[str]]:
    """Give the fields as codes fill them."""
    known = codes or Codes()
    one: dict[str, str | list[str]] = {name: getattr(known, _column(name)) for name in ONE}
    return one | {name: getattr(known, _column(name)).split() for name in MANY}


def read_codes(typed: Typed, before: Codes | None) -> Codes:
    """Read the fields; what is not among CAP's words is left open. Onset and area stay as they were."""
    return replace(
        before or Codes(),
        event=" ".join(str(typed[EVENT]).split()),
        urgency=_known(typed, "cap_urgency"),
        severity=_known(typed, "cap_severity"),
        certainty=_known(typed, "cap_certainty"),
        category=_ticked(typed, "cap_category"),
        response=_ticked(typed, "cap_response"),
    )


def _known(typed: Typed, name: str) -> str:
    return next((each for each in _CHOSEN[name] if each == typed[name]), "")


def _ticked(typed: Typed, name: str) -> str:
    return " ".join(each for each in _TICKED[name] if each in typed[name])


def offer(words: DeskWords, topics: Sequence[str]) -> Offer:
    """Say what can be chosen, and what is said of a broadcast on these topics if nothing is."""
    return Offer(
        {name: _options(words, name, values) for name, values in _TICKED.items()},
        {name: _options(words, name, values) for name, values in _CHOSEN.items()},
        [_usually(words, kind, topics) for kind in Kind],
    )


def facts(words: DeskWords, codes: Codes | None) -> list[tuple[str, str]]:
    """Tell what somebody has chosen, for who agrees to it; nothing of what is left open."""
    if codes is None:
        return []
    names = [_column(name) for name in (*_TICKED, *_CHOSEN)]
    called = [words(f"br-cap-{name}-{each}") for name in names for each in getattr(codes, name).split()]
    said = "; ".join(filter(None, (codes.event, *called)))
    return [(words("br-cap-codes"), said)] if said else []


def _options(words: DeskWords, name: str, values: Collection[str]) -> list[Option]:
    return [(value, words(f"br-cap-{_column(name)}-{value}")) for value in values]


def _usually(words: DeskWords, kind: Kind, topics: Sequence[str]) -> str:
    codes = usual(kind, topics)
    said = {
        name: words(f"br-cap-{name}-{getattr(codes, name)}")
        for name in ("category", "urgency", "severity", "certainty")
    }
    return words("br-cap-usual", kind=words(f"br-kind-{kind.value}"), **said)


def _column(name: str) -> str:
    return name.removeprefix("cap_")
