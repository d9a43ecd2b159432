"""For how long a permit is asked, where its kind leaves the choice."""

from collections.abc import Sequence
from enum import Enum

from platforms.permits.rules import Rule


class Length(Enum):
    """The periods that citizens can choose by name; the value is the name in the rule table."""

    YEAR = "year"
    HALF_YEAR = "half-year"
    SEASON = "season"
    MONTH = "month"


_NAMES = frozenset(one.value for one in Length)


def lengths_of(rule: Rule) -> Sequence[Length]:
    """List what may be chosen; nothing where there is one period, or one that nobody could name."""
    named = [Length(each.name) for each in rule.periods if each.name in _NAMES]
    return named if len(named) > 1 else ()
