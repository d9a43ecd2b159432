"""Which of the things in a list that was just shown: one by its number, or all the others."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.spelling import plain
from bot.values.value import Found, Reading, Sure

_NUMBER = re.compile(r"(?:(?:n|nr|num|numero|number|no|il|lo|la|the)\b[.°]?\s*)*#?([1-9][0-9]?)\s*[.)]?")
_OTHERS = frozenset(
    {"altri", "gli altri", "tutti gli altri", "altre", "le altre", "tutte le altre"}
    | {"others", "the others", "all others", "all the others"}
)


@fixed
class Listed:
    """A place in a list, from 1 on; 0 for all but the conversation itself."""

    RANK: ClassVar[int] = 90

    place: int

    @property
    def others(self) -> bool:
        """Whether all the others are meant."""
        return self.place == 0

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer: "2", "il n. 2", "tutti gli altri"; the canonical text of the others is "0"."""
        key = plain(text).strip(" .!")
        if key in _OTHERS or key == "0":
            return cls(0)
        if match := _NUMBER.fullmatch(key):
            return cls(int(match[1]))
        raise WrongAnswer

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find the others, if that is all there is; a number may be of anything, and needs its label."""
        del reading
        if plain(text).strip(" .!") in _OTHERS:
            yield Found(cls(0), 0, len(text), Sure.MAYBE)

    def __str__(self) -> str:
        return str(self.place)

    def show(self, language: str) -> str:
        """Write the number, or the words for the others."""
        if not self.others:
            return str(self.place)
        return "all the others" if language[:2] == "en" else "tutti gli altri"
