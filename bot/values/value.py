"""What every value can do: read itself from a whole answer, find itself in a sentence, show itself.

A value parses itself, once, at the border; past the border nobody checks it again. `str(value)` is its
canonical text: what is stored, and what parse() reads back to the same value on any later day.
"""

from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from typing import Any, ClassVar, Protocol, Self

from bot.fixed import fixed


class Sure(IntEnum):
    """How sure it is that some characters are this value and no other."""

    MAYBE = 1  # the shape is loose: digits that could be several things
    LIKELY = 2  # the shape is telling, but another value may share it
    CERTAIN = 3  # check digits, a month's name, an at sign: hardly anything else


@fixed
class Option:
    """One of the answers that a choice accepts; aliases are other words for it."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()


@fixed
class Reading:
    """What reading a text may lean on: the citizen's own day, and the options of a choice."""

    today: date
    options: tuple[Option, ...] = ()


@fixed
class Found:
    """A value at text[start:end]."""

    value: Any
    start: int
    end: int
    sure: Sure


class Value(Protocol):
    """A type of slot. RANK orders the search in a sentence: the strictest shape (lowest) looks first."""

    RANK: ClassVar[int]

    @classmethod
    def parse(cls, text: str, reading: Reading) -> Self:
        """Read a whole answer, or the canonical text; raises WrongAnswer with a reason."""

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find every place of a longer text that may be this value, left to right, without overlap."""

    def show(self, language: str) -> str:
        """Write it as a reader of that language expects it."""
