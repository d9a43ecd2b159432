"""Many numbers side by side in one large integer, so that a single addition adds all of them.

The interpreter adds integers of a thousand bits nearly as fast as small ones: a row of weights for forty
intents then costs one addition and not forty. Sums of integers are exact, in whatever order they are made.
"""

from collections.abc import Iterable
from struct import Struct

_BITS = 32
ONE = 1 << 16  # how a lane holds the number one: sums stay below 2**15, steps are 2**-16
_HALF = 1 << _BITS - 1


class Lanes:
    """Packs `width` numbers into one integer and takes them out again, each between -2**15 and 2**15."""

    def __init__(self, width: int) -> None:
        self._size = width * _BITS // 8
        self._struct = Struct(f"<{width}I")
        self._lift = sum(
            _HALF << _BITS * at for at in range(width)
        )  # so that no lane borrows of its neighbour

    def closed(self, numbers: Iterable[tuple[int, float]]) -> int:
        """Put numbers into the lanes that are named with them, and nought into the others."""
        return sum(round(number * ONE) << _BITS * at for at, number in numbers)

    def opened(self, packed: int) -> list[float]:
        """Take out the numbers of all lanes."""
        return [(lane - _HALF) / ONE for lane in self.lifted(packed)]

    def lifted(self, packed: int) -> tuple[int, ...]:
        """Take out the lanes as they lie, ONE to one and all of them raised alike: quick, to compare them."""
        return self._struct.unpack((packed + self._lift).to_bytes(self._size, "little"))
