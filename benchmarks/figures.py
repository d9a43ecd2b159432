"""How figures are told: medians of alternated rounds, and one JSON line at the end."""

import json
from collections.abc import Mapping, Sequence
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: Sequence[float]) -> float:
    """The median, rounded as a rate is read."""
    return round(median(values), 3 if median(values) < 100 else 0)  # noqa: PLR2004 - three digits are enough


def ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    """The median of the ratios of each round: a busy machine slows both sides of a round."""
    return round(median(one / other for one, other in zip(ours, floor, strict=True)), 3)


def tell(figures: Mapping[str, object]) -> None:
    """Print the last line."""
    print(json.dumps(figures, sort_keys=True))
