"""What the words tell of permits: kinds, documents and permits one a line, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bot.values import Money
from bot.values.date import Date
from bot.words import Catalogue
from platforms.permits.rules import Document, PermitKind
from storage.permits import Permit, PermitState

_WORDS: Final = Path(__file__).parent
NONE: Final = "none"


@cache
def catalogue(language: str) -> Catalogue:
    """Load what these services say alike, for what shows itself in it."""
    language = language if language[:2] == "en" else "it"
    return Catalogue.load("permits", language[:2], [_WORDS / f"permits.{language[:2]}.ftl"])


@dataclass(frozen=True, slots=True)
class KindTitle:
    """A kind of permit, by what it is called."""

    kind: PermitKind

    def show(self, language: str) -> str:
        """Write "residenti"."""
        return catalogue(language).text(f"kind-{self.kind.value}", {})


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents that have to come along."""

    documents: Sequence[Document]

    def show(self, language: str) -> str:
        """Write "patente (fronte e retro), libretto (fronte e retro)"."""
        words = catalogue(language)
        return ", ".join(words.text(f"document-{one.value}", {}) for one in self.documents)


@dataclass(frozen=True, slots=True)
class PermitList:
    """Permits one a line, by plate."""

    permits: Sequence[Permit]

    def show(self, language: str) -> str:
        """Write "AB123CD: residenti, n. 2026/000012, fino al 31/12/2026"."""
        return "\n".join(self._line(one, language) for one in self.permits)

    def _line(self, one: Permit, language: str) -> str:
        values = {
            "plates": " ".join(one.plates),
            "kind": KindTitle(PermitKind(one.kind)).show(language),
            "number": one.number,
            "until": Date(one.valid_until).show(language) if one.valid_until else NONE,
            "state": "expired" if one.state is PermitState.EXPIRED else "valid",
        }
        return catalogue(language).text("permit-line", values)


def told_of(one: Permit) -> dict[str, object]:
    """Tell of a permit: every value that a text on one may use."""
    return {
        "number": one.number,
        "kind": KindTitle(PermitKind(one.kind)),
        "plates": " ".join(one.plates),
        "zone": one.zone.replace(",", ", "),
        "address": one.address or NONE,
        "since": Date(one.valid_from),
        "until": Date(one.valid_until) if one.valid_until else NONE,
        "old": one.replaces or NONE,
    }


def told_price(due_cents: int, duty_cents: int) -> dict[str, object]:
    """Tell what is to be paid: every value that a text on it may use."""
    return {
        "amount": Money(due_cents),
        "duty": Money(duty_cents) if duty_cents else NONE,
        "cost": "due" if due_cents else "free",
    }


def told_papers(documents: Sequence[Document]) -> object:
    """Tell what has to come along; "none" for nothing."""
    return Papers(documents) if documents else NONE
