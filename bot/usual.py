"""The usual messages ("MULTA", "grazie"), which many write alike: what an empty form makes of one is kept."""

from datetime import date
from typing import Any

from bot.form import Options
from bot.labels import Labels
from bot.read import Read
from bot.reading import Reader
from bot.values.edges import has_digit

ROOM = 1024  # messages of which something is kept
_LONGEST = 24  # characters


def is_usual(text: str) -> bool:
    """Whether others may well write the same: few letters, and no figure, which would be somebody's own."""
    return len(text) <= _LONGEST and not has_digit(text)


class UsualReads:
    """Reads messages into empty forms, a usual one once for each set of options and each day."""

    def __init__(self) -> None:
        self._kept: dict[tuple[type[Any], str, int], tuple[Options, date, Read]] = {}

    def read(self, form: type[Any], labels: Labels, options: Options, today: date, text: str) -> Read:
        """Read a message; it is known again as long as `options` is the same object."""
        key = form, text, id(options)
        kept = self._kept.get(key)
        if kept is not None and kept[0] is options and kept[1] == today:
            return kept[2]
        read = Reader(form, {}, labels, options, today, "").read(text)
        if is_usual(text):
            if len(self._kept) >= ROOM:
                self._kept.clear()
            self._kept[key] = options, today, read
        return read
