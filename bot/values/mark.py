"""A mark (voto) from 1 to 5: "4", "voto 4", "4 su 5", "quattro stelle"."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values.edges import LEFT, RIGHT
from bot.values.spelling import plain
from bot.values.value import Found, Reading, Sure

_BEST = 5
_WORDS = {
    "uno": 1,
    "una": 1,
    "due": 2,
    "tre": 3,
    "quattro": 4,
    "cinque": 5,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}
_FIGURE = rf"(?:[1-5]|{'|'.join(_WORDS)})"
_NAMED = r"(?:voto|valutazione|giudizio|mark|rating)"
_OF_FIVE = r"(?:\s*/\s*5|\s+(?:su|out of)\s+(?:5|cinque|five))"
_SHAPE = re.compile(
    rf"{LEFT}(?:(?:{_NAMED}\W*\s)?(?P<of>{_FIGURE})(?:{_OF_FIVE}|\s+(?:stell[ae]|stars?))"
    rf"|{_NAMED}(?:\s+(?:è|is))?\W*\s*(?P<named>{_FIGURE})){RIGHT}",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"(?:{_NAMED}\W*)?(?P<figure>{_FIGURE})(?:{_OF_FIVE}|\s+(?:stell[ae]|stars?))?")


@fixed
class Mark:
    """A mark (voto): 1 is the worst."""

    RANK: ClassVar[int] = 65

    figure: int

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:  # noqa: ARG003 - the contract of a value
        """Read a whole answer."""
        match = _WHOLE.fullmatch(plain(text).strip(" .!"))
        if match is None:
            raise WrongAnswer
        return cls(_figure(match["figure"]))

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:  # noqa: ARG003 - the contract of a value
        """Find marks that are called so, or are out of five: a figure alone may be anything."""
        for match in _SHAPE.finditer(text):
            figure = _figure((match["of"] or match["named"]).lower())
            yield Found(cls(figure), match.start(), match.end(), Sure.LIKELY)

    def __str__(self) -> str:
        return str(self.figure)

    def show(self, language: str) -> str:
        """Write `4 su 5`."""
        return f"{self.figure} {'su' if language == 'it' else 'out of'} {_BEST}"


def _figure(text: str) -> int:
    return _WORDS.get(text) or int(text)
