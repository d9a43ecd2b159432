"""For how long a permit is asked, where its kind leaves the choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.service import Outcome, ask
from handlers.permits.told import KindTitle, catalogue
from platforms.permits.rules import Rule


class Length(Enum):
    """The periods that citizens can choose by name; the value is the name in the rule table."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    SEASON = "season"


_NAMES = frozenset(one.value for one in Length)


def lengths_of(rule: Rule) -> Sequence[Length]:
    """List what may be chosen; nothing where there is one period, or one that nobody could name."""
    named = [Length(each.name) for each in rule.periods if each.name in _NAMES]
    return named if len(named) > 1 else ()


@dataclass(frozen=True, slots=True)
class Lengths:
    """The periods that a kind has."""

    lengths: Sequence[Length]

    def show(self, language: str) -> str:
        """Write "un anno, sei mesi"."""
        words = catalogue(language)
        return ", ".join(words.text(f"length-{one.value}", {}) for one in self.lengths)


def ask_for(rule: Rule, chosen: Length | None) -> Outcome | None:
    """Ask for how long, where there is a choice that is not made; None where there is none, or it is."""
    lengths = lengths_of(rule)
    if not lengths or chosen in lengths:
        return None
    only = [one.name for one in lengths]
    return ask("how-long", "length", only=only, kind=KindTitle(rule.kind), lengths=Lengths(lengths))
