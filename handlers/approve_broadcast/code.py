"""The code of a broadcast, as it is told: "2026-0007", "2026/7", "2026 7"."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import LEFT, RIGHT
from bot.values.value import Found, Reading, Sure

_SHAPE: Final = re.compile(rf"{LEFT}(20[0-9]{{2}})[-/ ]([0-9]{{1,6}}){RIGHT}")


@fixed
class BroadcastCode:
    """A year, and a number in it with four digits at least."""

    RANK: ClassVar[int] = 40

    code: str

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer. The only reason is "shape"."""
        if match := _SHAPE.fullmatch(text.strip(" .#")):
            return cls(f"{match[1]}-{int(match[2]):04}")
        raise WrongAnswer

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find each in a sentence."""
        for match in _SHAPE.finditer(text):
            yield Found(cls.parse(match[0], reading), match.start(), match.end(), Sure.LIKELY)

    def __str__(self) -> str:
        return self.code

    def show(self, language: str) -> str:  # noqa: ARG002 - the same in every language
        """Write it as it is."""
        return self.code
