"""Where counters are killed: at every place, or, for a quick answer, once at every third kind of place."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from tests.crash.child import Point
from tests.crash.replay import Call

T = TypeVar("T")
_STRIDE = 3  # of the quick choice: a life costs a second, and `make interop` takes them all


def kind_of(place: Point | Call) -> tuple[str, str]:
    """Tell the places alike: before, or after, the commit of a kind; at the same moment of a call."""
    return ("", place.when) if isinstance(place, Call) else (place.name, place.when)


class Places:
    """Chooses among the places of one matrix; the quick choice takes few, and none like one before."""

    def __init__(self, *, everywhere: bool) -> None:
        self.everywhere = everywhere
        self._taken: set[Hashable] = set()

    def among(self, places: Sequence[T], kind: Callable[[T], Hashable]) -> list[T]:
        """Choose from the places of one step; `kind` tells which are alike."""
        if self.everywhere:
            return list(places)
        first = {kind(place): place for place in reversed(places)}
        new = [place for alike, place in reversed(first.items()) if alike not in self._taken]
        seen = len(self._taken)
        self._taken.update(first)
        return [place for number, place in enumerate(new, seen) if number % _STRIDE == 0]
