"""The codes of CAP that a broadcast has of itself: what its kind and topics tell, where nobody says more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from platforms.cap.alert import Category, Certainty, Severity, Urgency
from storage.alert_codes import Codes
from storage.broadcast_records import Kind

_CATEGORIES: Final[Mapping[str, Category]] = MappingProxyType(
    {"roads": Category.TRANSPORT, "waste": Category.ENV, "civil_protection": Category.SAFETY}
)
_SAID: Final = ("category", "urgency", "severity", "certainty")  # what CAP wants said of each (3.2.2)


def usual(kind: Kind, topics: Sequence[str]) -> Codes:
    """Say what kind and topics tell, else that nothing is known. The event is left to the title."""
    emergency = kind is Kind.EMERGENCY
    topic = next(iter(topics), "")
    return Codes(
        category=Category.SAFETY if emergency else _CATEGORIES.get(topic, Category.OTHER),
        urgency=Urgency.IMMEDIATE if emergency else Urgency.UNKNOWN,
        severity=Severity.SEVERE if emergency else Severity.MINOR,
        certainty=Certainty.LIKELY if emergency else Certainty.UNKNOWN,
    )


def settled(codes: Codes, kind: Kind, topics: Sequence[str]) -> Codes:
    """Fill in what somebody has left open."""
    known = usual(kind, topics)
    return replace(codes, **{name: getattr(known, name) for name in _SAID if not getattr(codes, name)})
