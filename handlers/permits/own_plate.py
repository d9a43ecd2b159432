"""The plate of a permit that somebody has: it names which one is meant, and is no wish by itself."""

from collections.abc import Iterator
from typing import ClassVar

from bot.errors import WrongAnswer
from bot.fixed import fixed
from bot.values import Plate
from bot.values.value import Found, Reading


@fixed
class OwnPlate(Plate):
    """A plate that is read where it is asked for, or beside words that say what for."""

    RANK: ClassVar[int] = 40

    @classmethod
    def find(cls, text: str, reading: Reading) -> Iterator[Found]:
        """Find plates in a sentence; nothing where there is nothing but a plate."""
        try:
            Plate.parse(text, reading)
        except WrongAnswer:
            yield from Plate.find(text, reading)
